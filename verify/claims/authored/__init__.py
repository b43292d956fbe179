"""Ledgers of authors: claims about matrices and numbers in a small language, in TOML or fenced in a text of their own."""
from verify.claims.authored.settling import settle_file

__all__ = ["settle_file"]
