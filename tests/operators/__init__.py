"""The cases that a field of operators has of its own, a file each, as `verifier/operators` has its records."""
