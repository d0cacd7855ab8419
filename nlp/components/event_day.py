"""The day the thing happened, from headline and fact passages."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from nlp.attributes import notes
from nlp.days import event_day

STATED_IN = frozenset({"headline", "fact"})
"""Units that tell what happened; comment and advice name other days."""


@Language.component("bg_event_day", assigns=["doc._.event_day"])
def write_event_day(doc: Doc) -> Doc:
    """Set the event day; None where none is stated or the day of the post is not known."""
    own = notes(doc)
    if own.day is not None:
        passages = [own.text[a:b] for kind, a, b in own.units if kind in STATED_IN]
        own.event_day = event_day(passages, own.day)
    return doc
