"""Adapters: each module registers problems with their exact truth, and the functions that claim to solve them.

A module that is put here is found by itself.
"""
