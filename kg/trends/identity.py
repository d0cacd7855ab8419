"""Trends over days: which statements make the same claim, what bears them out, where they stand."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

import numpy as np

from kg import ids
from kg.cluster import Doubt, Joined, cluster, proposals
from kg.corrections import Decisions
from kg.ledger_input import Past, Statement
from kg.model import TrendDayRow, TrendEvidenceRow, TrendRow
from kg.scoring import weights
from kg.told import StorySide
from kg.trends.likeness import StatementSide, borne_out
from kg.trends.model import TrendResult
from kg.trends.status import status

__all__ = ["identify"]

HORIZON = timedelta(days=365)
"""A statement joins neighbours of the last year: recency has faded long before."""
EVIDENCE_DAYS = 30
"""A story bears out what was stated up to a month before it, or the same day."""
BORNE_OUT = 0.24
"""benchmarks/trend_evidence.py: 1 % of stories told weeks before a statement reach it, 13 % of those of its day."""
BLOCK_DAYS = 20
PER_DAY = 5  # stories named for one trend and day; more would be noise on the page


def identify(
    mentions: Sequence[Statement],
    told: StorySide,
    decisions: Decisions,
    today: date,
    since: date | None = None,
    earlier: StorySide | None = None,
    known: Mapping[str, tuple[str, str]] | None = None,
    past: Mapping[str, Past] | None = None,
    doubts: Sequence[Doubt] = (),
) -> TrendResult:
    """Everything about trends as of `today` (the last day of the archive).

    With `since`, the first changed day, `known` (mention id -> trend id, why), `past` and `doubts` are of an
    earlier run, for days before it; they are kept, and equal what would be computed. `mentions` may then leave
    out those before HORIZON that neither doubts nor decisions name, `told` stories before `since`; `earlier` are
    those of the ORIGIN_DAYS before it, which earlier statements were made on.
    """
    mentions = sorted(mentions, key=lambda s: s.order)
    known, past, first = known or {}, past or {}, since or date.min
    near = [s for s in mentions if since is None or s.day >= since - HORIZON]
    side = StatementSide(near, [told] if earlier is None else [earlier, told])
    joined, fresh_doubts = cluster(
        near, side.likeness, weights("trend"), horizon=HORIZON, name=ids.trend_id,
        same=decisions.trend_same, apart=decisions.trend_apart, known={m: t for m, (t, _) in known.items()},
    )  # fmt: skip
    texts = {s.id: s for s in mentions}
    assigned = {id_: (found.item, _why(found, texts)) for id_, found in joined.items()}
    trend_of = {mention: trend for mention, (trend, _) in (*known.items(), *assigned.items())}
    members: dict[str, list[Statement]] = defaultdict(list)
    for statement in mentions:
        members[trend_of[statement.id]].append(statement)
    evidence = _evidence(near, side, told, trend_of, first)
    return TrendResult(
        assigned=assigned,
        trends=tuple(
            _trend(id_, members[id_], past.get(id_), decisions, today) for id_ in {**past, **members}
        ),
        days=tuple(_days({(trend_of[s.id], s.day) for s in mentions if s.day >= first}, evidence)),
        evidence=tuple(evidence),
        proposals=tuple(
            proposals("trend", [*doubts, *fresh_doubts], trend_of, {s.id: s.text for s in mentions})
        ),
        doubts=tuple((doubt, texts[doubt.right].day) for doubt in fresh_doubts),
    )


def _why(found: Joined, texts: Mapping[str, Statement]) -> str:
    if found.neighbour is None:
        return "first statement of it"
    earlier = texts[found.neighbour]
    if found.decided:
        return f"a person says it is the same as {earlier.day} {earlier.name}"
    return f"like {earlier.day} {earlier.name} ({found.said})"


def _trend(
    id_: str, group: Sequence[Statement], past: Past | None, decisions: Decisions, today: date
) -> TrendRow:
    days = sorted({*(past.days if past else ()), *(s.day for s in group)})
    named = [decisions.names[s.id] for s in group if s.id in decisions.names]
    first = past.name if past else group[0].name
    state, why = status(days, today)
    return TrendRow(id_, (named or [first])[-1], days[0], days[-1], len(days), state, why)


def _evidence(
    mentions: Sequence[Statement],
    side: StatementSide,
    told: StorySide,
    trend_of: Mapping[str, str],
    since: date,
) -> list[TrendEvidenceRow]:
    """Best score of each (trend, story): stories of a day against statements of that day and the month before."""
    found: list[TrendEvidenceRow] = []
    for day, rows, columns, scores in _scored(mentions, side, told, since):
        best: dict[tuple[str, int], tuple[float, int]] = {}
        for r, c in zip(*np.nonzero(scores >= BORNE_OUT), strict=True):
            key = trend_of[mentions[rows[r]].id], int(columns[c])
            best[key] = max(best.get(key, (0.0, 0)), (float(scores[r, c]), int(rows[r])))
        kept: dict[str, int] = defaultdict(int)
        for (trend, column), (score, row) in sorted(best.items(), key=lambda kv: (-kv[1][0], kv[0])):
            if kept[trend] < PER_DAY:
                kept[trend] += 1
                reason = f"speaks of what was stated on {mentions[row].day} (likeness {score:.2f})"
                found.append(
                    TrendEvidenceRow(trend, told.stories[column].story_id, day, round(score, 4), reason)
                )
    return found


def _scored(
    mentions: Sequence[Statement], side: StatementSide, told: StorySide, since: date
) -> Iterator[tuple[date, np.ndarray, np.ndarray, np.ndarray]]:
    """(day, rows of its statements and those of the month before, columns of its stories, scores), by day.

    Scores are computed for BLOCK_DAYS at once: a product costs more to set up than to compute for one day.
    """
    stated = np.array([s.day.toordinal() for s in mentions], np.int64)
    days = np.array([s.day.toordinal() for s in told.stories], np.int64)
    start = int(np.searchsorted(days, since.toordinal()))
    while start < len(days):
        end = int(np.searchsorted(days, days[start] + BLOCK_DAYS))
        low, high = np.searchsorted(stated, (days[start] - EVIDENCE_DAYS, days[end - 1] + 1))
        block = borne_out(side, np.arange(low, high), told, np.arange(start, end))
        for day in np.unique(days[start:end]):
            first, last = np.searchsorted(stated, (day - EVIDENCE_DAYS, day + 1))
            left, right = np.searchsorted(days, (day, day + 1))
            scores = block[first - low : last - low, left - start : right - start]
            yield date.fromordinal(int(day)), np.arange(first, last), np.arange(left, right), scores
        start = end


def _days(asserted: set[tuple[str, date]], evidence: Sequence[TrendEvidenceRow]) -> list[TrendDayRow]:
    borne = Counter((row.trend_id, row.day) for row in evidence)
    return [TrendDayRow(t, d, (t, d) in asserted, borne[t, d]) for t, d in sorted(asserted | borne.keys())]
