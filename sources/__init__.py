"""The concordance: every row of a source, in its own order, and where it is here."""
