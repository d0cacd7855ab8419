"""Names against the gold: found, typed, told apart; and blind, with a share of the gazetteer hidden.

    .venv/bin/python benchmarks/names.py [--half 1|2|all] [--blind 0.3] [--seeds 5] [--errors] [--gazetteer DIR]

Definitions of the figures: per story the set of distinct surfaces in headline and labelled passages,
exact string (entity F1); the same with the type right; B3 of the gold canonical names against the
predicted keys over the mentions found. Blind: a gold surface counts as hidden where every entity that
bears it is hidden; recall is over those, precision over all names that no gazetteer line vouches for.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from kg.briefing import read_file
from kg.level1 import items
from nlp.extract import extract
from nlp.gazetteer import Gazetteer, load
from nlp.model import Item
from nlp.pipeline import STAGES, Config, build_pipeline

ROOT = Path(__file__).resolve().parent.parent
NAMES = {"bg_gazetteer", "bg_versions", "bg_unknown", "bg_mentions"}
STATEMENTS = tuple(stage for _, stage in STAGES if stage not in NAMES)
LABELLED = {"headline", "fact", "why", "impact", "advice"}


@dataclass
class Score:
    """Counts over one run."""

    found: int = 0
    typed: int = 0
    gold: int = 0
    predicted: int = 0
    unknown_right: int = 0
    unknown: int = 0
    hidden_found: int = 0
    hidden: int = 0
    pairs: list[tuple[str, str]] = field(default_factory=list)
    errors: Counter[str] = field(default_factory=Counter)

    def line(self) -> str:
        """The figures on one line."""
        entity = 2 * self.found / (self.gold + self.predicted)
        typed = 2 * self.typed / (self.gold + self.predicted)
        return f"entity F1 {entity:.3f}   typed F1 {typed:.3f}   B3 {b_cubed(self.pairs):.3f}"

    def blind_line(self) -> str:
        """Recall on what was hidden, precision of what no list vouches for."""
        recall, precision = self.hidden_found / max(1, self.hidden), self.unknown_right / max(1, self.unknown)
        return (
            f"recall {recall:.3f} ({self.hidden_found}/{self.hidden})"
            f"   precision {precision:.3f} ({self.unknown_right}/{self.unknown})"
        )


def b_cubed(pairs: list[tuple[str, str]]) -> float:
    """Harmonic mean of B3 precision and recall over (gold, predicted) labels."""
    left, right, both = Counter(a for a, _ in pairs), Counter(b for _, b in pairs), Counter(pairs)
    precision = sum(both[p] / right[p[1]] for p in pairs) / len(pairs)
    recall = sum(both[p] / left[p[0]] for p in pairs) / len(pairs)
    return 2 * precision * recall / (precision + recall)


def archive(half: str) -> list[tuple[Item, dict[str, dict[str, str]]]]:
    """(item, gold surface -> row) of every story."""
    paths = sorted((ROOT / "tests" / "eval" / "gold").glob("2*.gold.json"))
    chosen = {"1": paths[: (len(paths) + 1) // 2], "2": paths[(len(paths) + 1) // 2 :]}.get(half, paths)
    out = []
    for path in chosen:
        gold = json.loads(path.read_text("utf-8"))
        folder = ROOT / "data" / "briefings"
        briefing, _ = read_file(folder, folder / f"{gold['date']}.md")
        for item, story in zip(items(briefing), gold["stories"], strict=False):
            out.append((item, {row["surface"]: row for row in story["entities"]}))
    return out


def run(work: list[tuple[Item, dict[str, dict[str, str]]]], config: Config, gazetteer: Gazetteer) -> Score:
    """Extract and count."""
    nlp, score, hidden = build_pipeline(config), Score(), frozenset(config.hidden)
    for (item, gold), facts in zip(work, extract(nlp, (item for item, _ in work)), strict=True):
        named = {m.surface: m for m in reversed(facts.mentions) if item.units[m.unit].kind in LABELLED}
        score.gold += len(gold)
        score.predicted += len(named)
        for surface, row in gold.items():
            bearers = gazetteer.find(surface)
            blind = bool(bearers) and hidden.issuperset(bearers)
            score.hidden += blind
            if surface not in named:
                score.errors[f"missed {row['type']} {surface}"] += 1
                continue
            score.found += 1
            score.hidden_found += blind
            score.typed += named[surface].type == row["type"]
            score.pairs.append((row["canonical"], named[surface].key))
            if named[surface].type != row["type"]:
                score.errors[f"typed {named[surface].type} for {row['type']}: {surface} ({named[surface].rule})"] += 1
        for surface, mention in named.items():
            unknown = mention.key.startswith("name:")
            score.unknown += unknown
            score.unknown_right += unknown and surface in gold
            if surface not in gold:
                score.errors[f"extra {mention.type} {surface} ({mention.rule})"] += 1
    return score


def main() -> None:
    """Parse arguments, run, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--half", default="all", choices=["1", "2", "all"])
    parser.add_argument("--blind", type=float, default=0.0)
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--gazetteer", type=Path)
    given = parser.parse_args()
    work, gazetteer = archive(given.half), load(given.gazetteer)
    score = run(work, Config(gazetteer=given.gazetteer, model=None, without=STATEMENTS), gazetteer)
    print(score.line())
    if given.errors:
        print("\n".join(f"{count:3} {error}" for error, count in score.errors.most_common()))
    total, ids = Score(), sorted(gazetteer.entities)
    for seed in range(given.seeds if given.blind else 0):
        hidden = tuple(random.Random(seed).sample(ids, round(len(ids) * given.blind)))
        blind = run(work, Config(given.gazetteer, None, hidden, STATEMENTS), gazetteer)
        print(f"blind {given.blind:.0%} seed {seed}: {blind.blind_line()}")
        for name in ("hidden_found", "hidden", "unknown_right", "unknown"):
            setattr(total, name, getattr(total, name) + getattr(blind, name))
    if given.blind:
        print(f"blind {given.blind:.0%} all seeds: {total.blind_line()}")


if __name__ == "__main__":
    main()
