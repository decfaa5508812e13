"""Step 7, differentiate: derivatives of what the page writes, by methods that know no formula.

Complex step: f(x + ih) has f'(x) h as its imaginary part, exactly but for h^2. Dual numbers carry the slope
along and are the second, independent method, and the one inside another differentiation. Central differences
at 50 digits serve where neither applies.
"""

from verifier.arrays import Dual, Entrywise, mp
from verifier.evaluate import OPERATIONS, Frame, evaluate, integer, positions
from verifier.sample import PLAIN
from verifier.shapes import Typed, is_scalar

STEP = 1e-30
CENTRAL_STEP_DIGITS = 12  # so that 26 of 50 digits are left of a second derivative, and 24 are right
KINK = 1e-6  # relative: where a function is smooth, the slopes to both sides differ by about the step


class NoDerivativeError(ValueError):
    """The slopes to both sides of a point differ."""


def slope_of(value, method: str, level: int):
    """Return the slope that a number, evaluated one step aside, carries."""
    if method == "complex":
        return value.imag / STEP if hasattr(value, "imag") else 0
    if isinstance(value, Dual) and value.level == level:
        return value.slope
    return 0 * value


def _perturbed(frame: Frame, name: str, change) -> tuple[str, Frame, int]:
    """Return the method, the frame in which a symbol is changed, and the level."""
    method = "dual" if frame.level or frame.typed.complex else frame.method
    level = frame.level + 1
    value = frame.symbol(name)
    if method == "complex":
        step = 1j * STEP if frame.arithmetic.number is float else frame.arithmetic.number(complex(0, STEP))
        return method, frame.varied({name: change(value, step)}), level
    arithmetic, values = frame.arithmetic, dict(frame.set)
    if not isinstance(arithmetic, Entrywise):
        values = {key: _rows(arithmetic, other) for key, other in values.items()}
        value = _rows(arithmetic, value)
        arithmetic = PLAIN
    inner = Frame(arithmetic, frame.point, frame.typed, method, level, values, dict(frame.indices))
    inner.set = values | {name: change(value, Dual(level, 0, 1))}
    return method, inner, level


def _rows(arithmetic, value):
    if isinstance(value, list):
        return [_rows(arithmetic, member) for member in value]
    return PLAIN.array(arithmetic.rows(value)) if hasattr(value, "shape") else value


def _slopes(value, method: str, level: int, inner: Frame, outer: Frame):
    """Return the slopes of a value, as a value of the outer arithmetic."""
    if not hasattr(value, "shape"):
        return slope_of(value, method, level)
    if method == "complex" and hasattr(value, "imag"):
        return value.imag / STEP
    rows = inner.arithmetic.rows(value)
    return outer.arithmetic.array([[slope_of(x, method, level) for x in row] for row in rows])


def partial(frame: Frame, typed: Typed, entries: list):
    """Return the derivative of an expression by one entry after the other.

    entries: for each a name and what is changed: a family's member or None, row and column or None.
    """
    if not entries:
        return evaluate(typed, frame)
    (name, member, at), *rest = entries

    def change(value, step):
        if member is not None:
            changed = list(value)
            changed[member] = _changed(frame, value[member], at, step)
            return changed
        return _changed(frame, value, at, step)

    if frame.method == "central":
        return _central(frame, typed, name, change, rest)
    method, inner, level = frame.once((name, member, at), lambda: _perturbed(frame, name, change))
    inner.indices = dict(frame.indices)
    return _slopes(partial(inner, typed, rest), method, level, inner, frame)


def _changed(frame, value, at, step):
    if at is None or not hasattr(value, "shape"):
        return value + step
    entrywise = PLAIN if isinstance(value, tuple) else frame.arithmetic
    return entrywise.with_entry(value, *at, entrywise.entry(value, *at) + step)


def _central(frame, typed, name, change, rest):
    ar = frame.arithmetic
    h = ar.number(10) ** -CENTRAL_STEP_DIGITS
    value = frame.symbol(name)

    def slope(a, x, b):
        """Return the slope of a number, from its values above, at and below the point."""
        left, right = (x - b) / h, (a - x) / h
        if abs(right - left) > KINK * max(1e-3, abs(left), abs(right)):
            left, right = (mp.nstr(side, 6).removesuffix(".0") for side in (left, right))
            raise NoDerivativeError(f"no derivative there, as the slopes from the two sides are {left} and {right}")
        return (a - b) / (2 * h)

    above, at, below = (partial(frame.varied({name: change(value, step)}), typed, rest) for step in (h, 0, -h))
    return ar.map(slope, above, at, below) if hasattr(above, "shape") else slope(above, at, below)


