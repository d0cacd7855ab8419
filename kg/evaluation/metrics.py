"""Statistics over days: each figure is a list of per-day units and a function from units to a number."""

from __future__ import annotations

import math
import random
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

__all__ = ["Counts", "Figure", "b_cubed", "f1", "macro_f1", "mean", "ndcg", "recall_at", "share"]

Unit = TypeVar("Unit")
RESAMPLES = 1000  # bootstrap draws; the 95 % interval of a share near 0.8 moves by < 0.005 beyond this


@dataclass(frozen=True, slots=True)
class Counts:
    """True positives, false positives, false negatives."""

    hit: int = 0
    extra: int = 0
    missed: int = 0

    @classmethod
    def of(cls, gold: Iterable[Hashable], found: Iterable[Hashable]) -> Counts:
        """Compare two sets."""
        gold, found = set(gold), set(found)
        return cls(len(gold & found), len(found - gold), len(gold - found))

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.hit + other.hit, self.extra + other.extra, self.missed + other.missed)


@dataclass(frozen=True)
class Figure(Generic[Unit]):
    """A figure with what it is computed from: day -> units of that day."""

    name: str
    by_day: Mapping[str, Sequence[Unit]]
    statistic: Callable[[Sequence[Unit]], float]
    describe: Callable[[Sequence[Unit]], str]

    @property
    def value(self) -> float:
        """The statistic over all days; NaN where there is nothing to measure."""
        return self.statistic(self._units(self.by_day))

    @property
    def counts(self) -> str:
        """The counts behind the value, in words."""
        return self.describe(self._units(self.by_day))

    def interval(self, seed: int = 0) -> tuple[float, float]:
        """95 % percentile bootstrap interval, resampling whole days (Efron and Tibshirani 1993)."""
        days = sorted(self.by_day)
        if not days:
            return math.nan, math.nan
        rng = random.Random(seed)  # noqa: S311  # a seeded generator is wanted: same gold, same interval
        values = sorted(
            value
            for _ in range(RESAMPLES)
            if not math.isnan(value := self.statistic(self._units(rng.choices(days, k=len(days)))))
        )
        if not values:
            return math.nan, math.nan
        return values[int(0.025 * len(values))], values[min(len(values) - 1, int(0.975 * len(values)))]

    def _units(self, days: Iterable[str]) -> list[Unit]:
        return [unit for day in days for unit in self.by_day[day]]


def f1(units: Sequence[Counts]) -> float:
    """Micro F1 over counts; 1.0 where there was nothing to find and nothing was found."""
    hit, extra, missed = (sum(getattr(u, k) for u in units) for k in ("hit", "extra", "missed"))
    return 1.0 if not (hit or extra or missed) else 2 * hit / (2 * hit + extra + missed)


def mean(units: Sequence[float]) -> float:
    """Arithmetic mean, NaN of nothing."""
    return sum(units) / len(units) if units else math.nan


def share(units: Sequence[bool]) -> float:
    """Share of true units, NaN of nothing."""
    return mean([float(unit) for unit in units])


def macro_f1(pairs: Sequence[tuple[str, str]]) -> float:
    """Mean F1 over the classes that occur in the gold; pairs are (gold, predicted)."""
    classes = sorted({gold for gold, _ in pairs})
    scores = []
    for name in classes:
        hit = sum(g == p == name for g, p in pairs)
        extra = sum(p == name != g for g, p in pairs)
        missed = sum(g == name != p for g, p in pairs)
        scores.append(2 * hit / (2 * hit + extra + missed))
    return mean(scores)


def b_cubed(gold: Mapping[str, Hashable], found: Mapping[str, Hashable]) -> dict[str, tuple[float, float]]:
    """Item -> (precision, recall) of B³ (Bagga and Baldwin 1998); an item not in `found` stands alone."""
    predicted = {item: found.get(item, ("alone", item)) for item in gold}
    gold_sets, found_sets = _clusters(gold), _clusters(predicted)
    scores = {}
    for item in gold:
        both = len(gold_sets[gold[item]] & found_sets[predicted[item]])
        scores[item] = both / len(found_sets[predicted[item]]), both / len(gold_sets[gold[item]])
    return scores


def harmonic(units: Sequence[tuple[float, float]]) -> float:
    """F1 of mean precision and mean recall."""
    precision, recall = mean([p for p, _ in units]), mean([r for _, r in units])
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def ndcg(ranking: Sequence[str], grades: Mapping[str, int], depth: int = 5) -> float:
    """NDCG with gains 2^grade - 1 (Burges et al. 2005) over the first `depth` ranks."""
    gained = [2 ** grades.get(item, 0) - 1 for item in ranking[:depth]]
    ideal = sorted((2**grade - 1 for grade in grades.values()), reverse=True)[:depth]
    best = sum(gain / math.log2(rank + 2) for rank, gain in enumerate(ideal))
    return sum(gain / math.log2(rank + 2) for rank, gain in enumerate(gained)) / best if best else math.nan


def recall_at(ranking: Sequence[str], relevant: Iterable[str], depth: int = 10) -> float:
    """Share of the relevant items among the first `depth`."""
    wanted = set(relevant)
    return len(wanted & set(ranking[:depth])) / len(wanted) if wanted else math.nan


def _clusters(assignment: Mapping[str, Hashable]) -> dict[Hashable, set[str]]:
    clusters: dict[Hashable, set[str]] = defaultdict(set)
    for item, label in assignment.items():
        clusters[label].add(item)
    return clusters
