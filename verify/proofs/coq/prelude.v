(* Written by eigenproof: `eigenproof theorems --emit coq`. Needs MathComp (ssreflect and algebra), 1.15 or newer. *)
From mathcomp Require Import all_ssreflect all_algebra.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory.
Local Open Scope ring_scope.

Section Theorems.
Variable Rg : comRingType.

Lemma scalars_form_a_ring :
  @ring_theory (GRing.Zmodule.sort (GRing.ComRing.zmodType Rg)) 0 1 +%R *%R (fun x y => x - y) -%R eq.
Proof.
split.
- exact: add0r.
- exact: addrC.
- exact: addrA.
- exact: mul1r.
- exact: mulrC.
- exact: mulrA.
- exact: mulrDl.
- by [].
- exact: subrr.
Qed.
Add Ring scalars : scalars_form_a_ring.

(* Entries pass through sums, signs and scalars, and through nothing else. *)
Lemma push_add r c (A B : 'M[Rg]_(r, c)) i j : (A + B) i j = A i j + B i j. Proof. by rewrite mxE. Qed.
Lemma push_opp r c (A : 'M[Rg]_(r, c)) i j : (- A) i j = - A i j. Proof. by rewrite mxE. Qed.
Lemma push_scale r c z (A : 'M[Rg]_(r, c)) i j : (z *: A) i j = z * A i j. Proof. by rewrite mxE. Qed.
Lemma push_zero r c i j : (0 : 'M[Rg]_(r, c)) i j = 0. Proof. by rewrite mxE. Qed.
Lemma flip_add r c (A B : 'M[Rg]_(r, c)) : (A + B)^T = A^T + B^T. Proof. exact: raddfD. Qed.
Lemma flip_opp r c (A : 'M[Rg]_(r, c)) : (- A)^T = - A^T. Proof. exact: raddfN. Qed.
Lemma flip_scale r c z (A : 'M[Rg]_(r, c)) : (z *: A)^T = z *: A^T. Proof. exact: linearZ. Qed.

(* s = t, because s - t is a sum of multiples of known equations. *)
Lemma by_zero (V : zmodType) (s t e : V) : e = 0 -> s - t = e -> s = t.
Proof. by move=> -> /eqP; rewrite subr_eq0 => /eqP. Qed.
Lemma more (V : zmodType) (a b : V) : a = 0 -> b = 0 -> a + b = 0. Proof. by move=> -> ->; rewrite addr0. Qed.
Lemma none (V : zmodType) : 0 = 0 :> V. Proof. by []. Qed.
Lemma vanish p r c q (L : 'M[Rg]_(p, r)) (A B : 'M[Rg]_(r, c)) (R : 'M[Rg]_(c, q)) : A = B -> L *m (A - B) *m R = 0.
Proof. by move=> ->; rewrite subrr mulmx0 mul0mx. Qed.
Lemma vanish_scaled p q (a b : Rg) (M : 'M[Rg]_(p, q)) : a = b -> (a - b) *: M = 0.
Proof. by move=> ->; rewrite subrr scale0r. Qed.
Lemma vanish_scalar (a b l : Rg) : a = b -> l * (a - b) = 0. Proof. by move=> ->; rewrite subrr mulr0. Qed.

Lemma close (a b : Rg) : a - b = 0 -> a = b. Proof. exact: subr0_eq. Qed.

Ltac expand := repeat progress (
  rewrite ?(flip_add, flip_opp, flip_scale, trmx_mul, trmxK, trmx1, trmx0);
  rewrite ?(mulmxDl, mulmxDr, mulmxN, mulNmx, mul1mx, mulmx1, mul0mx, mulmx0, mulmxA);
  rewrite ?(scalerDr, scalerDl, scalerN, scaleNr, scalerA, scale0r, scaler0, scale1r);
  rewrite -?scalemxAl -?scalemxAr).
Ltac entries := let i := fresh "i" in let j := fresh "j" in apply/matrixP => i j;
  rewrite ?(push_add, push_opp, push_scale, push_zero).
Ltac settle := expand; try entries; apply: close; ring.

(* The block columns of the identity. *)
Definition inl m n : 'M[Rg]_(m + n, m) := col_mx 1%:M 0.
Definition inr m n : 'M[Rg]_(m + n, n) := col_mx 0 1%:M.
Lemma INLINL m n : (inl m n)^T *m inl m n = 1%:M.
Proof. by rewrite /inl tr_col_mx mul_row_col trmx1 trmx0 mul1mx mul0mx addr0. Qed.
Lemma INRINR m n : (inr m n)^T *m inr m n = 1%:M.
Proof. by rewrite /inr tr_col_mx mul_row_col trmx1 trmx0 mul1mx mul0mx add0r. Qed.
Lemma INLINR m n : (inl m n)^T *m inr m n = 0.
Proof. by rewrite /inl /inr tr_col_mx mul_row_col trmx1 trmx0 mul1mx mul0mx addr0. Qed.
Lemma INLR m n : inl m n *m (inl m n)^T + inr m n *m (inr m n)^T = 1%:M.
Proof.
rewrite /inl /inr !tr_col_mx !mul_col_row !trmx1 !trmx0 !mul1mx !mul0mx add_block_mx !addr0 ?add0r.
by rewrite -scalar_mx_block.
Qed.

(* Powers of a matrix that does not depend on the index. *)
Fixpoint powers n (A : 'M[Rg]_n) (t : nat) : 'M[Rg]_n := if t is u.+1 then powers A u *m A else 1%:M.
Definition power n (A : 'M[Rg]_n) t := locked (powers A t).
Lemma power_none n (A : 'M[Rg]_n) : power A 0 = 1%:M. Proof. by rewrite /power -lock. Qed.
Lemma power_next n (A : 'M[Rg]_n) t : power A t.+1 = power A t *m A. Proof. by rewrite /power -!lock. Qed.
