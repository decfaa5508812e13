"""The command line: `python -m finish SITE --docs DOCS`."""

import argparse
import sys
from pathlib import Path

from . import FinishError, finish


def main() -> int:
    """Finishes one site; returns 1 and says why on stderr if that fails."""
    parser = argparse.ArgumentParser(
        prog="finish", description="Finish a built site: set its math, show evidence, index it."
    )
    parser.add_argument("site", type=Path, help="the folder the site engine wrote")
    parser.add_argument("--docs", type=Path, required=True, help="the folder of its sources")
    parser.add_argument("--evidence", type=Path, help="the verifier's evidence.json, to stand beside the formulas")
    arguments = parser.parse_args()
    try:
        finish(arguments.site, arguments.docs, arguments.evidence)
    except FinishError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
