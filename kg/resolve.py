"""Who is who: mentions and a person's decisions give entities, with their names, types and aliases.

Extraction gives every mention a key (gazetteer id, minted version, or ``name:<surface>``). Decisions are
applied on top: adopt, then merge, then split. Without decisions key and entity are the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from kg.corrections import Decisions
from kg.model import AliasRow, EntityType
from nlp.gazetteer import Alias, Gazetteer, loose

__all__ = [
    "AliasKeyRow",
    "FamilyRow",
    "KnownRow",
    "MovedRow",
    "ScriptRow",
    "Seen",
    "aliases",
    "known",
    "lookups",
    "moved",
    "resolve",
]

Merges = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class KnownRow:
    """What gazetteer and decisions say of an entity; None where they say nothing."""

    entity_id: str
    name: str | None
    name_zh: str | None
    type: EntityType | None
    parent_id: str | None
    family_id: str | None
    known: bool


@dataclass(frozen=True, slots=True)
class FamilyRow:
    """A family of models and who makes them."""

    family_id: str
    parent_id: str | None


@dataclass(frozen=True, slots=True)
class MovedRow:
    """A key and surface that a decision gives to another entity than the key."""

    entity_key: str
    surface: str
    entity_id: str


@dataclass(frozen=True, slots=True)
class ScriptRow:
    """Characters and their normal forms, place by place: the table by which names are looked up in SQL."""

    TABLE: ClassVar[str] = "script"
    traditional: str
    simplified: str

    @classmethod
    def of(cls, table: Mapping[int, str]) -> ScriptRow:
        """The row for a table as `nlp.normal.characters` gives it."""
        pairs = sorted(table.items())
        return cls("".join(chr(code) for code, _ in pairs), "".join(one for _, one in pairs))


@dataclass(frozen=True, slots=True)
class AliasKeyRow:
    """A name as it is looked up, and an entity it may mean; rank 1 is meant by default."""

    TABLE: ClassVar[str] = "alias_key"
    lookup: str
    entity_id: str
    rank: int


@dataclass(frozen=True, slots=True)
class Seen:
    """A surface found in the archive for an entity: how often, by which rule, under which key."""

    entity_id: str
    surface: str
    entity_key: str
    rule: str
    count: int


def resolve(key: str, surface: str, decisions: Decisions) -> str:
    """The entity of a mention with this key and surface."""
    if key.startswith("name:") and surface in decisions.adopted:
        key = decisions.adopted[surface][0]
    merged = decisions.entity_merges.get(key, key)
    for owner in (key, merged):
        taken = decisions.entity_splits.get((owner, surface))
        if taken:
            return decisions.entity_merges.get(taken, taken)
    return merged


def moved(pairs: Iterable[tuple[str, str]], decisions: Decisions) -> Iterator[tuple[str, str, str]]:
    """(key, surface, entity) of those pairs of key and surface that a decision touches."""
    for key, surface in pairs:
        entity = resolve(key, surface, decisions)
        if entity != key:
            yield key, surface, entity


def known(ids: Iterable[str], gazetteer: Gazetteer, decisions: Decisions) -> list[KnownRow]:
    """What gazetteer and decisions say of these entities; those of which they say nothing are left out."""
    adopted = {entity: (kind, name) for entity, kind, name in decisions.adopted.values()}
    return [row for row in (_known(id_, gazetteer, decisions, adopted) for id_ in ids) if row]


def _known(
    id_: str, gazetteer: Gazetteer, decisions: Decisions, adopted: Mapping[str, tuple[str, str]]
) -> KnownRow | None:
    entity = gazetteer.entity(id_)
    kind, name = adopted.get(id_, (None, None))
    kind = decisions.entity_types.get(id_) or (entity.type if entity else kind)
    name = decisions.entity_names.get(id_) or (entity.name if entity else name)
    if kind is None and name is None:
        return None
    return KnownRow(
        id_,
        name,
        entity.name_zh if entity else None,
        kind,  # type: ignore[arg-type]  # the log admits entity types only
        entity.parent if entity else None,
        entity.family if entity else None,
        entity is not None or id_ in adopted or id_ in decisions.entity_names,
    )


def aliases(seen: Iterable[Seen], gazetteer: Gazetteer, decisions: Decisions) -> list[AliasRow]:
    """Every surface of the entities of the archive with its origin: gazetteer line, correction, or rule."""
    by_entity: dict[str, list[Alias]] = defaultdict(list)
    for alias in gazetteer.aliases:
        by_entity[alias.entity].append(alias)
    found: dict[tuple[str, str], str] = {}
    members: dict[str, set[str]] = defaultdict(set)
    surfaces = sorted(seen, key=lambda s: (s.entity_id, s.surface, -s.count, s.rule))
    for s in surfaces:
        members[s.entity_id] |= {s.entity_id, s.entity_key}
    for entity, keys in members.items():
        for key in sorted(keys, key=lambda k: (k != entity, k)):
            for alias in by_entity.get(key, ()):
                if key != entity and (key, alias.surface) in decisions.entity_splits:
                    continue
                origin = f"gazetteer {alias.source}" if key == entity else f"correction: {key} merged"
                if decisions.entity_splits.get((entity, alias.surface)) is None:
                    found.setdefault((entity, alias.surface), origin)
    for s in surfaces:
        origin = f"rule {s.rule}" if s.entity_key == s.entity_id else f"correction: was {s.entity_key}"
        found.setdefault((s.entity_id, s.surface), origin)
    return [AliasRow(entity, surface, origin) for (entity, surface), origin in sorted(found.items())]


def lookups(
    aliases: Sequence[AliasRow],
    names: Iterable[tuple[str, str]],
    gazetteer: Gazetteer,
    weight: Mapping[str, int],
) -> list[AliasKeyRow]:
    """Names as they are looked up. What the gazetteer means by default comes first, then what is mentioned most."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in aliases:
        found[loose(row.surface)].add(row.entity_id)
    for entity, name in names:
        found[loose(name)].add(entity)
    rows: list[AliasKeyRow] = []
    for key, entities in found.items():
        default = gazetteer.find(key)
        order = {entity: place for place, entity in enumerate(default)}
        ranked = sorted(entities, key=lambda e: (order.get(e, len(order)), -weight.get(e, 0), e))
        rows.extend(AliasKeyRow(key, entity, rank) for rank, entity in enumerate(ranked, 1))
    return rows
