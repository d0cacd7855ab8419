"""How long a question can be silent before it is stale: days to the next piece of gold evidence.

Run: ``python -m benchmarks.silence``. For each question of the gold, the gaps from being asked (or from the
piece before) to the next piece of evidence, and the share of them within 7, 14, 21 and 28 days.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from pathlib import Path

from kg.evaluation import gold as gold_files

SPANS = (7, 14, 21, 28)


def gaps(gold: gold_files.Gold) -> list[int]:
    """Days between what is said of a question and what is said next."""
    asked: dict[str, list[date]] = defaultdict(list)
    for mention, item in gold.watch.items():
        asked[item].append(date.fromisoformat(mention[:10]))
    found = []
    for item, days in asked.items():
        pieces = sorted({date.fromisoformat(story[:10]) for story in gold.evidence.get(item, {})})
        for piece in pieces:
            before = max((day for day in [*days, *pieces] if day < piece), default=min(days))
            found.append((piece - before).days)
    return found


def main() -> None:
    """Print the shares."""
    found = gaps(gold_files.load(Path("tests/eval/gold")))
    for span in SPANS:
        within = sum(gap <= span for gap in found)
        print(f"within {span:2} days: {within} of {len(found)} ({within / len(found):.0%})")


if __name__ == "__main__":
    main()
