r"""A document as LaTeX source: the article class and amsmath, nothing else; made for pdflatex."""
from __future__ import annotations

from collections.abc import Iterable

from exercises.document import (
    VERDICTS,
    Answer,
    Block,
    Code,
    Document,
    FactView,
    Given,
    NameLine,
    Para,
    Parts,
    Problem,
    Remark,
    Space,
    Step,
    Table,
    verdict_words,
)
from exercises.render.equation import pieces
from exercises.render.layout import layout
from exercises.render.tasks import tasks
from exercises.render.texescape import tex_escape
from exercises.render.texmath import texmath

_PREAMBLE = r"""\documentclass[11pt,PAPER]{article}
\usepackage[T1]{fontenc}
\usepackage{amsmath}
\setlength{\textwidth}{160mm}\setlength{\oddsidemargin}{0mm}\setlength{\hoffset}{0mm}
\setlength{\textheight}{HEIGHT}\setlength{\topmargin}{-12mm}
\renewcommand{\arraystretch}{1.2}\setlength{\fboxsep}{7pt}
\setlength{\parindent}{0pt}\setlength{\parskip}{5pt plus 2pt}
\setlength{\lineskip}{6pt}\setlength{\lineskiplimit}{3pt}
\setcounter{MaxMatrixCols}{99}\relpenalty=3000 \emergencystretch=2em
% The verdict stands at the right margin, on the line of the formula if there is room.
\newcommand{\verdict}[2]{{\unskip\nobreak\hfil\penalty50\hskip1em\hbox{}\nobreak\hfil
  {\small\textsc{\MakeLowercase{#1}}\footnotesize #2}\parfillskip=0pt \finalhyphendemerits=0 \par}}
\newenvironment{step}[1]{\par\addvspace{7pt}\begin{samepage}\leftskip=2.2em\rightskip=0pt plus 4em
  \noindent\hskip-2.2em\hbox to 2.2em{#1.\hfil}\ignorespaces}{\par\end{samepage}}
\newenvironment{answer}{\par\addvspace{9pt}\noindent\begin{lrbox}{\answerbox}%
  \begin{minipage}{\dimexpr\linewidth-2\fboxsep-2\fboxrule}\setlength{\parskip}{5pt}%
  \rightskip=0pt plus 4em \lineskip=6pt \lineskiplimit=3pt \textbf{Answer.} \ignorespaces}{\end{minipage}\end{lrbox}%
  \fbox{\usebox{\answerbox}}\par}
\newenvironment{task}{\par\bigskip\noindent\begin{minipage}{\linewidth}\setlength{\parskip}{5pt plus 2pt}%
  \lineskip=6pt \lineskiplimit=3pt }{\end{minipage}\par}
\newsavebox{\answerbox}
"""


_PAPERS = {"a4": ("a4paper", "240mm"), "letter": ("letterpaper", "222mm")}


def to_latex(document: Document, paper: str = "a4") -> str:
    r"""Return the source of the whole document.

    >>> to_latex(Document("50% off", (), ())).splitlines()[-1]
    '\\end{document}'
    """
    size, height = _PAPERS[paper]
    lines = [
        _PREAMBLE.replace("PAPER", size).replace("HEIGHT", height) + r"\begin{document}",
        rf"{{\LARGE\bfseries {tex_escape(document.title)}\par}}",
        "",
        *map(_block, document.intro),
        *map(_run, tasks(document.blocks)),
        *_legend(document),
    ]
    if document.footer:
        lines.append(rf"\bigskip{{\footnotesize {tex_escape(document.footer)}\par}}")
    return "\n".join([*lines, r"\end{document}"]) + "\n"


def _run(run: tuple[Block, ...]) -> str:
    """Return one block, or a task with room for its answer in a box that no page cuts."""
    lines = "\n".join(map(_block, run))
    return f"\\begin{{task}}\n{lines}\\end{{task}}\n" if len(run) > 1 else lines


