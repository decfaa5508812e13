"""What the steps know besides the pages: the same for all of them, and changed by none."""

from pathlib import Path
from typing import Any, NamedTuple


class Context(NamedTuple):
    """The sources of a site, and what is known of them.

    Attributes:
        docs: The folder of the sources.
        evidence: What the verifier found of them, as `read_evidence` returns it; without it formulas have no evidence,
            and figures stay as written.
        policy: Whether to forbid every script that is not in the built page.
    """

    docs: Path
    evidence: dict[str, Any] | None = None
    policy: bool = True

    @property
    def root(self) -> Path:
        """The repository: the folder of mkdocs.yml, the theme and the snippets."""
        return self.docs.parent
