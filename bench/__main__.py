"""Measure the verifier, and compare it with other checkers: `python -m bench`, best with nothing else running."""

import os
import subprocess
import sys
import time
import warnings
from pathlib import Path
from statistics import median, quantiles

os.environ |= {"OPENBLAS_NUM_THREADS": "1", "JAX_ENABLE_X64": "1", "JAX_PLATFORMS": "cpu"}
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # a program is compiled once, not at every start

import jax
import numpy as np
import scipy
from jax.test_util import check_grads
from scipy.differentiate import jacobian

import verifier.pages.command as command
from bench.derivatives import DERIVATIVES
from bench.tables import table
from verifier.declare import abbreviations, declare
from verifier.errors import NotationError
from verifier.judge import float_arithmetic, judge
from verifier.pages.catalogue import read_catalogue
from verifier.statement import Statement

ROOT = Path.cwd()
ENTRIES, CORES = 600, 2  # the figure to reach: under 30 s
REPEATS = 5
START = "import verifier.pages.command"
JAX_STEP = 1e-4  # of check_grads, unless it is told another
ACCEPTED = 1e-6  # relative; SciPy leaves it to its user

NOTE = """
What is checked
  verifier      the formula as printed: both sides are read from the LaTeX, the left one is differentiated by
                complex step and by dual numbers, at draws of all sizes from 1 on, and once more at 50 digits.
                It does not check anyone's program (for the site's snippets a step of its own does that).
  check_grads   hand-written JAX code. Called on a plain function it compares JAX's own derivative with central
                differences, so that nothing written by hand is checked; here the derivative by hand is made the
                function's own (jax.custom_jvp). It looks in one random direction, at one point, of one size, and
                accepts a relative difference of 1e-5. The error is the largest over all directions.
  jacobian      hand-written NumPy code: scipy.differentiate.jacobian of the function by finite differences of
                order 8, compared with the derivative by hand, all entries, at one point, of one size;
                accepted up to 1e-6 (the bound is ours, SciPy has none).
  Neither of these two sees the formula on the page: that the code says the same is for the reader to check.
How it is timed
  Processor time is what all threads together use, so that other programs hardly change it.
  The first time of a method is what a check costs once: the verifier's parsing, typing and all its draws, JAX's
  tracing and compiling. Imports are counted apart. "again" is the median of further runs: for the verifier, both
  sides at one more draw in float64; for the others, the same check once more.
"""


def timed(call, clock=time.process_time) -> tuple[float, object]:
    """Return the seconds that a call takes, of processor time unless it is told otherwise, and what it returns."""
    start = clock()
    result = call()
    return clock() - start, result


def repeated(call) -> float:
    """Return the median of the seconds that calls take."""
    return median(timed(call)[0] for _ in range(REPEATS))


# the verifier


def children() -> float:
    """Return the processor time of all processes that were started here."""
    spent = os.times()
    return spent.children_user + spent.children_system


def process(*arguments: str) -> tuple[float, float]:
    """Return the processor time and the wall time of a fresh process; an earlier one has warmed the caches."""

    def run():
        subprocess.run([sys.executable, *arguments], cwd=ROOT, capture_output=True, check=True)

    run()
    both = [timed(lambda: timed(run, children)[0], time.perf_counter) for _ in range(3)]
    return median(cpu for _, cpu in both), median(wall for wall, _ in both)


def statements(entries):
    """Yield everything on the pages that is executed: declarations, TeX and layout."""
    for entry in entries:
        declared = declare(entry.declaration)
        for formula in entry.formulas:
            if not formula.not_executed and not formula.misprint:
                layout = (formula.layout or "numerator").split()[0].lower()
                yield abbreviations(formula.words, declared), formula.tex, layout


def measure_statements(entries) -> None:
    """Print seconds a statement, for each step."""
    steps: dict[str, list[float]] = {}
    found = list(statements(entries))

    def add(step: str, call):
        seconds, result = timed(call)
        steps.setdefault(step, []).append(seconds)
        return result

    for at in range(2):
        if at == 1:
            steps.clear()  # the first round has built the grammar and warmed all caches
        for declarations, tex, layout in found:
            tree = add("parse", lambda d=declarations, t=tex: d.read(t))
            statement = add("type: find all shapes", lambda: Statement(tree, declarations, layout))  # noqa: B023
            for smallest in (2, 3, 4):  # up to three letters, so sizes of 2 to 6
                point = add("draw a point", lambda: statement.point(f"{smallest}", smallest=smallest))  # noqa: B023
                check = (point, float_arithmetic(), "complex")
                add("evaluate in float64, sizes 2 to 6", lambda: statement.check(*check))  # noqa: B023
            add("evaluate at 50 digits", lambda: statement.decide(point))  # noqa: B023
            add("whole judgement (typed, all draws, 50 digits)", lambda: judge(statement))  # noqa: B023
    rows = [(step, median(s), quantiles(s, n=10)[-1], max(s)) for step, s in steps.items()]
    title = f"One statement ({len(found)} of the site)"
    table(title, ("step", "median", "90th percentile", "largest"), rows)


