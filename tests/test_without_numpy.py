"""From LaTeX to the referee's verdict without NumPy: a reader's browser has none."""

import subprocess
import sys

SCRIPT = r"""
import sys
sys.modules["numpy"] = sys.modules["scipy"] = None  # so that importing them raises ImportError

from verifier.compare import verify
from verifier.declare import declare

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
    verdict = verify(declared.read(tex), declared, "numerator", numpy=False)
    print(verdict.holds, verdict.reason or "-", verdict.evaluations, verdict.referee_error < 1e-40)
assert not [name for name in sys.modules if name.startswith(("numpy.", "scipy."))]
"""


def test_true_statements_hold_and_wrong_ones_are_rejected_where_numpy_cannot_be_imported(root):
    done = subprocess.run([sys.executable, "-c", SCRIPT], cwd=root, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "True - 1 True",
        "False value 1 False",
        "True - 1 True",
        "False value 1 False",
        "True - 1 True",
        "True - 1 True",
        "False shape 0 True",
    ]


def test_the_script_would_notice_an_import_of_numpy(root):
    script = SCRIPT.replace("numpy=False", "numpy=True")
    done = subprocess.run([sys.executable, "-c", script], cwd=root, capture_output=True, text=True)
    assert done.returncode != 0 and "numpy" in done.stderr.splitlines()[-1]
