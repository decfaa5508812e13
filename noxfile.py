"""What can be done here. `nox -l` lists it; `python3 noxfile.py ...` works without nox, too."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent
LOCKS = ROOT / "locks"


def again(lock: Path, installed: Path) -> list[str]:
    """Return the option to install all again, if a lock differs from its copy of then."""
    # Of packages that are there, only the versions are compared with a lock, not the hashes.
    return ["--force-reinstall"] if installed.is_file() and installed.read_text() != lock.read_text() else []


if __name__ == "__main__":
    # Run as a script: put nox, as locked, into .venv and hand over to it.
    if sys.version_info < (3, 11):
        sys.exit(f"Python 3.11 or newer is needed, this is {sys.version.split()[0]}: {sys.executable}")
    bin_dir = ROOT / ".venv" / ("Scripts" if os.name == "nt" else "bin")
    if not (bin_dir / "python").exists() and not (bin_dir / "python.exe").exists():
        subprocess.run([sys.executable, "-m", "venv", ROOT / ".venv"], check=True)
    pip = [bin_dir / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    lock, installed = LOCKS / "nox.txt", ROOT / ".venv" / "installed.txt"
    if subprocess.run([*pip, "--require-hashes", *again(lock, installed), "-r", lock]).returncode:
        sys.exit("nox could not be installed from locks/nox.txt: see the lines above")
    installed.write_text(lock.read_text())
    sys.exit(subprocess.run([bin_dir / "python", "-m", "nox", *sys.argv[1:]], cwd=ROOT).returncode)

import nox

os.environ |= {"NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1"}  # mkdocs is pinned below 2; all files are UTF-8
if "SOURCE_DATE_EPOCH" not in os.environ and shutil.which("git"):
    # A build bears the date of its commit, so that it comes out the same again.
    commit = subprocess.run(["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True)
    os.environ |= {"SOURCE_DATE_EPOCH": commit.stdout.strip()} if commit.returncode == 0 else {}
EVIDENCE = ".cache/evidence.json"
PYTHONS = ["3.11", "3.12", "3.13", "3.14"]

nox.needs_version = ">=2025.2.9"
nox.options.default_venv_backend = "uv|virtualenv"
nox.options.download_python = "never"
nox.options.error_on_missing_interpreters = False  # the doctests run on those that are there
nox.options.reuse_venv = "yes"
nox.options.sessions = ["tests"]


def install(session: nox.Session, group: str) -> None:
    """Install a dependency group exactly as its lock has it."""
    lock, installed = LOCKS / f"{group}.txt", Path(session.virtualenv.location, "installed.txt")
    session.install("--require-hashes", "--no-deps", *again(lock, installed), "-r", str(lock))
    installed.write_text(lock.read_text())


def execute(session: nox.Session, *what: str) -> None:
    """Have the verifier execute what the pages display: all, for the site's evidence, if nothing is named."""
    session.run("python", "-m", "verifier", *(what or ["--evidence", EVIDENCE]))


def build(session: nox.Session, engine: str, site: str) -> None:
    """Build the site strictly with an engine, and postprocess it."""
    session.run(engine, "build", "--strict", "--config-file", "mkdocs.yml", "--site-dir", site)
    session.run("python", "-m", "postprocess", site, "--docs", "docs", "--evidence", EVIDENCE)


def check_sources(session: nox.Session) -> None:
    """Run every snippet's doctest, and check that snippets and pages are one set in one shape."""
    session.run("pytest", "--quiet", "--doctest-modules", "snippets", "tests/test_snippets.py")
    session.run("pytest", "--quiet", "tests/test_pages.py")


@nox.session
def generate(session: nox.Session) -> None:
    """Write everything that is derived and committed: docstrings' sources, addresses, tables of rows."""
    install(session, "verifier")
    session.run("python", "-m", "generate")


@nox.session
def new(session: nox.Session) -> None:
    """Begin an entry, unless its identity is here already; `-- <page> <id> --given SENTENCE --formula LATEX`."""
    install(session, "verifier")
    session.run("python", "-m", "generate.new", *session.posargs)


@nox.session
def serve(session: nox.Session) -> None:
    """Build the site, serve it on localhost and rebuild it when a page or snippet changes."""
    install(session, "site")
    session.run("mkdocs", "serve", "--livereload", *session.posargs)


