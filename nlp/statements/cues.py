"""Cues of the three files as data, and the places where they stand in a Doc.

One `PhraseMatcher` over normal forms finds all cues of all files in one pass; a cue's conditions are asked
of the characters around it. Files: ``theme_cues.tsv``, ``modality_cues.tsv``, ``relation_cues.tsv``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from nlp.normal import data_folder, normal_form, simplified

FILES = {"theme": "theme_cues.tsv", "modality": "modality_cues.tsv", "relation": "relation_cues.tsv"}
RELATION = "@"
"""A theme cue that is a relation of the item, ``@releases:MODEL``: predicate and, if need be, type of the object."""
OUTLET = "outlet"
"""Frame of a cue that is the name of an outlet and is not looked for in text."""
_LATIN = re.compile("[0-9A-Za-z]")
_VOWELS = "aeiou"


class CueError(ValueError):
    """A line of a cue file that cannot be used; says file, line and why."""


@dataclass(frozen=True, slots=True)
class Cue:
    """One line of a cue file."""

    task: str
    """theme, modality or relation."""
    label: str
    """Theme id, modality, or predicate."""
    surface: str
    weight: float
    frame: str
    """Relations: where subject and object stand (see `nlp.statements.frames`); modality: ``headline`` for a cue
    that counts only there, ``outlet``; else empty."""
    unless: tuple[tuple[int, str], ...]
    """(place of the cue in it, phrase): the cue says nothing inside such a phrase."""
    latin: tuple[bool, bool]
    """Whether it begins / ends with a Latin letter or digit, and so must not touch another."""
    free: bool
    """Whether it counts wherever it stands: neither `unless` nor `latin` asks anything."""


class Hit(NamedTuple):
    """A cue at tokens ``first`` up to ``last``, characters ``start`` to ``end``."""

    first: int
    last: int
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
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            yield f"{path.name}:{number}", [cell.strip() for cell in line.split("\t")]


def parse(task: str, source: str, cells: list[str]) -> tuple[Cue, list[str]]:
    """A line (label, cue, weight, frame or empty, unless) as cue and written forms; raises `CueError`.

    ``invest~ in`` stands for the forms of an English verb; phrases of the last column are separated by ``|``.
    """
    label, written, weight, frame, unless = [*cells, "", "", ""][:5]
    surface = normal_form(written.replace("~", ""))
    try:
        value = float(weight)
    except ValueError:
        raise CueError(f"{source}: weight {weight!r} is no number") from None
    if len(surface) < 2 and surface.isascii() and frame != OUTLET:
        raise CueError(f"{source}: cue {written!r} is too short")
    phrases = [normal_form(phrase.strip()) for phrase in unless.split("|") if phrase.strip()]
    stray = [phrase for phrase in phrases if surface not in phrase or surface == phrase]
    if stray:
        raise CueError(f"{source}: {stray[0]!r} does not hold the cue {surface!r}")
    latin = (bool(_LATIN.match(surface[0])), bool(_LATIN.match(surface[-1])))
    places = tuple((phrase.index(surface), phrase) for phrase in phrases)
    cue = Cue(task, label, surface, value, frame, places, latin, not places and not any(latin))
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


def holds(cue: Cue, text: str, start: int, end: int) -> bool:
    """Whether the cue at that place of `text` is a word of its own and in no phrase that undoes it."""
    if cue.latin[0] and start and _LATIN.match(text[start - 1]):
        return False
    if cue.latin[1] and end < len(text) and _LATIN.match(text[end]):
        return False
    same = simplified()
    for at, phrase in cue.unless:
        place, beside = (start - 1, phrase[at - 1]) if at else (end, phrase[len(cue.surface)])
        char = text[place : place + 1] if place >= 0 else ""
        if not char or (char.lower() != beside and same.get(ord(char)) != beside):
            continue  # the character beside it tells nearly always, and costs less than the phrase
        if normal_form(text[start - at : start - at + len(phrase)]) == phrase:
            return False
    return True


def longest(hits: Iterable[Hit]) -> list[Hit]:
    """`hits` (in the order of `CueMatcher`) without those inside a longer one; of one stretch all readings stay."""
    out: list[Hit] = []
    for hit in hits:
        if not out or hit.last > out[-1].last or hit[:2] == out[-1][:2]:
            out.append(hit)
    return out


def by_place(units: Sequence[tuple[str, int, int]], hits: Iterable[Hit]) -> list[tuple[str, Hit]]:
    """(kind of the passage, hit) for hits in text order and passages (kind, start, end) in text order."""
    out, number = [], 0
    for hit in hits:
        while number + 1 < len(units) and units[number + 1][1] <= hit.start:
            number += 1
        out.append((units[number][0], hit))
    return out
