"""What a template is: words and a few switches, read from templates/<name>.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from kg.briefing.inline import key
from kg.errors import NotFound

__all__ = ["Template", "Words", "get", "names"]

Role = Literal["trend", "watch", "overview", "note", "other", "noise", "section"]

_FOLDER = Path(__file__).parent / "templates"


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
    """Labels as printed, longest first, for labels inside running text."""
    label_ends: frozenset[str]
    """Last characters of those, a quick test."""
    forward: tuple[str, ...]


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


@cache
def get(name: str) -> Template:
    """The template of this name; `NotFound` with the names there are.

    A path to a .toml file is taken too, so that a template can be tried before it is installed.
    """
    path = Path(name) if name.endswith(".toml") else _FOLDER / f"{name}.toml"
    if name == "common" or not path.is_file():
        raise NotFound(f"no template named {name}", f"templates: {', '.join(names())}")
    common = tomllib.loads((_FOLDER / "common.toml").read_text("utf-8"))
    return _build(tomllib.loads(path.read_text("utf-8")), common)


def _build(own: dict[str, Any], common: dict[str, Any]) -> Template:
    story = own.get("story", {})
    signature = own.get("signature", {})
    return Template(
        name=own["name"],
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
    return {kind: own.get(part, {}).get(kind, []) + common.get(part, {}).get(kind, []) for kind in kinds}


def _words(own: dict[str, Any], common: dict[str, Any]) -> Words:
    def mapping(part: str) -> dict[str, str]:
        out: dict[str, str] = {}
        for source in (own, common):
            for kind, words in source.get(part, {}).items():
                for word in words:
                    out.setdefault(key(word), kind)
        return out

    def pairs(part: str) -> tuple[tuple[str, str], ...]:
        return tuple(
            (key(word), kind) for kind, words in _merged(part, own, common).items() for word in words
        )

    printed = {word for words in _merged("labels", own, common).values() for word in words if len(word) > 1}
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
    )
