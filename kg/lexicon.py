"""Words that stand for a concept, as data: found in a text character by character.

A table of seven thousand words is read in 20 ms; a pattern of as many words would take a second to compile.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from kg.grams import codes, pieces
from kg.trie import Ints, Trie
from nlp.normal import data_folder, normal_form

__all__ = ["Lexicon", "lexicon"]

WHOLE = 4
"""Latin words up to this length are found whole (`act` is not in `active`); longer ones may go on (`regulat`)."""


@dataclass(frozen=True)
class Lexicon:
    """Concepts by number: their names, and how to find them."""

    names: tuple[str, ...]
    by_word: dict[str, tuple[int, ...]]
    begun: frozenset[str]
    """All words and their beginnings, from two characters on: where a text leaves them no word goes on."""

    def find(self, text: str) -> dict[int, str]:
        """Concept number -> the words that stand for it in `text`, in normal form (the first ones)."""
        found: dict[int, str] = {}
        for word in self.words(text):
            for number in self.by_word[word]:
                found.setdefault(number, word)
        return found

    def hits(self, texts: Sequence[str]) -> tuple[Ints, Ints]:
        """(number of the text, number of the concept) of all `words` in many texts, in any width, case and script."""
        found, before = [(np.zeros(0, np.int64), np.zeros(0, np.int64))], 0
        for piece in pieces(texts):
            places, concepts = self._trie.find(codes("\n".join([*piece, ""])))
            ends = np.cumsum(np.fromiter(map(len, piece), np.int64, len(piece)) + 1)
            found.append((before + np.searchsorted(ends, places, side="right"), concepts))
            before += len(piece)
        numbers, concepts = (np.concatenate(column) for column in zip(*found, strict=True))
        return numbers, concepts

    @cached_property
    def _trie(self) -> Trie:
        return Trie.of(self.by_word, WHOLE)

    def words(self, text: str) -> Iterator[str]:
        """The longest word at each place of `text`, which is in normal form; words may overlap."""
        begun, by_word = self.begun, self.by_word
        for place in [p for p in range(len(text) - 1) if text[p : p + 2] in begun]:
            longest, end = "", place + 2
            while (word := text[place:end]) in begun and end <= len(text):
                if word in by_word and (word[0] > "z" or _stands_alone(text, place, end)):
                    longest = word
                end += 1
            if longest:
                yield longest


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a Latin word begins here, and ends here if it is a short one (a plural s aside)."""
    if start and text[start - 1].isascii() and text[start - 1].isalnum():
        return False
    after = text[end : end + 2].removeprefix("s")[:1]
    return end - start > WHOLE or not (after.isascii() and after.isalnum())


@lru_cache(maxsize=4)
def lexicon(file: str) -> Lexicon:
    """A table of the gazetteer folder: a concept a line, its name and its words between bars."""
    names: list[str] = []
    by_word: dict[str, tuple[int, ...]] = {}
    lines = normal_form((data_folder() / file).read_text(encoding="utf-8")).splitlines()
    for line in [line for line in lines if line.strip() and not line.startswith("#")][
        1:
    ]:  # after the heading
        name, words = line.split("\t")
        for word in words.split("|"):
            by_word[word] = (*by_word.get(word, ()), len(names))
        names.append(name)
    begun = frozenset(word[:end] for word in by_word for end in range(2, len(word) + 1))
    return Lexicon(tuple(names), by_word, begun)
