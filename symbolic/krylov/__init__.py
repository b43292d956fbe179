"""Krylov spaces: their dimension, what they say of a system (A, B, C), and the methods that run on them, all exact."""
