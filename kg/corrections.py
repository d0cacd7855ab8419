"""The person's decisions: an append-only JSONL log, replayed at each build.

A line is one `Judgement`: when, who, why, an action and its arguments. Nothing is ever changed or
removed; `undo` is a line of its own. The order of replay is (time, id), not the order of lines, so
two people's logs merge with git line by line (`merge=union`). After Nomenklatura's judgement log
(github.com/opensanctions/nomenklatura): decisions are rows, clusters are derived.

Trends and watch items are named through one of their mentions (`trend_mention_id`,
`watch_mention_id`), because a mention stays what it is when clusters change.
"""

from __future__ import annotations

import getpass
import hashlib
import json
import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any, get_args

from kg.errors import KgError
from kg.model import EntityType, Fate, JudgementRow

__all__ = ["ACTIONS", "Decisions", "Judgement", "append", "load", "read", "replay", "rows"]

# What each action needs. `kind` is entity, trend or watch.
ACTIONS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "merge": ("kind", "left", "into"),
        "split": ("kind", "id", "part"),  # entity: part is a key merged into id, or a surface of it
        "not-same": ("kind", "left", "right"),
        "rename": ("kind", "id", "name"),
        "retype": ("id", "type"),
        "adopt": ("id", "type", "name", "surface"),
        "accept": ("watch", "story"),
        "reject": ("watch", "story"),
        "pin": ("watch", "fate"),
        "undo": ("judgement",),
    }
)
KINDS = ("entity", "trend", "watch")
MARKS = (b"<<<<<<<", b"=======", b">>>>>>>")
MARK = "git left this mark where two logs met; take the line out and keep the decisions on both sides"

Pair = frozenset[str]


@dataclass(frozen=True, slots=True)
class Judgement:
    """One line of the log."""

    made_at: datetime
    who: str
    action: str
    payload: Mapping[str, str]
    why: str | None = None
    read: Mapping[str, str] = field(default_factory=dict)
    """What statements and stories among the arguments said when it was decided: id -> text."""
    beside: tuple[str, ...] = ()
    """Ids of what else those days said then, so that a decision never goes to one of them."""
    written: Mapping[str, str] | None = None
    """The arguments as the log has them, where `payload` follows an edit (see `kg.carry`)."""

    @property
    def judgement_id(self) -> str:
        """Content-derived: the same decision by the same person at the same moment is one."""
        payload = self.payload if self.written is None else self.written
        body = [self.made_at.isoformat(), self.who, self.action, sorted(payload.items()), self.why]
        return (
            "J-" + hashlib.blake2s(json.dumps(body, ensure_ascii=False).encode(), digest_size=4).hexdigest()
        )

    def line(self) -> str:
        """The line as it stands in the log, without the line end."""
        head = {"at": self.made_at.isoformat(), "who": self.who, "action": self.action}
        tail = {"why": self.why, "read": dict(self.read), "beside": list(self.beside)}
        return json.dumps(
            {**head, **self.payload, **{key: value for key, value in tail.items() if value}}, ensure_ascii=False
        )

    @property
    def followed(self) -> str | None:
        """What it was decided on, where the author has reworded or moved that since."""
        if self.written is None:
            return None
        gone = [old for key, old in self.written.items() if self.payload[key] != old]
        return " / ".join(dict.fromkeys(self.read.get(id_, id_) for id_ in gone))


