"""Sequence models: SSD, selective and affine scans, the delta rule; recurrence, matrix and chunks must be one."""
from __future__ import annotations

import symbolic as s
from bench.campaign.drawing import column, generator, integers
from bench.campaign.judging import Trial
from bench.campaign.plan import task
from verify.strategies import delta_sequences, ssd_sequences


@task(("generic", "Q(sqrt d)"), over=10, weight=4)
def ssd(t: Trial) -> None:
    """The product y = M x by the scan, by chunks and by the matrix, which is the one that was hidden."""
    drawn = t.draw(ssd_sequences)
    a, B, C, X, M, Y = drawn.a, drawn.B, drawn.C, drawn.X, drawn.M, drawn.Y
    if t.case.is_over_field:
        w = generator(t.case)
        C = C + w * C
        M, Y = M + w * M, Y + w * Y
    t.show(a=a, B=B, C=C, X=X)
    t.holds("the scan gives the hidden outputs", s.ssd_scan(a, B, C, X).outputs == Y)
    t.holds("the matrix is the hidden one", s.ssd_matrix(a, B, C).dense() == M)
    t.holds("and its product", s.ssd_matrix(a, B, C).matvec(X.submatrix(range(t.n), [0])) == Y.submatrix(range(t.n), [0]))
    chunk = t.choice.randint(1, t.n + 1)
    t.holds(f"chunks of {chunk}", s.ssd_chunked(a, B, C, X, chunk).outputs == Y)


@task(("generic", "Q(sqrt d)"), over=8, most=20, weight=4)
def delta(t: Trial) -> None:
    """Outputs and last state of the delta rule, by the scan and by chunks."""
    drawn = t.draw(delta_sequences)
    V, O, state = drawn.V, drawn.O, drawn.state
    if t.case.is_over_field:
        w = generator(t.case)
        V, O, state = V + w * V, O + w * O, state + w * state
    t.show(K=drawn.K, V=V, Q=drawn.Q, beta=drawn.beta)
    found = s.delta_scan(drawn.K, V, drawn.beta, Q=drawn.Q)
    t.holds("the outputs are the hidden ones", found.outputs == O)
    t.holds("the last state is the hidden one", found.state == state)
    chunk = t.choice.randint(1, t.n + 1)
    parts = s.delta_chunked(drawn.K, V, drawn.Q, drawn.beta, chunk)
    t.holds(f"chunks of {chunk}", parts.outputs == O and parts.state == state)


@task(("generic",), weight=3)
def selective(t: Trial) -> None:
    """Outputs by the selective scan, by its matrix and by chunks."""
    N = t.choice.randint(1, 3)
    A, B, C = (integers(t.choice, t.n, N, 2) for _ in range(3))
    x = column(t.choice, t.n)
    t.show(A=A, B=B, C=C, x=x)
    y = s.selective_scan(A, B, C, x).outputs
    h, wanted = [s.exact(0)] * N, []
    for i in range(t.n):
        h = [A[i, k] * h[k] + B[i, k] * x[i, 0] for k in range(N)]
        wanted.append([sum((C[i, k] * h[k] for k in range(N)), s.exact(0))])
    t.holds("the recurrence", y == s.ExactMatrix.from_rows(wanted))
    t.holds("the matrix", s.selective_matrix(A, B, C).matvec(x) == y)
    t.holds("chunks", s.selective_chunked(A, B, C, x, t.choice.randint(1, t.n + 1)).outputs == y)


@task(("generic", "Q(sqrt d)", "Q(i)"), over=8, most=20, weight=3)
def scans(t: Trial) -> None:
    """x_t = A_t x_(t-1) + b_t by parallel composition, one after another, in both methods."""
    d, w = t.choice.randint(1, 3), generator(t.case) if t.case.is_over_field else None
    steps = []
    for _ in range(t.n):
        A = integers(t.choice, d, d, 1)
        steps.append((A if w is None else A + w * integers(t.choice, d, d, 1), column(t.choice, d, w)))
    t.show(A0=steps[0][0], b0=steps[0][1])
    x, wanted = s.zero(d, 1), []
    for A, b in steps:
        x = A * x + b
        wanted.append(x)
    for method in ("blelloch", "kogge-stone"):
        t.holds(f"the recurrence by {method}", list(s.affine_scan(steps, method=method)) == wanted)
