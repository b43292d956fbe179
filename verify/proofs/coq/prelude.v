(* Written by eigenproof: `eigenproof theorems --emit coq`. Needs MathComp (ssreflect and algebra), 1.15 or newer. *)
From Coq Require Export ZArith Lia.
From mathcomp Require Export all_ssreflect all_algebra.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory.
Delimit Scope Z_scope with ZZ.
Local Open Scope ring_scope.

(* ---- Natural numbers as integers ---- *)
Lemma size_add m n : Z.of_nat (m + n)%N = (Z.of_nat m + Z.of_nat n)%ZZ. Proof. by rewrite -plusE Nat2Z.inj_add. Qed.
Lemma size_next n : Z.of_nat n.+1 = (Z.of_nat n + 1)%ZZ. Proof. by rewrite Nat2Z.inj_succ. Qed.

Lemma upwards (P : Z -> Prop) lo : P lo -> (forall v, (lo <= v)%ZZ -> P v -> P (v + 1)%ZZ) -> forall n, (lo <= n)%ZZ -> P n.
Proof.
move=> base step n low; have -> : n = (lo + Z.of_nat (Z.to_nat (n - lo)))%ZZ by lia.
elim: (Z.to_nat _) => [|t known]; first by rewrite Z.add_0_r.
by rewrite size_next Z.add_assoc; apply: step => //; lia.
Qed.

(* ---- Sums and products over lo <= k < hi; empty when hi <= lo ---- *)
Definition zsum (V : zmodType) (lo hi : Z) (f : Z -> V) : V := \sum_(i < Z.to_nat (hi - lo)) f (lo + Z.of_nat i)%ZZ.

Arguments zsum {V} lo%ZZ hi%ZZ f%function_scope.

Lemma zsum_none (V : zmodType) (f : Z -> V) lo hi : (hi <= lo)%ZZ -> zsum lo hi f = 0.
Proof. by move=> le; rewrite /zsum (_ : Z.to_nat _ = 0%N) ?big_ord0 //; lia. Qed.
Lemma zsum_next (V : zmodType) (f : Z -> V) lo hi : (lo <= hi)%ZZ -> zsum lo (hi + 1) f = zsum lo hi f + f hi.
Proof.
move=> le; rewrite /zsum (_ : Z.to_nat (hi + 1 - lo) = (Z.to_nat (hi - lo)).+1) ?big_ord_recr /=; last by lia.
by congr (_ + f _); lia.
Qed.
Lemma zsum_same (V : zmodType) (f g : Z -> V) lo hi lo' hi' : lo = lo' -> hi = hi' ->
  (forall k, (lo <= k)%ZZ -> (k + 1 <= hi)%ZZ -> f k = g k) -> zsum lo hi f = zsum lo' hi' g.
Proof. by move=> <- <- same; apply: eq_bigr => i _; apply: same; case: i => i /= /ltP ?; lia. Qed.
Lemma zsum_map (V W : zmodType) (h : {additive V -> W}) lo hi (f : Z -> V) : h (zsum lo hi f) = zsum lo hi (fun k => h (f k)).
Proof. exact: raddf_sum. Qed.
Lemma zsum_ord (V : zmodType) (f : Z -> V) n : zsum 0 (Z.of_nat n) f = \sum_(k < n) f (Z.of_nat k).
Proof. by rewrite /zsum Z.sub_0_r Nat2Z.id; apply: eq_bigr. Qed.

Section Ring.
Variable Rg : comRingType.
Implicit Types (a b x y z : Rg) (f g : Z -> Rg) (i j k lo hi : Z).

Definition zprod lo hi f : Rg := \prod_(i < Z.to_nat (hi - lo)) f (lo + Z.of_nat i)%ZZ.
Arguments zprod lo%ZZ hi%ZZ f%function_scope.
Lemma SUM0 f lo hi : (hi <= lo)%ZZ -> zsum lo hi f = 0. Proof. exact: zsum_none. Qed.
Lemma SUMS f lo hi : (lo <= hi)%ZZ -> zsum lo (hi + 1) f = zsum lo hi f + f hi. Proof. exact: zsum_next. Qed.
Lemma PROD0 f lo hi : (hi <= lo)%ZZ -> zprod lo hi f = 1.
Proof. by move=> le; rewrite /zprod (_ : Z.to_nat _ = 0%N) ?big_ord0 //; lia. Qed.
Lemma PRODS f lo hi : (lo <= hi)%ZZ -> zprod lo (hi + 1) f = zprod lo hi f * f hi.
Proof.
move=> le; rewrite /zprod (_ : Z.to_nat (hi + 1 - lo) = (Z.to_nat (hi - lo)).+1) ?big_ord_recr /=; last by lia.
by congr (_ * f _); lia.
Qed.
Lemma zprod_same f g lo hi lo' hi' : lo = lo' -> hi = hi' ->
  (forall k, (lo <= k)%ZZ -> (k + 1 <= hi)%ZZ -> f k = g k) -> zprod lo hi f = zprod lo' hi' g.
Proof. by move=> <- <- same; apply: eq_bigr => i _; apply: same; case: i => i /= /ltP ?; lia. Qed.

