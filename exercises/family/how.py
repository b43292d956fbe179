"""How to write an answer, with an example that is not the answer, and what is free about it: the sentences under a task."""
from __future__ import annotations

import re
from collections.abc import Sequence

from exercises.grading.equationkinds import find
from exercises.grading.kinds import kind_named
from exercises.grading.marking import key_of, mark, read
from exercises.grading.question import Question

#: example of a kind -> others, the first of which that is not right is printed where the example would be
OTHERS: dict[str, tuple[str, ...]] = {
    "2/3": ("5/7", "8/9"), "(1+sqrt(5))/2": ("(2+sqrt(7))/3", "(3+sqrt(11))/5"), "1 2; 3 4": ("5 6; 7 8", "8 1; 6 3"),
    "1 0; 2 1": ("1 0; 7 1", "1 0; 9 1"), "(1, 2)": ("(3, 5)", "(7, 4)"), "(1, 2, 3)": ("(4, 9, 5)", "(8, 3, 7)"),
    "(1, 2, 0, 3)": ("(4, 9, 0, 5)", "(8, 3, 7, 0)"),
    "(x-1)^2*(x+2)": ("(x-7)^2*(x+8)", "(x+9)^2*(x-8)"), "3, 3, -1": ("5, 5, -7", "8, 8, -9"), "4, 3": ("9, 5", "8, 7"),
    "1, 2": ("7, 9", "8, 5"), "J_2(3), J_1(-1)": ("J_2(7), J_1(-8)", "J_3(9), J_1(8)"), "2, 1": ("3, 1", "4, 2"),
    "[0, 2/9]": ("[1/5, 4]", "[-3, 5/7]"), "0 <= x <= 2/9": ("1/5 <= x <= 4", "-3 <= x <= 5/7"),
    "2*t*e^(3t)": ("5*t*e^(8t)", "7*t*e^(9t)"), "2*n*3^(n-1)": ("5*n*8^(n-1)", "7*n*9^(n-1)"),
    "2*n*3^n": ("5*n*8^n", "7*n*9^n"), "e^(3t) t*e^(3t); 0 e^(3t)": ("e^(8t) t*e^(8t); 0 e^(8t)", "e^(9t) t*e^(9t); 0 e^(9t)"),
    "yes": ("no", "5, 8"), "sqrt(2)": ("sqrt(7)", "sqrt(11)"), "1+2*i": ("3+7*i", "8+5*i"), "1 0; 0 2": ("5 0; 0 8", "7 0; 0 9"),
    "3^n n*3^(n-1); 0 3^n": ("8^n n*8^(n-1); 0 8^n", "9^n n*9^(n-1); 0 9^n"),
}
EXAMPLE = re.compile(r"such as (?:[A-Za-z] = )?(.+?)(?=,? or the word|, with |, each |; write|$)")
STARTS = (1, 5, 11, 31)  # the first number of an example, until it is not right
NUMBERS = ("value", "values", "list", "set", "sizes", "one-of", "cond", "polynomial", "function")
UNSAID = ("choice",)     # the words stand there already


def examples(text: str) -> list[str]:
    """Return the examples in a sentence on how to write an answer.

    >>> examples("an interval, such as [0, 2/9] or 0 <= x <= 2/9")
    ['[0, 2/9]', '0 <= x <= 2/9']
    """
    return [part for found in EXAMPLE.findall(text) for part in found.split(" or ")]


def how_to_write(question: Question) -> str:
    """Return how to write the answer; no example in it is the answer.

    >>> how_to_write(Question("sizes", {}, {"": "2, 1"})), how_to_write(Question("sizes", {}, {"": "3"}))
    ('the sizes, such as 3, 1', 'the sizes, such as 2, 1')
    """
    if question.kind == "equations":
        return _letters(question)
    text = kind_named(question.kind).write_for(question)
    for example in examples(text):
        other = next((e for e in (example, *OTHERS.get(example, ())) if not is_right(question, e)), None)
        if other is None:
            return text.split(", such as")[0]
        text = text.replace(example, other)
    return text


def unlike(questions: Sequence[Question], example: str) -> str:
    """Return the example, or another of its form that is no right answer to any of the questions.

    >>> unlike([Question("value", {}, {"": "2/3"})], "2/3")
    '5/7'
    """
    every, meant = (example, *OTHERS[example]), [q for q in questions if _fits(q.kind, example)]
    return next((e for e in every if not any(is_right(q, e) for q in meant)), every[-1])


def _fits(kind: str, example: str) -> bool:
    """Whether an answer of this kind can have the form of the example: a word, a matrix or vector, or a number."""
    if example == "yes" or kind == "yes-no":
        return example == "yes" and kind == "yes-no"
    return (kind in NUMBERS) != (";" in example or "," in example)


def is_right(question: Question, example: str) -> bool:
    """Whether an example, behind the letters of the question if it has any, would be marked as right."""
    kind = kind_named(question.kind)
    text = "\n".join(f"{k} = {example}" if k else example for k in kind.names_for(question))
    try:  # as `mark` does, without part marks and reasons
        given = read(kind, question, text)
        return all(law.holds for law in kind.laws(given, key_of(kind, question) if kind.unique else {}, question))
    except Exception:  # noqa: BLE001 -- what cannot be read is not right
        return False


def _letters(question: Question) -> str:
    """Each letter that is asked for, with rows or entries of its size."""
    wanted = find(question)
    for start in STARTS:
        count = start
        parts = []
        for letter, (rows, cols) in wanted.items():
            table = [[count + i * cols + j for j in range(cols)] for i in range(rows)]
            count += rows * cols
            column = cols == 1 < rows
            parts.append(f"{letter} = " + (f"({', '.join(str(r[0]) for r in table)})" if column else
                                          "; ".join(" ".join(map(str, r)) for r in table)))
        if not mark(question, "\n".join(parts)).right:
            break
    flat = all(cols == 1 for _, cols in wanted.values())
    what = "its entries" if flat else "its rows, separated by semicolons"
    some = parts[0] if len(parts) == 1 else ", and on the next line ".join(parts)
    return f"{'the letter' if len(wanted) == 1 else 'each letter'} with {what}, such as {some}"


def what_is_free(question: Question, answer: str | None = None) -> str:
    """Return the sentence on what is free, "" where it would say nothing.

    Args:
        question: what is asked.
        answer: the right answer, where the sentence stands beside it: it then says only what concerns this answer.
    """
    if question.kind in UNSAID or question.data.get("needs") == "none":
        return ""
    if question.kind == "equations":
        return "Any values with the properties asked for are right."
    if question.kind == "yes-no" and answer is not None and not answer.lower().startswith(question.data["needs"]):
        return ""
    return kind_named(question.kind).freedom_for(question)