def measure_site(entries) -> None:
    """Print seconds of whole runs, and extrapolate."""
    first = entries[0].id
    starting, one, whole = process("-c", START), process("-m", "verifier", first), process("-m", "verifier")
    reading = repeated(lambda: read_catalogue(ROOT)) / len(entries)
    identities = [entry for entry in entries if entry.snippets]  # the others are short
    checks = [
        min(timed(lambda e=entry: command.check_entry(e, ROOT, "0"))[0] for _ in range(3)) for entry in identities
    ]
    mean = sum(checks) / len(checks)
    rows = [
        ("start: import everything, fresh process", *starting),
        (f"python -m verifier {first}, fresh process", *one),
        (f"python -m verifier, all {len(entries)} entries on {os.cpu_count()} cores", *whole),
        ("read one entry from its page", reading, ""),
        (f"check one of the {len(checks)} entries with a snippet: mean", mean, ""),
        ("check one of them: median", median(checks), ""),
        ("check one of them: largest", max(checks), ""),
        (
            f"so {ENTRIES} such entries on {CORES} cores need: start + {ENTRIES} (read + check) / {CORES}",
            starting[0] + ENTRIES * (reading + mean),
            starting[0] + ENTRIES * (reading + mean) / CORES,
        ),
    ]
    table("The site", ("what", "processor", "wall"), rows)


# the comparison


def largest(left, right) -> float:
    """Return the largest difference, relative to the largest entry."""
    left, right = np.asarray(left), np.asarray(right)
    scale = max(np.abs(right).max(), 1e-3)
    return float(np.abs(left - right).max() / scale)


def by_verifier(derivative, entries) -> tuple:
    """Check the printed formula; return seconds and error."""
    sentence, tex, layout = derivative.sentence, derivative.tex, derivative.layout
    if not tex:
        (entry,) = [entry for entry in entries if entry.id == derivative.name]
        sentence = entry.declaration
        tex = next(f.tex for f in entry.formulas if r"\partial" in f.tex and (f.layout or "N")[0] == "N")

    def whole():
        declarations = declare(sentence)
        statement = Statement(declarations.read(tex), declarations, layout)
        return statement, judge(statement)

    first, (statement, verdict) = timed(whole)
    points = iter([statement.point(f"again{k}", smallest=3) for k in range(REPEATS)])
    again = repeated(lambda: statement.check(next(points), float_arithmetic(), "complex"))
    return first, again, verdict.error, verdict.holds


def by_jax(derivative) -> tuple:
    """Check hand-written code for JAX; return seconds and the largest error that is there to be seen."""
    jnp = jax.numpy
    x = jnp.asarray(derivative.x)

    @jax.custom_jvp
    def f(x):
        return jnp.asarray(derivative.f(jnp, x))

    @f.defjvp
    def f_jvp(primals, tangents):
        return f(*primals), jnp.tensordot(derivative.df(jnp, *primals), *tangents, axes=x.ndim)

    def check():
        try:
            check_grads(f, (x,), order=1, modes=("fwd", "rev"))
        except AssertionError:
            return False
        return True

    first, accepted = timed(check)
    again = repeated(check)
    by_hand, differences = [], []
    for k in range(x.size):
        direction = jnp.zeros(x.size).at[k].set(1.0).reshape(x.shape)
        by_hand.append(jax.jvp(f, (x,), (direction,))[1])
        ahead, behind = f(x + JAX_STEP * direction), f(x - JAX_STEP * direction)
        differences.append((ahead - behind) / (2 * JAX_STEP))
    return first, again, largest(jnp.stack(by_hand), jnp.stack(differences)), accepted


def by_scipy(derivative) -> tuple:
    """Check hand-written code for NumPy; return seconds and error."""
    x = derivative.x

    def columns(flat):
        """Apply the function to every column, as SciPy wants it."""
        each = [np.ravel(derivative.f(np, c.reshape(x.shape))) for c in flat.reshape(x.size, -1).T]
        return np.array(each).T.reshape(-1, *flat.shape[1:])

    def check():
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            found = jacobian(columns, x.ravel()).df
        return largest(found, np.asarray(derivative.df(np, x)).reshape(-1, x.size))

    first, error = timed(check)
    return first, repeated(check), error, error <= ACCEPTED


METHODS = ("verifier", "check_grads", "jacobian")


def compare(entries) -> None:
    """Print time and error of each method for each derivative."""
    measured = {}
    for derivative in DERIVATIVES:
        try:
            measured[derivative.name] = by_verifier(derivative, entries), by_jax(derivative), by_scipy(derivative)
        except NotationError as error:
            sys.exit(f"{derivative.name}: {error}")
    by_method = list(zip(*measured.values(), strict=True))
    numbers = (("median", median), ("largest", max), ("all together", sum))
    times = [(name, *(seconds for r in results for seconds in r[:2])) for name, results in measured.items()]
    times += [(name, *(number([r[k] for r in m]) for m in by_method for k in (0, 1))) for name, number in numbers]
    errors = [
        (name, *(f"{r[2]:.0e}{'' if r[3] else ' rejected'}" for r in results)) for name, results in measured.items()
    ]
    errors += [(name, *(f"{number([r[2] for r in m]):.0e}" for m in by_method)) for name, number in numbers[:2]]
    title = f"The same {len(DERIVATIVES)} derivatives: "
    table(title + "processor time", ("derivative", *(h for name in METHODS for h in (name, "again"))), times)
    table(title + "error seen by each method", ("derivative", *METHODS), errors)


def main() -> None:
    """Print all tables."""
    catalogue = read_catalogue(ROOT)
    if catalogue.errors:
        sys.exit("\n".join(catalogue.errors))
    entries = catalogue.entries
    versions = f"NumPy {np.__version__}, JAX {jax.__version__}, SciPy {scipy.__version__}"
    print(f"Python {sys.version.split()[0]}, {versions}, {os.cpu_count()} cores")
    measure_statements(entries)
    measure_site(entries)
    compare(entries)
    modules = zip(METHODS, (START, "import jax.test_util", "import scipy.differentiate"), strict=True)
    table("Import", ("method", "processor", "wall"), [(name, *process("-c", module)) for name, module in modules])
    print(NOTE)


if __name__ == "__main__":
    main()
