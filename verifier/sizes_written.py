"""Part of step 4: sizes that are written out, `m+n` or `2n-1`, in a declaration, a slice or below a reserved name."""

from collections import Counter

from verifier import typed
from verifier.errors import NotationError, ShapeError
from verifier.nodes import Name, Node, Number, Operation, Product, Slice, Sum
from verifier.operators import OPERATORS, of_form
from verifier.operators.record import SizedName
from verifier.typed import Typed
from verifier.unify import SCALAR_SHAPE, known, size_name, unify

RESERVED = {record.form.name: record for record in of_form(SizedName)}
IDENTITY, ZEROS, ONES = r"\mathbf{I}", r"\mathbf{0}", r"\mathbf{1}"


def size_of_terms(node: Node):
    """Return a sum of products of letters and numbers as a size of `unify`."""
    terms = []
    for factors, count in _terms(node).items():
        terms.append(known(("*", count, *factors)))
    return known(("+", *terms)) if terms else 0


def _terms(node: Node) -> Counter:
    """Return how often each product of letters stands in a sum; the empty product counts the number."""
    match node:
        case Number(text=text) if text.isdigit():
            return Counter({(): int(text)})
        case Name(text=name):
            return Counter({(name,): 1})
        case Product(factors=factors):
            count, letters = 1, []
            for factor in factors:
                if isinstance(factor, Number):
                    count *= int(factor.text)
                else:
                    letters.append(factor.text)
            return Counter({tuple(sorted(letters)): count})
        case Operation(operator="neg", operands=(operand,)):
            return Counter({factors: -count for factors, count in _terms(operand).items()})
        case Sum(terms=terms):
            found: Counter = Counter()
            for term in terms:
                found.update(_terms(term))
            return Counter({factors: count for factors, count in found.items() if count})
    raise NotationError(f"{node} is no size", node.span)


def size_below(checker, node: Node):
    """Return the size that stands below a reserved name; what is no size is an error."""
    for part in node.walk():
        if isinstance(part, Name) and (part.text not in checker.letters or part.text in checker.scope):
            raise NotationError(
                f"{part.text} is no size: below a reserved name stand sizes, letters that a declaration has, "
                f"as in $\\mathbf{{x}} \\in \\mathbb{{R}}^{{{part.text}}}$, or numbers",
                node.span,
            )
    return size_of_terms(node)


def type_places(checker, node: Slice, size) -> Typed:
    """Type the places from a first to a last along what is so large."""
    length = size_of_terms(Sum((node.last, Operation("neg", (node.first,)), Number("1"))))
    for name in {part.text for part in node.walk() if isinstance(part, Name)}:
        if (name not in checker.letters or name in checker.scope) and _depends(length, name):
            raise NotationError(f"how long this slice is depends on the index {name}", node.span)
    if isinstance(length, int) and length < 1:
        raise ShapeError(f"the slice {node} is empty", node.span)
    first, last = (_type_place(checker, place, size) for place in (node.first, node.last))
    return typed.Places(SCALAR_SHAPE, first, last, length, span=node.span)


def _depends(size, name: str) -> bool:
    return any(_depends(part, name) for part in size[1:]) if isinstance(size, tuple) else size == name


def _type_place(checker, node: Node, size) -> Typed:
    """Type one end of a slice."""
    match node:
        case Sum(terms=terms):
            return checker.apply("add", tuple(_type_place(checker, term, size) for term in terms), node.span)
        case Operation(operator="neg", operands=(operand,)):
            return checker.apply("neg", (_type_place(checker, operand, size),), node.span)
        case Product(factors=factors):
            left, *others = (_type_place(checker, factor, size) for factor in factors)
            for other in others:
                left = checker.apply("scale", (left, other), node.span)
            return left
    return checker.position_part(node, size)


def type_sized(checker, base: str, indices: tuple[Node, ...], span) -> Typed | None:
    """Type a reserved name with sizes below it; None where that is no size but an entry, as `I_{ij}`."""
    shaped = isinstance(indices[0], Operation) and indices[0].operator == "times"
    below = indices[0].operands if shaped else indices
    if base in RESERVED:
        record = RESERVED[base]
        if len(below) != record.form.sizes:
            example = "mn"[: record.form.sizes]
            raise ShapeError(f"{base} has {record.form.sizes} size(s) below it, as in {base}_{{{example}}}", span)
        sizes = tuple(size_below(checker, node) for node in below)
        return typed.SizedMatrix(record.shape(*sizes), record.name, sizes, span=span)
    if not shaped and len(below) > 1 and not _has_size(checker, below):
        return None
    sizes = [size_below(checker, node) for node in below]
    if not shaped:
        sizes = [known(("*", *sizes))]
    if base == IDENTITY:
        if not unify(sizes[0], sizes[-1]):
            raise ShapeError(f"an identity is square, this is {size_name(sizes[0])} × {size_name(sizes[-1])}", span)
        return typed.Identity((sizes[0], sizes[-1]), span=span)
    return typed.Filled((sizes[0], sizes[1] if shaped else 1), int(base == ONES), span=span)


def _has_size(checker, indices: tuple[Node, ...]) -> bool:
    """Tell whether indices side by side are a product of sizes: a letter among them is one."""
    return any(
        isinstance(part, Name) and part.text in checker.letters and part.text not in checker.scope
        for index in indices
        for part in index.walk()
    )


def is_sized(checker, base: str) -> bool:
    """Tell whether sizes may stand below a name: it is reserved and nothing else is declared under it."""
    return base not in checker.declarations.symbols and (base in RESERVED or base in (IDENTITY, ZEROS, ONES))


def evaluate_sized(node: typed.SizedMatrix, evaluation):
    """Return a matrix that is known by its sizes, as an array."""
    return OPERATORS[node.operator].evaluate(evaluation, *(evaluation.point.size(size) for size in node.sizes))
