"""Sets the math under `mkdocs serve`, and keeps notebooks; after `mkdocs build`, nox runs `python -m finish`."""

import sys
from pathlib import Path

from mkdocs.exceptions import PluginError

sys.path.append(str(Path(__file__).parents[1]))  # MkDocs loads a hook by its path, not as part of a package
from finish import FinishError, finish  # noqa: E402
from finish.evidence import read_evidence  # noqa: E402

_commands = []


def on_startup(command, dirty):
    """Remembers which command runs."""
    _commands[:] = [command]


def on_config(config):
    """Keeps executed notebooks from one rebuild to the next; a build of its own executes them all."""
    if _commands == ["serve"]:
        config.plugins["mkdocs-jupyter"].config["cache"] = True


def on_post_build(config):
    """Finishes the site that `serve` shows, with the evidence that there is while nothing has changed since."""
    if _commands == ["serve"]:
        docs = Path(config.docs_dir)
        evidence = docs.parent / ".cache" / "evidence.json"
        try:
            read_evidence(evidence, docs.parent)
        except FinishError:
            evidence = None
        try:
            # No policy: `serve` adds a script to each page that loads it again after a change.
            finish(Path(config.site_dir), docs, evidence, policy=False)
        except FinishError as error:
            raise PluginError(str(error)) from None
