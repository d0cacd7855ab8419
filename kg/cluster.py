"""First come, first served: each statement joins the item of its strongest earlier neighbour, or opens one.

Single link on one strong neighbour with a veto (better than complete link for story identity in
worldmonitor's measurements, F1 .53 to .73). The score of a pair depends on the pair alone, and only
earlier days are looked at: adding days renames nothing, removing a day is as if it had never been there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

import numpy as np

from kg.features import Matrix
from kg.ledger_input import Statement
from kg.model import ProposalRow
from kg.scoring import Weights, weights

__all__ = ["Doubt", "Joined", "cluster", "proposals", "scored"]

Pair = frozenset[str]
UNDER = 0.99  # of the threshold is the most that a doubted pair gets
BLOCK = 256  # statements scored at once: 256 x 1,600 earlier ones x 6 features are 10 MB


@dataclass(frozen=True, slots=True)
class Joined:
    """`neighbour` is the earlier statement it joined through, None where it opened the item."""

    item: str
    neighbour: str | None
    score: float
    decided: bool = False

    @property
    def said(self) -> str:
        """The score in words: never 1, which would say that nothing could tell the two apart."""
        return f"likeness {min(self.score, 0.99):.2f}"


@dataclass(frozen=True, slots=True)
class Doubt:
    """A pair of statements, the earlier one `left`, whose likeness is between `doubt` and `threshold`."""

    left: str
    right: str
    score: float


Likeness = Callable[[np.ndarray, np.ndarray], Mapping[str, Matrix]]
"""(rows of later statements, rows of earlier ones) -> feature matrices."""


def cluster(
    statements: Sequence[Statement],
    likeness: Likeness,
    weights: Weights,
    *,
    horizon: timedelta,
    name: Callable[[str], str],
    same: frozenset[Pair] = frozenset(),
    apart: frozenset[Pair] = frozenset(),
    known: Mapping[str, str] | None = None,
) -> tuple[dict[str, Joined], list[Doubt]]:
    """Item of every statement; `statements` must be in their order.

    `name` gives the id of an item from its first member. `same` and `apart` are pairs of statement ids a
    person decided on. Statements in `known` keep that item; it must come from an earlier call.
    """
    state = _State(statements, dict(known or {}), _partners(same), _partners(apart))
    days = np.array([s.day.toordinal() for s in statements])
    fresh = np.array([row for row, s in enumerate(statements) if s.id not in state.known], dtype=np.int64)
    for start in range(0, len(fresh), BLOCK):
        rows = fresh[start : start + BLOCK]
        first = np.searchsorted(days, days[rows[0]] - horizon.days)
        earlier = np.arange(first, np.searchsorted(days, days[rows[-1]]))
        scores = scored(likeness(rows, earlier), weights) if len(earlier) else np.zeros((len(rows), 0))
        gap = days[rows][:, None] - days[earlier][None, :]
        scores = np.where((gap > 0) & (gap <= horizon.days), scores, 0.0)
        for row, line in zip(rows, scores, strict=True):
            state.place(int(row), earlier, line, weights, name)
    return state.joined, state.doubts


VETO = "of others"
"""A feature that parts whatever the rest says: both name somebody, and nobody in common."""
DOUBTED = "asks another thing"
"""A feature that leaves a pair to a person at most: both ask for something, and for nothing in common."""


def scored(features: Mapping[str, Matrix], weights: Weights) -> Matrix:
    """How like all pairs are, after what parts them."""
    scores = weights.probability(features)
    if DOUBTED in features:
        scores = np.where(features[DOUBTED] > 0, scores * UNDER * weights.threshold, scores)
    return np.where(features[VETO] > 0, 0.0, scores) if VETO in features else scores


class _State:
    """Items so far, and the veto of a person."""

    def __init__(
        self,
        statements: Sequence[Statement],
        known: dict[str, str],
        same: Mapping[str, set[str]],
        apart: Mapping[str, set[str]],
    ) -> None:
        self.statements, self.known, self.same, self.apart = statements, known, same, apart
        self.item: dict[str, str] = dict(known)
        self.members: dict[str, set[str]] = defaultdict(set)
        self.joined: dict[str, Joined] = {}
        self.doubts: list[Doubt] = []
        for id_, item in known.items():
            self.members[item].add(id_)

    def place(
        self, row: int, earlier: np.ndarray, scores: np.ndarray, weights: Weights, name: Callable[[str], str]
    ) -> None:
        id_ = self.statements[row].id
        found = (
            self._decided(id_) or self._nearest(id_, earlier, scores, weights) or Joined(name(id_), None, 0.0)
        )
        self.joined[id_] = found
        self.item[id_] = found.item
        self.members[found.item].add(id_)

    def _decided(self, id_: str) -> Joined | None:
        placed = sorted(other for other in self.same.get(id_, ()) if other in self.item)
        return Joined(self.item[placed[0]], placed[0], 1.0, decided=True) if placed else None

    def _nearest(self, id_: str, earlier: np.ndarray, scores: np.ndarray, weights: Weights) -> Joined | None:
        likely = np.nonzero(scores >= weights.doubt)[0]
        order = likely[np.argsort(-scores[likely], kind="stable")]
        for column in order:
            other = self.statements[earlier[column]].id
            item, score = self.item[other], float(scores[column])
            if self.apart.get(id_, set()) & self.members[item]:
                continue
            if score >= weights.threshold:
                return Joined(item, other, score)
            self.doubts.append(Doubt(other, id_, score))
            return None
        return None


def proposals(
    kind: Literal["trend", "watch"],
    doubts: Iterable[Doubt],
    item_of: Mapping[str, str],
    text_of: Mapping[str, str],
) -> list[ProposalRow]:
    """Pairs of items for a person to decide on, each by its likest pair of statements (the first of equals)."""
    best: dict[tuple[str, str], ProposalRow] = {}
    least = weights(kind).threshold
    for doubt in doubts:
        pair = item_of[doubt.left], item_of[doubt.right]
        if pair[0] == pair[1] or (pair in best and best[pair].score >= round(doubt.score, 4)):
            continue
        best[pair] = ProposalRow(
            kind, *pair, text_of[doubt.left], text_of[doubt.right], round(doubt.score, 4),
            f"likeness {_under(doubt.score, least)} is under what joins them ({least:.2f})",
        )  # fmt: skip
    return list(best.values())


def _under(score: float, least: float) -> str:
    """`score` in two digits, in three or four where fewer would show it as high as `least`."""
    return next((f"{score:.{n}f}" for n in (2, 3) if round(score, n) < round(least, 2)), f"{score:.4f}")


def _partners(pairs: frozenset[Pair]) -> dict[str, set[str]]:
    partners: dict[str, set[str]] = defaultdict(set)
    for pair in pairs:
        for id_ in pair:
            partners[id_] |= pair - {id_}
    return partners


def day_gap(later: Sequence[date], earlier: Sequence[date], fading: float) -> Matrix:
    """exp(-days between / fading): 1 on the same day, 0.37 after `fading` days."""
    a = np.array([d.toordinal() for d in later], dtype=np.float32)
    b = np.array([d.toordinal() for d in earlier], dtype=np.float32)
    return np.exp(-np.abs(a[:, None] - b[None, :]) / np.float32(fading))