@nox.session
def docs(session: nox.Session) -> None:
    """Check and execute the sources, build the site strictly into site/ and postprocess it: math, evidence, search."""
    install(session, "site")
    check_sources(session)
    execute(session)
    build(session, "mkdocs", "site")


@nox.session(python=PYTHONS)
def doctest(session: nox.Session) -> None:
    """Run every snippet as a doctest, on each supported Python that is installed."""
    install(session, "snippets")
    session.run("pytest", "--quiet", "--doctest-modules", "snippets", "tests/test_snippets.py")


@nox.session
def verify(session: nox.Session) -> None:
    """Execute what the pages display; `nox -s verify -- quadratic-form` for one entry."""
    install(session, "verifier")
    execute(session, *session.posargs)


@nox.session(requires=[*(f"doctest-{python}" for python in PYTHONS), "docs"])
def tests(session: nox.Session) -> None:
    """Run everything that can fail: doctests, verifier, strict build, all tests, the pages in a browser."""
    install(session, "tests")
    session.run("python", "-m", "postprocess.npm", "tests", "axe-core")
    session.run("pytest", "--numprocesses", "auto", *session.posargs)


@nox.session(requires=["docs"])
def properdocs(session: nox.Session) -> None:
    """Build the same site with ProperDocs, another engine, and compare every page."""
    install(session, "properdocs")
    build(session, "properdocs", ".cache/properdocs")
    session.run("python", "-m", "tests.compare_builds", "site", ".cache/properdocs")


@nox.session
def bench(session: nox.Session) -> None:
    """Measure the verifier, and compare it with other checkers."""
    install(session, "bench")
    session.run("python", "-m", "bench")


@nox.session(name="bench-site", requires=["docs"])
def bench_site(session: nox.Session) -> None:
    """Measure pages as a phone loads them, beside text only and MathJax in the browser; `-- chain-rules --runs 5`."""
    install(session, "tests")
    session.run("python", "-m", "bench.site", *session.posargs)


@nox.session(requires=["docs"])
def lighthouse(session: nox.Session) -> None:
    """Score pages with Lighthouse, beside text only; `-- chain-rules --runs 5` for one page."""
    install(session, "tests")
    session.run("python", "-m", "postprocess.npm", "bench", "Lighthouse")
    session.run("python", "-m", "bench.lighthouse", *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """Check the style of the code; `nox -s lint -- --fix` mends what it can."""
    install(session, "lint")
    session.run("ruff", "check", *session.posargs, ".")
    session.run("ruff", "format", *([] if "--fix" in session.posargs else ["--check"]), ".")


@nox.session
def audit(session: nox.Session) -> None:
    """Ask PyPI and npm for known vulnerabilities of everything that is locked."""
    install(session, "audit")
    versions: dict[str, list[str]] = {}  # for whatever Python and system they are
    for lock in sorted(LOCKS.glob("*.txt")):
        for name, version in re.findall(r"^(\S+)==(\S+)", lock.read_text(), re.MULTILINE):
            versions[name] = sorted({*versions.get(name, []), version})
    session.log("'Could not be audited' and 'audit endpoint' mean: the service was not reached, nothing is known.")
    for k in range(max(map(len, versions.values()))):  # a file may name a package once only
        pins = Path(session.create_tmp(), f"{k}.txt")
        pins.write_text("".join(f"{name}=={found[k]}\n" for name, found in versions.items() if k < len(found)))
        options = "--strict", "--disable-pip", "--no-deps", "--progress-spinner=off"
        session.run("pip-audit", *options, "--requirement", str(pins))
    for lock in sorted(ROOT.glob("*/package-lock.json")):
        session.run("npm", "audit", "--prefix", str(lock.parent))


@nox.session
def lock(session: nox.Session) -> None:
    """Renew the locks: newest versions, with hashes, for every supported Python."""
    install(session, "nox")
    for group in nox.project.load_toml("pyproject.toml")["dependency-groups"]:
        session.run(
            *("uv", "pip", "compile", "--quiet", "--upgrade", "--universal", "--group", group),
            *("--generate-hashes", "--no-annotate", "--no-header", "--no-emit-index-url"),
            *("--no-emit-find-links", "--output-file", str(LOCKS / f"{group}.txt")),
        )