(* The product of square matrices, in order. *)
Fixpoint products n (F : nat -> 'M[Rg]_n) t : 'M[Rg]_n := if t is u.+1 then products F u *m F u else 1%:M.
Definition mzprod n lo hi (F : Z -> 'M[Rg]_n) := products (fun i : nat => F (lo + Z.of_nat i)%ZZ) (Z.to_nat (hi - lo)).
Arguments mzprod {n} lo%ZZ hi%ZZ F%function_scope.
Lemma MSUM0 r c (F : Z -> 'M[Rg]_(r, c)) lo hi : (hi <= lo)%ZZ -> zsum lo hi F = 0. Proof. exact: zsum_none. Qed.
Lemma MSUMS r c (F : Z -> 'M[Rg]_(r, c)) lo hi : (lo <= hi)%ZZ -> zsum lo (hi + 1) F = zsum lo hi F + F hi.
Proof. exact: zsum_next. Qed.
Lemma MPROD0 n (F : Z -> 'M[Rg]_n) lo hi : (hi <= lo)%ZZ -> mzprod lo hi F = 1%:M.
Proof. by move=> le; rewrite /mzprod (_ : Z.to_nat _ = 0%N) //; lia. Qed.
Lemma MPRODS n (F : Z -> 'M[Rg]_n) lo hi : (lo <= hi)%ZZ -> mzprod lo (hi + 1) F = mzprod lo hi F *m F hi.
Proof.
move=> le; rewrite /mzprod (_ : Z.to_nat (hi + 1 - lo) = (Z.to_nat (hi - lo)).+1) /=; last by lia.
by congr (_ *m F _); lia.
Qed.
Lemma products_same n (F G : nat -> 'M[Rg]_n) t : (forall i : nat, (i < t)%N -> F i = G i) -> products F t = products G t.
Proof. by elim: t => //= t known same; rewrite known ?same // => i lt; apply: same; apply: ltnW. Qed.
Lemma mzprod_same n (F G : Z -> 'M[Rg]_n) lo hi lo' hi' : lo = lo' -> hi = hi' ->
  (forall k, (lo <= k)%ZZ -> (k + 1 <= hi)%ZZ -> F k = G k) -> mzprod lo hi F = mzprod lo' hi' G.
Proof. by move=> <- <- same; apply: products_same => i /ltP lt; apply: same; lia. Qed.

(* ---- Integers as scalars ---- *)
Definition zr (z : Z) : Rg := (Z.to_nat z)%:R - (Z.to_nat (- z))%:R.
Arguments zr z%ZZ.
Lemma zr_nat (n : nat) : zr (Z.of_nat n) = n%:R.
Proof. by rewrite /zr Nat2Z.id (_ : Z.to_nat _ = 0%N) ?subr0 //; lia. Qed.
Lemma zr_add (u v : Z) : zr (u + v)%ZZ = zr u + zr v.
Proof.
have same : (Z.to_nat (u + v) + (Z.to_nat (- u) + Z.to_nat (- v)) = Z.to_nat u + Z.to_nat v + Z.to_nat (- (u + v)))%N.
  by rewrite -!plusE; lia.
rewrite /zr addrACA -opprD -!natrD; apply/eqP; rewrite subr_eq addrAC eq_sym subr_eq eq_sym -!natrD.
by rewrite same.
Qed.
Lemma zr0 : zr 0 = 0. Proof. by rewrite /zr subrr. Qed.
Lemma zr1 : zr 1 = 1. Proof. by rewrite /zr subr0. Qed.
Lemma zr_opp (u : Z) : zr (- u) = - zr u.
Proof. by apply/eqP; rewrite -subr_eq0 opprK -zr_add Z.add_opp_diag_l zr0. Qed.
Lemma zr_sub (u v : Z) : zr (u - v) = zr u - zr v. Proof. by rewrite -Z.add_opp_r zr_add zr_opp. Qed.
Lemma zr_mul (u v : Z) : zr (u * v) = zr u * zr v.
Proof.
have pos (p : nat) : zr (Z.of_nat p * v) = zr (Z.of_nat p) * zr v.
  elim: p => [|p known]; first by rewrite /= zr0 mul0r.
  by rewrite size_next Z.mul_add_distr_r Z.mul_1_l !zr_add known zr1 (mulrDl (zr (Z.of_nat p)) 1) mul1r.
case: (Z_le_gt_dec 0 u) => sign; first by rewrite -(Z2Nat.id u sign) pos.
have -> : u = (- Z.of_nat (Z.to_nat (- u)))%ZZ by lia.
by rewrite Z.mul_opp_l !zr_opp pos mulNr.
Qed.

(* ---- Entries: 0 outside the range ---- *)
Definition place n (i : Z) : option 'I_n := if Z.leb 0 i then insub (Z.to_nat i) else None.
Definition ent r c (A : 'M[Rg]_(r, c)) i j : Rg := if place r i is Some p then if place c j is Some q then A p q else 0 else 0.
Arguments ent {r c} A i%ZZ j%ZZ.
Definition mat r c (F : Z -> Z -> Rg) : 'M[Rg]_(r, c) := \matrix_(p, q) F (Z.of_nat p) (Z.of_nat q).
Definition ite (u v : Z) x y : Rg := if Z.leb u v then x else y.
Arguments ite u%ZZ v%ZZ x y.
Lemma ITE1 u v x y : (u <= v)%ZZ -> ite u v x y = x. Proof. by move=> /Z.leb_le le; rewrite /ite le. Qed.
Lemma ITE2 u v x y : (v + 1 <= u)%ZZ -> ite u v x y = y.
Proof. by move=> lt; rewrite /ite (_ : Z.leb u v = false) //; case: Z.leb_spec => //; lia. Qed.
Lemma ite_same u v u' v' x y : (v - u = v' - u')%ZZ -> ite u v x y = ite u' v' x y.
Proof. by move=> same; rewrite /ite; case: (Z.leb_spec u v); case: (Z.leb_spec u' v') => //; lia. Qed.
Lemma place_in n (p : 'I_n) : place n (Z.of_nat p) = Some p.
Proof. by rewrite /place (_ : Z.leb _ _ = true) ?Nat2Z.id ?valK //; case: Z.leb_spec => //; lia. Qed.
Lemma place_low n i : (i + 1 <= 0)%ZZ -> place n i = None.
Proof. by move=> lt; rewrite /place (_ : Z.leb 0 i = false) //; case: Z.leb_spec => //; lia. Qed.
Lemma place_high n i : (Z.of_nat n <= i)%ZZ -> place n i = None.
Proof. by move=> le; rewrite /place; case: Z.leb => //; apply: insubF; apply/negP => /ltP; lia. Qed.
Lemma inside n i : (0 <= i)%ZZ -> (i + 1 <= Z.of_nat n)%ZZ -> exists p : 'I_n, i = Z.of_nat p.
Proof.
move=> low high; have lt : (Z.to_nat i < n)%N by apply/ltP; lia.
by exists (Ordinal lt) => /=; lia.
Qed.
Lemma anywhere n i : (exists p : 'I_n, i = Z.of_nat p) \/ place n i = None.
Proof.
case: (Z_le_gt_dec 0 i) => low; last by right; apply: place_low; lia.
case: (Z_le_gt_dec (Z.of_nat n) i) => high; first by right; apply: place_high.
by left; apply: inside; lia.
Qed.
Lemma ent_in r c (A : 'M[Rg]_(r, c)) (p : 'I_r) (q : 'I_c) : ent A (Z.of_nat p) (Z.of_nat q) = A p q.
Proof. by rewrite /ent !place_in. Qed.
Lemma ent_tr r c (A : 'M[Rg]_(r, c)) i j : ent A^T i j = ent A j i.
Proof. by rewrite /ent; case: place; case: place => // p q; rewrite mxE. Qed.
Lemma ent_add r c (A B : 'M[Rg]_(r, c)) i j : ent (A + B) i j = ent A i j + ent B i j.
Proof. by rewrite /ent; case: place => [p|]; [case: place => [q|]|]; rewrite ?addr0 // mxE. Qed.
Lemma ent_scale r c x (A : 'M[Rg]_(r, c)) i j : ent (x *: A) i j = x * ent A i j.
Proof. by rewrite /ent; case: place => [p|]; [case: place => [q|]|]; rewrite ?mulr0 // mxE. Qed.
Lemma ent_zero r c i j : ent (0 : 'M[Rg]_(r, c)) i j = 0.
Proof. by rewrite /ent; case: place => // p; case: place => // q; rewrite mxE. Qed.
Lemma ENTI1 n i : (0 <= i)%ZZ -> (i + 1 <= Z.of_nat n)%ZZ -> ent (1%:M : 'M[Rg]_n) i i = 1.
Proof. by move=> low high; case: (inside low high) => p ->; rewrite ent_in mxE eqxx. Qed.
Lemma ENTI0 n i j : (i + 1 <= j)%ZZ -> ent (1%:M : 'M[Rg]_n) i j = 0.
Proof.
move=> lt; case: (anywhere n i) => [[p ep]|none]; last by rewrite /ent none.
case: (anywhere n j) => [[q eq]|none]; last by rewrite /ent none; case: place.
by rewrite ep eq ent_in mxE (_ : (p == q) = false) //; apply/negP => /eqP same; move: lt; rewrite ep eq same; lia.
Qed.
Lemma ENTLOW r c (A : 'M[Rg]_(r, c)) i j : (i + 1 <= 0)%ZZ -> ent A i j = 0.
Proof. by move=> lt; rewrite /ent place_low. Qed.
Lemma ENTHIGH r c (A : 'M[Rg]_(r, c)) i j : (Z.of_nat r <= i)%ZZ -> ent A i j = 0.
Proof. by move=> le; rewrite /ent place_high. Qed.
Lemma zsum_zero (V : zmodType) (F : Z -> V) lo hi : (forall k, F k = 0) -> zsum lo hi F = 0.
Proof. by move=> none; rewrite /zsum big1. Qed.
Lemma ENTMUL r m c (A : 'M[Rg]_(r, m)) (B : 'M[Rg]_(m, c)) i j :
  ent (A *m B) i j = zsum 0 (Z.of_nat m) (fun k => ent A i k * ent B k j).
Proof.
case: (anywhere r i) => [[p ->]|none]; last by rewrite /ent none zsum_zero // => k; rewrite mul0r.
case: (anywhere c j) => [[q ->]|none].
  by rewrite ent_in mxE zsum_ord; apply: eq_bigr => k _; rewrite !ent_in.
rewrite zsum_zero; last by move=> k; rewrite /ent none; case: (place m k) => *; rewrite mulr0.
by rewrite /ent none; case: place.
Qed.
Lemma ENTMAT r c (F : Z -> Z -> Rg) i j : (0 <= i)%ZZ -> (i + 1 <= Z.of_nat r)%ZZ -> (0 <= j)%ZZ -> (j + 1 <= Z.of_nat c)%ZZ ->
  ent (mat r c F) i j = F i j.
Proof. by move=> l h l' h'; case: (inside l h) => p ->; case: (inside l' h') => q ->; rewrite ent_in mxE. Qed.
Lemma ENTSUM r c (F : Z -> 'M[Rg]_(r, c)) lo hi i j : ent (zsum lo hi F) i j = zsum lo hi (fun k => ent (F k) i j).
Proof.
rewrite /ent; case: place => [p|]; last by rewrite zsum_zero.
by case: place => [q|]; [rewrite /zsum summxE | rewrite zsum_zero].
Qed.
Lemma TRACE n (A : 'M[Rg]_n) : \tr A = zsum 0 (Z.of_nat n) (fun k => ent A k k).
Proof. by rewrite zsum_ord; apply: eq_bigr => k _; rewrite ent_in. Qed.
Lemma by_entries r c (A B : 'M[Rg]_(r, c)) : (forall i j, (0 <= i)%ZZ -> (i + 1 <= Z.of_nat r)%ZZ -> (0 <= j)%ZZ ->
  (j + 1 <= Z.of_nat c)%ZZ -> ent A i j = ent B i j) -> A = B.
Proof.
move=> same; apply/matrixP => p q; rewrite -!ent_in.
by apply: same; case: p q => p /= /ltP ? [q /= /ltP ?]; lia.
Qed.
Lemma mat_same r c (F G : Z -> Z -> Rg) : (forall i j, F i j = G i j) -> mat r c F = mat r c G.
Proof. by move=> same; apply/matrixP => p q; rewrite !mxE. Qed.

(* ---- The block columns of the identity ---- *)
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
Lemma inl_mul m n c (A : 'M[Rg]_(m + n, c)) : (inl m n)^T *m A = usubmx A.
Proof. by rewrite -{1}(vsubmxK A) /inl tr_col_mx mul_row_col trmx1 trmx0 mul1mx mul0mx addr0. Qed.
Lemma inr_mul m n c (A : 'M[Rg]_(m + n, c)) : (inr m n)^T *m A = dsubmx A.
Proof. by rewrite -{1}(vsubmxK A) /inr tr_col_mx mul_row_col trmx1 trmx0 mul1mx mul0mx add0r. Qed.
Lemma mul_inl m n r (A : 'M[Rg]_(r, m + n)) : A *m inl m n = lsubmx A.
Proof. by rewrite -{1}(hsubmxK A) /inl mul_row_col mulmx1 mulmx0 addr0. Qed.
Lemma mul_inr m n r (A : 'M[Rg]_(r, m + n)) : A *m inr m n = rsubmx A.
Proof. by rewrite -{1}(hsubmxK A) /inr mul_row_col mulmx1 mulmx0 add0r. Qed.
Lemma ENTINL m n c (A : 'M[Rg]_(m + n, c)) i j : (0 <= i)%ZZ -> (i + 1 <= Z.of_nat m)%ZZ ->
  ent ((inl m n)^T *m A) i j = ent A i j.
Proof.
move=> low high; rewrite inl_mul; case: (inside low high) => p ->.
case: (anywhere c j) => [[q ->]|none]; last by rewrite /ent none; case: place; case: place.
by rewrite ent_in mxE -(ent_in A).
Qed.
Lemma ENTINR m n c (A : 'M[Rg]_(m + n, c)) i j : (0 <= i)%ZZ -> (i + 1 <= Z.of_nat n)%ZZ ->
  ent ((inr m n)^T *m A) i j = ent A (i + Z.of_nat m)%ZZ j.
Proof.
move=> low high; rewrite inr_mul; case: (inside low high) => p ->.
case: (anywhere c j) => [[q ->]|none]; last by rewrite /ent none; case: place; case: place.
rewrite ent_in mxE -(ent_in A) /=; congr (ent A _ _); by rewrite size_add Z.add_comm.
Qed.

(* ---- Determinants ---- *)
Lemma DETMUL n (A B : 'M[Rg]_n) : \det (A *m B) = \det A * \det B. Proof. exact: det_mulmx. Qed.
Lemma DETT n (A : 'M[Rg]_n) : \det A^T = \det A. Proof. exact: det_tr. Qed.
Lemma DET0 n (A : 'M[Rg]_n) : (Z.of_nat n <= 0)%ZZ -> \det A = 1.
Proof. by case: n A => [|n] A le; [rewrite det_mx00 | exfalso; lia]. Qed.
Lemma DET1 (A : 'M[Rg]_1) : \det A = ent A 0 0.
Proof. by rewrite det_mx11 -(ent_in A). Qed.
Lemma DETBLOCK m n (A : 'M[Rg]_(m + n)) : (inl m n)^T *m A *m inr m n = 0 ->
  \det A = \det ((inl m n)^T *m A *m inl m n) * \det ((inr m n)^T *m A *m inr m n).
Proof.
rewrite !inl_mul inr_mul !mul_inl !mul_inr => none.
rewrite -{1}(submxK A) (_ : ursubmx A = 0) ?det_lblock //.
Qed.
Lemma ADJ n (A : 'M[Rg]_n) : (A *m \adj A = \det A *: 1%:M) /\ (\adj A *m A = \det A *: 1%:M).
Proof. by rewrite mul_mx_adj mul_adj_mx scalemx1. Qed.
End Ring.
Arguments zr {Rg} z%ZZ.
Arguments zprod {Rg} lo%ZZ hi%ZZ f%function_scope.
Arguments mzprod {Rg n} lo%ZZ hi%ZZ F%function_scope.
Arguments ent {Rg r c} A i%ZZ j%ZZ.
Arguments mat {Rg} r c F%function_scope.
Arguments ite {Rg} u%ZZ v%ZZ x y.
Arguments inl {Rg} m n.
Arguments inr {Rg} m n.
Arguments zr_add {Rg}.

(* ---- The normal form of sums of products, computed: polynomials in scalars with words of matrices ---- *)
Inductive sx := SNum (c : nat) | SAt (k : nat) | SAdd (a b : sx) | SMul (a b : sx) | SOpp (a : sx).
Inductive mx := MZero | MOne | MAt (k : nat) | MTr (a : mx) | MAdd (a b : mx) | MOpp (a : mx) | MMul (a : mx) (m : nat) (b : mx)
  | MScale (s : sx) (a : mx).
Definition letter := (nat * bool * nat)%type.
Definition mono := (Z * (seq nat * seq letter))%type.

Fixpoint insert (k : nat) (s : seq nat) := if s is h :: t then if (k <= h)%N then k :: s else h :: insert k t else [:: k].
Fixpoint merged (s t : seq nat) := if s is h :: u then insert h (merged u t) else t.
Definition negated (p : seq mono) := map (fun x => (Z.opp x.1, x.2)) p.
Fixpoint snf (e : sx) : seq (Z * seq nat) := match e with
  | SNum c => [:: (Z.of_nat c, [::])]
  | SAt k => [:: (1%ZZ, [:: k])]
  | SAdd a b => snf a ++ snf b
  | SOpp a => map (fun x => (Z.opp x.1, x.2)) (snf a)
  | SMul a b => flatten (map (fun x => map (fun y => ((x.1 * y.1)%ZZ, merged x.2 y.2)) (snf b)) (snf a))
  end.
Fixpoint last_of (r : nat) (w : seq letter) := if w is x :: u then last_of x.2 u else r.
Definition times (r m : nat) (p q : seq mono) : seq mono :=
  flatten (map (fun x => if last_of r x.2.2 == m
    then map (fun y => ((x.1 * y.1)%ZZ, (merged x.2.1 y.2.1, x.2.2 ++ y.2.2))) q else [::]) p).
Definition scaled (s : seq (Z * seq nat)) (q : seq mono) : seq mono :=
  flatten (map (fun x => map (fun y => ((x.1 * y.1)%ZZ, (merged x.2 y.2.1, y.2.2))) q) s).
Fixpoint mnf (e : mx) (t : bool) (r c : nat) : seq mono := match e with
  | MZero => [::]
  | MOne => if r == c then [:: (1%ZZ, ([::], [::]))] else [::]
  | MAt k => [:: (1%ZZ, ([::], [:: (k, t, c)]))]
  | MTr a => mnf a (~~ t) r c
  | MAdd a b => mnf a t r c ++ mnf b t r c
  | MOpp a => negated (mnf a t r c)
  | MMul a m b => if t then times r m (mnf b t r m) (mnf a t m c) else times r m (mnf a t r m) (mnf b t m c)
  | MScale s a => scaled (snf s) (mnf a t r c)
  end.
Fixpoint collect (K : eqType) (x : Z * K) (p : seq (Z * K)) := if p is y :: u
  then if x.2 == y.2 then ((x.1 + y.1)%ZZ, y.2) :: u else y :: collect x u else [:: x].
Definition vanishing (K : eqType) (p : seq (Z * K)) := all (fun x => Z.eqb x.1 0) (foldr (@collect K) [::] p).

Fixpoint decide (r c : nat) : option (r = c) := match r, c with
  | 0%N, 0%N => Some erefl
  | r'.+1, c'.+1 => if decide r' c' is Some e then Some (match e in _ = y return r'.+1 = y.+1 with erefl => erefl end) else None
  | _, _ => None
  end.
Lemma decide_same r : decide r r <> None. Proof. by elim: r => //= r; case: decide. Qed.
Fixpoint pick (T : Type) (d : T) (s : seq T) (k : nat) : T := match s, k with
  | x :: _, 0%N => x | _ :: u, l.+1 => pick d u l | _, _ => d end.

Section Normal.
Variables (Rg : comRingType) (sv : nat -> Rg) (sz : nat -> nat) (mv : nat -> forall r c, 'M[Rg]_(sz r, sz c)).

Definition num (n : nat) : Rg := if n is m.+1 then if m is 0%N then 1 else n%:R else 0.
Fixpoint sev (e : sx) : Rg := match e with
  | SNum c => num c | SAt k => sv k | SAdd a b => sev a + sev b | SMul a b => sev a * sev b | SOpp a => - sev a end.
Definition idm r c : 'M[Rg]_(sz r, sz c) :=
  match decide r c with Some e => match e in _ = y return 'M[Rg]_(sz r, sz y) with erefl => 1%:M end | None => 0 end.
Fixpoint mev (e : mx) (r c : nat) : 'M[Rg]_(sz r, sz c) := match e with
  | MZero => 0
  | MOne => idm r c
  | MAt k => mv k r c
  | MTr a => (mev a c r)^T
  | MAdd a b => mev a r c + mev b r c
  | MOpp a => - mev a r c
  | MMul a m b => mev a r m *m mev b m c
  | MScale s a => sev s *: mev a r c
  end.

Lemma num_zr n : num n = zr (Z.of_nat n). Proof. by rewrite zr_nat; case: n => [|[|n]]. Qed.
Lemma idm_same r : idm r r = 1%:M.
Proof. by rewrite /idm; case: decide (@decide_same r) => // e _; rewrite (eq_irrelevance e erefl). Qed.
Lemma idm_other r c : r != c -> idm r c = 0.
Proof. by rewrite /idm; case: decide => // e; rewrite {1}e eqxx. Qed.

Definition atoms (s : seq nat) : Rg := \prod_(k <- s) sv k.
Definition one_letter r (x : letter) : 'M[Rg]_(sz r, sz x.2) := if x.1.2 then (mv x.1.1 x.2 r)^T else mv x.1.1 r x.2.
Fixpoint word (w : seq letter) (r c : nat) : 'M[Rg]_(sz r, sz c) :=
  if w is x :: u then one_letter r x *m word u x.2 c else idm r c.
Definition sden (p : seq (Z * seq nat)) : Rg := \sum_(x <- p) zr x.1 * atoms x.2.
Definition mden (p : seq mono) r c : 'M[Rg]_(sz r, sz c) := \sum_(x <- p) (zr x.1 * atoms x.2.1) *: word x.2.2 r c.

Lemma atoms_insert k s : atoms (insert k s) = sv k * atoms s.
Proof.
rewrite /atoms; elim: s => [|h t known] /=; first by rewrite !big_cons.
by case: ifP => _; rewrite !big_cons // known mulrCA.
Qed.
Lemma atoms_merged s t : atoms (merged s t) = atoms s * atoms t.
Proof.
elim: s => [|h u known] /=; first by rewrite /atoms big_nil mul1r.
by rewrite atoms_insert known mulrA /atoms big_cons.
Qed.
Lemma snf_right e : sden (snf e) = sev e.
Proof.
rewrite /sden; elim: e => [c|k|a ka b kb|a ka b kb|a ka] /=.
- by rewrite big_seq1 /atoms big_nil mulr1 num_zr.
- by rewrite big_seq1 /atoms big_seq1 zr1 mul1r.
- by rewrite big_cat /= ka kb.
- rewrite big_flatten big_map -ka mulr_suml; apply: eq_bigr => x _; rewrite big_map -kb mulr_sumr; apply: eq_bigr => y _.
  by rewrite /= zr_mul atoms_merged mulrACA.
- by rewrite big_map -ka -sumrN; apply: eq_bigr => x _; rewrite /= zr_opp mulNr.
Qed.
Lemma word_cat v w r c : word (v ++ w) r c = word v r (last_of r v) *m word w (last_of r v) c.
Proof. by elim: v r => [|x u known] r /=; [rewrite idm_same mul1mx | rewrite known mulmxA]. Qed.
Lemma word_other w r c : last_of r w != c -> word w r c = 0.
Proof. by elim: w r => [|x u known] r /= other; [rewrite idm_other | rewrite known ?mulmx0]. Qed.
Lemma times_right r m c p q : mden (times r m p q) r c = mden p r m *m mden q m c.
Proof.
rewrite /mden /times big_flatten big_map mulmx_suml; apply: eq_bigr => x _.
case: eqP => [<-|/eqP other]; last by rewrite big_nil word_other // scaler0 mul0mx.
rewrite big_map mulmx_sumr; apply: eq_bigr => y _ /=.
by rewrite word_cat zr_mul atoms_merged -scalemxAl -scalemxAr scalerA mulrACA.
Qed.
Lemma scaled_right r c s q : mden (scaled s q) r c = sden s *: mden q r c.
Proof.
rewrite /mden /scaled /sden big_flatten big_map scaler_suml; apply: eq_bigr => x _.
rewrite big_map scaler_sumr; apply: eq_bigr => y _ /=.
by rewrite zr_mul atoms_merged scalerA mulrACA.
Qed.
Lemma mnf_right e t r c : mden (mnf e t r c) r c = if t then (mev e c r)^T else mev e r c.
Proof.
elim: e t r c => [||k|a ka|a ka b kb|a ka|a ka m b kb|s a ka] t r c /=.
- by rewrite /mden big_nil; case: t; rewrite ?trmx0.
- case: eqP => [->|/eqP other]; last by rewrite /mden big_nil; case: t; rewrite idm_other ?trmx0 // eq_sym.
  by rewrite /mden big_seq1 /= zr1 /atoms big_nil mul1r scale1r !idm_same; case: t; rewrite ?trmx1.
- by rewrite /mden big_seq1 /= zr1 /atoms big_nil mul1r scale1r idm_same mulmx1.
- by rewrite ka; case: t; rewrite //= trmxK.
- by rewrite /mden big_cat /= -!/(mden _ _ _) ka kb; case: t; rewrite ?raddfD.
- rewrite /mden /negated big_map; transitivity (- mden (mnf a t r c) r c); last by rewrite ka; case: t; rewrite ?raddfN.
  by rewrite -sumrN; apply: eq_bigr => x _; rewrite /= zr_opp mulNr scaleNr.
- by case: t; rewrite times_right ?ka ?kb // trmx_mul.
- by rewrite scaled_right snf_right ka; case: t; rewrite ?linearZ.
Qed.

Lemma collect_right (K : eqType) (V : lmodType Rg) (h : K -> V) x p :
  \sum_(y <- collect x p) zr y.1 *: h y.2 = zr x.1 *: h x.2 + \sum_(y <- p) zr y.1 *: h y.2.
Proof.
elim: p => [|y u known] /=; first by rewrite !big_seq1 big_nil addr0.
case: eqP => [same|_]; rewrite !big_cons /=; last by rewrite known addrCA.
by rewrite zr_add scalerDl same addrA.
Qed.
Lemma vanishing_right (K : eqType) (V : lmodType Rg) (h : K -> V) p : vanishing p -> \sum_(y <- p) zr y.1 *: h y.2 = 0.
Proof.
have -> : \sum_(y <- p) zr y.1 *: h y.2 = \sum_(y <- foldr (@collect K) [::] p) zr y.1 *: h y.2.
  by elim: p => [|x u known] //=; rewrite collect_right big_cons known.
rewrite /vanishing; elim: (foldr _ _ _) => [|x u known] /=; first by rewrite big_nil.
by case/andP => /Z.eqb_eq none rest; rewrite big_cons none zr0 scale0r add0r known.
Qed.
Lemma scalars_equal a b : vanishing (snf (SAdd a (SOpp b))) -> sev a = sev b.
Proof.
move=> none; apply/eqP; rewrite -subr_eq0 -/(sev (SAdd a (SOpp b))) -snf_right /sden.
by rewrite (vanishing_right (fun s => atoms s : [lmodType Rg of Rg^o])).
Qed.
Lemma matrices_equal a b r c : vanishing (mnf (MAdd a (MOpp b)) false r c) -> mev a r c = mev b r c.
Proof.
move=> none; apply/eqP; rewrite -subr_eq0 -/(mev (MAdd a (MOpp b)) r c) -(mnf_right _ false) /mden.
apply/eqP; etransitivity; last exact: (vanishing_right (fun x => atoms x.1 *: word x.2 r c) none).
by apply: eq_bigr => x _; rewrite scalerA.
Qed.
End Normal.

Lemma by_scalars (Rg : comRingType) sv a b (s t : Rg) :
  vanishing (snf (SAdd a (SOpp b))) = true -> sev sv a = s -> sev sv b = t -> s = t.
Proof. by move=> none <- <-; apply: scalars_equal. Qed.
Lemma by_matrices (Rg : comRingType) sv sz mv a b r c (s t : 'M[Rg]_(sz r, sz c)) :
  vanishing (mnf (MAdd a (MOpp b)) false r c) = true -> mev sv mv a r c = s -> mev sv mv b r c = t -> s = t.
Proof. by move=> none <- <-; apply: matrices_equal. Qed.
Ltac evaluated := cbv beta iota zeta delta [sev mev num pick idm decide]; reflexivity.

(* ---- Steps of proofs ---- *)
(* s = t, because s - t is a sum of multiples of known equations. *)
Lemma by_zero (V : zmodType) (s t e : V) : e = 0 -> s - t = e -> s = t.
Proof. by move=> -> /eqP; rewrite subr_eq0 => /eqP. Qed.
Lemma vanish_plain (V : zmodType) (a b : V) : a = b -> a - b = 0. Proof. by move=> ->; rewrite subrr. Qed.
Lemma more (V : zmodType) (a b : V) : a = 0 -> b = 0 -> a + b = 0. Proof. by move=> -> ->; rewrite addr0. Qed.
Lemma em_equal (T : eqType) (x y : T) : x = y \/ (x = y -> False). Proof. by case: (@eqP _ x y) => ?; [left | right]. Qed.

Section Steps.
Variable Rg : comRingType.
Implicit Types (a b x y z l : Rg) (f g : Z -> Rg) (i j k lo hi : Z).
Lemma vanish p r c q z (L : 'M[Rg]_(p, r)) (R : 'M[Rg]_(c, q)) (A B : 'M[Rg]_(r, c)) : A = B -> z *: (L *m (A - B) *m R) = 0.
Proof. by move=> ->; rewrite subrr mulmx0 mul0mx scaler0. Qed.
Lemma vanish_scaled p q (M : 'M[Rg]_(p, q)) a b : a = b -> (a - b) *: M = 0.
Proof. by move=> ->; rewrite subrr scale0r. Qed.
Lemma vanish_scalar l a b : a = b -> l * (a - b) = 0. Proof. by move=> ->; rewrite subrr mulr0. Qed.

Lemma zsum_empty (V : zmodType) lo hi : zsum lo hi (fun _ => 0 : V) = 0. Proof. exact: zsum_zero. Qed.
Lemma zsum_step lo hi a f g : zsum lo hi (fun k => a * f k + g k) = a * zsum lo hi f + zsum lo hi g.
Proof. by rewrite /zsum big_split mulr_sumr. Qed.
Lemma zsum_words lo hi p r c q a (L : 'M[Rg]_(p, r)) (R : 'M[Rg]_(c, q)) (F : Z -> 'M[Rg]_(r, c)) (G : Z -> 'M[Rg]_(p, q)) :
  zsum lo hi (fun k => a *: (L *m F k *m R) + G k) = a *: (L *m zsum lo hi F *m R) + zsum lo hi G.
Proof. by rewrite /zsum big_split /= mulmx_sumr mulmx_suml scaler_sumr. Qed.
Lemma zsum_scalars lo hi p q a f (W : 'M[Rg]_(p, q)) (G : Z -> 'M[Rg]_(p, q)) :
  zsum lo hi (fun k => (a * f k) *: W + G k) = (a * zsum lo hi f) *: W + zsum lo hi G.
Proof. by rewrite /zsum big_split /= mulr_sumr scaler_suml. Qed.
Lemma ent_step r c a (W G : 'M[Rg]_(r, c)) i j : ent (a *: W + G) i j = a * ent W i j + ent G i j.
Proof. by rewrite ent_add ent_scale. Qed.
Lemma ent_all r c (A B : 'M[Rg]_(r, c)) i j i' j' : A = B -> i = i' -> j = j' -> ent A i j = ent B i' j'.
Proof. by move=> -> -> ->. Qed.
Lemma ent_flip r c (A : 'M[Rg]_(r, c)) (B : 'M[Rg]_(c, r)) i j i' j' : A = B^T -> i = j' -> j = i' -> ent A i j = ent B i' j'.
Proof. by move=> -> -> ->; rewrite ent_tr. Qed.
Lemma ite_all (u v u' v' : Z) x y x' y' : (v - u = v' - u')%ZZ -> x = x' -> y = y' -> ite u v x y = ite u' v' x' y'.
Proof. by move=> same -> ->; apply: ite_same. Qed.
Lemma tr_step n a (W G : 'M[Rg]_n) : \tr (a *: W + G) = a * \tr W + \tr G. Proof. by rewrite mxtraceD mxtraceZ. Qed.
Lemma tr_empty n : \tr (0 : 'M[Rg]_n) = 0. Proof. exact: mxtrace0. Qed.
Lemma tr_flip n (A B : 'M[Rg]_n) : A = B^T -> \tr A = \tr B. Proof. by move=> ->; rewrite mxtrace_tr. Qed.
Lemma tr_turn m n (A : 'M[Rg]_m) (B : 'M[Rg]_n) (X : 'M[Rg]_(m, n)) (Y : 'M[Rg]_(n, m)) :
  A = X *m Y -> B = Y *m X -> \tr A = \tr B.
Proof. by move=> -> ->; rewrite mxtrace_mulC. Qed.
End Steps.

(* ---- Order: what the proofs use of an ordered ring ---- *)
Record ordered (Rg : comRingType) (below : Rg -> Rg -> Prop) : Prop := Ordered {
  below_shift : forall a b c : Rg, below a b -> below (a + c) (b + c);
  below_sum : forall a b : Rg, below 0 a -> below 0 b -> below 0 (a + b);
  below_product : forall a b : Rg, below 0 a -> below 0 b -> below 0 (a * b);
  below_square : forall a : Rg, below 0 (a * a) }.
Section Order.
Variables (Rg : comRingType) (below : Rg -> Rg -> Prop) (ORD : ordered below).
Lemma below_none : below 0 0. Proof. by have := below_square ORD 0; rewrite mul0r. Qed.
Lemma below_num n : below 0 (num Rg n).
Proof.
rewrite num_zr zr_nat; elim: n => [|n known]; first exact: below_none.
by rewrite -addn1 natrD; apply: (below_sum ORD) => //; have := below_square ORD 1; rewrite mul1r.
Qed.
Lemma below_weight n (a : Rg) : below 0 a -> below 0 (num Rg n * a).
Proof. exact: (below_product ORD (below_num n)). Qed.
Lemma below_difference (a b : Rg) : below a b -> below 0 (b - a).
Proof. by move=> known; have := below_shift ORD (- a) known; rewrite subrr. Qed.
Lemma by_sum (s t p e : Rg) : below 0 p -> e = 0 -> t - s = p + e -> below s t.
Proof.
move=> known -> /eqP; rewrite addr0 subr_eq => /eqP ->.
by have := below_shift ORD s known; rewrite add0r.
Qed.
Lemma below_same (s t s' t' : Rg) : below s t -> t' - s' = t - s -> below s' t'.
Proof. by move=> known same; apply: (by_sum (below_difference known) (erefl 0)); rewrite addr0. Qed.
End Order.
Lemma real_ordered (R : realFieldType) : ordered (fun a b : R => Order.le a b).
Proof.
split=> *; first by rewrite -Num.Theory.subr_ge0 opprD addrACA subrr addr0 Num.Theory.subr_ge0.
- exact: Num.Theory.addr_ge0.
- exact: Num.Theory.mulr_ge0.
- by rewrite -expr2 Num.Theory.sqr_ge0.
Qed.
Opaque zsum zprod mzprod zr ent mat ite inl inr.
