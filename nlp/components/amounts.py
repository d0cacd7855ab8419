"""Amounts: money with role and owner, percentages, counts with a unit."""

from __future__ import annotations

import re

from spacy.language import Language
from spacy.tokens import Doc

from nlp.amounts.find import find
from nlp.amounts.owners import owners
from nlp.amounts.roles import roles
from nlp.amounts.units import fold
from nlp.attributes import names, notes
from nlp.model import Amount

_WORTH = re.compile("[0-9\uff10-\uff19]|百分之|[万亿]|illion|percent|per cent")
"""Without one of these a text states no amount."""


@Language.component("bg_amounts", requires=["doc.spans"], assigns=["doc._.amounts"])
def write_amounts(doc: Doc) -> Doc:
    """All amounts of the units, with offsets of the Doc (unit -1)."""
    own = notes(doc)
    text = own.text
    if not _WORTH.search(text):
        return doc
    known, folded = names(doc), fold(text)
    found = find(text, [(name.start, name.end) for name in known], folded)
    if found:
        meant = roles(folded, found)
        told = zip(found, meant, owners(folded, found, meant, known), strict=True)
        own.amounts = tuple(
            Amount(-1, f.start, f.end, text[f.start : f.end], f.value, f.high, f.measure, f.approx, role, owner)
            for f, role, owner in told
        )
    return doc