def _block(block: Block) -> str:
    match block:
        case Para(parts):
            return _inline(parts) + "\n"
        case Problem(number, title, _):
            return rf"\section*{{\raggedright {tex_escape(' '.join(filter(None, (number, title))))}}}" + "\n"
        case Given(relations):
            return rf"{_facts(relations)}\par" + "\n"
        case Step(number, parts, facts, verdict, why):
            end = _verdict(verdict, why)
            return f"\\begin{{step}}{{{number}}}\n{_inline(parts)}\n\\par\\nopagebreak\n{_facts(facts)}{end}\n\\end{{step}}\n"
        case Answer(parts, facts, verdict, freedom):
            tail = rf"\par{{\small {_inline(freedom)}\par}}" if freedom else ""
            return f"\\begin{{answer}}\n{_inline(parts)}\n\n{_facts(facts)}{_verdict(verdict)}{tail}\n\\end{{answer}}\n"
        case Remark(_, parts):
            return rf"\textbf{{{tex_escape(block.heading)}}} {_inline(parts)}" + "\n"
        case NameLine(labels):
            lines = r"\hskip 2em ".join(rf"{tex_escape(label)} \hrulefill" for label in labels)
            return rf"\bigskip\noindent {lines}\par\medskip" + "\n"
        case Space(height):
            return rf"\noindent\rule{{0pt}}{{{height:d}mm}}\par" + "\n"
        case Table():
            return _table(block)
        case Code(text, caption):
            return _code(text, caption)


def _inline(parts: Parts) -> str:
    return "".join(tex_escape(part) if isinstance(part, str) else f"${texmath(layout(part))}$" for part in parts)


def _facts(facts: Iterable[FactView]) -> str:
    """Return the facts side by side; TeX itself breaks the line between facts, at relations and at + and -."""
    return "\n\\hskip 2em\\allowbreak ".join(
        rf"$\displaystyle {''.join(texmath(piece) for piece in pieces(fact))}$" for fact in facts
    )


def _verdict(verdict: str, why: str = "") -> str:
    if not verdict:
        return ""
    word, bracket, argument = verdict.partition("(")
    details = (bracket + argument, why)
    detail = "".join(rf"\enspace {tex_escape(text)}" for text in details if text)
    return f"\n\\verdict{{{tex_escape(word.strip())}}}{{{detail}}}"


def _table(table: Table) -> str:
    width = rf"{{p{{{max(10, 92 // max(1, len(table.header))) / 100}\linewidth}}}}"
    rows = [" & ".join(_inline(cell) for cell in row) + r" \\" for row in (table.header, *table.rows)]
    body = "\n".join([rows[0] + r" \hline", *rows[1:]])
    columns = rf"*{{{len(table.header)}}}{width}"
    return (
        f"\\medskip{{\\small {tex_escape(table.caption)}\\par}}\n"
        f"{{\\renewcommand{{\\arraystretch}}{{1.3}}\\begin{{tabular}}{{@{{}}{columns}@{{}}}}\n{body}\n"
        "\\end{tabular}\\par}\n"
    )


def _code(text: str, caption: str) -> str:
    lines = [tex_escape(line).replace(" ", r"\ ") or r"\ " for line in text.rstrip("\n").split("\n")]
    head = f"{{\\small {tex_escape(caption)}\\par}}\n" if caption else ""
    return head + "{\\ttfamily\\small\\parskip=0pt\n" + "\n".join(rf"\noindent {line}\par" for line in lines) + "\n}\n"


def _legend(document: Document) -> list[str]:
    words = verdict_words(document)
    if not words:
        return []
    items = [
        rf"\textsc{{{tex_escape(word.lower())}}}: {tex_escape(VERDICTS.get(word, ''))}\par" for word in words
    ]
    return [r"\section*{What the words in the margin mean}", r"{\small", *items, "}"]
