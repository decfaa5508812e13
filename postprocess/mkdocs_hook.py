"""Postprocess the site under `mkdocs serve`, and keep notebooks; after `mkdocs build`, nox does it."""

import sys
from pathlib import Path

from mkdocs.exceptions import PluginError

sys.path.append(str(Path(__file__).parents[1]))  # MkDocs loads a hook by its path, not as part of a package
from postprocess import PostprocessError, postprocess  # noqa: E402
from postprocess.errors import EvidenceError  # noqa: E402

_commands = []


def on_startup(command, dirty):
    """Remember which command runs."""
    _commands[:] = [command]


def on_config(config):
    """Keep executed notebooks from one rebuild to the next; a build of its own executes them all."""
    if _commands == ["serve"]:
        config.plugins["mkdocs-jupyter"].config["cache"] = True


def on_post_build(config):
    """Postprocess the site that `serve` shows, with the evidence that there is while nothing has changed since."""
    if _commands == ["serve"]:
        site, docs = Path(config.site_dir), Path(config.docs_dir)
        try:
            try:  # no policy: `serve` adds a script to each page that loads it again after a change
                postprocess(site, docs, docs.parent / ".cache" / "evidence.json", policy=False)
            except EvidenceError:
                postprocess(site, docs, policy=False)
        except PostprocessError as error:
            raise PluginError(str(error)) from None
