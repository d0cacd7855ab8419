"""Relations: cues and names of headline and fact to ``doc._.relations``."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from nlp.attributes import MENTIONS, text_of, told
from nlp.model import Modality, Relation
from nlp.statements.clauses import Name
from nlp.statements.relations import Reader, Statement

PASSAGES = frozenset({"headline", "fact", "other", "note"})
"""Where an author says what happened; elsewhere he says what could follow."""
SURE = 2.0
"""Weight from which a modality cue in the sentence of a relation speaks for it."""


@Language.component(
    "bg_relations",
    requires=["doc._.cues", "doc.spans", "doc._.modality"],
    assigns=["doc._.relations"],
)
def find_relations(doc: Doc) -> Doc:
    """Each statement once, at the place where it is surest."""
    hits = doc._.cues["relation"]
    if hits:
        text = text_of(doc)
        names = [
            Name(s.start_char, s.end_char, s.label_, s.kb_id_, told(s).confidence) for s in doc.spans.get(MENTIONS, ())
        ]
        reader = Reader(text)
        best: dict[tuple[str, str, str], Relation] = {}
        for unit, (kind, start, end) in enumerate(doc._.units or (("other", 0, len(text)),)):
            if kind in PASSAGES:
                inside = [n for n in names if start <= n.start < end]
                for one in reader.passage(start, end, inside, [h for h in hits if start <= h.start < end]):
                    key = (one.subject, one.predicate, one.object)
                    if key not in best or best[key].confidence < one.confidence:
                        best[key] = _relation(doc, unit, one)
        doc._.relations = tuple(
            r for (s, p, o), r in best.items() if p != "develops" or (s, "releases", o) not in best
        )
    return doc


def _relation(doc: Doc, unit: int, one: Statement) -> Relation:
    return Relation(
        unit, one.subject, one.predicate, one.object, _modality(doc, one), doc._.event_day, one.hit.cue.surface,
        one.confidence,
    )  # fmt: skip


def _modality(doc: Doc, one: Statement) -> Modality:
    """The story's, unless the sentence denies or only rumours it."""
    if one.denied:
        return "denied"
    start, end = one.sentence
    for hit in doc._.cues["modality"]:
        if start <= hit.start < end and hit.cue.label == "rumoured" and hit.cue.weight >= SURE:
            return "rumoured"
    story: Modality = doc._.modality
    return story if story != "denied" else "announced"
