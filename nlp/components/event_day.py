"""The day the thing happened, from headline and fact passages."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from nlp.attributes import text_of
from nlp.days import event_day

STATED_IN = frozenset({"headline", "fact"})
"""Units that tell what happened; comment and advice name other days."""


@Language.component("bg_event_day", assigns=["doc._.event_day"])
def write_event_day(doc: Doc) -> Doc:
    """Set the event day; None where none is stated or the day of the post is not known."""
    if doc._.day is not None:
        text = text_of(doc)
        doc._.event_day = event_day([text[a:b] for kind, a, b in doc._.units if kind in STATED_IN], doc._.day)
    return doc
