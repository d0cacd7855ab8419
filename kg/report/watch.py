"""The ledger of watched questions: board, one item, follow-through."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Any

from kg.errors import NotFound
from kg.ids import as_typed
from kg.store.reader import Reader

__all__ = [
    "BoardItem",
    "FollowThrough",
    "FollowUp",
    "WatchPage",
    "follow_through",
    "not_evidence",
    "watch_board",
    "watch_item",
]

NEGLECTED_DAYS = 14
ENOUGH = 20  # items under which no share is given


@dataclass(frozen=True, slots=True)
class BoardItem:
    """A question on the board, as of the last day of the archive."""

    watch_id: str
    text: str
    fate: str
    fate_reason: str
    fate_decided_by: str
    first_day: date
    last_day: date
    asked_count: int
    by_day: date | None
    last_evidence_day: date | None
    evidence_count: int
    boilerplate: bool
    age: int
    """Days since it was first asked."""
    overdue: bool
    neglected: bool
    """Still open, never touched, and silent for two weeks."""


@dataclass(frozen=True, slots=True)
class WatchPage:
    """One question: how it was asked, what came of it."""

    item: BoardItem
    mentions: tuple[dict[str, Any], ...]
    facets: tuple[dict[str, Any], ...]
    """Facet with the number of stories that speak of it and the best grade."""
    evidence: tuple[dict[str, Any], ...]
    fates: tuple[dict[str, Any], ...]
    history: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class FollowThrough:
    """How many questions were answered within some days; `share` is None with a reason where too few."""

    within_days: int
    share: float | None
    answered: int
    asked: int
    reason: str
    behind: tuple[tuple[str, str], ...] = ()
    """The answered ones as (when it was asked and answered, the question)."""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Follow-through over the archive; `median_lag` is in days from the first asking to the first evidence."""

    shares: tuple[FollowThrough, ...]
    median_lag: float | None
    touched: int
    """Questions with evidence, which the median is over."""
    behind: tuple[tuple[str, str], ...]
    themes: tuple[dict[str, Any], ...]
    """Themes by the number of questions that found no echo."""


BOARD = """
select watch_id, text, fate, fate_reason, fate_decided_by, first_day, last_day, asked_count, by_day,
       last_evidence_day, evidence_count, boilerplate, (select max(day) from briefing) as today
from watch
where ($fate is null or fate = $fate) and last_day >= coalesce($since, date '0001-01-01')
  and first_day <= coalesce($until, date '9999-12-31') and ($id is null or watch_id = $id)
"""


def watch_board(
    reader: Reader, *, fate: str | None = None, since: date | None = None, until: date | None = None,
    limit: int | None = None,
) -> list[BoardItem]:  # fmt: skip
    """Questions: overdue and neglected first, then the latest; boilerplate comes last."""
    rows = reader.dicts(BOARD, {"fate": fate, "since": since, "until": until, "id": None})
    items = sorted(
        map(_item, rows),
        key=lambda i: (i.boilerplate, not i.overdue, not i.neglected, -i.last_day.toordinal(), i.watch_id),
    )
    return items[:limit]


def _item(row: dict[str, Any]) -> BoardItem:
    today = row.pop("today")
    is_open = row["fate"] in ("open", "touched", "progressing", "stale")
    return BoardItem(
        **row,
        age=(today - row["first_day"]).days,
        overdue=is_open and row["by_day"] is not None and row["by_day"] < today,
        neglected=is_open and not row["evidence_count"] and (today - row["last_day"]).days >= NEGLECTED_DAYS,
    )


