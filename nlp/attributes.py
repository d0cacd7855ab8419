"""What components know of a Doc: one plain `Notes` object, shown outside as custom attributes (``doc._.themes``).

``doc.spans["mentions"]`` holds the mentions: ``span.label_`` is the type, ``span.kb_id_`` the key. Inside the
pipeline everything is read from the notes: an underscore attribute costs 2 microseconds, a span more than finding
its name, and a component asks for dozens of them in every Doc.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from spacy.tokens import Doc, Span

from nlp.normal import narrow

if TYPE_CHECKING:
    from nlp.model import Amount, Modality, Relation, Theme
    from nlp.statements.cues import Hit

MENTIONS = "mentions"
_NOTES = "notes"


class Candidate(NamedTuple):
    """A name at character offsets of the Doc: possible before overlaps are settled, a mention afterwards."""

    start: int
    end: int
    type: str
    key: str
    name: str = ""
    rule: str = ""
    confidence: float = 1.0
    family: str | None = None


Name = Candidate
"""A candidate that stood: a mention as plain values."""


class Told(NamedTuple):
    """What is known of a mention besides its span, label and key."""

    rule: str = ""
    confidence: float = 1.0
    name: str = ""
    family: str | None = None


@dataclass(slots=True)
class Notes:
    """Everything the components write of one Doc and read of each other; offsets are characters of the Doc."""

    text: str
    narrow: str
    """The text in usual width."""
    starts: list[int]
    """Where each token starts, and the end of the text."""
    units: tuple[tuple[str, int, int], ...] = ()
    """(kind, start, end) of each passage."""
    day: date | None = None
    outlets: tuple[str, ...] = ()
    around: tuple[str, ...] = ()
    """Texts in which the condition of a name may hold that it has here too."""
    candidates: list[Candidate] = field(default_factory=list)
    """Gazetteer first."""
    heads: list[Candidate] = field(default_factory=list)
    """Families and makers, also where a version is glued to them."""
    names: list[Candidate] = field(default_factory=list)
    """The mentions as they stand in ``doc.spans``."""
    group: int = 0
    """Identity of the span group that `names` are."""
    amounts: tuple[Amount, ...] = ()
    cues: dict[str, list[Hit]] = field(default_factory=dict)
    """Task to its cues in text order."""
    relations: tuple[Relation, ...] = ()
    themes: tuple[Theme, ...] = ()
    modality: Modality = "announced"
    modality_cue: str | None = None
    event_day: date | None = None


def notes(doc: Doc) -> Notes:
    """The notes of a Doc; begun here where another tokenizer made it."""
    found = doc.user_data.get(_NOTES)
    if isinstance(found, Notes):
        return found
    return begin(doc, doc.text, narrow(doc.text), [*(t.idx for t in doc), len(doc.text)])


def begin(doc: Doc, text: str, narrowed: str, starts: list[int]) -> Notes:
    """Fresh notes of a Doc with its text (joining the tokens again costs as much as tokenising) and token starts."""
    new = doc.user_data[_NOTES] = Notes(text, narrowed, starts)
    return new


def starts(doc: Doc) -> list[int]:
    """Where each token starts, and the end of the text; anew where a component has cut the tokens otherwise."""
    own = notes(doc)
    if len(own.starts) != len(doc) + 1:
        own.starts = [*(token.idx for token in doc), len(own.text)]
    return own.starts


def text_of(doc: Doc) -> str:
    """The text of a Doc without joining its tokens again."""
    return notes(doc).text


def names(doc: Doc) -> list[Name]:
    """The mentions in order; from the spans where another component than ours wrote them."""
    own, group = notes(doc), doc.spans.get(MENTIONS, ())
    if own.group != id(group) or len(own.names) != len(group):
        own.group = id(group)
        own.names = sorted(Candidate(s.start_char, s.end_char, s.label_, s.kb_id_, *_facts(told(s))) for s in group)
    return own.names


def _facts(facts: Told) -> tuple[str, str, float, str | None]:
    return facts.name, facts.rule, facts.confidence, facts.family


def told(span: Span) -> Told:
    """The facts of a mention; defaults where nobody set any (spans of a foreign component)."""
    at = _place(span)
    if at is None:
        set_ = span.doc.user_data.get(("told", span.start_char, span.end_char))
        return Told(*set_) if set_ else Told(name=span.text)
    one = notes(span.doc).names[at]
    return Told(one.rule, one.confidence, one.name, one.family)


def tell(span: Span, facts: Told) -> None:
    """Record the facts of a mention."""
    at = _place(span)
    if at is None:  # no mention yet: kept until it is one
        span.doc.user_data["told", span.start_char, span.end_char] = facts
    else:
        own = notes(span.doc).names
        own[at] = own[at]._replace(**facts._asdict())


def _place(span: Span) -> int | None:
    """Number of the mention at exactly that place."""
    own, start = notes(span.doc).names, span.start_char
    at = bisect_left(own, start, key=lambda one: one.start)
    return at if at < len(own) and own[at].start == start and own[at].end == span.end_char else None


def register() -> None:
    """Define every extension; repeating it is harmless."""
    for one in fields(Notes):
        Doc.set_extension(one.name, getter=_note(one.name), setter=_set_note(one.name), force=True)
    for name in Told._fields:
        Span.set_extension(name, getter=_getter(name), setter=_setter(name), force=True)


def _note(name: str) -> Callable[[Doc], Any]:
    return lambda doc: getattr(notes(doc), name)


def _set_note(name: str) -> Callable[[Doc, Any], None]:
    return lambda doc, value: setattr(notes(doc), name, value)


def _getter(name: str) -> Callable[[Span], object]:
    return lambda span: getattr(told(span), name)


def _setter(name: str) -> Callable[[Span, Any], None]:
    return lambda span, value: tell(span, told(span)._replace(**{name: value}))


register()
