"""Linear systems in time: stability, Lyapunov equations, transients, perturbed blocks, transfer functions, forced motion."""