@dataclass(frozen=True, slots=True)
class Decisions:
    """What the log says after replay; empty where nobody has decided anything.

    `entity_merges` maps an entity key to the entity it now belongs to (chains are followed);
    `entity_splits` maps (entity key, surface) to the entity that surface stands for instead.
    Pairs of trends and watch items are pairs of mention ids; `evidence`, `fates` and `names` are
    keyed by a mention id of the item they speak of.
    """

    entity_merges: Mapping[str, str] = field(default_factory=dict)
    entity_splits: Mapping[tuple[str, str], str] = field(default_factory=dict)
    entity_apart: frozenset[Pair] = frozenset()
    entity_names: Mapping[str, str] = field(default_factory=dict)
    entity_types: Mapping[str, str] = field(default_factory=dict)
    adopted: Mapping[str, tuple[str, str, str]] = field(default_factory=dict)
    """surface -> (entity id, type, name)."""
    trend_same: frozenset[Pair] = frozenset()
    trend_apart: frozenset[Pair] = frozenset()
    watch_same: frozenset[Pair] = frozenset()
    watch_apart: frozenset[Pair] = frozenset()
    evidence: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """(watch_mention_id, story_id) -> accepted | rejected."""
    fates: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """watch_mention_id -> (fate, who)."""
    names: Mapping[str, str] = field(default_factory=dict)
    """trend_mention_id or watch_mention_id -> name a person gave."""
    standing: tuple[tuple[Judgement, str, str | None], ...] = ()
    """Every judgement with its status (applied, undone, conflict) and the reason."""


def read(path: Path) -> tuple[list[Judgement], list[tuple[int, str]]]:
    """The log as judgements, and the lines that could not be read as (line number, reason)."""
    if not path.exists():
        return [], []
    found: list[Judgement] = []
    broken: list[tuple[int, str]] = []
    for number, raw in enumerate(path.read_bytes().splitlines(), 1):
        if not raw.strip():
            continue
        try:
            found.append(_judgement(json.loads(raw.decode("utf-8"))))
        except json.JSONDecodeError:
            broken.append((number, MARK if raw.startswith(MARKS) else "it is no JSON; mend it or take it out"))
        except (ValueError, KgError) as error:
            broken.append((number, str(error)))
    return found, broken


def load(path: Path) -> Decisions:
    """Replay the log at `path` as it is written, without regard to edits (see `kg.carry`).

    A missing log is an empty one, broken lines are left out (see `read`).
    """
    return replay(read(path)[0])


