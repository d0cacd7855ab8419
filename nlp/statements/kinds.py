"""Kinds of entities as theme cues: what a name of the headline is, in the words of the gazetteer's note."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, get_args

from nlp.gazetteer import Entity
from nlp.model import EntityType
from nlp.normal import data_folder
from nlp.statements.cues import NO_SIDES, Cue, CueError

FILE = "theme_kinds.tsv"


class Kind(NamedTuple):
    """One line of the file: entities of `types` whose note says one of the words speak for `theme`."""

    theme: str
    types: frozenset[str]
    weight: float
    words: re.Pattern[str]


@lru_cache(maxsize=4)
def load(folder: Path | None = None) -> tuple[Kind, ...]:
    """The kinds of the folder; raises `CueError` at the first line that cannot be used."""
    lines = ((folder or data_folder()) / FILE).read_text("utf-8").splitlines()
    return tuple(
        parse(f"{FILE}:{number}", [cell.strip() for cell in line.split("\t")])
        for number, line in enumerate(lines, 1)
        if line.strip() and not line.startswith("#")
    )


def parse(source: str, cells: list[str]) -> Kind:
    """A line (theme, types, weight, words) as a kind; raises `CueError`.

    >>> bool(parse("", ["chips", "ORG", "1.3", "gpu|chips"]).words.search("AI chips, cloud"))
    True
    """
    try:
        theme, types, weight, words = cells
        value = float(weight)
    except ValueError as error:
        raise CueError(f"{source}: {error}") from None
    wanted = frozenset(types.split(","))
    if stray := wanted - {*get_args(EntityType)}:
        raise CueError(f"{source}: no types of entities: {', '.join(sorted(stray))}")
    either = "|".join(re.escape(word) for word in words.split("|") if word)
    if not either:
        raise CueError(f"{source}: no words")
    return Kind(theme, wanted, value, re.compile(rf"(?<![\w-])(?:{either})(?![\w-])", re.I))


def cues_of(entity: Entity) -> tuple[Cue, ...]:
    """The cues an entity is; each names it and the word of its note that speaks.

    A cue's surface stands in the reason of the theme: ``NVIDIA (GPUs)``.
    """
    return tuple(
        Cue(
            "theme",
            kind.theme,
            f"{entity.name} ({told[0]})",
            kind.weight,
            "",
            (False, False),
            NO_SIDES,
            NO_SIDES,
        )
        for kind in load()
        if entity.type in kind.types and (told := kind.words.search(entity.note))
    )
