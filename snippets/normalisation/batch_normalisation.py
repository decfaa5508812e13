"""Batch normalisation of one feature: its Jacobian, and its vector-Jacobian products without it.

Shapes: x (N,), gamma (), beta (), epsilon (), positive -> value (N,), derivative (N, N);
v (N,) -> products by x (N,), by gamma (), by beta ().
Sources: standard result.

>>> rng = np.random.default_rng(0)
>>> x, u, v = rng.normal(size=(3, 5))
>>> gamma, beta, epsilon = 1.7, 0.3, 0.1
>>> np.allclose(np.mean(batch_normalisation(x, gamma, beta, epsilon)), beta, rtol=1e-12, atol=0)
True
>>> slope = batch_normalisation(x + 1e-20j * u, gamma, beta, epsilon).imag / 1e-20
>>> np.allclose(batch_normalisation_dx(x, gamma, epsilon) @ u, slope, rtol=1e-12, atol=0)
True
>>> np.allclose(batch_normalisation_vjp_x(v, x, gamma, epsilon) @ u, v @ slope, rtol=1e-12, atol=0)
True
>>> slope = v @ batch_normalisation(x, gamma + 1e-20j, beta, epsilon).imag / 1e-20
>>> np.allclose(batch_normalisation_vjp_gamma(v, x, epsilon), slope, rtol=1e-12, atol=0)
True
>>> slope = v @ batch_normalisation(x, gamma, beta + 1e-20j, epsilon).imag / 1e-20
>>> np.allclose(batch_normalisation_vjp_beta(v), slope, rtol=1e-12, atol=0)
True
"""

import numpy as np


def batch_normalisation(x, gamma, beta, epsilon):
    """Return gamma * (x - mean) / sqrt(variance + epsilon) + beta, shape (N,)."""
    c = x - np.mean(x)
    return gamma * c / np.sqrt(np.mean(c**2) + epsilon) + beta


def batch_normalisation_dx(x, gamma, epsilon):
    """Return the derivative by x, shape (N, N)."""
    N, sigma = len(x), np.sqrt(np.var(x) + epsilon)
    x_hat = (x - np.mean(x)) / sigma
    return gamma / sigma * (np.eye(N) - 1 / N - np.outer(x_hat, x_hat) / N)


def batch_normalisation_vjp_x(v, x, gamma, epsilon):
    """Return v^T times the derivative by x, shape (N,)."""
    sigma = np.sqrt(np.var(x) + epsilon)
    x_hat = (x - np.mean(x)) / sigma
    p, q = np.mean(v), np.mean(v * x_hat)
    return gamma / sigma * (v - p - q * x_hat)


def batch_normalisation_vjp_gamma(v, x, epsilon):
    """Return v^T times the derivative by gamma, a scalar."""
    return v @ (x - np.mean(x)) / np.sqrt(np.var(x) + epsilon)


def batch_normalisation_vjp_beta(v):
    """Return v^T times the derivative by beta, a scalar."""
    return np.sum(v)
