"""What the tests share: where the repository is."""

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return Path(__file__).parent.parent


@pytest.fixture(scope="session")
def site(root) -> Path:
    """The built site."""
    if not (root / "site" / "index.html").is_file():
        pytest.fail("site/ is not built: run `nox -s docs` first", pytrace=False)
    return root / "site"