def append(
    path: Path,
    action: str,
    payload: Mapping[str, str],
    *,
    why: str | None = None,
    who: str | None = None,
    now: datetime | None = None,
    read: Mapping[str, str] | None = None,
    beside: Sequence[str] = (),
) -> Judgement:
    """Write one decision at the end of the log and return it; `read` and `beside` as in `Judgement`.

    Raises KgError where the action or its arguments are none. One write call on a file opened for
    appending, then fsync: a kill leaves the line whole or absent, and a torn last line is closed
    before the next is written.
    """
    judgement = _judgement(
        {
            "at": (now or datetime.now(UTC)).isoformat(timespec="microseconds"),
            "who": who or os.environ.get("KG_WHO") or getpass.getuser(),
            "action": action,
            "why": why,
            "read": dict(read or {}),
            "beside": list(beside),
            **payload,
        }
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as log:
        torn = path.stat().st_size > 0 and path.read_bytes()[-1:] != b"\n"
        log.write((b"\n" if torn else b"") + judgement.line().encode("utf-8") + b"\n")
        log.flush()
        os.fsync(log.fileno())
    return judgement


def replay(judgements: Iterable[Judgement]) -> Decisions:
    """Decisions after all judgements in the order of (time, id); a later word on the same thing wins."""
    ordered = sorted(
        {j.judgement_id: j for j in judgements}.values(), key=lambda j: (j.made_at, j.judgement_id)
    )
    undone = _undone(ordered)
    overruled = _overruled([j for j in ordered if j.judgement_id not in undone and j.action != "undo"])
    standing: list[tuple[Judgement, str, str | None]] = []
    for j in ordered:
        if j.judgement_id in undone:
            standing.append((j, "undone", f"undone by {undone[j.judgement_id]}"))
        elif j.judgement_id in overruled:
            standing.append((j, "conflict", f"a later judgement says otherwise: {overruled[j.judgement_id]}"))
        else:
            standing.append((j, "applied", None))
    live = [j for j, status, _ in standing if status == "applied"]
    return Decisions(
        entity_merges=_merges(live),
        entity_splits=_splits(live),
        entity_apart=_pairs(live, "not-same", "entity"),
        entity_names=_names(live, "entity"),
        adopted=_adopted(live),
        entity_types={j.payload["id"]: j.payload["type"] for j in live if j.action == "retype"},
        trend_same=_pairs(live, "merge", "trend"),
        trend_apart=_apart(live, "trend"),
        watch_same=_pairs(live, "merge", "watch"),
        watch_apart=_apart(live, "watch"),
        evidence={
            (j.payload["watch"], j.payload["story"]): j.action + "ed"
            for j in live
            if j.action in ("accept", "reject")
        },
        fates={j.payload["watch"]: (j.payload["fate"], j.who) for j in live if j.action == "pin"},
        names=_names(live, "trend") | _names(live, "watch"),
        standing=tuple(standing),
    )


def rows(decisions: Decisions, exists: Callable[[str], bool]) -> list[JudgementRow]:
    """The log as rows of `judgement`; a target that `exists` denies is reported as vanished, not lost."""
    return [_row(j, status, message, exists) for j, status, message in decisions.standing]


def _judgement(data: Any) -> Judgement:
    if not isinstance(data, dict):
        raise KgError("a line of the log must be a JSON object", "see README, Corrections")
    action = str(data.get("action"))
    if action not in ACTIONS:
        raise KgError(f"unknown action {action!r}", f"one of {', '.join(ACTIONS)}")
    missing = [key for key in ACTIONS[action] if not isinstance(data.get(key), str) or not data[key]]
    if missing:
        raise KgError(f"{action} needs {', '.join(missing)}", f"{action} takes {', '.join(ACTIONS[action])}")
    for key, allowed in (("kind", KINDS), ("fate", get_args(Fate)), ("type", get_args(EntityType))):
        if key in ACTIONS[action] and data[key] not in allowed:
            raise KgError(
                f"{key} {data[key]!r} is none of {', '.join(allowed)}", f"use one of {', '.join(allowed)}"
            )
    made_at = datetime.fromisoformat(str(data.get("at")))
    if made_at.tzinfo is None:
        raise KgError("`at` has no time zone", "write it like 2026-03-01T08:00:00+00:00")
    payload = {key: data[key] for key in ACTIONS[action]}
    read = data.get("read") or {}
    if not isinstance(read, dict) or not all(isinstance(text, str) for text in read.values()):
        raise KgError("`read` must be an object of texts by id", "take it out, or write what the target said")
    beside = data.get("beside") or []
    if not isinstance(beside, list) or not all(isinstance(id_, str) for id_ in beside):
        raise KgError("`beside` must be a list of ids", "take it out")
    who = str(data.get("who") or "unknown")
    return Judgement(made_at.astimezone(UTC), who, action, payload, data.get("why"), read, tuple(beside))


def _undone(ordered: Sequence[Judgement]) -> dict[str, str]:
    """Judgement id -> id of the undo that took it back. An undo can itself be undone; the last word counts."""
    undone: dict[str, str] = {}
    for j in reversed(ordered):
        if j.action == "undo" and j.judgement_id not in undone:
            undone.setdefault(j.payload["judgement"], j.judgement_id)
    return undone


def _subject(j: Judgement) -> tuple[object, ...] | None:
    """What a judgement decides; two live ones on the same subject contradict or repeat each other."""
    p = j.payload
    match j.action:
        case "merge":
            return ("same", p["kind"], frozenset((p["left"], p["into"])))
        case "not-same":
            return ("same", p["kind"], frozenset((p["left"], p["right"])))
        case "split":
            return ("same", p["kind"], frozenset((p["id"], p["part"])))
        case "accept" | "reject":
            return ("evidence", p["watch"], p["story"])
        case "pin":
            return ("fate", p["watch"])
        case "rename":
            return ("name", p["kind"], p["id"])
        case "retype":
            return ("type", p["id"])
        case "adopt":
            return ("adopt", p["surface"])
    return None


def _overruled(live: Sequence[Judgement]) -> dict[str, str]:
    """Judgement id -> id of the last one on the same subject, where that says something else."""
    last = {_subject(j): j for j in live}
    return {
        j.judgement_id: word.judgement_id
        for j in live
        for word in (last[_subject(j)],)
        if (j.action, j.payload) != (word.action, word.payload)
    }


def _merges(live: Sequence[Judgement]) -> dict[str, str]:
    into: dict[str, str] = {}
    for j in live:
        if j.action == "merge" and j.payload["kind"] == "entity":
            left, target = _end(into, j.payload["left"]), _end(into, j.payload["into"])
            if left != target:
                into[left] = target
    return {key: _end(into, key) for key in into}


def _end(into: Mapping[str, str], key: str) -> str:
    while key in into:
        key = into[key]
    return key


def _splits(live: Sequence[Judgement]) -> dict[tuple[str, str], str]:
    """A surface taken out of an entity becomes an entity of its own, named after the surface."""
    return {
        (j.payload["id"], j.payload["part"]): f"name:{j.payload['part'].casefold()}"
        for j in live
        if j.action == "split" and j.payload["kind"] == "entity"
    }


def _pairs(live: Sequence[Judgement], action: str, kind: str) -> frozenset[Pair]:
    ends = ("left", "into") if action == "merge" else ("left", "right")
    return frozenset(
        frozenset((j.payload[ends[0]], j.payload[ends[1]]))
        for j in live
        if j.action == action and j.payload.get("kind") == kind
    )


def _apart(live: Sequence[Judgement], kind: str) -> frozenset[Pair]:
    split = frozenset(
        frozenset((j.payload["id"], j.payload["part"]))
        for j in live
        if j.action == "split" and j.payload["kind"] == kind
    )
    return split | _pairs(live, "not-same", kind)


def _names(live: Sequence[Judgement], kind: str) -> dict[str, str]:
    return {
        j.payload["id"]: j.payload["name"] for j in live if j.action == "rename" and j.payload["kind"] == kind
    }


def _adopted(live: Sequence[Judgement]) -> dict[str, tuple[str, str, str]]:
    return {
        j.payload["surface"]: (j.payload["id"], j.payload["type"], j.payload["name"])
        for j in live
        if j.action == "adopt"
    }


# Arguments that name a thing of the archive, in the order in which they are reported missing.
_TARGETS = ("left", "into", "right", "id", "part", "watch", "story")


def _row(j: Judgement, status: str, message: str | None, exists: Callable[[str], bool]) -> JudgementRow:
    if status == "applied" and j.action not in ("undo", "adopt"):
        gone = [j.payload[key] for key in _TARGETS if key in j.payload and not exists(j.payload[key])]
        if gone:
            status, message = "vanished", _missing(gone, j)
        elif j.followed:
            message = f"follows an edit; decided when it read: {j.followed}"
    return JudgementRow(
        j.judgement_id,
        j.made_at,
        j.who,
        j.why,
        j.action,
        json.dumps(dict(j.payload), ensure_ascii=False, sort_keys=True),
        status,  # type: ignore[arg-type]  # one of the four that `replay` and this function give
        message,
    )


_ITEM = re.compile("[TW]-[a-z2-7]{8}")


def _missing(gone: Sequence[str], j: Judgement) -> str:
    if items := [id_ for id_ in gone if _ITEM.fullmatch(id_)]:
        return f"{items[0]} is a whole item; the log names one of its mentions, as `kg correct` writes it"
    return f"not in the archive any more: {', '.join(j.read.get(id_, id_) for id_ in gone)}"
