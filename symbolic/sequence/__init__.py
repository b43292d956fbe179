"""Sequence models, exact: HiPPO matrices, S4 kernels, discretization, scans and recurrences."""
