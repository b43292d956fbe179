"""Structured matrices: values that keep their parameters and answer from them, never by elimination."""
from symbolic.structured.vandermonde import Vandermonde as Vandermonde
from symbolic.structured.vandermonde import vandermonde as vandermonde
