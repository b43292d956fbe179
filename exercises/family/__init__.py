"""What a family of problems is made of: draws, parts, mistakes, and the decorator that registers it."""
from __future__ import annotations

from exercises.family.draws import Draw, Redraw
from exercises.family.problem import Part, Problem, mistake, part
from exercises.family.registry import Family, Limits, families, family, family_named

__all__ = ["Draw", "Family", "Limits", "Part", "Problem", "Redraw", "families", "family", "family_named", "mistake", "part"]
