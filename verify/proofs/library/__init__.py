"""The theorem library, one module a chapter: statements, and the scripts that prove them."""
