"""Every file of snippets/ runs when pasted and is an example of itself."""

import ast
import doctest
import inspect
import re
import subprocess
import sys
from pathlib import Path

import pytest

SNIPPETS = Path(__file__).parent.parent / "snippets"
FILES = sorted(SNIPPETS.rglob("*.py"))
BUILTINS = {"complex", "len", "max", "np"}  # of Python itself, and NumPy: what a function of a snippet may use
LOOSEST = {"rtol": 1e-6, "atol": 1e-10}  # of the comparisons in examples


def shape_errors(path: Path) -> list[str]:
    """Return what is missing from a snippet, a message `file:line: ...` each."""
    source = path.read_text()
    name = path.relative_to(SNIPPETS.parent) if path.is_relative_to(SNIPPETS.parent) else path.name
    try:
        module = ast.parse(source)
    except SyntaxError as error:
        return [f"{name}:{error.lineno}: not Python: {error.msg}"]
    docstring = ast.get_docstring(module) or ""
    functions = {node.name: node for node in module.body if isinstance(node, ast.FunctionDef)}
    examples = doctest.DocTestParser().get_examples(docstring)
    imports = {alias.name for node in ast.walk(module) if isinstance(node, ast.Import) for alias in node.names}
    imports |= {str(node.module) for node in ast.walk(module) if isinstance(node, ast.ImportFrom)}
    errors = []
    for field in ("Shapes: ", "Sources: "):
        if not re.search(rf"^{field}\S", docstring, re.MULTILINE):
            errors.append(f"{name}:1: no line '{field}...' in the docstring")
    if not any(example.want == "True\n" for example in examples):
        errors.append(f"{name}:1: no doctest: compare the derivative with a numerical one, and expect True")
    derivatives = [function for function in functions if re.match(rf"{path.stem}_(d|vjp_)\w", function)]
    if path.stem not in functions:
        errors.append(f"{name}:1: no function '{path.stem}': name the function after the file")
    if not derivatives:
        errors.append(f"{name}:1: no function '{path.stem}_d...': name the derivative after its variable")
    for function in derivatives:
        if not any(f"{function}(" in example.source for example in examples):
            errors.append(f"{name}:{functions[function].lineno}: the doctest never calls '{function}'")
    if imports != {"numpy"}:
        errors.append(f"{name}:1: imports {sorted(imports)}: a snippet needs NumPy and nothing else")
    errors += loose_examples(name, docstring, examples)
    for function in functions.values():
        if function.args.defaults or any(function.args.kw_defaults):
            errors.append(f"{name}:{function.lineno}: '{function.name}' has a default value: pass every argument")
        variable = re.fullmatch(rf"{path.stem}_(?:d|vjp_)(\w+)", function.name)
        if variable and not re.search(rf"\bby (vec\()?{variable[1]}\b", ast.get_docstring(function) or ""):
            errors.append(
                f"{name}:{function.lineno}: the docstring of '{function.name}' does not say 'by {variable[1]}'"
            )
        lines = source.splitlines()[function.lineno - 1 : function.end_lineno]
        if "" in (line.strip() for line in lines):
            at = function.lineno + [line.strip() for line in lines].index("")
            errors.append(f"{name}:{at}: a blank line inside a function ends it when pasted at a prompt")
    known = BUILTINS | {argument.arg for node in functions.values() for argument in node.args.args} | functions.keys()
    known |= {node.id for node in ast.walk(module) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    for node in ast.walk(module):
        if isinstance(node, ast.Name) and node.id not in known:
            errors.append(f"{name}:{node.lineno}: '{node.id}' is neither NumPy's nor one of {sorted(BUILTINS)}")
    return errors


def loose_examples(name: Path | str, docstring: str, examples: list[doctest.Example]) -> list[str]:
    """Return what lets the examples of a docstring pass by chance: no random data, or a comparison that is lenient."""
    errors = []
    if not re.search(r"np\.random\.default_rng\(\d+\)", docstring):
        errors.append(f"{name}:1: the example has no random data: draw it by np.random.default_rng(0)")
    for example in examples:
        line = 1 + example.lineno
        for node in ast.walk(ast.parse(example.source)):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            if node.func.attr == "default_rng" and not node.args:
                errors.append(f"{name}:{line}: random data differ from run to run: say default_rng(0)")
            if node.func.attr in ("allclose", "isclose"):
                said = {each.arg: each.value.value for each in node.keywords if isinstance(each.value, ast.Constant)}
                if any(not said.get(name, 1) <= most for name, most in LOOSEST.items()):
                    errors.append(
                        f"{name}:{line}: compares too leniently: say rtol=1e-12, atol=0, or what rounding needs"
                    )
    return errors


def test_folder_without_snippets_is_detected():
    assert FILES


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_snippet_out_of_shape_is_detected(path):
    errors = shape_errors(path)
    if errors:
        pytest.fail("\n".join(errors), pytrace=False)


def test_snippets_run_when_pasted_at_a_prompt():
    """Line by line, as a terminal sends it, one snippet after the other, each ending in its own doctest."""
    lines = []
    for path in FILES:
        lines += path.read_text().splitlines() + [""]
        examples = doctest.DocTestParser().get_examples(ast.get_docstring(ast.parse(path.read_text())))
        for example in examples:
            wanted = f"assert {example.source.strip()}" if example.want else example.source.strip()
            lines.append(f"{wanted}  # {path.relative_to(SNIPPETS)}")
    pasted = "\n".join(["import sys; sys.ps1 = sys.ps2 = ''", *lines, "print('end reached')", ""])
    prompt = subprocess.run([sys.executable, "-i", "-q"], input=pasted, capture_output=True, text=True)
    errors = [line for line in prompt.stderr.splitlines() if line.strip() not in ("", ">>>")]
    assert (errors, prompt.stdout.splitlines()[-1]) == ([], "end reached")


GOOD = inspect.cleandoc('''
    """Double, differentiated.

    Shapes: x (n,) -> value (n,), derivative (n, n).
    Sources: none.

    >>> x = np.random.default_rng(0).normal(size=3)
    >>> np.allclose(double_dx(x) @ x, double(x), rtol=1e-12, atol=0)
    True
    """

    import numpy as np


    def double(x):
        """Return 2 x."""
        return 2 * x


    def double_dx(x):
        """Return the derivative by x, 2 I."""
        return 2 * np.eye(len(x))
''')


def test_good_snippet_is_accepted(tmp_path):
    path = tmp_path / "double.py"
    path.write_text(GOOD)
    assert shape_errors(path) == []


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            ">>> np",
            "np",
            "double.py:1: no doctest: compare the derivative with a numerical one, and expect True",
        ),
        (
            "True",
            "False",
            "double.py:1: no doctest: compare the derivative with a numerical one, and expect True",
        ),
        ("Shapes: ", "", "double.py:1: no line 'Shapes: ...' in the docstring"),
        ("Sources: none.", "", "double.py:1: no line 'Sources: ...' in the docstring"),
        ("def double(", "def twice(", "double.py:1: no function 'double': name the function after the file"),
        ("double_dx(x) @ x", "2 * x", "double.py:19: the doctest never calls 'double_dx'"),
        (
            "np\n",
            "np\nimport os\n",
            "double.py:1: imports ['numpy', 'os']: a snippet needs NumPy and nothing else",
        ),
        (
            ", rtol=1e-12, atol=0",
            "",
            "double.py:7: compares too leniently: say rtol=1e-12, atol=0, or what rounding needs",
        ),
        (
            "rtol=1e-12",
            "rtol=1e-2",
            "double.py:7: compares too leniently: say rtol=1e-12, atol=0, or what rounding needs",
        ),
        (
            "atol=0",
            "atol=abs(x).max()",
            "double.py:7: compares too leniently: say rtol=1e-12, atol=0, or what rounding needs",
        ),
        ("default_rng(0)", "default_rng()", "double.py:6: random data differ from run to run: say default_rng(0)"),
        (
            "np.random.default_rng(0).normal(size=3)",
            "np.eye(2)",
            "double.py:1: the example has no random data: draw it by np.random.default_rng(0)",
        ),
        ("double_dx(x):", "double_dx(x, y=1):", "double.py:19: 'double_dx' has a default value: pass every argument"),
        ("by x, 2 I", "by y, 2 I", "double.py:19: the docstring of 'double_dx' does not say 'by x'"),
        (
            "return 2 * x",
            "return __import__('math').e * x",
            "double.py:16: '__import__' is neither NumPy's nor one of ['complex', 'len', 'max', 'np']",
        ),
        (
            'x."""\n',
            'x."""\n\n',
            "double.py:16: a blank line inside a function ends it when pasted at a prompt",
        ),
        ("return 2 * np", "return 2 * * np", "double.py:21: not Python: invalid syntax"),
    ],
)
def test_snippet_out_of_shape_is_located(tmp_path, old, new, message):
    path = tmp_path / "double.py"
    assert old in GOOD
    path.write_text(GOOD.replace(old, new))
    assert message in shape_errors(path)


def test_wrong_derivative_fails_its_doctest(tmp_path):
    path = tmp_path / "double.py"
    path.write_text(GOOD.replace("2 * np.eye", "-2 * np.eye"))
    run = subprocess.run([sys.executable, "-m", "doctest", path], capture_output=True, text=True)
    assert run.returncode == 1
    assert f'File "{path}", line 7, in double' in run.stdout
