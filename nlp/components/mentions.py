"""The last word on names: settle what overlaps and write the spans."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, SpanGroup

from nlp.attributes import MENTIONS, Told, tell
from nlp.components.gazetteer import settle


@Language.component("bg_mentions", requires=["doc._.candidates"], assigns=["doc.spans"])
def write_mentions(doc: Doc) -> Doc:
    """Candidates to ``doc.spans["mentions"]``."""
    spans = []
    for one in settle(doc._.candidates or []):
        span = doc.char_span(one.start, one.end, label=one.type, kb_id=one.key)
        if span is not None:
            tell(span, Told(one.rule, one.confidence, one.name, one.family))
            spans.append(span)
    doc.spans[MENTIONS] = SpanGroup(doc, name=MENTIONS, spans=spans)
    return doc
