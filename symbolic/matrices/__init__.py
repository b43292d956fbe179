"""Exact matrices over every ring here, and elimination."""
