"""The rows of the source texts, and whether every citation of them is in order."""
