"""Recording a decision: names are resolved, the line is written, level 2 is computed again; or a dry run."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg import carry, config, corrections, report
from kg.changes import Change, changes, state
from kg.corrections import Decisions
from kg.errors import KgError, Locked, NotFound
from kg.ids import as_typed
from kg.ingest import refresh
from kg.report.names import suggestion
from kg.store.reader import Reader
from nlp.normal import slug

__all__ = ["Outcome", "outcome"]

LONGEST = 200
"""Characters of a name or of a question as a person may give it."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a decision changed, or would change (`judgement_id` is None for a dry run)."""

    judgement_id: str | None
    log: Path
    changes: tuple[Change, ...]
    against: tuple[str, ...] = ()
    """What speaks against it, one sentence each: earlier decisions, or a name that another entity has."""

    @property
    def said(self) -> str:
        """Whether and where it was recorded."""
        return (
            f"recorded as {self.judgement_id} in {self.log}"
            if self.judgement_id
            else "dry run, nothing was recorded"
        )

    def as_data(self) -> dict[str, Any]:
        """For programs: `id` of the decision (None for a dry run), `said`, `against`, and a row for each change."""
        rows = [{"change": {"-": "gone", "+": "new"}[c.sign], "what": c.what, **c.row} for c in self.changes]
        head = {"id": self.judgement_id, "log": str(self.log), "said": self.said, "against": self.against}
        return {**head, "changes": rows}


def outcome(
    db: Path | None, action: str, payload: Mapping[str, str | None], *, why: str | None = None, dry_run: bool = False,
    who: str | None = None,
) -> Outcome:  # fmt: skip
    """Record a decision and replay; returns what changed.

    With `dry_run` all this happens on a copy and nothing is recorded. Raises NotFound for a target that
    is not in, `kg.errors.KgError` for a decision that is none, `Locked` where the decision is in the log but another
    program writes: it then takes effect with the next ingest.
    """
    path = config.database(db)
    log = config.corrections(path)
    if payload.get("kind") not in (None, *corrections.KINDS):
        raise KgError(
            f"kind {payload['kind']!r} is none of them", f"use one of {', '.join(corrections.KINDS)}"
        )
    with Reader(path) as reader:
        given = {key: value for key, value in payload.items() if value is not None}
        resolved = _resolve(reader, action, given)
        _refuse_void(reader, log, action, resolved, given)
        read = carry.texts(reader, resolved.values())
        others = carry.beside(reader, read)
        before, earlier = state(reader), _standing(reader, log)
        joined, taken = _joined(reader, earlier), _taken(reader, action, resolved)
    if not dry_run:
        made = corrections.append(log, action, resolved, why=why, who=who, read=read, beside=others)
        try:
            refresh(path, log=log)
        except Locked as error:
            remedy = "it takes effect with the next `kg ingest`"
            raise Locked(f"recorded as {made.judgement_id}, but {error.message}", remedy) from error
        with Reader(path) as reader:
            against = taken + _against(reader, earlier, _standing(reader, log), joined)
            return Outcome(made.judgement_id, log, changes(reader, before, state(reader)), against)
    with tempfile.TemporaryDirectory(prefix="kg-dry-") as folder:
        copy, notes = Path(folder) / path.name, Path(folder) / log.name
        shutil.copyfile(path, copy)
        if log.exists():
            shutil.copyfile(log, notes)
        corrections.append(notes, action, resolved, why=why, who=who, read=read, beside=others)
        refresh(copy, log=notes)
        with Reader(copy) as reader:
            against = taken + _against(reader, earlier, _standing(reader, notes), joined)
            return Outcome(None, log, changes(reader, before, state(reader)), against)


def _standing(reader: Reader, log: Path) -> Decisions:
    """The log as it stands for what the archive says now: decisions follow an edit."""
    return corrections.replay(carry.carried(corrections.read(log)[0], reader))


def _taken(reader: Reader, action: str, payload: Mapping[str, str]) -> tuple[str, ...]:
    """Whether a new name of an entity is another one's already: both would be shown alike, and stay two."""
    if action != "rename" or payload["kind"] != "entity":
        return ()
    id_ = payload["id"]
    other = reader.value("select entity_of(?)", (payload["name"].strip(),))
    return (f"another entity has this name: {other}; if both are one, merge them",) if other not in (None, id_) else ()


def _against(reader: Reader, earlier: Decisions, now: Decisions, joined: frozenset[str]) -> tuple[str, ...]:
    """What stood in the log and does not hold any more: it is overruled, or a merge joins what it keeps apart."""
    stood = {j.judgement_id for j, status, _ in earlier.standing if status == "applied"}
    newly = _joined(reader, now) - joined
    said = []
    for j, status, _ in now.standing:
        how = "overrules" if status == "conflict" else "joins what is kept apart by" if j.judgement_id in newly else ""
        if how and j.judgement_id in stood:
            why = f": {j.why}" if j.why else ""
            said.append(f"{how} {j.judgement_id}, {j.action} by {j.who} on {j.made_at:%Y-%m-%d}{why}")
    return tuple(said)


def _joined(reader: Reader, decisions: Decisions) -> frozenset[str]:
    """Ids of the applied not-same decisions of which both sides are one now, by a chain of merges or by likeness."""
    found = []
    for j, status, _ in decisions.standing:
        if j.action != "not-same" or status != "applied":
            continue
        kind, *pair = (j.payload[key] for key in ("kind", "left", "right"))
        if kind == "entity":
            ends = {decisions.entity_merges.get(key, key) for key in pair}
        else:
            items = f"select distinct {kind}_id from {kind}_mention where {kind}_mention_id in (?, ?)"  # noqa: S608  # trend or watch
            ends = {*(reader.rows(items, pair) or pair)}
        if len(ends) == 1:
            found.append(j.judgement_id)
    return frozenset(found)


