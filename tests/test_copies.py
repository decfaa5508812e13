"""The copy of the repository with every topic three times is a sound one."""

import subprocess
import sys

from bench.copies import copy_repository


def test_copied_entries_are_new_and_hold(root, tmp_path):
    ids = copy_repository(tmp_path / "copy")
    assert len(ids) == len(set(ids)) > 300 and {"quadratic-form", "quadratic-form-2", "quadratic-form-3"} <= set(ids)
    addresses = (tmp_path / "copy" / "tests" / "addresses.txt").read_text().split()
    assert len(addresses) == len(set(addresses)) and "bilinear-quadratic-3.html#quadratic-form-3" in addresses
    generated = subprocess.run(
        [sys.executable, "-m", "generate"], cwd=tmp_path / "copy", capture_output=True, text=True
    )
    assert generated.returncode == 0, generated.stderr
    copied = ["quadratic-form-3", "loss-gradients-as-matrix-products-2", "correction-kink"]
    run = subprocess.run(
        [sys.executable, "-m", "verifier", *copied], cwd=tmp_path / "copy", capture_output=True, text=True
    )
    assert run.returncode == 0 and "3 of 3 entries hold" in run.stdout, run.stdout + run.stderr
