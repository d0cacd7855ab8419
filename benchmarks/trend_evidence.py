"""From which likeness on a story bears out a trend.

Run: ``python -m benchmarks.trend_evidence``. The null model: stories told three weeks or more before a statement
cannot be what it was made on. The threshold is where 1 % of them reach it; beside it the share of stories of the
statement's own day, and of the month after it.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from kg import ledger
from kg.evaluation.run import ingested
from kg.store.reader import Reader
from kg.told import StorySide
from kg.trends.identity import BORNE_OUT, EVIDENCE_DAYS
from kg.trends.likeness import StatementSide, borne_out

LEVELS = (0.13, 0.19, BORNE_OUT, 0.30, 0.40)
WEEKS_BEFORE = -21


def main() -> None:
    """Print the shares."""
    with ingested(Path("data/briefings")) as db, Reader(db) as reader:
        stated, stories = ledger.statements(reader, ledger.TRENDS), ledger.stories(reader)
    rows, columns = np.arange(len(stated)), np.arange(len(stories))
    scores = borne_out(StatementSide(stated), rows, StorySide(stories), columns)
    gap = np.array([[(story.day - statement.day).days for story in stories] for statement in stated])
    groups = {
        "weeks before (null)": gap <= WEEKS_BEFORE,
        "same day": gap == 0,
        "month after": (gap > 0) & (gap <= EVIDENCE_DAYS),
    }
    for level in LEVELS:
        shares = ", ".join(f"{name} {(scores[group] >= level).mean():.1%}" for name, group in groups.items())
        print(f"likeness >= {level:.2f}: {shares}")


if __name__ == "__main__":
    main()
