"""What a gazetteer must not contain: clashes, dangling ids, empty and dangerous aliases."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

from nlp.gazetteer import Alias, Entity, GazetteerError, loose, parse_line, rows
from nlp.words import generic

_CJK = re.compile("[\u3400-\u9fff]")


def problems(folder: Path) -> list[str]:
    """``file:line: reason`` for each problem, in file order."""
    entities: dict[str, Entity] = {}
    aliases: list[Alias] = []
    found: list[str] = []
    for source, cells in rows(folder):
        try:
            entity, own = parse_line(source, cells)
        except GazetteerError as error:
            found.append(str(error))
            continue
        if entity.id in entities:
            found.append(f"{source}: id {entity.id} is taken by {entities[entity.id].source}")
            continue
        entities[entity.id] = entity
        aliases.extend(own)
    found += [text for e in entities.values() for text in _dangling(e, entities)]
    found += [text for a in aliases for text in dangers(a)]
    return found + _clashes(aliases)


def _dangling(entity: Entity, entities: dict[str, Entity]) -> list[str]:
    out = []
    for column in ("parent", "family"):
        target = getattr(entity, column)
        if target and target not in entities:
            out.append(f"{entity.source}: {column} {target} of {entity.id} is no entity")
    if entity.family and entity.type != "MODEL":
        out.append(f"{entity.source}: family is for MODEL, {entity.id} is {entity.type}")
    return out


def dangers(alias: Alias) -> list[str]:
    """Why an alias would fire where it should not."""
    surface, guarded = alias.surface, bool(alias.need or alias.ticker or alias.case or alias.versioned)
    out = []
    if not re.search(r"\w", surface):
        out.append("has no letter or digit")
    elif surface.isdigit() and not alias.need:
        out.append("is a bare number (give it need=)")
    elif len(surface) == 1 and not guarded:
        out.append("is one character (give it need= or case)")
    if loose(surface) in generic() and not (alias.need or alias.case or alias.versioned):
        out.append("is a generic term (see names/generic.txt)")
    return [f"{alias.source}: alias {surface!r} of {alias.entity} {why}" for why in out]


def _clashes(aliases: list[Alias]) -> list[str]:
    """The same surface in two entities, both without `need`."""
    owners: dict[str, list[Alias]] = defaultdict(list)
    for alias in aliases:
        if not alias.need and not alias.ticker and not alias.versioned:
            owners[alias.surface if alias.case else loose(alias.surface)].append(alias)
    out = []
    for same in owners.values():
        if len({a.entity for a in same}) > 1:
            first, second = same[0], next(a for a in same if a.entity != same[0].entity)
            out.append(
                f"{second.source}: alias {second.surface!r} of {second.entity} also belongs to {first.entity}"
                f" ({first.source}); one of them needs need="
            )
    return out
