"""Blind evaluation: a random share of the gazetteer is forgotten; what is still found, and how rightly?

Recall is over gold surfaces whose entity was hidden; precision over everything that rules for unknown
names found while it was hidden.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from kg.evaluation import gold as gold_files
from kg.evaluation import predicted
from kg.evaluation.run import ingested, posts_of
from kg.store.reader import Reader
from nlp.gazetteer import Gazetteer, load
from nlp.settings import Config

__all__ = ["COLUMNS", "Blind", "evaluate"]

SEEDS = 5
COLUMNS: Mapping[str, str] = {
    "seed": "seed", "hidden": "entities hidden", "recall": "recall", "of": "of gold surfaces", "precision": "precision",
    "found": "of names found by rule",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Blind:
    """One seed, or all of them."""

    seed: int | Literal["all"]
    hidden: int
    recall: float
    of: int
    precision: float
    found: int


def evaluate(
    folder: Path, briefings: Path | None = None, *, share: float = 0.3, seeds: int = SEEDS
) -> list[Blind]:
    """Recall on hidden names and precision of unknown ones, once for each seed and over all of them."""
    gold, posts, known = gold_files.load(folder), posts_of(folder, briefings), load()
    found = [_once(gold, posts, known, share, seed) for seed in range(seeds)]
    return [*found, _all(found)]


def _all(found: Sequence[Blind]) -> Blind:
    """The seeds together, each name counted once a seed."""
    wanted, named = sum(one.of for one in found), sum(one.found for one in found)
    return Blind(
        "all", sum(one.hidden for one in found),
        sum(one.recall * one.of for one in found) / max(1, wanted), wanted,
        sum(one.precision * one.found for one in found) / max(1, named), named,
    )  # fmt: skip


def _once(gold: gold_files.Gold, posts: Path, known: Gazetteer, share: float, seed: int) -> Blind:
    rng = random.Random(seed)  # noqa: S311  # a seeded draw is wanted
    hidden = {id_ for id_ in sorted(known.entities) if rng.random() < share}
    with ingested(posts, Config(hidden=tuple(sorted(hidden)))) as db, Reader(db) as reader:
        found = predicted.read(reader)
    wanted = hits = named = right = 0
    for day, data in gold.days.items():
        for story in data["stories"]:
            got = found.stories[f"{day}#{story['n']}"]
            surfaces = {e["surface"] for e in story["entities"]}
            mine = {s for s in surfaces if (ids := known.find(s)) and set(ids) <= hidden}
            wanted += len(mine)
            hits += len(mine & set(got.rules))
            unknown = {s for s, rule in got.rules.items() if not rule.startswith(("alias", "version"))}
            named += len(unknown)
            right += len(unknown & surfaces)
    return Blind(seed, len(hidden), hits / max(1, wanted), wanted, right / max(1, named), named)
