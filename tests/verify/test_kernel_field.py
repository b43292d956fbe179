"""Jordan forms and spectral components over a number field, certified through one rational matrix B = N^ + c Theta^."""
from __future__ import annotations

import json

import pytest
from flint import fmpq_mat, fmpz_mat

from tests.verify import forge
from tests.verify.forge import changed, leaves, verdict
from verify.kernel import Malformed, Rejected, check


def gaussian():
    """N = H diag(i, 1+i, 2) H^-1 over Q(i), and B = N^ + 3 Theta^ with the eigenvalues 4i, 1+4i, 2+3i.

    For the eigenvalue x = a + e i of B, e = b + 3: i = (x - a) / e, and Theta^ v = i v for v = h (x) (1, -i).
    """
    H = [[1, 2, 0], [0, 1, 1], [1, 2, 1]]
    inverse = [[int(x) for x in row] for row in fmpq_mat(fmpz_mat(H)).inv().numer_denom()[0].tolist()]
    values = [(0, 1), (1, 1), (2, 0)]
    A = [[[sum(H[i][k] * values[k][u] * inverse[k][j] for k in range(3)) for j in range(3)] for i in range(3)]
        for u in (0, 1)]
    c, chains, r = 3, [], []
    for k, (a, b) in enumerate(values):
        e = b + c
        V = [[row for i in range(3) for row in ([e * H[i][k], 0], [a * H[i][k], -H[i][k]])]]
        chains.append({"f": [a * a + e * e, -2 * a, 1], "k": 1, "V": V})
        r.append([-a * (12 // e), 12 // e])
    flat = [x for i in range(6) for chain in chains for x in chain["V"][0][i]]
    W = forge.witness(fmpz_mat(6, 6, flat))
    s, t = forge.bezout([chain["f"] for chain in chains])
    chi = forge.charpoly_of([(chain["f"], 1) for chain in chains])
    return forge.envelope("jordan_field", n=3, m=[1, 0, 1], A=A, den=2, c=c, r=r, r_den=12, charpoly=chi,
                          chains=chains, W=W, s=s, t=t, q_index=0)


def test_a_certificate_over_a_number_field_is_accepted():
    assert "at the 2 roots of m" in check(json.loads(json.dumps(gaussian()))).statement


def test_field_mutations_are_rejected():
    data = gaussian()
    rejected = 0
    for path in leaves(data):
        if path[0] in ("version", "n", "q_index"):
            continue
        for change in (lambda x: x + 1, lambda x: x - 1, lambda x: x + forge.Q):
            accepted, error = verdict(changed(data, path, change))
            if path[0] == "den":
                assert (accepted is None) == (change(2) < 1)
            elif path[0] in ("s", "t") and change(0) == forge.Q:
                assert accepted is not None, path
            else:
                assert accepted is None, path
                rejected += isinstance(error, Rejected)
    assert rejected > 200


def test_theta_must_act_as_a_polynomial_in_the_root():
    """N = i I_2 with c = 0, f = x^2 + 1 twice: v = (x, 1) has Theta^ v = x v; r = -x would choose the conjugate."""
    V = [[[0, 1], [1, 0], [0, 0], [0, 0]], [[0, 0], [0, 0], [0, 1], [1, 0]]]
    H = fmpz_mat(4, 4, [x for i in range(4) for v in V for x in v[i]])
    s, t = forge.bezout([[1, 0, 1]])
    data = forge.envelope("jordan_field", n=2, m=[1, 0, 1], A=[[[0, 0], [0, 0]], [[1, 0], [0, 1]]], den=1, c=0, r_den=1,
                          r=[[0, 1], [0, 1]], charpoly=[1, 0, 2, 0, 1], W=forge.witness(H), s=s, t=t, q_index=0,
                          chains=[{"f": [1, 0, 1], "k": 1, "V": [v]} for v in V])
    assert check(data)
    with pytest.raises(Rejected, match="Theta V = r V"):
        check({**data, "r": [[0, -1], [0, 1]]})


# -- spectral components ----------------------------------------------------------------------------------------------

def times_i(c=0):
    """N = [i] over Q(i), 1 x 1: B = (1 + c) Theta^, f = x^2 + e^2 with e = 1 + c, N_0 = x + B, theta = x / e."""
    e = 1 + c
    f = [e * e, 0, 1]
    s, t = forge.bezout([f])
    return forge.envelope("spectral_field", n=1, m=[1, 0, 1], A=[[[0]], [[1]]], den=3, c=c, r=[[0, 1]], r_den=e,
                          N_den=1, s=s, t=t, q_index=0, parts=[{"f": f, "k": 1, "N": [[[[0, -e], [e, 0]], [[1, 0], [0, 1]]]]}])


@pytest.mark.parametrize("c", [0, 1, 4])
def test_spectral_components_over_a_field(c):
    data = times_i(c)
    assert "at the 2 roots of m" in check(json.loads(json.dumps(data))).statement
    rejected = 0
    for path in leaves(data):
        if path[0] in ("version", "n", "q_index", "den"):
            continue
        for change in (lambda x: x + 1, lambda x: x - 1, lambda x: x + forge.Q):
            accepted, error = verdict(changed(data, path, change))
            if path[0] in ("s", "t") and change(0) == forge.Q:
                assert accepted is not None
            else:
                assert accepted is None, path
                rejected += isinstance(error, Rejected)
    assert rejected > 20


def test_the_conjugate_root_is_rejected():
    data = times_i()
    with pytest.raises(Rejected, match="Theta V = r V"):
        check({**data, "r": [[0, -1]]})


@pytest.mark.parametrize("change", [
    {"m": [1]}, {"m": [1, 0, 2]}, {"m": [0] * 101 + [1]}, {"r": []}, {"r": [[0]]}, {"r": [[0, 1.0]]}, {"r_den": 0},
    {"den": 0}, {"c": "0"}, {"c": True}, {"A": [[[0]]]}, {"n": 2000}, {"n": 1.0}, {"parts": [{"f": [1, 1], "k": 1}]}])
def test_malformed_field_data_are_refused(change):
    for data in (times_i(), gaussian()):
        if "parts" in change and "parts" not in data:
            continue
        with pytest.raises(Malformed):
            check({**data, **change})


def test_the_empty_matrix_over_a_field():
    empty = {"n": 0, "m": [1, 0, 1], "A": [[], []], "den": 1, "c": 1, "r": [], "r_den": 1, "s": [1], "t": [],
        "q_index": 0}
    assert check(forge.envelope("spectral_field", N_den=1, parts=[], **empty))
    assert check(forge.envelope("jordan_field", charpoly=[1], chains=[], W=[], **empty))
