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
    for function in functions.values():
        lines = source.splitlines()[function.lineno - 1 : function.end_lineno]
        if "" in (line.strip() for line in lines):
            at = function.lineno + [line.strip() for line in lines].index("")
            errors.append(f"{name}:{at}: a blank line inside a function ends it when pasted at a prompt")
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

    >>> np.allclose(double_dx(np.ones(2)) @ np.ones(2), double(np.ones(2)))
    True
    """

    import numpy as np


    def double(x):
        """Return 2 x."""
        return 2 * x


    def double_dx(x):
        """Return 2 I."""
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
        ("double_dx(np", "double(np", "double.py:18: the doctest never calls 'double_dx'"),
        (
            "np\n",
            "np\nimport os\n",
            "double.py:1: imports ['numpy', 'os']: a snippet needs NumPy and nothing else",
        ),
        (
            'x."""\n',
            'x."""\n\n',
            "double.py:15: a blank line inside a function ends it when pasted at a prompt",
        ),
        ("return 2 * np", "return 2 * * np", "double.py:20: not Python: invalid syntax"),
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
    assert f'File "{path}", line 6, in double' in run.stdout
