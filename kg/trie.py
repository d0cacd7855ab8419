"""Words of a table in many texts at once: a trie as sorted arrays, walked at all places together.

The same words as `kg.lexicon.Lexicon.words` finds in one text, six times as fast for ten years of posts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = ["Trie"]

Ints = NDArray[np.int64]
BITS = 21
"""Of a code point."""
END = np.iinfo(np.int64).max


class Trie(NamedTuple):
    """Beginnings of words by number; 0 is the empty one."""

    first: NDArray[np.int32]
    """The beginning of one character, by code point."""
    steps: list[tuple[Ints, Ints]]
    """For two characters and more: (beginning and next character, sorted; the longer beginning)."""
    starts: Ints
    """What beginning i stands for: ``meant[starts[i]:starts[i + 1]]``, nothing where it is no word."""
    meant: Ints
    whole: int
    """Latin words up to this length count only whole, longer ones may go on."""

    @classmethod
    def of(cls, by_word: Mapping[str, Sequence[int]], whole: int) -> Trie:
        """From words of two characters and more, none with a line end, and what each stands for."""
        begun = sorted({word[:end] for word in by_word for end in range(1, len(word) + 1)}, key=len)
        number = {"": 0} | {beginning: n for n, beginning in enumerate(begun, 1)}
        first, steps = np.zeros(1 << BITS, np.int32), []
        for length, same in groupby(begun, key=len):
            if length == 1:
                for beginning in same:
                    first[ord(beginning)] = number[beginning]
                continue
            told = sorted((number[b[:-1]] << BITS | ord(b[-1]), number[b]) for b in same)
            keys, longer = zip(*told, (END, 0), strict=True)
            steps.append((np.array(keys, np.int64), np.array(longer, np.int64)))
        meant = [by_word.get(beginning, ()) for beginning in number]
        flat = np.array([n for own in meant for n in own], np.int64)
        return cls(first, steps, np.cumsum([0, *map(len, meant)]), flat, whole)

    def find(self, text: NDArray[np.uint32]) -> tuple[Ints, Ints]:
        """(place, what is meant) of the longest word at each place of `text`, which are code points."""
        codes = np.concatenate([text, np.zeros(2, text.dtype)]).astype(np.int64)
        longest = np.zeros(len(text), np.int64)
        at = self.first[text]
        places = np.flatnonzero(at)
        at = at[places].astype(np.int64)
        for length, (keys, longer) in enumerate(self.steps, 2):
            inside = places + length <= len(text)
            places, at = places[inside], at[inside]
            key = at << BITS | codes[places + length - 1]
            found = np.searchsorted(keys, key)
            goes_on = keys[found] == key
            places, at = places[goes_on], longer[found[goes_on]]
            words = (self.starts[at] < self.starts[at + 1]) & self._alone(codes, places, length)
            longest[places[words]] = at[words]
        places = np.flatnonzero(longest)
        first, last = self.starts[longest[places]], self.starts[longest[places] + 1]
        ends = np.cumsum(last - first)
        meant = np.arange(ends[-1] if len(ends) else 0) + np.repeat(last - ends, last - first)
        return np.repeat(places, last - first), self.meant[meant]

    def _alone(self, codes: Ints, places: Ints, length: int) -> NDArray[np.bool_]:
        """Whether a Latin word begins there, and ends there if it is short (a plural s aside); others always do."""
        begins = ~_solid(codes[places - 1])
        if length <= self.whole:
            after = codes[places + length]
            after = np.where(after == ord("s"), codes[places + length + 1], after)
            begins &= ~_solid(after)
        return begins | (codes[places] > ord("z"))


def _solid(codes: Ints) -> NDArray[np.bool_]:
    """ASCII letters and digits."""
    return _SOLID[np.minimum(codes, 128)]


_SOLID = np.array([chr(code).isalnum() and code < 128 for code in range(129)])
