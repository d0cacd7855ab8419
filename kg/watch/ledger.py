"""The ledger of watched questions: identity over days, evidence, fate."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from kg import ids
from kg.briefing import plain
from kg.cluster import Doubt, Joined, cluster, proposals
from kg.corrections import Decisions
from kg.ledger_input import Statement
from kg.model import EvidenceRow, FateEventRow, WatchRow
from kg.scoring import weights
from kg.told import StorySide
from kg.watch.boilerplate import boilerplate
from kg.watch.evidence import Found, find
from kg.watch.fate import Event, Step, history
from kg.watch.likeness import QuestionSide
from kg.watch.model import WatchResult

__all__ = ["follow"]

HORIZON = timedelta(days=180)


def follow(
    mentions: Sequence[Statement],
    told: StorySide,
    decisions: Decisions,
    today: date,
    known: Mapping[str, tuple[str, str]] | None = None,
    evidence: Sequence[EvidenceRow] = (),
    doubts: Sequence[Doubt] = (),
    since: date | None = None,
) -> WatchResult:
    """Everything about watch items as of `today` (the last day of the archive).

    `known` are assignments, `evidence` and `doubts` what was found by an earlier run for days before
    `since`; they are kept, and equal what would be computed.
    """
    mentions = sorted(mentions, key=lambda s: s.order)
    near = [s for s in mentions if since is None or s.day >= since - HORIZON]
    side = QuestionSide(near)
    known = dict(known or {})
    joined, fresh_doubts = cluster(
        near, side.likeness, weights("watch"), horizon=HORIZON, name=ids.watch_id,
        same=decisions.watch_same, apart=decisions.watch_apart, known={m: w for m, (w, _) in known.items()},
    )  # fmt: skip
    texts = {s.id: s for s in mentions}
    assigned = known | {id_: (found.item, _why(found, texts)) for id_, found in joined.items()}
    members: dict[str, list[Statement]] = defaultdict(list)
    for statement in mentions:
        members[assigned[statement.id][0]].append(statement)
    doubts = [*doubts, *fresh_doubts]
    usual = boilerplate((assigned[s.id][0], s.text, s.day) for s in mentions)
    item_of = {mention: item for mention, (item, _) in assigned.items()}
    found = find(near, told, item_of, since, side, Counter(row.watch_id for row in evidence))
    rows = [*evidence, *_evidence(found, members, item_of, decisions)]
    by_item: dict[str, list[EvidenceRow]] = defaultdict(list)
    for row in rows:
        by_item[row.watch_id].append(row)
    items, fates = [], []
    for item, group in members.items():
        steps = history(_events(group, by_item[item]), today)
        fates += [FateEventRow(item, step.day, step.fate, step.reason, step.story_id) for step in steps]
        items.append(_item(item, group, by_item[item], steps, decisions, item in usual))
    pairs = proposals("watch", doubts, item_of, {s.id: plain(s.text) for s in mentions})
    return WatchResult(assigned, tuple(items), tuple(rows), tuple(fates), tuple(pairs), tuple(doubts))


def _why(found: Joined, texts: Mapping[str, Statement]) -> str:
    if found.neighbour is None:
        return "first asked here"
    earlier = texts[found.neighbour]
    if found.decided:
        return f"a person says it is the same as that of {earlier.day}"
    return f"asks again what was asked on {earlier.day} (likeness {found.score:.2f})"


def _evidence(
    found: Sequence[Found], members: Mapping[str, Sequence[Statement]], item_of: Mapping[str, str],
    decisions: Decisions,
) -> list[EvidenceRow]:  # fmt: skip
    """Rows of what was found, with what a person said of it."""
    decided = {(item_of[m], s): said for (m, s), said in decisions.evidence.items() if m in item_of}
    first = {item: min(s.day for s in group) for item, group in members.items()}
    by_item = sorted(((item_of[one.mention_id], one) for one in found), key=lambda f: (f[0], f[1].story_id))
    return [
        EvidenceRow(
            item, one.story_id, one.mention_id, one.passage_id, one.day, one.score, one.grade, one.stance,
            one.facet, one.reason, decided.get((item, one.story_id), "proposed"),  # type: ignore[arg-type]  # accepted or rejected
        )
        for item, one in by_item
        if one.day > first[item]
    ]  # fmt: skip


def _events(group: Sequence[Statement], evidence: Sequence[EvidenceRow]) -> list[Event]:
    asked = [
        Event(s.day, "asked", words="asked" if number == 0 else "asked again")
        for number, s in enumerate(group)
    ]
    borne = [
        Event(e.day, "evidence", e.grade, e.stance, e.decision == "accepted", e.story_id, e.reason)
        for e in evidence
        if e.decision != "rejected"
    ]
    return asked + borne


def _item(
    item: str, group: Sequence[Statement], evidence: Sequence[EvidenceRow], steps: Sequence[Step],
    decisions: Decisions, usual: bool,
) -> WatchRow:  # fmt: skip
    days = sorted(e.day for e in evidence if e.decision != "rejected")
    pinned = [decisions.fates[s.id] for s in group if s.id in decisions.fates]
    named = [decisions.names[s.id] for s in group if s.id in decisions.names]
    fate, why, who = steps[-1].fate, steps[-1].reason, "machine"
    if pinned:
        fate, who = pinned[-1]  # type: ignore[assignment]  # checked when the log is read
        why = f"decided by {who}"
    terms = [s.by_day for s in group if s.by_day]
    return WatchRow(
        item, (named or [plain(group[0].text)])[-1], group[0].day, group[-1].day, len(group),
        terms[-1] if terms else None, usual, fate, why, who,
        days[0] if days else None, days[-1] if days else None, len(days),
    )  # fmt: skip
