"""Float64 paths through numpy with the verbs of the exact structured matrices: a module a family, `matvec` and `solve` in each.

Toeplitz and circulant by FFT, Vandermonde by Björck-Pereyra, Cauchy in blocks and by a hierarchy with a proved bound,
semiseparable and SSD by scan and by chunks, Woodbury, Krylov. Every docstring states what error the answer may carry, with
u = 2^-53, the unit roundoff. The exact truth to hold them against is `symbolic`'s: every float is a dyadic rational.
"""
