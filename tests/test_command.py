"""The command for one formula: its exit statuses, its JSON, and where it points."""

import json
import subprocess
import sys

import pytest

GIVEN = r"For $\mathbf{x} \in \mathbb{R}^{n}$ and $\mathbf{A} \in \mathbb{R}^{n \times n}$,"
LEFT = r"\frac{\partial \mathbf{x}^{\top} \mathbf{A} \mathbf{x}}{\partial \mathbf{x}} = "
TRUE, WRONG = (
    LEFT + r"\mathbf{x}^{\top} (\mathbf{A} + \mathbf{A}^{\top})",
    LEFT + r"2 \mathbf{x}^{\top} \mathbf{A}",
)


@pytest.fixture
def check(root):
    """Run the command."""

    def check(formula, *options, given=GIVEN):
        command = [sys.executable, "-m", "verifier", "check", "--given", given, "--formula", formula, *options]
        return subprocess.run(command, cwd=root, capture_output=True, text=True)

    return check


@pytest.mark.parametrize(
    ("formula", "given", "status", "said"),
    [
        (TRUE, GIVEN, 0, "numerator layout: holds"),
        (WRONG, GIVEN, 1, "numerator layout: the two sides differ: at n = 2, entry 1 the left side is"),
        (r"\mathbf{y} = 1", GIVEN, 2, r"\mathbf{y} is not declared"),
        (r"\lVert \mathbf{x} \rVert_{\mathbf{W}}^2 = 1", GIVEN, 2, r"\mathbf{W} is not declared"),
        (TRUE, r"For $\mathbf{x} \in \mathbb{R}^$,", 2, "cannot read the domain"),
    ],
    ids=["holds", "wrong", "undeclared", "norm-index", "declaration"],
)
def test_exit_status_tells_verdict(check, formula, given, status, said):
    done = check(formula, given=given)
    assert (done.returncode, done.stderr) == (status, "")
    assert said in done.stdout


def test_json_lacks_verdict_or_counterexample(check):
    done = check(WRONG, "--json")
    found = json.loads(done.stdout)
    assert set(found) == {"numerator", "denominator"}
    assert {"holds": False, "reason": "value", "message": "the two sides differ"}.items() <= found["numerator"].items()
    assert found["numerator"]["counterexample"]["sizes"] == {"n": 2}
    assert found["denominator"]["reason"] == "shape"
    holding = json.loads(check(TRUE, "--json").stdout)["numerator"]
    assert holding.pop("error") < 1e-12
    assert holding == {"holds": True, "reason": "", "message": ""}


def test_seed_changes_no_draw(check):
    counterexamples = [
        json.loads(check(WRONG, "--json", "--seed", seed).stdout)["numerator"]["counterexample"]["left"]
        for seed in ("0", "0", "1")
    ]
    assert counterexamples[0] == counterexamples[1] != counterexamples[2]


def test_caret_points_elsewhere(check):
    lines = check(r"\mathbf{x} = \mathbf{y} + 1").stdout.splitlines()
    at = lines[1].index(r"\mathbf{y}")
    assert lines[2] == " " * at + "^" * len(r"\mathbf{y}")
