"""What can go wrong while a site is finished."""


class FinishError(Exception):
    """The site cannot be finished; the message says why and what to do."""


class TypesetError(FinishError):
    """Formulas that MathJax cannot set; the message names file and line of each."""


class EvidenceError(FinishError):
    """The verifier's evidence is missing, or not of these pages."""
