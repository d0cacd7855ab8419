"""The ledger of watched questions: identity over days, evidence, fate."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from kg import ids
from kg.briefing import plain
from kg.cluster import Doubt, Joined, cluster, proposals
from kg.corrections import Decisions
from kg.ledger_input import Asked, Statement
from kg.model import EvidenceRow, FateEventRow, WatchRow
from kg.scoring import weights
from kg.told import StorySide
from kg.watch.boilerplate import boilerplate
from kg.watch.evidence import Found, find
from kg.watch.fate import Event, Step, history
from kg.watch.likeness import QuestionSide
from kg.watch.model import WatchResult

__all__ = ["BY_PERSON", "follow"]

HORIZON = timedelta(days=180)
BY_PERSON = "a person says that it bears on the question"
"""Reason of evidence that only a person found. It does not raise the bar for what the machine proposes."""


def follow(
    mentions: Sequence[Statement],
    told: StorySide,
    decisions: Decisions,
    today: date,
    since: date | None = None,
    earlier: StorySide | None = None,
    known: Mapping[str, tuple[str, str]] | None = None,
    past: Mapping[str, Asked] | None = None,
    words: Iterable[tuple[str, str, date]] = (),
    doubts: Sequence[Doubt] = (),
) -> WatchResult:
    """Everything about watch items as of `today` (the last day of the archive).

    With `since`, the first changed day, `known` (mention id -> watch id, why), `past`, `words` (item, text, day
    of each statement) and `doubts` are of an earlier run, for days before it; they are kept, and equal what
    would be computed. `mentions` may then leave out those before HORIZON that neither doubts nor decisions name;
    `earlier` are the stories before that day which the questions that may still find evidence were asked on.
    """
    mentions = sorted(mentions, key=lambda s: s.order)
    known, past, first = known or {}, past or {}, since or date.min
    near = [s for s in mentions if since is None or s.day >= since - HORIZON]
    side = QuestionSide(near, [told] if earlier is None else [earlier, told])
    joined, fresh_doubts = cluster(
        near, side.likeness, weights("watch"), horizon=HORIZON, name=ids.watch_id,
        same=decisions.watch_same, apart=decisions.watch_apart, known={m: w for m, (w, _) in known.items()},
    )  # fmt: skip
    texts = {s.id: s for s in mentions}
    assigned = {id_: (found.item, _why(found, texts)) for id_, found in joined.items()}
    item_of = {mention: item for mention, (item, _) in (*known.items(), *assigned.items())}
    members: dict[str, list[Statement]] = defaultdict(list)
    fresh: dict[str, list[Statement]] = defaultdict(list)
    for statement in mentions:
        members[item_of[statement.id]].append(statement)
        if statement.day >= first:
            fresh[item_of[statement.id]].append(statement)
    usual = boilerplate([*words, *((item, s.text, s.day) for item, group in fresh.items() for s in group)])
    found = find(near, told, item_of, since, side, {item: asked.evidence for item, asked in past.items()})
    began = {item: group[0].day for item, group in fresh.items()} | {w: a.first_day for w, a in past.items()}
    evidence = _evidence(found, began, item_of, decisions)
    evidence += _missed(evidence, began, item_of, decisions, told)
    by_item: dict[str, list[EvidenceRow]] = defaultdict(list)
    for row in evidence:
        by_item[row.watch_id].append(row)
    items, fates = [], []
    for item in began:
        before = past.get(item)
        so_far = (
            (before.fate, max(before.last_day, before.last_evidence or before.last_day)) if before else None
        )
        steps = history(_events(fresh[item], by_item[item], asked=before is not None), today, so_far)
        fates += [FateEventRow(item, step.day, step.fate, step.reason, step.story_id) for step in steps]
        item_row = _item(item, fresh[item], before, by_item[item], steps, item in usual)
        items.append(_decided(item_row, members[item], decisions))
    pairs = proposals("watch", [*doubts, *fresh_doubts], item_of, {s.id: plain(s.text) for s in mentions})
    return WatchResult(
        assigned, tuple(items), tuple(evidence), tuple(fates), tuple(pairs),
        tuple((doubt, texts[doubt.right].day) for doubt in fresh_doubts),
    )  # fmt: skip


def _why(found: Joined, texts: Mapping[str, Statement]) -> str:
    if found.neighbour is None:
        return "first asked here"
    earlier = texts[found.neighbour]
    if found.decided:
        return f"a person says it is the same as that of {earlier.day}"
    return f"asks again what was asked on {earlier.day} ({found.said})"


def _evidence(
    found: Sequence[Found], began: Mapping[str, date], item_of: Mapping[str, str],
    decisions: Decisions,
) -> list[EvidenceRow]:  # fmt: skip
    """Rows of what was found, with what a person said of it."""
    decided = {(item, story): said for item, story, _, said in _said(decisions, item_of)}
    by_item = sorted(((item_of[one.mention_id], one) for one in found), key=lambda f: (f[0], f[1].story_id))
    return [
        EvidenceRow(
            item, one.story_id, one.mention_id, one.passage_id, one.day, one.score, one.grade, one.stance,
            one.facet, one.reason, decided.get((item, one.story_id), "proposed"),  # type: ignore[arg-type]  # accepted or rejected
        )
        for item, one in by_item
        if one.day > began[item]
    ]  # fmt: skip


def _missed(
    found: Sequence[EvidenceRow], began: Mapping[str, date], item_of: Mapping[str, str], decisions: Decisions,
    told: StorySide,
) -> list[EvidenceRow]:  # fmt: skip
    """Rows of what a person accepted and nobody had found: it moves the question; whether it decides it, a pin says."""
    there = {(row.watch_id, row.story_id) for row in found}
    columns = {story.story_id: column for column, story in enumerate(told.stories)}
    missed = {
        (item, story): mention
        for item, story, mention, said in _said(decisions, item_of)
        if said == "accepted" and (item, story) not in there and story in columns
    }
    rows = []
    for (item, story), mention in sorted(missed.items()):
        column = columns[story]
        day, passage = told.stories[column].day, told.passages[told.starts[column]][0]
        if day > began[item]:
            rows.append(
                EvidenceRow(item, story, mention, passage, day, 1.0, 2, "progress", None, BY_PERSON, "accepted")
            )
    return rows


def _said(decisions: Decisions, item_of: Mapping[str, str]) -> Iterator[tuple[str, str, str, str]]:
    """(item, story, mention through which a person named the item, accepted or rejected)."""
    for (mention, story), said in decisions.evidence.items():
        if mention in item_of:
            yield item_of[mention], story, mention, said


def _events(group: Sequence[Statement], evidence: Sequence[EvidenceRow], *, asked: bool) -> list[Event]:
    """What happened to an item; `asked` is True where it was asked before all of it."""
    words = [
        Event(s.day, "asked", words="asked again" if asked or number else "asked")
        for number, s in enumerate(group)
    ]
    borne = [
        Event(e.day, "evidence", e.grade, e.stance, e.decision == "accepted", e.story_id, e.reason)
        for e in evidence
        if e.decision != "rejected"
    ]
    return words + borne


def _item(
    item: str, group: Sequence[Statement], past: Asked | None, evidence: Sequence[EvidenceRow],
    steps: Sequence[Step], usual: bool,
) -> WatchRow:  # fmt: skip
    """The item by what the machine says."""
    borne = sorted(e.day for e in evidence if e.decision != "rejected")
    asked = [s.day for s in group]
    terms = [s.by_day for s in group if s.by_day]
    days, count = [*asked], len(borne)
    if past:
        days, count = [past.first_day, past.last_day, *asked], past.counted + len(borne)
        borne = [day for day in (past.first_evidence, past.last_evidence, *borne) if day]
        terms = [day for day in (past.by_day, *terms) if day]
    # Asked again when its term was over: the author waits on, without a term.
    term = terms[-1] if terms and terms[-1] >= days[-1] else None
    return WatchRow(
        item, past.text if past else plain(group[0].text), days[0], days[-1],
        len(group) + (past.times if past else 0), term, usual,
        *((steps[-1].fate, steps[-1].reason) if steps else (past.fate, past.reason)),  # type: ignore[union-attr]  # no step: there is a past
        "machine", borne[0] if borne else None, borne[-1] if borne else None, count,
    )  # fmt: skip


def _decided(row: WatchRow, group: Sequence[Statement], decisions: Decisions) -> WatchRow:
    """The item by what a person says of its statements; the last word wins."""
    for statement in group:
        if statement.id in decisions.names:
            row = replace(row, text=decisions.names[statement.id])
        if statement.id in decisions.fates:
            fate, who = decisions.fates[statement.id]
            row = replace(row, fate=fate, fate_decided_by=who, fate_reason=f"decided by {who}")  # type: ignore[arg-type]  # checked when the log is read
    return row
