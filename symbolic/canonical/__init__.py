"""Spectrum, Jordan, Frobenius and Smith forms, with their transformations."""
