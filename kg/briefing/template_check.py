"""What may stand in a template's file; a person edits it, so each mistake is one line that names it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from kg.errors import KgError

__all__ = ["UNKNOWN", "checked"]

UNKNOWN = "unknown"
"""Where `kg template new` puts words whose meaning a person has to say; until then they mean nothing."""

_ROLES = ("trend", "trend_weak", "watch", "watch_weak", "overview", "note", "other", "brief", "noise", "section")
_KINDS = ("fact", "why", "impact", "advice", "watch", "note", "source")
# Table of lists of words -> the names that may stand in it.
_WORDS = {
    "headings": _ROLES,
    "heading_contains": _ROLES,
    "refuse": _ROLES,
    "labels": _KINDS,
    "label_endings": _KINDS,
    "statements": ("forward",),
    "tables": ("headline", "number"),
}
_CHOICES = {
    "level": (1, 2, 3, 4, 5, 6),
    "numbered": (True, False),
    "outlets": ("headline", "line", "either"),
    "unlabelled": ("fact", "other"),
}
_SIGNATURE = ("labels", "headings")


def checked(data: dict[str, Any], path: Path) -> dict[str, Any]:
    """The data as it is; `KgError` names the first thing in it that says nothing."""
    known = {"name", "about", "story", "signature", *_WORDS}
    for part, value in data.items():
        if part in {"name", "about"}:
            _must(isinstance(value, str), path, f"{part} is no text", f'{part} = "mine"')
        else:
            _must(part in known, path, f"unknown part {part}", f"parts: {', '.join(sorted(known))}")
            _must(isinstance(value, dict), path, f"{part} is no table", f"[{part}] above its lines")
            _table(part, value, path)
    return data


def _table(part: str, table: dict[str, Any], path: Path) -> None:
    for name, value in table.items():
        where = f"[{part}] {name}"
        if part == "story":
            _one_of(name, tuple(_CHOICES), path, f"[{part}]")
            _must(value in _CHOICES[name], path, f"{where} = {value!r}", f"one of {_listed(_CHOICES[name])}")
        elif part == "signature":
            _one_of(name, _SIGNATURE, path, f"[{part}]")
            groups = isinstance(value, list) and all(map(_is_words, value))
            _must(groups, path, f"{where} is no list of lists of words", '[["one", "or another"], ["two"]]')
        else:
            _one_of(name, (*_WORDS[part], UNKNOWN), path, f"[{part}]")
            _must(_is_words(value), path, f"{where} is no list of words", '["one", "two"]')


def _one_of(name: str, allowed: tuple[str, ...], path: Path, where: str) -> None:
    _must(name in allowed, path, f"{where} has no {name}", f"it may have {_listed(allowed)}")


def _is_words(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(word, str) for word in value)


def _listed(values: tuple[object, ...]) -> str:
    return ", ".join(str(value).lower() if isinstance(value, bool) else str(value) for value in values)


def _must(holds: bool, path: Path, what: str, remedy: str) -> None:
    if not holds:
        raise KgError(f"{path} is no template: {what}", remedy)
