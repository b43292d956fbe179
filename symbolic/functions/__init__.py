"""Functions of a matrix from its spectral components: e^(tA), A^n, f(A), logarithm, square root, sign."""