def derivative(typed: Typed, frame: Frame):
    """Return a derivative in its layout; `shapes` has worked out which."""
    targets, frozen, layout = typed.data
    (of,) = typed.args
    if frozen:
        indices, outer = frame.indices, frame
        values = frame.set | {name: frame.symbol(name) for name in frozen}
        frame = frame.once(
            frozen,
            lambda: Frame(outer.arithmetic, outer.point, outer.typed, outer.method, outer.level, values),
        )
        frame.indices = dict(indices)
    choices = [_entries(target, frame) for target in targets]
    if all(is_scalar(target[2]) for target in targets):
        value = partial(frame, of, [choice[0] for choice in choices])
        flip = layout == "denominator" and hasattr(value, "shape") and len(targets) == 1
        return frame.arithmetic.transpose(value) if flip else value
    ar = frame.arithmetic
    if len(targets) == 2:
        first, second = choices
        return ar.array([[partial(frame, of, [a, b]) for b in second] for a in first])
    (choices,), (target,) = choices, targets
    slopes = [partial(frame, of, [choice]) for choice in choices]
    flip = (layout == "denominator") != target[3]
    if is_scalar(of.shape):
        rows = frame.point.size(target[2][0])
        by_rows = [slopes[r::rows] for r in range(rows)]
        gradient = ar.array(by_rows)
        return gradient if flip else ar.transpose(gradient)
    columns = [[x for row in ar.rows(slope) for x in row] for slope in slopes]
    transposed = ar.array(columns)
    return transposed if flip else ar.transpose(transposed)


def _entries(target, frame: Frame) -> list:
    """Return the entries of a variable, column by column, as `partial` takes them."""
    name, places, shape, _ = target
    symbol = frame.typed.declarations.symbols[name]
    member = None
    if symbol.members is not None:
        member, places = integer(places[0], frame) - 1, places[1:] or None
        if not 0 <= member < frame.point.size(symbol.members):
            raise IndexError("a member that does not exist")
    value = frame.symbol(name)
    value = value if member is None else value[member]
    if not hasattr(value, "shape"):
        return [(name, member, None)]
    rows, columns = map(range, value.shape) if places is None else map(positions, places, value.shape, (frame, frame))
    return [(name, member, (r, c)) for c in columns for r in rows]


def differential(typed: Typed, frame: Frame):
    """Return the slope of an expression when all that may vary moves along its direction at once."""
    directions = frame.point.directions
    constants = frame.typed.declarations.constants
    method = "dual"
    level = frame.level + 1
    arithmetic = frame.arithmetic if isinstance(frame.arithmetic, Entrywise) else PLAIN
    if frame.method == "complex" and not frame.level and not frame.typed.complex:
        method, arithmetic = "complex", frame.arithmetic
    inner = Frame(arithmetic, frame.point, frame.typed, frame.method, level, {}, dict(frame.indices))
    if method == "complex":
        step = 1j * STEP if arithmetic.number is float else arithmetic.number(complex(0, STEP))
    else:
        step = Dual(level, 0, 1)
    for name, direction in directions.items():
        value = frame.set[name] if name in frame.set else inner.value(name)
        if not isinstance(frame.arithmetic, Entrywise) and arithmetic is not frame.arithmetic and name in frame.set:
            value = _rows(frame.arithmetic, value)
        constant = name in constants  # it may be what is differentiated by, further out
        inner.set[name] = value if constant else _moved(arithmetic, value, inner.drawn(direction), step)
    return _slopes(evaluate(typed.args[0], inner), method, level, inner, frame)


def _moved(ar, value, direction, step):
    if isinstance(value, list):
        return [_moved(ar, v, d, step) for v, d in zip(value, direction, strict=True)]
    if hasattr(value, "shape"):
        return ar.add(value, ar.scale(step, direction))
    return value + step * direction


def _applied_prime(typed, frame):
    x = evaluate(typed.args[0], frame)
    level = frame.level + 1
    entrywise = _dual_arithmetic(frame)
    inner = Frame(entrywise, frame.point, frame.typed, "dual", level, {}, {})
    return slope_of(inner.apply(typed.data, [Dual(level, x, 1)]), "dual", level)


def _dual_arithmetic(frame):
    ar = frame.arithmetic
    return ar if isinstance(ar, Entrywise) else PLAIN


OPERATIONS.update(derivative=derivative, differential=differential, applied_prime=_applied_prime)
