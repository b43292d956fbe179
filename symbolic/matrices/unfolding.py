"""Matrices over a number field as rational matrices of s times the size, and back."""
from __future__ import annotations

from typing import Any

from flint import fmpq_mat, fmpq_poly

from symbolic.matrices.arrays import FieldArray, from_rational_parts
from symbolic.scalars.fields import QQ, NumberField


def unfold(a: FieldArray) -> fmpq_mat:
    """The rational matrix of the same Q-linear map: entry (i, j) becomes the s x s block of multiplication by it."""
    if a.field is QQ:
        return fmpq_mat(a.coefficients[0]) / a.denominator
    s = a.field.degree
    theta = a.field.matrix_of(fmpq_poly([0, 1]))
    power = fmpq_mat(s, s, [int(i == j) for i in range(s) for j in range(s)])
    m, n = a.shape
    blocks: list[list[Any]] = [[0] * (n * s) for _ in range(m * s)]
    for c in a.coefficients:
        table, block = c.tolist(), power.tolist()
        for i in range(m):
            for j in range(n):
                x = table[i][j]
                if x != 0:
                    for p in range(s):
                        row, source = blocks[i * s + p], block[p]
                        for q in range(s):
                            row[j * s + q] += x * source[q]
        power = power * theta
    return fmpq_mat(m * s, n * s, [x for row in blocks for x in row]) / a.denominator


def fold_columns(matrix: fmpq_mat, field: NumberField, cols: list[int]) -> FieldArray:
    """The array whose columns are the given columns of coordinates (blocks of s rows are one entry)."""
    s = field.degree
    m = matrix.nrows() // s
    parts = [fmpq_mat(m, len(cols), [matrix[i * s + p, j] for i in range(m) for j in cols]) for p in range(s)]
    return from_rational_parts(field, parts)


def coordinates(b: FieldArray) -> fmpq_mat:
    """Stack the coefficients: row (i, p) holds the coefficient of theta^p of row i."""
    m, n = b.shape
    tables = [c.tolist() for c in b.coefficients]
    return fmpq_mat(m * len(tables), n, [t[i][j] for i in range(m) for t in tables for j in range(n)]) / b.denominator
