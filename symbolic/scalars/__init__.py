"""Exact numbers, polynomials and rational functions: fields, isolated roots, printing."""
