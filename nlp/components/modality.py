"""Modality: cues of headline and fact and the outlets to ``doc._.modality`` and ``doc._.modality_cue``."""

from __future__ import annotations

from functools import lru_cache

from spacy.language import Language
from spacy.tokens import Doc

from nlp.attributes import notes
from nlp.statements.cues import Cue, by_place, outlets
from nlp.statements.modality import modality


@lru_cache(maxsize=1)
def media() -> dict[str, list[Cue]]:
    """Outlet cues by the normal form of the name."""
    return outlets("modality")


@Language.component(
    "bg_modality", requires=["doc._.cues"], assigns=["doc._.modality", "doc._.modality_cue"]
)
def find_modality(doc: Doc) -> Doc:
    """One of five, announced by default."""
    own = notes(doc)
    hits = by_place(own.units or (("other", 0, 0),), own.cues["modality"])
    own.modality, own.modality_cue = modality(hits, own.outlets, media())
    return doc
