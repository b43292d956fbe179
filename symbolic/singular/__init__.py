"""Singular values and vectors, norms, condition numbers, pseudoinverse and polar decomposition."""
