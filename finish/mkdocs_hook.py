"""Finishes the site under `mkdocs serve`, and keeps notebooks; after `mkdocs build`, nox runs `python -m finish`."""

import sys
from pathlib import Path

from mkdocs.exceptions import PluginError

sys.path.append(str(Path(__file__).parents[1]))  # MkDocs loads a hook by its path, not as part of a package
from finish import FinishError, finish  # noqa: E402
from finish.errors import EvidenceError  # noqa: E402

_commands = []


def on_startup(command, dirty):
    """Remembers which command runs."""
    _commands[:] = [command]


def on_config(config):
    """Keeps executed notebooks from one rebuild to the next; a build of its own executes them all."""
    if _commands == ["serve"]:
        config.plugins["mkdocs-jupyter"].config["cache"] = True


def on_post_build(config):
    """Finishes the site that `serve` shows, with the evidence that there is while nothing has changed since."""
    if _commands == ["serve"]:
        site, docs = Path(config.site_dir), Path(config.docs_dir)
        try:
            try:  # no policy: `serve` adds a script to each page that loads it again after a change
                finish(site, docs, docs.parent / ".cache" / "evidence.json", policy=False)
            except EvidenceError:
                finish(site, docs, policy=False)
        except FinishError as error:
            raise PluginError(str(error)) from None
