"""Beside the core: what knows the pages, the snippets and the evidence that the site shows."""
