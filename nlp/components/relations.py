"""Relations: cues and names of headline and fact to ``doc._.relations``."""

from __future__ import annotations

from datetime import date

from spacy.language import Language
from spacy.tokens import Doc

from nlp.attributes import MENTIONS, text_of, told
from nlp.model import Modality, Relation
from nlp.statements.clauses import Name
from nlp.statements.cues import by_place
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
    text, units = text_of(doc), doc._.units or (("other", 0, len(text_of(doc))),)
    hits = [(kind, hit) for kind, hit in by_place(units, doc._.cues["relation"]) if kind in PASSAGES]
    if not hits:
        return doc
    names = [
        Name(s.start_char, s.end_char, s.label_, s.kb_id_, told(s).confidence) for s in doc.spans.get(MENTIONS, ())
    ]
    reader = Reader(text)
    best: dict[tuple[str, str, str], tuple[int, Statement]] = {}
    for unit, (kind, start, end) in enumerate(units):
        if kind in PASSAGES:
            inside = [n for n in names if start <= n.start < end]
            for one in reader.passage(start, end, inside, [h for _, h in hits if start <= h.start < end]):
                key = (one.subject, one.predicate, one.object)
                if key not in best or best[key][1].confidence < one.confidence:
                    best[key] = unit, one
    kept = [x for (s, p, o), x in best.items() if p != "develops" or (s, "releases", o) not in best]
    story, day, rumours = doc._.modality, doc._.event_day, _rumours(doc) if kept else []
    doc._.relations = tuple(_relation(unit, one, story, day, rumours) for unit, one in kept)
    return doc


def _rumours(doc: Doc) -> list[int]:
    """Where strong cues of a rumour stand."""
    return [h.start for h in doc._.cues["modality"] if h.cue.label == "rumoured" and h.cue.weight >= SURE]


def _relation(unit: int, one: Statement, story: Modality, day: date | None, rumours: list[int]) -> Relation:
    """With the story's day, and its modality unless the sentence denies or only rumours it."""
    start, end = one.sentence
    if one.denied:
        modality: Modality = "denied"
    elif any(start <= at < end for at in rumours):
        modality = "rumoured"
    else:
        modality = "announced" if story == "denied" else story
    return Relation(
        unit, one.subject, one.predicate, one.object, modality, day, one.hit.cue.surface, one.confidence
    )
