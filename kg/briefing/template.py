"""What a template is: words and a few switches, read from templates/<name>.toml or from a file of the user."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal

from kg.briefing.inline import fold, key
from kg.briefing.template_check import UNKNOWN, checked
from kg.errors import KgError, NotFound

__all__ = ["Template", "Words", "get", "names", "source_of"]

_FOLDER = Path(__file__).parent / "templates"
_SUFFIX = ".toml"


@dataclass(frozen=True)
class Words:
    """The vocabulary of a template, all words normalised by `inline.key`."""

    headings: dict[str, str]
    """Heading -> role; a role that ends in `_weak` needs support by form."""
    contains: tuple[tuple[str, str], ...]
    refuse: dict[str, tuple[str, ...]]
    labels: dict[str, str]
    endings: tuple[tuple[str, str], ...]
    label_words: tuple[str, ...]
    """Labels as printed but for case and script, longest first, for labels inside running text."""
    label_ends: frozenset[str]
    """Last characters of those, a quick test."""
    forward: tuple[str, ...]
    columns: frozenset[str]
    """Names of a table's column whose cells are headlines."""
    numbers: frozenset[str]
    """Names of the column that counts the rows."""


@dataclass(frozen=True)
class Template:
    """How the posts of one kind are written."""

    name: str
    about: str
    words: Words
    level: int | None
    """Heading level of a story, None where the post decides."""
    numbered: bool
    outlets: Literal["headline", "line", "either"]
    unlabelled: Literal["fact", "other"]
    signature_labels: tuple[frozenset[str], ...]
    signature_headings: tuple[frozenset[str], ...]


@cache
def names() -> tuple[str, ...]:
    """Names of all templates, `generic` last."""
    found = sorted(path.stem for path in _FOLDER.glob("*.toml") if path.stem not in {"common", "generic"})
    return (*found, "generic")


def get(name: str) -> Template:
    """The template of this name, or of the TOML file at this path.

    Raises `NotFound` with the names there are, `KgError` for a file that is no template.
    """
    if not name.endswith(_SUFFIX):
        return _own(name)
    path = _path_of(name)
    return _load(path, path.stat().st_mtime_ns)


def source_of(name: str) -> bytes:
    """The bytes of a template's file: what a reading with it depends on. Raises like `get`."""
    get(name)
    return _path_of(name).read_bytes()


def _path_of(name: str) -> Path:
    own = name.endswith(_SUFFIX)
    path = Path(name) if own else _FOLDER / f"{name}{_SUFFIX}"
    if not (path.is_file() if own else name in names()):
        raise NotFound(f"no template {name}", f"one of {', '.join(names())}, or the path of a {_SUFFIX} file")
    return path


@cache
def _own(name: str) -> Template:
    return _load(_path_of(name), 0)


@lru_cache(maxsize=32)
def _load(path: Path, modified: int) -> Template:
    """`modified` (ns) is part of the key, so that an edited file is read again."""
    return _build(_read(path), _read(_FOLDER / "common.toml"), path.stem)


def _read(path: Path) -> dict[str, Any]:
    try:
        return checked(tomllib.loads(path.read_text("utf-8-sig")), path)
    except (OSError, ValueError) as error:
        raise KgError(f"{path} is no template: {error}", "`kg template new FOLDER` writes one") from error


def _build(own: dict[str, Any], common: dict[str, Any], stem: str) -> Template:
    story = own.get("story", {})
    signature = own.get("signature", {})
    return Template(
        name=own.get("name") or stem,
        about=own.get("about", ""),
        words=_words(own, common),
        level=story.get("level"),
        numbered=story.get("numbered", False),
        outlets=story.get("outlets", "either"),
        unlabelled=story.get("unlabelled", "fact"),
        signature_labels=_groups(signature.get("labels", [])),
        signature_headings=_groups(signature.get("headings", [])),
    )


def _groups(groups: list[list[str]]) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(key(word) for word in group) for group in groups)


def _merged(part: str, own: dict[str, Any], common: dict[str, Any]) -> dict[str, list[str]]:
    """Words of a part by kind: the template's own first, so that they win."""
    kinds = {**own.get(part, {}), **common.get(part, {})}
    kinds.pop(UNKNOWN, None)
    return {kind: own.get(part, {}).get(kind, []) + common.get(part, {}).get(kind, []) for kind in kinds}


def _words(own: dict[str, Any], common: dict[str, Any]) -> Words:
    def mapping(part: str) -> dict[str, str]:
        out: dict[str, str] = {}
        for source in (own, common):
            for kind, words in source.get(part, {}).items():
                for word in words if kind != UNKNOWN else ():
                    out.setdefault(key(word), kind)
        return out

    def pairs(part: str) -> tuple[tuple[str, str], ...]:
        return tuple(
            (key(word), kind) for kind, words in _merged(part, own, common).items() for word in words
        )

    labels = (word for words in _merged("labels", own, common).values() for word in words)
    printed = {fold(word).casefold() for word in labels if len(word) > 1}
    statements = {**common.get("statements", {}), **own.get("statements", {})}
    return Words(
        headings=mapping("headings"),
        contains=pairs("heading_contains"),
        refuse={kind: tuple(map(key, words)) for kind, words in _merged("refuse", own, common).items()},
        labels=mapping("labels"),
        endings=pairs("label_endings"),
        label_words=tuple(sorted(printed, key=lambda word: (-len(word), word))),
        label_ends=frozenset(word[-1] for word in printed),
        forward=tuple(statements["forward"]),
        columns=frozenset(key(word) for word in _merged("tables", own, common).get("headline", [])),
        numbers=frozenset(key(word) for word in _merged("tables", own, common).get("number", [])),
    )
