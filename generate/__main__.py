"""Write everything that is derived and committed: `python -m generate`."""

import sys
from pathlib import Path

from generate import GenerateError, outdated, read_repository


def main(root: Path) -> int:
    """Write what differs, and say what; return 1 if a page or list is not in order."""
    try:
        repository = read_repository(root)
        for path, (_, text) in outdated(repository).items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            print(f"{path.relative_to(root).as_posix()}: written")
    except GenerateError as error:
        print(error, file=sys.stderr)
        return 1
    errors = [*repository.catalogue.errors, *repository.cited.errors]
    print("\n".join(errors), file=sys.stderr, end="\n" if errors else "")
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main(Path(__file__).parent.parent))
