"""Decisions follow what an author reworded: a target that is gone is looked for among what its day says now.

Ids come from the words of a statement or headline, so a mended typo makes another id. A pure function of (log,
archive), as all of level 2: which edits led there, and in what order, does not matter.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby
from types import MappingProxyType

from rapidfuzz import fuzz, process

from kg.corrections import Judgement
from kg.ids import normal_text
from kg.store.reader import Reader

__all__ = ["LIKE", "beside", "carried", "nearest", "texts"]

LIKE = 0.6
"""Likeness (Indel, of 1) from which a text is the edited one. Of 2,458 pairs of different texts of one post the likest
have .40; `tests/kg/test_carry.py` edits and deletes what the sample archive says."""
APART = 0.1
"""How much likelier the best has to be than the second."""

WHOLE = 0.95
"""How much of the old text stands in the new one where that names somebody else too."""

PLACED = re.compile(r"(?P<day>\d{4}-\d\d-\d\d)(?:-.*)?-(?P<kind>[stw])-(?P<words>[a-z2-7]{8})(?:-\d+)?", re.DOTALL)
"""An id that stands for words of a day: story, trend mention, watch mention."""
SAID = {
    "s": "select story_id, headline, day from story",
    "t": "select trend_mention_id, text, day from trend_mention",
    "w": "select watch_mention_id, text, day from watch_mention",
}
NAMED = {
    "s": "select story_id, surface from mention join passage using (passage_id, story_id) "
         "where kind = 'headline' and story_id in (select unnest(?))",
    "t": "select trend_mention_id, surface from mention join trend_mention using (passage_id) "
         "where trend_mention_id in (select unnest(?))",
    "w": "select watch_mention_id, surface from mention join watch_mention using (passage_id) "
         "where watch_mention_id in (select unnest(?))",
}  # fmt: skip
KEPT = {"s": "story_id", "t": "trend_mention_id", "w": "watch_mention_id"}
_NAMES = re.compile(r"[0-9a-z]+(?:[.+-][0-9a-z]+)*")


def texts(reader: Reader, targets: Iterable[str]) -> dict[str, str]:
    """What the targets among `targets` that stand for words say now: id -> text."""
    found: dict[str, str] = {}
    for kind, ids in _by_kind(targets):
        rows = reader.rows(f"{SAID[kind]} where {KEPT[kind]} in (select unnest(?))", [ids])
        found.update({id_: text for id_, text, _ in rows})
    return found


def beside(reader: Reader, targets: Iterable[str]) -> list[str]:
    """What else the days of the targets say now, of the same kinds: ids."""
    found: set[str] = set()
    for kind, ids in _by_kind(targets):
        found |= {id_ for id_, *_ in _of_their_days(reader, kind, ids)} - set(ids)
    return sorted(found)


def carried(judgements: Sequence[Judgement], reader: Reader) -> list[Judgement]:
    """The judgements, those whose target is gone with the text that it has become (see `nearest`) in its place.

    What stood beside a target when it was decided on is not that; neither is what two targets would become.
    """
    gone = _gone(reader, judgements)
    if not gone:
        return list(judgements)
    read = {id_: text for j in judgements for id_, text in j.read.items()}
    apart: dict[str, set[str]] = {}
    for j in judgements:
        for id_ in j.read:
            apart.setdefault(id_, set()).update(j.beside)
    moved: dict[str, str] = {}
    for kind, ids in _by_kind(gone):
        rows = _of_their_days(reader, kind, ids)
        names: dict[str, set[str]] = {}
        for new, surface in reader.rows(NAMED[kind], [[new for new, *_ in rows]]):
            names.setdefault(new, set()).add(surface)
        for id_ in ids:
            other = apart.get(id_, set())
            there = {new: text for new, text, day in rows if day.isoformat() == _day(id_) and new not in other}
            if new := nearest(id_, read.get(id_), there, names):
                moved[id_] = new
    taken = Counter(moved.values())
    moved = {old: new for old, new in moved.items() if taken[new] == 1}
    return [_moved(j, moved) for j in judgements]


def nearest(
    id_: str, read: str | None, there: Mapping[str, str], named: Mapping[str, Collection[str]] = MappingProxyType({})
) -> str | None:
    """The id among `there` (those of one day and kind, with their texts) that `id_` has become, None without doubt.

    The same words in another file of the day; else, where the log tells what it `read`, the likest text if it is like
    enough, stands alone, and names the same things: numbers and Latin words may come or go, not change, because
    ``GPT-6 何时发布`` is no edit of ``GPT-5 何时发布``. `named` are the names in each text: one that is new in it is an
    addition only where the rest stands as it was.
    """
    words = _words(id_)
    same = [new for new in there if _words(new) == words]
    if same or read is None:
        return same[0] if len(same) == 1 else None
    before = normal_text(read)
    choices = {new: normal_text(text) for new, text in there.items()}
    best = process.extract(before, choices, scorer=fuzz.ratio, limit=2)
    if not best or best[0][1] < 100 * LIKE or (len(best) > 1 and best[0][1] - best[1][1] < 100 * APART):
        return None
    new = str(best[0][2])
    names, now = _names(read), _names(there[new])
    if not (names <= now or now <= names):
        return None
    added = any(normal_text(name) not in before for name in named.get(new, ()))
    return None if added and fuzz.partial_ratio(before, choices[new]) < 100 * WHOLE else new


def _names(text: str) -> set[str]:
    return set(_NAMES.findall(unicodedata.normalize("NFKC", text).casefold()))


def _gone(reader: Reader, judgements: Iterable[Judgement]) -> list[str]:
    named = {value for j in judgements for value in j.payload.values() if PLACED.fullmatch(value)}
    return sorted(named - texts(reader, named).keys()) if named else []


def _of_their_days(reader: Reader, kind: str, ids: Iterable[str]) -> list[tuple[str, str, date]]:
    """(id, text, day) of all of a kind that the days of `ids` say."""
    days = sorted({_day(id_) for id_ in ids})
    return reader.rows(f"{SAID[kind]} where day in (select unnest(?)::date)", [days])


def _by_kind(targets: Iterable[str]) -> Iterable[tuple[str, list[str]]]:
    placed = sorted((match["kind"], id_) for id_ in set(targets) if (match := PLACED.fullmatch(id_)))
    return [(kind, [id_ for _, id_ in group]) for kind, group in groupby(placed, key=lambda pair: pair[0])]


def _day(id_: str) -> str:
    return id_[:10]


def _words(id_: str) -> str:
    match = PLACED.fullmatch(id_)
    return match["words"] if match else ""


def _moved(j: Judgement, moved: Mapping[str, str]) -> Judgement:
    if moved.keys().isdisjoint(j.payload.values()):
        return j
    return replace(j, payload={key: moved.get(v, v) for key, v in j.payload.items()}, written=j.payload)
