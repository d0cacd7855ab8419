"""The last word on names: settle what overlaps and write the spans."""

from __future__ import annotations

from bisect import bisect_left

from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from nlp.attributes import MENTIONS, notes, starts
from nlp.components.gazetteer import settle


@Language.component("bg_mentions", requires=["doc._.candidates"], assigns=["doc.spans"])
def write_mentions(doc: Doc) -> Doc:
    """Candidates to ``doc.spans["mentions"]``; those that begin or end inside a token are none."""
    own, cuts = notes(doc), starts(doc)
    spans, own.names = [], []
    for one in settle(own.candidates):
        first, last = bisect_left(cuts, one.start), bisect_left(cuts, one.end)
        blank = cuts[last] - one.end  # one that belongs to the token before it
        if cuts[first] == one.start and first < last and (not blank or (blank == 1 and own.text[one.end] == " ")):
            spans.append(Span(doc, first, last, label=one.type, kb_id=one.key))
            own.names.append(one)
    group = doc.spans[MENTIONS] = SpanGroup(doc, name=MENTIONS, spans=spans)
    own.group = id(group)
    return doc
