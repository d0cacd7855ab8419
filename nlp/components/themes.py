"""Themes: cues of the theme file and the relations of the item to ``doc._.themes``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from spacy.language import Language
from spacy.tokens import Doc

from nlp.attributes import Name, Notes, names, notes
from nlp.normal import normal_form
from nlp.statements.cues import RELATION, Cue, Hit, by_place, outlets, stated
from nlp.statements.themes import themes


@lru_cache(maxsize=1)
def relation_cues() -> dict[str, list[Cue]]:
    """Theme cues that are relations, by ``@predicate`` and ``@predicate:TYPE``."""
    return stated()


@lru_cache(maxsize=1)
def outlet_cues() -> dict[str, list[Cue]]:
    """Theme cues that are outlets (arXiv prints research), by normal form of the name."""
    return outlets("theme")


@Language.component(
    "bg_themes", requires=["doc._.cues", "doc._.relations", "doc.spans"], assigns=["doc._.themes"]
)
def find_themes(doc: Doc) -> Doc:
    """Up to three themes, best first."""
    notes(doc).themes = themes(hits(doc))
    return doc


def hits(doc: Doc) -> list[tuple[str, Sequence[Hit]]]:
    """(kind of passage, cues) of everything that speaks for a theme: outlets, relations, words."""
    own = notes(doc)
    units = own.units or (("other", 0, 0),)
    printed = [Hit(-1, -1, c) for name in own.outlets for c in outlet_cues().get(normal_form(name), ())]
    told: list[tuple[str, Sequence[Hit]]] = [("other", printed)] if printed else []
    stated_ = _relations(own, units, names(doc)) if own.relations else []
    return [*told, *stated_, *by_place(units, own.cues["theme"])]


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
