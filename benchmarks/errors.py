"""The errors behind a figure of the ledger, worst first: what was joined or proposed wrongly, what was missed.

Run: ``python -m benchmarks.errors trend|watch|evidence [--gold FOLDER] [--top N]``.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from kg import ledger
from kg.briefing import plain
from kg.cluster import scored
from kg.evaluation import gold as gold_files
from kg.evaluation.run import ingested, posts_of
from kg.ledger_input import Statement
from kg.scoring import weights
from kg.store.reader import Reader
from kg.told import StorySide
from kg.trends.likeness import StatementSide
from kg.watch.likeness import QuestionSide

WIDTH = 70


def pairs(reader: Reader, kind: str, gold: Mapping[str, str]) -> Iterator[tuple[str, float, str]]:
    """(wrong or missed, likeness, both texts).

    Wrong: joined through a neighbour of another cluster. Missed: parted from the nearest one of its own.
    """
    said = ledger.statements(reader, ledger.TRENDS if kind == "trend" else ledger.WATCH)
    side = (StatementSide if kind == "trend" else QuestionSide)(said, [StorySide(ledger.stories(reader))])
    rows = np.arange(len(said))
    table = weights(kind)
    score = scored(side.likeness(rows, rows), table)
    keys = [gold.get(f"{s.day}#{s.n}", s.id) for s in said]
    for row, one in enumerate(said):
        earlier = [k for k in range(row) if said[k].day < one.day]
        if not earlier:
            continue
        best = max(earlier, key=lambda k: score[row, k])
        own = [k for k in earlier if keys[k] == keys[row]]
        if score[row, best] >= table.threshold and keys[best] != keys[row]:
            yield "wrong", float(score[row, best]), _both(one, said[best])
        elif own and max(score[row, k] for k in own) < table.threshold:
            near = max(own, key=lambda k: score[row, k])
            yield "missed", float(score[row, near]), _both(one, said[near])


def evidence(reader: Reader, gold: gold_files.Gold) -> Iterator[tuple[str, float, str]]:
    """Proposed stories that the gold does not know, and strong ones that were not proposed."""
    items: dict[str, set[str]] = {}
    for id_, day, n in reader.rows("select watch_id, day, n from watch_mention"):
        items.setdefault(id_, set()).add(gold.watch.get(f"{day}#{n}", ""))
    asked = dict(reader.rows("select watch_id, text from watch"))
    heads = {f"{day}#{n}": head for day, n, head in reader.rows("select day, n, headline from story")}
    found: dict[str, set[str]] = {}
    rows = reader.rows("select watch_id, s.day, s.n, e.score from evidence e join story s using (story_id)")
    for id_, day, n, score in rows:
        story = f"{day}#{n}"
        for item in items[id_]:
            found.setdefault(item, set()).add(story)
        if not any(story in gold.evidence.get(item, {}) for item in items[id_]):
            yield "wrong", score, f"{plain(asked[id_])[:WIDTH]}  |  {day} {heads[story][:WIDTH]}"
    texts = {item: plain(asked[id_]) for id_, own in items.items() for item in own}
    for item, told in gold.evidence.items():
        for story, (grade, _) in told.items():
            if grade >= 2 and story not in found.get(item, set()):
                words = f"{texts.get(item, '')[:WIDTH]}  |  {story} {heads.get(story, '')[:WIDTH]}"
                yield "missed", float(grade), words


def _both(one: Statement, other: Statement) -> str:
    return "  |  ".join(f"{s.day} {plain(s.text)[:WIDTH]}" for s in (one, other))


def show(errors: Sequence[tuple[str, float, str]], top: int) -> None:
    """Counts, then the surest of each kind."""
    for kind in ("wrong", "missed"):
        mine = sorted((e for e in errors if e[0] == kind), key=lambda e: -e[1])
        print(f"{kind}: {len(mine)}")
        for _, score, words in mine[:top]:
            print(f"  {score:.2f}  {words}")


def main() -> None:
    """Ingest the posts of the gold, compare, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.errors", description=__doc__)
    parser.add_argument("figure", choices=("trend", "watch", "evidence"))
    parser.add_argument("--gold", type=Path, default=Path("tests/eval/gold"))
    parser.add_argument("--top", type=int, default=10)
    given = parser.parse_args()
    gold = gold_files.load(given.gold)
    with ingested(posts_of(given.gold, None)) as db, Reader(db) as reader:
        if given.figure == "evidence":
            errors = list(evidence(reader, gold))
        else:
            errors = list(pairs(reader, given.figure, gold.trends if given.figure == "trend" else gold.watch))
    show(errors, given.top)


if __name__ == "__main__":
    main()
