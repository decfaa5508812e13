"""What runs elsewhere: the workflow that publishes, and the commands that people are told to type."""

import ast
import re

import pytest
import yaml


@pytest.fixture(scope="module")
def workflow(root):
    """The workflow; YAML takes its key `on` for the value true."""
    return yaml.safe_load((root / ".github" / "workflows" / "publish.yml").read_text())


def sessions(root):
    """The source of each nox session, and of the options that it is declared with, by its name."""
    found = {}
    for function in ast.parse((root / "noxfile.py").read_text()).body:
        for decorator in getattr(function, "decorator_list", []):
            options = {keyword.arg: keyword.value for keyword in getattr(decorator, "keywords", [])}
            if ast.unparse(getattr(decorator, "func", decorator)) == "nox.session":
                name = ast.literal_eval(options["name"]) if "name" in options else function.name
                found[name] = ast.unparse(function), {key: ast.unparse(value) for key, value in options.items()}
    return found


@pytest.mark.parametrize("file", [".github/workflows/publish.yml", ".ci/run", "README.md", "CONTRIBUTING.md"])
def test_every_nox_session_that_is_named_exists(root, file):
    named = re.findall(r"(?:nox|noxfile\.py) -s ((?:[a-z][a-z-]*\b ?)+)", (root / file).read_text())
    assert named
    unknown = {name for names in named for name in names.split()} - set(sessions(root))
    assert not unknown, f"{file}: noxfile.py has no session {', '.join(unknown)}"


def test_what_is_typed_for_one_session_reaches_no_other(root):
    found = sessions(root)
    needed = "".join(options.get("requires", "") for _, options in found.values())
    required = [name for name in found if re.search(rf"\b{name}\b", needed)]
    assert len(required) > 1
    greedy = [name for name in required if "posargs" in found[name][0]]
    assert not greedy, f"noxfile.py: {', '.join(greedy)} would take the arguments of the sessions that require it"


def test_the_site_is_tested_before_it_is_deployed(workflow):
    build, deploy = workflow["jobs"]["build"], workflow["jobs"]["deploy"]
    runs = [step.get("run", step.get("uses", "")) for step in build["steps"]]
    tested = next(k for k, run in enumerate(runs) if re.search(r"-s\b.*\btests\b", run))
    uploaded = next(k for k, run in enumerate(runs) if run.startswith("actions/upload-pages-artifact@"))
    assert tested < uploaded and build["steps"][uploaded]["with"]["path"] == "site"
    assert deploy["needs"] == "build"
    assert workflow[True]["push"]["branches"] == ["main"]


def test_the_workflow_runs_fixed_code_with_no_more_rights_than_it_needs(workflow):
    steps = [step for job in workflow["jobs"].values() for step in job["steps"] if "uses" in step]
    loose = [step["uses"] for step in steps if not re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", step["uses"])]
    assert steps and not loose
    assert workflow["permissions"] == {}
    rights = {
        job: {right for right in body["permissions"].items() if right[1] == "write"}
        for job, body in workflow["jobs"].items()
    }
    assert rights == {"build": set(), "deploy": {("pages", "write"), ("id-token", "write")}}
