"""Entries of the claims ledger, a file a section."""
