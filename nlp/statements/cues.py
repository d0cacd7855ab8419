"""Cues of the three files as data, and the places where they stand in a Doc.

One `PhraseMatcher` over normal forms finds all cues of all files in one pass; a cue's conditions are asked
of the characters around it. Files: ``theme_cues.tsv``, ``modality_cues.tsv``, ``relation_cues.tsv``.
"""

from __future__ import annotations

import re
import string
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from sys import intern
from typing import NamedTuple, Protocol

from nlp.normal import characters, data_folder, normal_form

FILES = {"theme": "theme_cues.tsv", "modality": "modality_cues.tsv", "relation": "relation_cues.tsv"}
RELATION = "@"
"""A theme cue that is a relation of the item, ``@releases:MODEL``: predicate and, if need be, type of the object."""
HEADLINE = "headline"
"""Kind of the passage that names what a story is about."""
OUTLET = "outlet"
"""Frame of a cue that is the name of an outlet and is not looked for in text."""
_LATIN = frozenset(string.ascii_letters + string.digits)
Sides = Mapping[str, tuple[tuple[int, str], ...]]
"""Character to phrases, (place of the cue in it, phrase)."""
NO_SIDES: Sides = {}
_LATIN_SIDES: Sides = dict.fromkeys(_LATIN, ())
_WEIGHTS: dict[float, float] = {}
_VOWELS = "aeiou"


class CueError(ValueError):
    """A line of a cue file that cannot be used; says file, line and why."""


@dataclass(frozen=True, slots=True, eq=False)
class Cue:
    """One line of a cue file: one object."""

    task: str
    """theme, modality or relation."""
    label: str
    """Theme id, modality, or predicate."""
    surface: str
    weight: float
    frame: str
    """Relations: where subject and object stand (see `nlp.statements.roles`); modality: ``headline`` for a cue
    that counts only there, ``outlet``; else empty."""
    latin: tuple[bool, bool]
    """Whether it begins / ends with a Latin letter or digit, and so must not touch another."""
    left: Sides
    right: Sides
    """Characters directly before and behind it to the phrases that may stand there: inside such a phrase it says
    nothing. Letters and digits too, where `latin` asks for them. Mostly none is there."""


class Hit(NamedTuple):
    """A cue at characters ``start`` to ``end``; -1 where it stands in no text (an outlet, a relation)."""

    start: int
    end: int
    cue: Cue


def load(folder: Path | None = None) -> tuple[tuple[str, Cue], ...]:
    """(written form, cue) of every cue that is looked for in text, inflected forms too; raises `CueError`."""
    return tuple((form, cue) for form, cue in _load(folder or data_folder()) if form and cue.frame != OUTLET)


def stated(folder: Path | None = None) -> dict[str, list[Cue]]:
    """The theme cues that are relations, by ``@predicate`` or ``@predicate:TYPE`` (lower case); raises `CueError`."""
    table: dict[str, list[Cue]] = {}
    for form, cue in _load(folder or data_folder()):
        if not form:
            table.setdefault(cue.surface, []).append(cue)
    return table


def outlets(task: str, folder: Path | None = None) -> dict[str, list[Cue]]:
    """The cues of a task that are names of outlets, by normal form; raises `CueError`."""
    table: dict[str, list[Cue]] = {}
    for form, cue in _load(folder or data_folder()):
        if cue.task == task and cue.frame == OUTLET and form == cue.surface:
            table.setdefault(cue.surface, []).append(cue)
    return table


@lru_cache(maxsize=4)
def _load(folder: Path) -> tuple[tuple[str, Cue], ...]:
    found: dict[tuple[str, str, str], str] = {}
    out: list[tuple[str, Cue]] = []
    for task, name in FILES.items():
        for source, cells in _rows(folder / name):
            cue, forms = parse(task, source, cells)
            place = (task, cue.label, f"{cue.surface} {cue.frame}")
            if place in found:
                raise CueError(f"{source}: {cue.surface} stands in {found[place]} already")
            found[place] = source
            out.extend((form, cue) for form in forms or [""])
    return tuple(out)


def _rows(path: Path) -> Iterator[tuple[str, list[str]]]:
    """(place, cells) of each cue; one that holds ``{name}`` is a cue for every word of that line of ``parts.tsv``."""
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            source, cells = f"{path.name}:{number}", [cell.strip() for cell in line.split("\t")]
            slot = _SLOT.search(cells[1]) if len(cells) > 1 else None
            if not slot:
                yield source, cells
                continue
            if slot[1] not in (groups := _groups(path.with_name("parts.tsv"))):
                raise CueError(f"{source}: parts.tsv has no line {slot[1]!r}")
            for word in groups[slot[1]]:
                yield source, [cells[0], cells[1].replace(slot[0], word), *cells[2:]]


_SLOT = re.compile(r"\{([^{}]+)\}")


@lru_cache(maxsize=4)
def _groups(path: Path) -> dict[str, list[str]]:
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    cells = [line.split("\t") for line in lines if line.strip() and not line.startswith("#")]
    return {name: words.split() for name, words in cells}


