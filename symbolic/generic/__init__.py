"""Matrices with parameters: the generic answer together with the conditions it rests on."""
