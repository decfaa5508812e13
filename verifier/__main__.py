"""The command line: `python -m verifier [ID ...]` for the pages, `python -m verifier check` for one formula."""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # matrices of three rows are not worth a thread
import sys


def main() -> int:
    """Run the command that the arguments name, and return its exit status."""
    if sys.argv[1:2] == ["check"]:
        from verifier.command import main

        return main(sys.argv[2:])
    from verifier.pages.command import main  # which needs what reads pages

    return main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
