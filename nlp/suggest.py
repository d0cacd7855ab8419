"""Names seen but unknown to the gazetteer, ranked; and adopting one as a line of data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from nlp.gazetteer import COLUMNS, TYPES, load, loose, validate
from nlp.normal import data_folder, slug

FILE_OF = {
    "ORG": "orgs", "PERSON": "people", "PLACE": "places", "MODEL": "models", "PRODUCT": "products", "WORK": "works",
    "EVENT": "events",
}  # fmt: skip
"""Where a new entity of a type is written."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One way an unknown name was found: how often, on how many days, and one sentence."""

    surface: str
    type: str
    rule: str
    count: int
    example: str
    days: int = 1
    confidence: float = 0.6


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A name that may be worth a line, with the reason for its rank."""

    surface: str
    type: str
    count: int
    days: int
    score: float
    reason: str
    surfaces: tuple[str, ...]
    examples: tuple[str, ...]


def suggest(seen: Iterable[Seen]) -> list[Suggestion]:
    """Suggestions, best first; spellings that differ in case, width or blanks are one.

    The score is mentions times confidence, and each further day counts as much as a mention: what
    comes back on many days is a name, what is repeated in one story may be a phrase.
    """
    groups: dict[str, list[Seen]] = {}
    for one in seen:
        groups.setdefault(loose(one.surface), []).append(one)
    return sorted((_suggestion(group) for group in groups.values()), key=lambda s: (-s.score, s.surface))


def _suggestion(group: list[Seen]) -> Suggestion:
    count, days = sum(s.count for s in group), max(s.days for s in group)
    weight: dict[str, float] = {}
    for one in group:
        weight[one.type] = weight.get(one.type, 0.0) + one.count * one.confidence
    best = max(group, key=lambda s: (s.count * s.confidence, s.surface))
    score = round(sum(weight.values()) + days - 1, 2)
    rules = dict.fromkeys(s.rule.removeprefix("repeats: ").partition(",")[0] for s in group)
    return Suggestion(
        best.surface, max(weight, key=lambda t: weight[t]), count, days, score,
        f"{_counted(count, 'mention')} on {_counted(days, 'day')}, found by: {'; '.join(rules)}",
        tuple(dict.fromkeys(s.surface for s in group)), tuple(dict.fromkeys(s.example for s in group if s.example))[:3],
    )  # fmt: skip


def _counted(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def adopt(
    surface: str,
    type_: str,
    *,
    folder: Path | None = None,
    id_: str | None = None,
    name_zh: str = "",
    aliases: Iterable[str] = (),
    parent: str = "",
    note: str = "adopted",
) -> str:
    """Write one line for `surface` into the file of its type; returns ``file:line``.

    Raises ValueError, and leaves the file as it was, where the gazetteer with that line would not validate.
    """
    folder = folder or data_folder()
    if type_ not in TYPES:
        raise ValueError(f"type {type_!r} is none of {' '.join(sorted(TYPES))}")
    known = load(folder).find(surface)
    if known:
        raise ValueError(f"{surface!r} is already an alias of {', '.join(known)}")
    cells = (id_ or slug(surface), type_, surface, name_zh, " | ".join(aliases), parent, "", note)
    if any("\t" in cell or "\n" in cell for cell in cells):
        raise ValueError(f"{surface!r} has a tab or a line end in one of its cells")
    return _append(folder, f"{FILE_OF[type_]}.tsv", "\t".join(cells))


def _append(folder: Path, file: str, line: str) -> str:
    path = folder / file
    before = path.read_text("utf-8") if path.is_file() else "\t".join(COLUMNS) + "\n"
    old = set(validate(folder))
    base = before if before.endswith("\n") else before + "\n"
    path.write_text(base + line + "\n", "utf-8")
    wrong = [problem for problem in validate(folder) if problem not in old]
    if wrong:
        path.write_text(before, "utf-8")
        raise ValueError(wrong[0])
    return f"{file}:{base.count(chr(10)) + 1}"