def parse(task: str, source: str, cells: list[str]) -> tuple[Cue, list[str]]:
    """A line (label, cue, weight, frame or empty, unless) as cue and written forms; raises `CueError`.

    ``invest~ in`` stands for the forms of an English verb; phrases of the last column are separated by ``|``.
    """
    label, written, number, frame, unless = [*cells, "", "", ""][:5]
    surface = normal_form(written.replace("~", ""))
    try:
        value = float(number)
    except ValueError:
        raise CueError(f"{source}: weight {number!r} is no number") from None
    if len(surface) < 2 and surface.isascii() and frame != OUTLET:
        raise CueError(f"{source}: cue {written!r} is too short")
    phrases = [normal_form(phrase.strip()) for phrase in unless.split("|") if phrase.strip()]
    stray = [phrase for phrase in phrases if surface not in phrase or surface == phrase]
    if stray:
        raise CueError(f"{source}: {stray[0]!r} does not hold the cue {surface!r}")
    latin = (surface[0] in _LATIN, surface[-1] in _LATIN)
    places = [(phrase.index(surface), phrase) for phrase in phrases]
    left = _sides(latin[0], ((phrase[at - 1], at, phrase) for at, phrase in places if at))
    right = _sides(latin[1], ((phrase[len(surface)], at, phrase) for at, phrase in places if not at))
    weight, label, frame = _WEIGHTS.setdefault(value, value), intern(label), intern(frame)
    cue = Cue(task, label, surface, weight, frame, latin, left, right)
    if written.startswith(RELATION):
        return cue, []
    return cue, inflected(surface) if "~" in written else list({surface: 0, written: 0})


def inflected(phrase: str) -> list[str]:
    """The regular forms of an English verb phrase, its first word inflected.

    >>> inflected("acquire"), inflected("team up")[1]
    (['acquire', 'acquires', 'acquired', 'acquiring'], 'teams up')
    """
    verb, blank, rest = phrase.partition(" ")
    stem = verb[:-1] if verb.endswith("e") else verb
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        forms = [verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"]
    else:
        third = "es" if verb.endswith(("s", "sh", "ch", "x", "z")) else "s"
        forms = [verb, verb + third, stem + "ed", stem + "ing"]
    return [form + blank + rest for form in forms]


@lru_cache(maxsize=1)
def _variants() -> dict[str, str]:
    """Normal form of a character to the other characters that have it, letters aside."""
    table: dict[str, str] = {}
    for code, form in characters().items():
        table[form.lower()] = table.get(form.lower(), "") + chr(code)
    return table


def _sides(latin: bool, places: Iterable[tuple[str, int, str]]) -> Sides:
    """The phrases by every character that has the normal form of the one beside the cue, and with `latin` no phrases
    by letters and digits.

    Equal tables, labels and weights of cues are one object: what fits into the processor's cache is quick.
    """
    table = dict(_LATIN_SIDES) if latin else {}
    for beside, at, phrase in places:
        for char in {beside, beside.upper(), *_variants().get(beside, "")}:
            table[char] = (*table.get(char, ()), (at, phrase))
    return _LATIN_SIDES if table == _LATIN_SIDES else table or NO_SIDES


def holds(cue: Cue, text: str, start: int, end: int) -> bool:
    """Whether the cue at that place of `text` is a word of its own and in no phrase that undoes it."""
    before, after = text[start - 1] if start else "", text[end : end + 1]
    if before not in cue.left and after not in cue.right:
        return True
    if (cue.latin[0] and before in _LATIN) or (cue.latin[1] and after in _LATIN):
        return False
    places = (*cue.left.get(before, ()), *cue.right.get(after, ()))
    spots = ((start - at, phrase) for at, phrase in places if at <= start)
    return not any(normal_form(text[at : at + len(phrase)]) == phrase for at, phrase in spots)


def longest(hits: Iterable[Hit]) -> list[Hit]:
    """`hits` (in the order of `CueMatcher`) without those inside a longer one; of one stretch all readings stay."""
    out: list[Hit] = []
    for hit in hits:
        if not out or hit.end > out[-1].end or hit[:2] == out[-1][:2]:
            out.append(hit)
    return out


class Placed(Protocol):
    """What has a place in text."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


def outside(hits: Iterable[Hit], names: Sequence[Placed]) -> list[Hit]:
    """Cues that do not begin inside a name; both in text order."""
    ends, out, at = 0, [], 0
    for hit in hits:
        while at < len(names) and names[at].start <= hit.start:
            ends, at = names[at].end, at + 1
        if hit.start >= ends:
            out.append(hit)
    return out


def by_place(units: Sequence[tuple[str, int, int]], hits: Sequence[Hit]) -> list[tuple[str, Sequence[Hit]]]:
    """Each passage's kind with its hits, for passages (kind, start, end) and hits in text order."""
    cuts = [bisect_left(hits, (start,)) for _, start, _ in units[1:]]  # a hit there is more than its start alone
    parts = pairwise([0, *cuts, len(hits)])
    return [(kind, hits[first:last]) for (kind, _, _), (first, last) in zip(units, parts, strict=True)]
