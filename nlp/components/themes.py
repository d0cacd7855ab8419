"""Themes: cues of the theme files, names of the headline and relations of the item to ``doc._.themes``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from spacy.language import Language
from spacy.tokens import Doc

from nlp.attributes import Name, Notes, names, notes
from nlp.components.gazetteer import gazetteer_of
from nlp.gazetteer import Gazetteer
from nlp.normal import normal_form
from nlp.statements.cues import HEADLINE, RELATION, Cue, Hit, by_place, outlets, stated
from nlp.statements.kinds import cues_of
from nlp.statements.themes import themes


@lru_cache(maxsize=1)
def relation_cues() -> dict[str, list[Cue]]:
    """Theme cues that are relations, by ``@predicate`` and ``@predicate:TYPE``."""
    return stated()


@lru_cache(maxsize=1)
def outlet_cues() -> dict[str, list[Cue]]:
    """Theme cues that are outlets (arXiv prints research), by normal form of the name."""
    return outlets("theme")


class ThemeFinder:
    """Writes ``doc._.themes``: up to three, best first."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.nlp, self.name = nlp, name
        self._of: Gazetteer | None = None
        self._kinds: dict[str, list[Hit]] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Find and write."""
        notes(doc).themes = themes(self.hits(doc))
        return doc

    def hits(self, doc: Doc) -> list[tuple[str, Sequence[Hit]]]:
        """(kind of passage, cues) of everything that speaks for a theme: outlets, names, relations, words."""
        own, mentions = notes(doc), names(doc)
        units = own.units or (("other", 0, 0),)
        printed = [Hit(-1, -1, c) for name in own.outlets for c in outlet_cues().get(normal_form(name), ())]
        told: list[tuple[str, Sequence[Hit]]] = [("other", printed)] if printed else []
        kind, _, end = units[0]
        if kind == HEADLINE:
            known = gazetteer_of(self.nlp)
            told += [(kind, said) for name in mentions if name.start < end and (said := self.kinds(name, known))]
        stated_ = _relations(own, units, mentions) if own.relations else []
        return [*told, *stated_, *by_place(units, own.cues["theme"])]

    def kinds(self, name: Name, gazetteer: Gazetteer | None) -> list[Hit]:
        """What an entity says by being what it is, remembered; of a version what its family says."""
        if gazetteer is not self._of:  # a loaded pipeline may bring another one
            self._of, self._kinds = gazetteer, {}
        if name.key not in self._kinds:
            entity = gazetteer and (gazetteer.entity(name.key) or gazetteer.entity(name.family or ""))
            self._kinds[name.key] = [Hit(-1, -1, cue) for cue in cues_of(entity)] if entity else []
        return self._kinds[name.key]


def _relations(
    own: Notes, units: Sequence[tuple[str, int, int]], mentions: Iterable[Name]
) -> list[tuple[str, Sequence[Hit]]]:
    """Relations as cues: a MODEL that is released speaks for models."""
    types = {name.key: name.type.lower() for name in mentions}
    out: list[tuple[str, Sequence[Hit]]] = []
    for relation in own.relations:
        name = f"{RELATION}{relation.predicate}"
        typed = f"{name}:{types.get(relation.object)}"
        cues = (*relation_cues().get(name, ()), *relation_cues().get(typed, ()))
        out.append((units[relation.unit][0], [Hit(-1, -1, cue) for cue in cues]))
    return out


@Language.factory(
    "bg_themes", requires=["doc._.cues", "doc._.relations", "doc.spans"], assigns=["doc._.themes"]
)
def create_themes(nlp: Language, name: str) -> ThemeFinder:
    """Factory."""
    return ThemeFinder(nlp, name)
