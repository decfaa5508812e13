"""What can go wrong while a site is postprocessed."""


class PostprocessError(Exception):
    """The site cannot be postprocessed; the message says why and what to do."""


class RenderError(PostprocessError):
    """Formulas that MathJax cannot render; the message names file and line of each."""


class EvidenceError(PostprocessError):
    """The verifier's evidence is missing, or not of these pages."""
