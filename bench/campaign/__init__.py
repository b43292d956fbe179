"""A campaign against our own solvers: draw an answer, hide it, demand it back; a hundred thousand times."""
