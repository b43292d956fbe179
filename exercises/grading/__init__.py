"""Grading by law: an answer is right when it satisfies the laws of the question, whoever computed it and in whatever form."""
from __future__ import annotations

from exercises.grading.marking import grade, mark
from exercises.grading.question import Mark, Mistake, Question

__all__ = ["Mark", "Mistake", "Question", "grade", "mark"]
