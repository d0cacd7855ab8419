"""The last word on names: settle what overlaps and write the spans."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, SpanGroup

from nlp.attributes import MENTIONS, Name, Told, tell
from nlp.components.gazetteer import settle


@Language.component("bg_mentions", requires=["doc._.candidates"], assigns=["doc.spans"])
def write_mentions(doc: Doc) -> Doc:
    """Candidates to ``doc.spans["mentions"]``."""
    spans, names = [], []
    for one in settle(doc._.candidates or []):
        span = doc.char_span(one.start, one.end, label=one.type, kb_id=one.key)
        if span is not None:
            tell(span, Told(one.rule, one.confidence, one.name, one.family))
            spans.append(span)
            names.append(Name(one.start, one.end, one.type, one.key))
    doc.user_data["names"] = names
    doc.spans[MENTIONS] = SpanGroup(doc, name=MENTIONS, spans=spans)
    return doc
