"""The command line: `python -m postprocess SITE --docs DOCS`."""

import argparse
import sys
from pathlib import Path

from . import PostprocessError, postprocess


def main() -> int:
    """Postprocess one site; return 1 and say why on stderr if that fails."""
    parser = argparse.ArgumentParser(
        prog="postprocess", description="Postprocess a built site: render its math, show evidence, index it."
    )
    parser.add_argument("site", type=Path, help="the folder the site engine wrote")
    parser.add_argument("--docs", type=Path, required=True, help="the folder of its sources")
    parser.add_argument("--evidence", type=Path, help="the verifier's evidence.json, to stand beside the formulas")
    arguments = parser.parse_args()
    try:
        postprocess(arguments.site, arguments.docs, arguments.evidence)
    except PostprocessError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
