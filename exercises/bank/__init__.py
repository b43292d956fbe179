"""Sets of papers: plan, papers and keys, the lock file, and marks of submissions."""
