"""From LaTeX to a verdict without NumPy and without what reads pages: a reader's browser has neither."""

import subprocess
import sys

import pytest

SCRIPT = r"""
import sys

for name in ("numpy", "scipy", "markdown", "bs4"):
    sys.modules[name] = None  # so that importing it raises ImportError

from verifier.declare import declare
from verifier.check import check

declared = declare(
    r"For $\mathbf{A} \in \mathbb{R}^{m \times n}$, invertible $\mathbf{X} \in \mathbb{R}^{n \times n}$,"
    r" $\mathbf{x} \in \mathbb{R}^{n}$, $\mathbf{b} \in \mathbb{R}^{m}$,"
    r" and a differentiable function $f \colon \mathbb{R} \to \mathbb{R}$"
)
for tex in (
    r"\frac{\partial \lVert \mathbf{A} \mathbf{x} - \mathbf{b} \rVert_2^{2}}{\partial \mathbf{x}}"
    r" = 2 (\mathbf{A} \mathbf{x} - \mathbf{b})^{\top} \mathbf{A}",
    r"\frac{\partial \lVert \mathbf{A} \mathbf{x} - \mathbf{b} \rVert_2^{2}}{\partial \mathbf{x}}"
    r" = (\mathbf{A} \mathbf{x} - \mathbf{b})^{\top} \mathbf{A}",
    r"\frac{\partial \det(\mathbf{X})}{\partial \mathbf{X}} = \det(\mathbf{X}) \mathbf{X}^{-1}",
    r"\frac{\partial \det(\mathbf{X})}{\partial \mathbf{X}} = \det(\mathbf{X}) \mathbf{X}^{-\top}",
    r"\frac{\partial f(\mathbf{x})}{\partial \mathbf{x}} = \operatorname{diag}(f'(\mathbf{x}))",
    r"\mathrm{d}(\mathbf{X}^{-1}) = -\mathbf{X}^{-1} (\mathrm{d} \mathbf{X}) \mathbf{X}^{-1}",
    r"\mathbf{A} \mathbf{x} = \mathbf{x}^{\top} \mathbf{A}",
):
    judgement = check(declared, tex, layouts=("numerator",)).judgements["numerator"]
    print(judgement.holds, judgement.reason or "-", judgement.evaluations > 3, judgement.referee_error < 1e-40)
assert not [name for name in sys.modules if name.startswith(("numpy.", "scipy.", "markdown.", "bs4."))]
"""


def run(root, script):
    return subprocess.run([sys.executable, "-c", script], cwd=root, capture_output=True, text=True)


def test_core_judges_without_numpy_and_site(root):
    done = run(root, SCRIPT)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "True - True True",
        "False value False False",  # the difference at 50 digits
        "True - True True",
        "False value False False",  # the difference at 50 digits
        "True - True True",
        "True - True True",
        "False shape False True",
    ]


@pytest.mark.parametrize("module", ["numpy", "markdown", "bs4"])
def test_import_of_an_absent_package_is_detected(root, module):
    done = run(root, SCRIPT.replace("from verifier.declare", f"import {module}\nfrom verifier.declare"))
    assert done.returncode != 0 and module in done.stderr.splitlines()[-1]
