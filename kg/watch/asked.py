"""What a question asks for, apart from whom it is about: price, approval, listing, court (asked.tsv).

Two questions about one company share its name and the story they were asked on, and may still ask for different
things. The kinds are wide, so that having none in common says something.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

import numpy as np
from scipy import sparse

from kg.briefing import plain
from kg.features import Matrix
from kg.grams import unit
from kg.lexicon import lexicon
from nlp.normal import normal_form

__all__ = ["kinds", "nothing_shared", "rows", "told"]

OCCASION = re.compile(r"^[^，；。：？]{2,40}?(?:之后|以后|过后|以来|之外|之前|期满|结束|面前|到现在|后|时)，")
"""The clause that says after what it is asked: `免费期结束后，…` asks for no price."""


def kinds(text: str) -> dict[int, str]:
    """Number of each kind that a question asks for -> the words that say so.

    >>> list(kinds("甲公司挂牌之后，**定价** 会不会再降。").values())
    ['定价']
    """
    return lexicon("asked.tsv").find(normal_form(OCCASION.sub("", plain(text))))


def told(text: str) -> dict[int, str]:
    """The same of a story, whose text is in normal form: what it speaks of."""
    return lexicon("asked.tsv").find(text)


def rows(kinds: Sequence[Collection[int]]) -> sparse.csr_matrix:
    """Unit rows over the kinds of questions; empty where one asks for none of them."""
    flat = np.array([number for own in kinds for number in sorted(own)], np.int32)
    starts = np.cumsum([0, *map(len, kinds)])
    shape = len(kinds), len(lexicon("asked.tsv").names)
    return unit(sparse.csr_matrix((np.ones(len(flat), np.float32), flat, starts), shape=shape))


def nothing_shared(likeness: Matrix, known: np.ndarray, others: np.ndarray) -> Matrix:
    """1 where both ask for something that is known, and for nothing in common."""
    return ((likeness == 0) & known[:, None] & others[None, :]).astype(np.float32)
