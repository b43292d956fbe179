"""The families of problems, one file a topic."""
