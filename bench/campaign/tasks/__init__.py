"""What is asked of the solvers, one function for each; importing the modules fills the register."""
