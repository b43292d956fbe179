"""Search for proofs, and the library of theorems: untrusted, its output is data that `verify.kernel` replays."""
