r"""Every operator against its oracles: what its record says holds, and is read and printed as it says.

An oracle sees the drawn numbers only. What a field has of its own, shapes and domains that are refused, is in
`operators/test_<field>.py`.
"""

import re
from dataclasses import fields, replace
from functools import partial
from pathlib import Path

import mpmath
import numpy as np
import pytest
import scipy.linalg
import scipy.special

from tests.expressions import ARITHMETICS, Expression, declarations
from verifier import differentiate, typed
from verifier.arrays import SingularError, at_high_precision
from verifier.differentiate import NoDerivativeError
from verifier.errors import NotationError
from verifier.operators import FIELDS, FUNCTION_NAMES, OPERATORS, of_form
from verifier.operators.record import (
    REAL_SYMBOLS,
    Big,
    Bracket,
    Function,
    Infix,
    Macro,
    Operator,
    Oracle,
    Pair,
    Postfix,
    SizedName,
    Special,
    Ways,
)
from verifier.parse import parse
from verifier.typecheck import TypeChecker

ORACLES = [
    pytest.param(record, oracle, id=f"{record.name} {k}")
    for record in OPERATORS.values()
    for k, oracle in enumerate(record.oracles)
]


def records(test):
    """Run a test for each record."""
    return pytest.mark.parametrize("record", OPERATORS.values(), ids=lambda record: record.name)(test)


MADE = (typed.Applied, typed.Reduction, typed.SizedMatrix)  # what a record makes


def operators_in(checker, part):
    """Return the operators that an expression is made with, what it abbreviates included."""
    return {each.operator for each in checker.walk(part) if isinstance(each, MADE)}


def check_oracle(record: Operator, oracle: Oracle, ones=frozenset(), smallest=2, arithmetics=tuple(ARITHMETICS)):
    """Compare an operator with an oracle of it, at one draw, in each arithmetic."""
    expression = Expression(oracle.given, oracle.tex, ones=ones, smallest=smallest)
    made_with = operators_in(expression.statement.checker, expression.typed)
    assert record.name in made_with, f"{record.name}: ${oracle.tex}$ is made without it"
    known = vars(expression.v) | {"np": np, "scipy": scipy, "mpmath": mpmath}
    try:
        expression.check(eval(oracle.python, known), arithmetics)
    except AssertionError as error:
        error.add_note(f"{record.name}: ${oracle.tex}$ is not {oracle.python}")
        raise


@pytest.mark.parametrize("record, oracle", ORACLES)
def test_operator_agrees_with_its_oracle(record, oracle):
    sizes = frozenset(declarations(oracle.given).letters)
    for ones, smallest in ((frozenset(), 2), (frozenset(), 4), (sizes, 2), (frozenset("n"), 3)):
        check_oracle(record, oracle, ones, smallest)


def off(way):
    """Return an evaluation that is wrong in its seventh digit."""

    def wrong(evaluation, *operands):
        value = way(evaluation, *operands)
        if not hasattr(value, "shape"):
            return value + 1e-7
        ar = evaluation.arithmetic
        return ar.map(lambda x: x + 1e-7, value)

    return wrong


@records
def test_wrong_evaluation_is_detected(record, monkeypatch):
    way = record.evaluate
    wrong = Ways(off(way.of_numbers), off(way.of_arrays)) if isinstance(way, Ways) else off(way)
    monkeypatch.setitem(OPERATORS, record.name, replace(record, evaluate=wrong))
    found = []
    for oracle in record.oracles:
        try:
            check_oracle(record, oracle, smallest=3, arithmetics=["numpy"])
        except AssertionError as error:
            found.append(error.__notes__[-1])
    assert found, f"no oracle notices that {record.name} is wrong"
    assert all(note.startswith(f"{record.name}: $") for note in found)


@pytest.mark.parametrize("record, oracle", ORACLES)
def test_wrong_oracle_is_detected(record, oracle):
    for wrong in (replace(oracle, python=f"({oracle.python}) + 1e-7"), replace(oracle, python="np.zeros((7, 1))")):
        with pytest.raises(AssertionError) as raised:
            check_oracle(record, wrong, arithmetics=["numpy"])
        assert f"is not {wrong.python}" in raised.value.__notes__[-1]


