r"""Part of step 4: what a partial derivative holds fixed, however its operand is spelt.

Of a function f of x and y, where y is a function of x, `\partial` by x holds y fixed: in `f`, `f(x, y)` and `2 f`.
"""

from verifier import typed
from verifier.errors import NotationError
from verifier.typed import Typed


def held_fixed(checker, operand: Typed, variables: tuple, span: tuple[int, int]) -> tuple[str, ...]:
    """Return the symbols that depend on a variable and stand beside it in the arguments of a function.

    Raises NotationError where such a symbol stands outside of these arguments, too, where nothing holds it.
    """
    symbols = checker.declarations.symbols
    names = {variable.name for variable in variables}
    beside: set[str] = set()
    elsewhere: set[str] = set()

    def visit(part: Typed) -> None:
        inner = [each for _, _, each in part.parts()]
        if isinstance(part, typed.SymbolValue):
            elsewhere.add(part.name)
        match part:
            case typed.SymbolValue(name=name) if names & set(symbols[name].arguments):
                beside.update(symbols[name].arguments)
                return
            case typed.SymbolValue(name=name) if name in checker.definitions:
                inner = [checker.definitions[name]]
            case typed.AppliedFunction(arguments=arguments):
                bare = {each.name for each in arguments if isinstance(each, typed.SymbolValue)}
                if names & bare:
                    beside.update(bare)
                    inner = [each for each in arguments if not isinstance(each, typed.SymbolValue)]
        for each in inner:
            visit(each)

    visit(operand)
    moving = {name for name in beside if names & checker.depends_on(name)}
    if unclear := sorted(moving & elsewhere):
        raise NotationError(
            rf"it is not clear whether {unclear[0]} is held fixed: it stands beside the variable in a function, and "
            r"outside of it: use \mathrm{d}, or a derivative of each term",
            span,
        )
    return tuple(sorted((moving | names & beside) - {variables[0].name}))
