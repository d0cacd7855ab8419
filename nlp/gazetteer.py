"""The gazetteer: known entities with their aliases, read from ``data/gazetteer/*.tsv`` and checked.

One line an entity: ``id type name name_zh aliases parent family note``, tab separated; aliases are
separated by `` | `` and may carry flags in braces: ``Arm{case}``, ``苹果{not=汁,树}``,
``Claude{need=Anthropic,模型}``, ``NVDA{ticker}``, ``Phi{versioned}``.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from sys import intern
from typing import NamedTuple, get_args

from nlp.collector import paused
from nlp.kept import kept
from nlp.model import EntityType
from nlp.normal import data_folder, normal_form

FILES = ("labs", "orgs", "media", "people", "places", "models", "products", "projects", "works", "events")
"""The files of entities in reading order (other tables of the folder belong to other components)."""
COLUMNS = ("id", "type", "name", "name_zh", "aliases", "parent", "family", "note")
TYPES = frozenset(get_args(EntityType))
FLAGS = frozenset({"case", "ticker", "versioned", "need", "not"})

_ALIAS = re.compile(r"([^{}]+?)\s*(?:\{([^{}]*)\})?")
_GAPS = re.compile(r"[\s\-_·]+")
_ID = re.compile(r"[0-9a-z\u4e00-\u9fff][0-9a-z\u4e00-\u9fff.+_-]*")


class GazetteerError(ValueError):
    """A line of the gazetteer that cannot be read: ``file:line: reason``."""


class Entity(NamedTuple):
    """One known thing. `source` is ``file:line``."""

    id: str
    type: EntityType
    name: str
    name_zh: str | None
    parent: str | None
    family: str | None
    note: str
    source: str


class Alias(NamedTuple):
    """One surface of an entity and where it may be believed."""

    surface: str
    entity: str
    source: str
    case: bool = False
    """Only in exactly these letters."""
    ticker: bool = False
    """Only where the text shows that it is a stock symbol."""
    versioned: bool = False
    """Only directly before a version (Phi-4, 文心 5.0): bare it is an ordinary word."""
    need: tuple[str, ...] = ()
    """Only where one of these stands in the same item."""
    avoid: tuple[str, ...] = ()
    """Not where one of these stands directly before or after."""


@dataclass(frozen=True)
class Gazetteer:
    """All entities and aliases; a pure function of the folder's bytes, whose digest it carries."""

    entities: Mapping[str, Entity]
    aliases: tuple[Alias, ...]
    themes: tuple[tuple[str, str, str], ...]
    """(theme_id, name_zh, name_en)."""
    digest: str
    _by_name: Mapping[str, Sequence[str]]

    def entity(self, id: str) -> Entity | None:
        """The entity of that id, None where there is none."""
        return self.entities.get(id)

    def find(self, name: str) -> tuple[str, ...]:
        """Ids of the entities `name` may mean: any alias, any script, any letter case or spacing."""
        return tuple(self._by_name.get(loose(name), ()))

    def without(self, hidden: Iterable[str]) -> Gazetteer:
        """The gazetteer as it would be had nobody entered those entities (blind evaluation)."""
        gone = frozenset(hidden)
        if not gone:
            return self
        entities = {k: e for k, e in self.entities.items() if k not in gone}
        aliases = tuple(a for a in self.aliases if a.entity not in gone)
        mark = hashlib.sha256("\n".join([self.digest, *sorted(gone)]).encode()).hexdigest()
        return Gazetteer.of(entities, aliases, self.themes, mark)

    @classmethod
    def of(
        cls,
        entities: Mapping[str, Entity],
        aliases: tuple[Alias, ...],
        themes: tuple[tuple[str, str, str], ...],
        digest: str,
    ) -> Gazetteer:
        """A gazetteer of these parts, its index of names built."""
        return cls(entities, aliases, themes, digest, _names(entities.values(), aliases))


def loose(name: str) -> str:
    """`name` as it is looked up: normal form without blanks and hyphens."""
    form = normal_form(name)
    return _GAPS.sub("", form) or form


def load(folder: Path | None = None) -> Gazetteer:
    """The gazetteer of `folder` (default: the one that ships); raises `GazetteerError` at the first bad line.

    Cached by content: a changed file is seen at the next call.
    """
    folder = folder or data_folder()
    mark = digest(folder)
    with paused():
        return _load(folder, mark)


def digest(folder: Path | None = None) -> str:
    """sha256 over names and bytes of every file in the folder."""
    folder = folder or data_folder()
    total = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and p.suffix in {".tsv", ".txt"}):
        data = path.read_bytes()
        total.update(f"{path.relative_to(folder).as_posix()} {len(data)}\n".encode())
        total.update(data)
    return total.hexdigest()


