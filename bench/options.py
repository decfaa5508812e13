"""What a benchmark of pages is asked for, and the browser that it runs in."""

import argparse
import shutil
import sys

from bench.variants import pages
from tests.conftest import NAMES


def read_options(prog: str, description: str, runs: int) -> tuple[list[str], int, str]:
    """Return the paths of the pages, the number of runs and the browser; end with a message where there is none."""
    parser = argparse.ArgumentParser(prog=prog, description=description)
    parser.add_argument("pages", nargs="*", metavar="PAGE", help="such as chain-rules; all pages if none is named")
    parser.add_argument("--runs", type=int, default=runs, help=f"loads of each page in each variant ({runs})")
    arguments = parser.parse_args()
    executable = next(filter(None, map(shutil.which, NAMES)), None)
    if executable is None:
        sys.exit(f"no browser found, looked for {', '.join(NAMES)}: install Chromium")
    return pages(arguments.pages), arguments.runs, executable
