"""Relations: cues and names of headline and fact to ``doc._.relations``."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from spacy.language import Language
from spacy.tokens import Doc

from nlp.attributes import Name as Mention
from nlp.attributes import Notes, names, notes
from nlp.components.gazetteer import gazetteer_of
from nlp.components.modality import media
from nlp.components.themes import outlet_cues
from nlp.gazetteer import Gazetteer
from nlp.model import Modality, Relation
from nlp.normal import normal_form
from nlp.statements.clauses import Name
from nlp.statements.cues import Hit, by_place, outside
from nlp.statements.relations import Reader, Statement

PASSAGES = frozenset({"headline", "fact", "other", "note"})
"""Where an author says what happened; elsewhere he says what could follow."""
MADE = frozenset({"releases", "develops"})
THINGS = frozenset({"PRODUCT", "MODEL"})
HARDWARE = re.compile(r"chip|accelerator|GPU|TPU|CPU|server|rack|platform", re.I)
"""In the note of a product: it is something one deploys."""
MEDIUM = re.compile(r"media|news|outlet|paper|magazine|social|agency|platform|broadcast", re.I)
"""In the note of an organisation: it tells what others do."""
SURE = 2.0
"""Weight from which a modality cue in the sentence of a relation speaks for it."""


class RelationReader:
    """Each statement of an item once, at the place where it is surest."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.nlp, self.name = nlp, name
        self._of: Gazetteer | None = None
        self._makers: dict[str, tuple[tuple[str, ...], bool]] = {}
        self._speakers: dict[tuple[str, ...], list[Name]] = {}

    @property
    def gazetteer(self) -> Gazetteer | None:
        """The one of the pipeline's gazetteer component, where it has one."""
        return gazetteer_of(self.nlp)

    def made(self, gazetteer: Gazetteer | None, mention: Mention) -> tuple[tuple[str, ...], bool]:
        """`makers` of a mention, remembered."""
        if mention.type not in THINGS or gazetteer is None:
            return (), False
        if mention.key not in self._makers:
            self._makers[mention.key] = makers(gazetteer, mention)
        return self._makers[mention.key]

    def speaker(self, gazetteer: Gazetteer | None, outlets: tuple[str, ...]) -> list[Name]:
        """`speaker` of an outlet, remembered."""
        if outlets not in self._speakers:
            self._speakers[outlets] = speaker(gazetteer, outlets)
        return self._speakers[outlets]

    def __call__(self, doc: Doc) -> Doc:
        """Read and write."""
        own = notes(doc)
        units = own.units or (("other", 0, len(own.text)),)
        hits = [hits if kind in PASSAGES else () for kind, hits in by_place(units, own.cues["relation"])]
        if any(hits) or any(name.type in THINGS for name in names(doc)):  # X 的机器人 Y stands without a verb
            found = self.read(own, names(doc), units, hits)
            story, day, rumours = own.modality, own.event_day, _rumours(own, names(doc)) if found else []
            own.relations = tuple(_relation(unit, one, story, day, rumours) for unit, one in found)
        return doc

    def read(
        self,
        own: Notes,
        mentions: Sequence[Mention],
        units: Sequence[tuple[str, int, int]],
        hits: Sequence[Sequence[Hit]],
    ) -> list[tuple[int, Statement]]:
        """(passage, statement), best place of each."""
        gazetteer, sure = self.gazetteer, own.modality in {"announced", "opinion", "denied"}
        if gazetteer is not self._of:  # a loaded pipeline may bring another one
            self._of, self._makers, self._speakers = gazetteer, {}, {}
        reader = Reader(own.text, self.speaker(gazetteer, own.outlets))
        best: dict[tuple[str, str, str], tuple[int, Statement]] = {}
        for unit, (kind, start, end) in enumerate(units):
            if kind not in PASSAGES:
                continue
            inside = [
                Name(m.start, m.end, m.type, m.key, m.confidence, *self.made(gazetteer, m))
                for m in mentions[bisect_left(mentions, (start,)) : bisect_left(mentions, (end,))]
            ]
            for one in reader.passage(start, end, inside, hits[unit]):
                if one.predicate == "releases" and one.planned and not sure:
                    one = replace(one, predicate="develops")  # a plan nobody confirmed
                if gazetteer and one.predicate in MADE and made_by_another(gazetteer, mentions, one):
                    continue
                key = (one.subject, one.predicate, one.object)
                if key not in best or best[key][1].confidence < one.confidence:
                    best[key] = unit, one
        return [x for (s, p, o), x in best.items() if p != "develops" or (s, "releases", o) not in best]


def makers(gazetteer: Gazetteer, mention: Mention) -> tuple[tuple[str, ...], bool]:
    """Who makes a product or model, from the maker upwards (empty where not known), and whether it is hardware."""
    thing = gazetteer.entity(mention.key) or gazetteer.entity(mention.family or "")
    if thing is None:
        return (), False
    return tuple(_house(gazetteer, thing.parent)), bool(HARDWARE.search(thing.note))


def speaker(gazetteer: Gazetteer | None, outlets: Sequence[str]) -> list[Name]:
    """The outlet as an organisation that speaks for itself; nobody where it is a medium, a platform or a chain."""
    if gazetteer is None or len(outlets) != 1:
        return []
    if normal_form(outlets[0]) in media() or normal_form(outlets[0]) in outlet_cues():
        return []
    known = [gazetteer.entities[id_] for id_ in gazetteer.find(outlets[0])]
    return [Name(-1, -1, "ORG", e.id, 0.9) for e in known if e.type == "ORG" and not MEDIUM.search(e.note)][:1]


def made_by_another(gazetteer: Gazetteer, mentions: Sequence[Mention], one: Statement) -> bool:
    """Whether the thing has a known maker that has nothing to do with the subject: who ships it has not made it."""
    family = next((m.family for m in mentions if m.key == one.object), None)
    thing = gazetteer.entity(one.object) or gazetteer.entity(family or "")
    subject = gazetteer.entity(one.subject)
    if thing is None or subject is None or thing.type not in {"MODEL", "PRODUCT"}:
        return False
    house = _house(gazetteer, thing.parent)
    return bool(house) and not house.keys() & _house(gazetteer, subject.id)


def _house(gazetteer: Gazetteer, id_: str | None) -> dict[str, None]:
    """An entity and what it belongs to, upwards."""
    house: dict[str, None] = {}
    while id_ and id_ not in house:
        house[id_] = None
        entity = gazetteer.entity(id_)
        id_ = entity.parent if entity else None
    return house


def _rumours(own: Notes, named: Sequence[Mention]) -> list[int]:
    """Where strong cues of a rumour stand."""
    return [h.start for h in outside(own.cues["modality"], named) if h.cue.label == "rumoured" and h.cue.weight >= SURE]


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


@Language.factory(
    "bg_relations", requires=["doc._.cues", "doc.spans", "doc._.modality"], assigns=["doc._.relations"]
)
def create_relations(nlp: Language, name: str) -> RelationReader:
    """Factory."""
    return RelationReader(nlp, name)