@lru_cache(maxsize=8)
def _load(folder: Path, mark: str) -> Gazetteer:
    entities: dict[str, Entity] = {}
    aliases: list[Alias] = []
    for source, cells in rows(folder):
        entity, own = parse_line(source, cells)
        if entity.id in entities:
            raise GazetteerError(f"{source}: id {entity.id} is taken by {entities[entity.id].source}")
        entities[entity.id] = entity
        aliases.extend(own)
    names = kept("names", mark, lambda: _names(entities.values(), aliases))
    return Gazetteer(entities, tuple(aliases), _themes(folder), mark, names)


def rows(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """(``file:line``, cells) of every entity line; header, comments and empty lines left out."""
    for stem in FILES:
        path = folder / f"{stem}.tsv"
        if not path.is_file():
            continue
        for number, line in enumerate(path.read_text("utf-8").split("\n"), 1):
            line = line.rstrip("\r")
            if line.strip() and not line.startswith("#") and not (number == 1 and line.startswith("id\t")):
                yield f"{path.name}:{number}", line.split("\t")


def parse_line(source: str, cells: list[str]) -> tuple[Entity, list[Alias]]:
    """One line as entity and aliases (name and name_zh first); raises `GazetteerError`."""
    cells = [cell.strip() for cell in cells] + [""] * (len(COLUMNS) - len(cells))
    if len(cells) != len(COLUMNS):
        raise GazetteerError(f"{source}: {len(cells)} cells instead of {len(COLUMNS)}")
    id_, type_, name, name_zh, written, parent, family, note = cells
    if not _ID.fullmatch(id_):
        raise GazetteerError(f"{source}: id {id_!r} is no lower-case slug")
    if type_ not in TYPES:
        raise GazetteerError(f"{source}: type {type_!r} is none of {' '.join(sorted(TYPES))}")
    if not name:
        raise GazetteerError(f"{source}: {id_} has no name")
    entity = Entity(id_, intern(type_), name, name_zh or None, parent or None, family or None, note, source)  # type: ignore[arg-type]
    own = {a.surface: a for a in (parse_alias(part, id_, source) for part in _split(written))}
    first = {s: Alias(s, id_, source) for s in (name, name_zh) if s and s not in own}
    return entity, [*first.values(), *own.values()]


def parse_alias(written: str, entity: str, source: str) -> Alias:
    """``苹果{not=汁,树}`` as an `Alias`; raises `GazetteerError` for flags nobody knows."""
    if "{" not in written and "}" not in written:
        return Alias(written, entity, source)
    match = _ALIAS.fullmatch(written)
    if not match:
        raise GazetteerError(f"{source}: alias {written!r} has unbalanced braces")
    given = dict(part.strip().partition("=")[::2] for part in (match[2] or "").split(";") if part.strip())
    unknown = given.keys() - FLAGS
    if unknown:
        raise GazetteerError(f"{source}: alias {match[1]!r} has unknown flag {sorted(unknown)[0]!r}")
    for flag in ("need", "not"):
        if flag in given and not given[flag].strip(", "):
            raise GazetteerError(f"{source}: alias {match[1]!r} has {flag} without words")
    words = {flag: tuple(w.strip() for w in given.get(flag, "").split(",") if w.strip()) for flag in given}
    case, ticker, versioned = ("case" in given, "ticker" in given, "versioned" in given)
    return Alias(
        match[1], entity, source, case, ticker, versioned, words.get("need", ()), words.get("not", ())
    )


def _split(written: str) -> list[str]:
    return [part for part in (p.strip() for p in written.split("|")) if part]


def _names(entities: Iterable[Entity], aliases: Iterable[Alias]) -> dict[str, Sequence[str]]:
    """Loose name to ids: the id itself, then unconditional aliases, then conditional ones."""
    found: dict[str, dict[str, None]] = {}
    for alias in sorted(aliases, key=lambda a: bool(a.need)):
        found.setdefault(loose(alias.surface), {})[alias.entity] = None
    for entity in entities:
        found.setdefault(loose(entity.id), {}).setdefault(entity.id)
    return {name: tuple(ids) for name, ids in found.items()}


def _themes(folder: Path) -> tuple[tuple[str, str, str], ...]:
    path = folder / "themes.tsv"
    lines = path.read_text("utf-8").splitlines()[1:] if path.is_file() else []
    cells = (line.split("\t") for line in lines if line.strip() and not line.startswith("#"))
    return tuple((c[0], c[1], c[2]) for c in cells)


def validate(folder: Path | None = None) -> list[str]:
    """Everything that is wrong with a folder, one ``file:line: reason`` each; empty when all is well."""
    from nlp.gazetteer_check import problems

    return problems(folder or data_folder())