def test_oracle_of_another_operator_is_detected():
    with pytest.raises(AssertionError, match=r"det: \$.*tr.*\$ is made without it"):
        check_oracle(OPERATORS["det"], OPERATORS["tr"].oracles[0], arithmetics=["numpy"])


# The record


@pytest.mark.parametrize("name", [field.name for field in fields(Operator)])
def test_record_without_a_field_is_refused(name):
    record = OPERATORS["tr"]
    given = {field.name: getattr(record, field.name) for field in fields(Operator)}
    assert Operator(**given) == record
    del given[name]
    with pytest.raises(TypeError, match=f"'{name}'"):
        Operator(**given)


@pytest.mark.parametrize(
    "changed, message",
    [
        ({"oracles": ()}, "operator 'tr': give in `oracles` an independent way"),
        ({"convention": ("$x$", "")}, "operator 'tr': say in `convention`"),
        ({"name": "Tr"}, "operator 'Tr': a name is of small letters"),
    ],
)
def test_empty_field_is_refused(changed, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        replace(OPERATORS["tr"], **changed)


def test_every_record_of_a_field_is_known():
    assert [record for field in FIELDS for record in field.OPERATORS] == list(OPERATORS.values())
    assert all(name == record.name for name, record in OPERATORS.items())


def test_tests_mirror_the_fields():
    tested = {path.stem for path in (Path(__file__).parent / "operators").glob("test_*.py")}
    assert tested <= {f"test_{field.__name__.split('.')[-1]}" for field in FIELDS}


def test_unknown_mutant_is_detected():
    assert {name for record in OPERATORS.values() for name in record.mutants} - {""} <= OPERATORS.keys()


def test_two_operators_share_no_notation():
    seen = {}
    for record in OPERATORS.values():
        for tex in written(record):
            assert seen.setdefault(tex, record) is record, f"{record.name} and {seen[tex].name} are written ${tex}$"


# Notation: read, and printed back

SQUARE = r"""For $\mathbf{A}, \mathbf{B}, \mathbf{W}, \mathbf{X} \in \mathbb{R}^{n \times n}$, $\mathbf{C} \in \mathbb{R}^{m \times n}$,
$\mathbf{a}, \mathbf{b} \in \mathbb{R}^{3}$, $\mathbf{x}, \mathbf{y} \in \mathbb{R}^{n}$,
$z, w \in \mathbb{R}$, positive $p \in \mathbb{R}$ and $k \in \{2, 3\}$"""


def bare(superscript):
    """Return the ways to write a superscript: with braces, with spaces in these, or without any."""
    return [f"{{{superscript}}}", "{ " + superscript.replace("-", "- ") + " }", superscript]


def written(record):
    """Return an example in every spelling of an operator, as it is printed first."""
    form, spellings = record.form, record.spellings
    match form:
        case Function(command=command, arguments=(fewest, _)):
            return [f"{each}({', '.join(['z', 'w', 'p'][:fewest])})" for each in (command, *spellings)]
        case Postfix(superscript=superscript, patterns=patterns):
            read = [each for each in bare(superscript) if any(re.fullmatch(pattern, each) for pattern in patterns)]
            return [rf"\mathbf{{A}}^{each}" for each in read]
        case Infix(sign=sign):
            return [f"z {each} w" for each in (sign, *spellings)]
        case Bracket(left=left, right=right, index=index):
            indices = ["p" if each == "?" else each for each in (index, *spellings)]
            return [rf"{left} \mathbf{{x}} {right}" + (f"_{{{each}}}" if each else "") for each in indices]
        case Macro(command=command):
            return [f"{each}{{z}}" for each in (command, *spellings)]
        case Big(command=command):
            return [f"{each}_{{i = 1}}^{{n}} x_{{i}}" for each in (command, *spellings)]
        case Pair(left=left, right=right):
            indices = ["", *(f"_{{{each}}}" for each in spellings)]
            return [rf"{left} \mathbf{{x}}, \mathbf{{y}} {right}{each}" for each in indices]
        case SizedName(name=name, sizes=sizes):
            return [f"{name}_{{{', '.join(['n'] * sizes)}}}"]
        case Special(example=example):
            return [example, *(re.sub(r"\\[a-z]+", re.escape(each), example, count=1) for each in spellings)]


def typed_side(tex):
    """Return an expression of square matrices, typed, behind the checker that has typed it."""
    checker = TypeChecker(declarations(SQUARE))
    return checker, checker.statement(declarations(SQUARE).read(tex)).sides[0]


@records
def test_spelling_is_read_and_printed_back(record):
    first, *others = written(record)
    tree = parse(first)
    assert parse(str(tree)) == tree
    assert "".join(str(tree).split()) == "".join(first.split()), "it is printed in another way than it is written"
    for other in others:
        assert parse(other) == tree, f"${other}$ is not read as ${first}$"


@records
def test_example_is_made_with_its_operator(record):
    assert record.name in operators_in(*typed_side(written(record)[0]))


def test_every_pattern_of_a_postfix_is_read():
    for record in OPERATORS.values():
        if isinstance(record.form, Postfix):
            for pattern in record.form.patterns:
                assert any(re.fullmatch(pattern, each) for each in bare(record.form.superscript)), pattern


@records
def test_convention_is_written_with_its_operator(record):
    examples = re.findall(r"\$([^$]+)\$", record.convention[0])
    assert examples, "a convention is LaTeX between dollar signs"
    for tex in examples:
        assert record.name in operators_in(*typed_side(tex)), f"${tex}$ is made without {record.name}"


def test_every_function_name_has_an_operator():
    for name, record in FUNCTION_NAMES.items():
        base, _, along = name.partition("_")
        command = rf"\operatorname{{{base}}}" + (rf"_{{\text{{{along}}}}}" if along else "")
        assert parse(f"{command}(x)").chain.sides[0].operator == record.name


@pytest.mark.parametrize("record", of_form(Function), ids=lambda record: record.name)
def test_wrong_number_of_arguments_is_refused(record):
    fewest, most = record.form.arguments
    for count in (fewest - 1, most + 1):
        with pytest.raises(NotationError, match="argument|a symbol"):
            parse(f"{record.form.command}({', '.join(['z'] * count)})")


# Kinks: a record says so of its function, or one draw would be taken for all


def slope(expression, symbol, at, arithmetic):
    """Return the slope of an expression by an entry of a symbol, by central differences."""
    evaluation = expression.evaluation(arithmetic, "central")
    return differentiate.partial(evaluation, expression.typed, [(symbol, None, at)])


def kinks(record):
    """Return at which of two special points, ties and zeros, the slopes to both sides differ."""
    found = set()
    for oracle in record.oracles:
        if oracle.given is not REAL_SYMBOLS:
            continue
        for name, number in (("ties", 1.0), ("zeros", 0.0)):
            expression = Expression(oracle.given, oracle.tex)
            values = {
                symbol: [[number] * len(row) for row in value] if isinstance(value, list) else number
                for symbol, value in expression.point.values.items()
                if symbol != "q"  # which is positive
            }
            values = expression.point.values | values
            expression.point = replace(expression.point, values=values, arrays={})
            for symbol in sorted(expression.statement.checker.variables(expression.typed)):
                value = values[symbol]
                try:
                    at_high_precision(partial(slope, expression, symbol, (0, 0) if isinstance(value, list) else None))
                except NoDerivativeError:
                    found.add(name)
                except (SingularError, ZeroDivisionError, ValueError):
                    continue  # outside of its domain
    return found


@records
def test_kink_is_not_called_smooth(record):
    found = kinks(record)
    if found:
        assert "derivative" in record.domain.words, f"{record.name} has a kink at {found}: say so in `domain`"
    if record.name == "rank":
        return  # it jumps, but is a constant wherever it is differentiated
    if "ties" in found or (found and record.name not in ("norm_2", "norm_frobenius")):  # smooth but at zero
        assert not record.smooth, f"{record.name} has a kink at {found}: it is not `smooth`"


def test_kinks_are_found_where_they_are():
    found = {record.name: kinks(record) for record in OPERATORS.values() if not record.smooth}
    jumps, outside = {"sign", "pseudo_inverse", "mod"}, {"norm_p", "argument"}
    outside |= {"eigenvalue", "largest_eigenvalue", "smallest_eigenvalue"}  # of a symmetric matrix
    without = {"conjugate", "hermitian", "inverse_hermitian", "real_part", "imaginary_part"}
    assert {name for name, places in found.items() if not places} == jumps | outside | without
    assert found["abs"] == {"zeros"} and found["norm_inf"] == {"ties", "zeros"}
