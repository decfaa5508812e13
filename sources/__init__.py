"""The rows of the source texts, which entry covers each, and whether every citation is in order."""