def watch_item(reader: Reader, watch_id: str) -> WatchPage:
    """One question by its id or that of one of its mentions. Raises NotFound."""
    given = as_typed(watch_id)
    found = reader.rows("select watch_id from watch_mention where watch_mention_id = ?", (given,))
    id_ = found[0][0] if found else given
    rows = reader.dicts(BOARD, {"fate": None, "since": None, "until": None, "id": id_})
    if not rows:
        raise NotFound(f"no watch item {watch_id!r}", "see `kg watch`")
    return WatchPage(
        _item(rows[0]),
        tuple(reader.dicts("select * from watch_mention where watch_id = ? order by day, n", (id_,))),
        tuple(
            reader.dicts(
                """
                select f.text, min(m.day) as first_day,
                       count(distinct e.story_id)::integer as story_count, max(e.grade) as grade
                from watch_mention m join watch_facet f using (watch_mention_id)
                left join evidence e on e.watch_id = m.watch_id and e.facet = f.text and e.decision <> 'rejected'
                where m.watch_id = ? group by f.text order by first_day, min(f.position)
                """,
                (id_,),
            )
        ),
        tuple(
            reader.dicts(
                "select e.*, s.headline, s.modality, p.text as quote, p.kind from evidence e "
                "join story s using (story_id) join passage p using (passage_id) "
                "where e.watch_id = ? order by e.score desc, e.story_id",
                (id_,),
            )
        ),
        tuple(reader.dicts("select * from fate_event where watch_id = ? order by day", (id_,))),
        tuple(reader.dicts("select * from watch_history(?)", (id_,))),
    )


def not_evidence(reader: Reader, watch_id: str, limit: int = 500) -> list[dict[str, Any]]:
    """Stories told after the question was first asked that are no evidence for it (story_id, day, headline), latest
    first: among them a person finds what the machine missed.
    """
    return reader.dicts(
        "select s.story_id, s.day, s.headline from story s join watch w on s.day > w.first_day "
        "where w.watch_id = $id and s.story_id not in (select story_id from evidence where watch_id = $id) "
        "order by s.day desc, s.position, s.story_id limit $limit",
        {"id": watch_id, "limit": limit},
    )


def follow_through(reader: Reader) -> FollowUp:
    """Share answered within 7 and 30 days, median days to first evidence, themes with most open questions.

    Only questions that were asked long enough ago count; under 20 of them there is no share, but a reason.
    """
    rows = reader.rows(
        """
        select w.text, w.first_day, (select max(day) from briefing) as today, w.first_evidence_day,
               min(f.day) filter (f.fate in ('answered', 'contradicted')) as closed
        from watch w left join fate_event f using (watch_id) where not w.boilerplate
        group by w.watch_id, w.text, w.first_day, w.first_evidence_day order by w.first_day, w.watch_id
        """
    )
    lags = [
        ((touched - first).days, f"{first} → {touched}", text)
        for text, first, _, touched, _ in rows
        if touched
    ]
    return FollowUp(
        tuple(_share(rows, span) for span in (7, 30)),
        median(lag for lag, _, _ in lags) if len(lags) >= ENOUGH else None,
        len(lags),
        tuple((when, text) for _, when, text in lags),
        tuple(reader.dicts(THEMES)),
    )


THEMES = """
select t.theme_id, n.name_zh, n.name_en, count(distinct w.watch_id)::integer as questions,
       count(distinct w.watch_id) filter (w.fate in ('open', 'stale'))::integer as without_echo
from watch w join watch_mention m using (watch_id)
join statement_theme t on t.statement_id = m.watch_mention_id and t.rank = 1
join theme n using (theme_id)
where not w.boilerplate group by all order by without_echo desc, t.theme_id
"""


def _share(rows: list[tuple[Any, ...]], span: int) -> FollowThrough:
    old = [(text, first, closed) for text, first, today, _, closed in rows if (today - first).days >= span]
    closed_in_time = [
        (f"{first} → {closed}", text)
        for text, first, closed in old
        if closed and (closed - first).days <= span
    ]
    count, enough = len(closed_in_time), len(old) >= ENOUGH
    words = f"{count} of {len(old)} questions asked at least {span} days ago"
    reason = words if enough else f"too few: {words}, {ENOUGH} are needed"
    return FollowThrough(
        span, count / len(old) if enough else None, count, len(old), reason, tuple(closed_in_time)
    )
