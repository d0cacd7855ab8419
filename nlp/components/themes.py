"""Themes: cues of the theme file to ``doc._.themes``."""

from __future__ import annotations

from bisect import bisect_right

from spacy.language import Language
from spacy.tokens import Doc

from nlp.statements.themes import themes


@Language.component("bg_themes", requires=["doc._.cues"], assigns=["doc._.themes"])
def find_themes(doc: Doc) -> Doc:
    """Up to three themes, best first."""
    units = doc._.units or (("other", 0, 0),)
    starts = [start for _, start, _ in units]
    doc._.themes = themes((units[bisect_right(starts, hit.start) - 1][0], hit) for hit in doc._.cues["theme"])
    return doc
