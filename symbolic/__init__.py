"""Exact linear algebra: Jordan forms, functions of matrices, structured matrices; every answer carries its reason."""
