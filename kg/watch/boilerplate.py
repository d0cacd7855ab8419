"""Sentences that every post repeats: recognised as such, so that they never pass for questions."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

__all__ = ["boilerplate"]

LEAST_DAYS = 5
LEAST_SHARE = 0.5
"""The same words on at least 5 days and on half of all days from the first to the last of them: in one
public archive 51 of 57 posts end with the same three sentences; no item of the sample archive does."""
WORDS = re.compile(r"\w+")


def boilerplate(statements: Iterable[tuple[str, str, date]]) -> set[str]:
    """Items of which every wording is boilerplate, from (item, text, day) of all statements that are known.

    It depends on all of these days: it decides what is shown, never an id.
    """
    days: dict[str, set[date]] = defaultdict(set)
    wordings: Mapping[str, set[str]] = defaultdict(set)
    bare: dict[str, str] = {}
    for item, text, day in statements:
        words = bare.get(text) or bare.setdefault(text, "".join(WORDS.findall(text)))
        days[words].add(day)
        wordings[item].add(words)
    posts = sorted(set().union(*days.values()))
    usual = {words for words, own in days.items() if _usual(own, posts)}
    return {item for item, own in wordings.items() if own <= usual}


def _usual(own: set[date], posts: list[date]) -> bool:
    spanned = bisect_right(posts, max(own)) - bisect_left(posts, min(own))
    return len(own) >= LEAST_DAYS and len(own) >= LEAST_SHARE * spanned
