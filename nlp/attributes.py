"""The custom attributes that components share on Doc and Span (registered on import, idempotent).

``doc.spans["mentions"]`` holds the mentions: ``span.label_`` is the type, ``span.kb_id_`` the key.
The four facts of a mention live in one entry of ``doc.user_data`` instead of four: setting four
underscore attributes on a span costs more than finding the name.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from spacy.tokens import Doc, Span

MENTIONS = "mentions"


class Candidate(NamedTuple):
    """A possible name at character offsets of the Doc, before overlaps are settled."""

    start: int
    end: int
    type: str
    key: str
    name: str
    rule: str
    confidence: float
    family: str | None = None


class Told(NamedTuple):
    """What is known of a mention besides its span, label and key."""

    rule: str = ""
    confidence: float = 1.0
    name: str = ""
    family: str | None = None


def text_of(doc: Doc) -> str:
    """The text of a Doc without joining its tokens again: ``doc.text`` costs as much as tokenising."""
    text = doc.user_data.get("text")
    return text if isinstance(text, str) else doc.text


class Name(NamedTuple):
    """A mention as plain values: making spans of a group costs more than reading amounts."""

    start: int
    end: int
    type: str
    key: str


def names(doc: Doc) -> list[Name]:
    """The mentions in order; from the spans where another component than ours wrote them."""
    group = doc.spans.get(MENTIONS, ())
    kept = doc.user_data.get("names")
    if isinstance(kept, list) and len(kept) == len(group):
        return kept
    return sorted(Name(s.start_char, s.end_char, s.label_, s.kb_id_) for s in group)


def told(span: Span) -> Told:
    """The facts of a mention; defaults where nobody set any (spans of a foreign component)."""
    found = span.doc.user_data.get(("told", span.start_char, span.end_char))
    return found if isinstance(found, Told) else Told(*found) if found else Told(name=span.text)


def tell(span: Span, facts: Told) -> None:
    """Record the facts of a mention."""
    span.doc.user_data["told", span.start_char, span.end_char] = facts


def register() -> None:
    """Define every extension; repeating it is harmless."""
    for name, default in (
        ("units", ()),  # tuple of (kind, start_char, end_char)
        ("day", None),
        ("outlets", ()),
        ("candidates", None),  # list[Candidate], gazetteer first
        ("heads", None),  # list[Candidate]: families and makers, also where a version is glued to them
        ("amounts", ()),
        ("cues", None),  # dict[str, list[Hit]]: task to its cues in text order
        ("relations", ()),
        ("themes", ()),
        ("modality", "announced"),
        ("modality_cue", None),
        ("event_day", None),
    ):
        Doc.set_extension(name, default=default, force=True)
    for name in Told._fields:
        Span.set_extension(name, getter=_getter(name), setter=_setter(name), force=True)


def _getter(name: str) -> Callable[[Span], object]:
    return lambda span: getattr(told(span), name)


def _setter(name: str) -> Callable[[Span, Any], None]:
    return lambda span, value: tell(span, told(span)._replace(**{name: value}))


register()
