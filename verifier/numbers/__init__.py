"""Kinds of number: balls with a bound of their error, dual numbers, and the elementary functions of all kinds."""
