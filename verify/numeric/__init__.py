"""The numeric rungs: `fast` float64 in numpy, `precision` mpmath at any digits, `balls` rigorous enclosures, a ladder over them.

Nothing is imported here, so that the kernel and the exact rung never pay for numpy.
"""