def _resolve(reader: Reader, action: str, payload: Mapping[str, str]) -> dict[str, str]:
    """Names to ids; trends and watch items to their first mention, which keeps its id when clusters change."""
    if action == "adopt":
        return _adoption(reader, **payload)
    kind = payload.get("kind", "watch" if "watch" in payload else "entity")
    found = dict(payload)
    for key in ("left", "into", "right", "id", "watch"):
        if key in payload:
            found[key] = _target(reader, "watch" if key == "watch" else kind, payload[key])
    if action == "split" and kind != "entity":
        found["part"] = _target(reader, kind, payload["part"])
    found |= {key: as_typed(payload[key]) for key in ("story", "judgement") if key in payload}
    if "story" in payload and not reader.rows("select 1 from story where story_id = ?", (found["story"],)):
        raise NotFound(f"no story {payload['story']!r}", "story ids stand in `kg watch ID` and `kg search`")
    return found


def _adoption(
    reader: Reader, surface: str, type: str | None = None, name: str | None = None
) -> dict[str, str]:
    """A surface that no list holds becomes an entity of its own; its type is the suggested one where none is said."""
    seen = suggestion(reader, surface)
    if seen is None:
        raise NotFound(f"{surface!r} is no unknown name of the archive", "see `kg suggest`")
    name = name or seen.surface
    return {"id": slug(name), "type": (type or seen.type).upper(), "name": name, "surface": surface}


MENTION = {
    "trend": "select arg_min(trend_mention_id, (day, n)) from trend_mention "
    "where trend_id = $id or trend_mention_id = $id",
    "watch": "select arg_min(watch_mention_id, (day, n)) from watch_mention "
    "where watch_id = $id or watch_mention_id = $id",
}


def _target(reader: Reader, kind: str, given: str) -> str:
    if kind not in MENTION:
        return report.lookup(reader, given)
    found: str | None = reader.rows(MENTION[kind], {"id": as_typed(given)})[0][0]
    if found is None:
        raise NotFound(f"no {kind} {given!r}", f"see `kg {'trends' if kind == 'trend' else 'watch'}`")
    return found


def _refuse_void(
    reader: Reader, log: Path, action: str, payload: Mapping[str, str], given: Mapping[str, str]
) -> None:
    """Raises KgError for a decision that could change nothing, or that no page could show: the log holds none.

    `given` is the payload before names became ids.
    """
    match action:
        case "rename" if len(payload["name"]) > LONGEST or not payload["name"].strip():
            raise KgError(f"a name of {len(payload['name'].strip()):,} characters", f"give it 1 to {LONGEST}")
        case "merge" | "not-same":
            other = payload["into" if action == "merge" else "right"]
            if payload["left"] == other:
                remedy = (
                    "name two different ones" if action == "merge" else "`kg correct split` takes a part out"
                )
                raise KgError(f"both are {other!r}", remedy)
        case "split" if _is_whole(payload, given):
            raise KgError(f"{given['part']!r} is the whole of {given['id']!r}", PARTS[payload["kind"]])
        case "split" if not _is_part(reader, log, **payload):
            raise KgError(f"{payload['part']!r} is no part of {payload['id']!r}", PARTS[payload["kind"]])
        case "accept":
            _refuse_earlier(reader, payload["watch"], payload["story"])
        case "undo":
            _refuse_undo(log, payload["judgement"])


def _refuse_earlier(reader: Reader, mention: str, story: str) -> None:
    """Raises KgError where the story is no later than the question."""
    asked = "select w.first_day from watch w join watch_mention m using (watch_id) where watch_mention_id = ?"
    first, told = reader.value(asked, [mention]), reader.value("select day from story where story_id = ?", [story])
    if told <= first:
        raise KgError(f"the story is of {told}, the question of {first}", "evidence is told after its question")


PARTS = {
    "entity": "name a surface that `kg entity` lists, or an entity that a decision merged into it",
    "trend": "name another mention of it, as `kg trend ID --json` lists them",
    "watch": "name another mention of it, as `kg watch ID --json` lists them",
}


def _is_whole(payload: Mapping[str, str], given: Mapping[str, str]) -> bool:
    """Whether a split would take a thing out of itself: named twice, or found by rule and known under one name."""
    id_, part = payload["id"], payload["part"]
    return given["id"] == given["part"] or id_ in (part, f"name:{part.casefold()}")


def _is_part(reader: Reader, log: Path, kind: str, id: str, part: str) -> bool:
    """Whether a split can take `part` out of `id`: replay knows surfaces, merges and mentions."""
    if kind != "entity":
        joined = (
            f"select count(distinct {kind}_id) from {kind}_mention where {kind}_mention_id in ($id, $part)"  # noqa: S608  # trend or watch
        )
        return id != part and reader.rows(joined, {"id": id, "part": part}) == [(1,)]
    merged = (
        (j.payload["left"], j.payload["into"])
        for j, state, _ in corrections.load(log).standing
        if (j.action, state) == ("merge", "applied")
    )
    named = "select 1 from alias where entity_id = $id and surface = $part"
    return (part, id) in merged or bool(reader.rows(named, {"id": id, "part": part}))


def _refuse_undo(log: Path, judgement: str) -> None:
    states = {j.judgement_id: (state, why) for j, state, why in corrections.load(log).standing}
    if judgement not in states:
        raise NotFound(f"no decision {judgement!r}", "see `kg correct log`")
    state, why = states[judgement]
    if state == "undone":
        raise KgError(f"{judgement} is {why} already", "undo that one to bring it back")
