"""Modality: cues of headline and fact and the outlets to ``doc._.modality`` and ``doc._.modality_cue``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from spacy.language import Language
from spacy.tokens import Doc

from nlp.attributes import Name, names, notes
from nlp.statements.cues import HEADLINE, Cue, by_place, outlets, outside
from nlp.statements.modality import modality


@lru_cache(maxsize=1)
def media() -> dict[str, list[Cue]]:
    """Outlet cues by the normal form of the name."""
    return outlets("modality")


_SAYS = re.compile(
    r"\s*(?:等人)?(?:[：:]|再?三?(?:批|谈|直言|认为|看待|反驳|警告|预言|预测|断言|呼吁|喊话|坦言|质疑|怒|炮轰|主张|力挺)|"
    r"\s(?:argues|thinks|warns|calls|predicts|believes|urges)\b)"
)
TITLE = 20
"""Characters of a headline in which the person that speaks stands, behind house and title."""


def says(text: str, start: int, end: int, mentions: Sequence[Name]) -> str:
    """The words by which a headline is what a person says (``某人：…``, ``X says``); empty where it is not."""
    for mention in mentions:
        if mention.start > start + TITLE:
            break
        if mention.type == "PERSON" and mention.start >= start:
            told = _SAYS.match(text, mention.end, end)
            return text[mention.start : told.end()].strip() if told else ""
    return ""


@Language.component(
    "bg_modality", requires=["doc._.cues"], assigns=["doc._.modality", "doc._.modality_cue"]
)
def find_modality(doc: Doc) -> Doc:
    """One of five, announced by default."""
    own = notes(doc)
    mentions = names(doc)
    cues = outside(own.cues["modality"], mentions)  # Whisper is a model before it is a rumour
    hits = by_place(own.units or (("other", 0, 0),), cues)
    headline = next(((start, end) for kind, start, end in own.units if kind == HEADLINE), (0, 0))
    judged = says(own.text, *headline, mentions)
    own.modality, own.modality_cue = modality(hits, own.outlets, media(), judged)
    return doc
