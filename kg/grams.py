"""Grams of many texts at once: pairs of Chinese characters, Latin words, numbers, as columns of sparse rows.

The same grams as `kg.features.grams` gives for one text, found with array operations over all characters: ten
years of posts take half a second instead of twenty. A gram is a stretch (start, end) of the characters, its
column a hash of the stretch (a polynomial modulo 2^64, as in Karp and Rabin, 1987).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from nlp.normal import characters

__all__ = ["FUNCTION", "GRAM_SPACE", "Grams", "codes", "column", "columns_of", "pieces", "unit"]

Ints = NDArray[np.int64]

# Characters that carry grammar, not content; pairs with one of them are left out (best of 3 lists tried).
FUNCTION = frozenset("的了在与和是也会就还都把被让从到对为着过之其这那个们及或而以于将能可要有没不再更又")
GRAM_BITS = 18
GRAM_SPACE = 1 << GRAM_BITS
"""Columns for hashed grams; 30,000 different ones occur in 43 days, so collisions touch < 6 %."""
PIECE = 1 << 20  # characters worked on at once: some 100 MB of arrays
OTHER, CONTENT, GRAMMAR, LETTER, DIGIT, POINT, HYPHEN = range(7)
K1, B = 1.2, 0.75
LENGTH = 100  # grams of a usual story; a constant, since the weight of a story must not change with others
BASE, MIX = 0x9E3779B97F4A7C15, 0xD6E8FEB86659FD93


@dataclass(frozen=True)
class Grams:
    """`columns` of all grams, text after text; those of text i are ``columns[starts[i]:starts[i + 1]]``."""

    columns: NDArray[np.int32]
    names: NDArray[np.bool_]
    """True where the gram is a Latin word: a name, mostly."""
    starts: Ints

    @classmethod
    def of(cls, texts: Sequence[str]) -> Grams:
        """Grams of texts without Markdown marks, in any width, case and script."""
        parts = [_grams(piece) for piece in pieces(texts)]
        counts = np.concatenate([[0], *(counts for *_, counts in parts)])
        return cls(
            np.concatenate([np.zeros(0, np.int32), *(columns for columns, _, _ in parts)]),
            np.concatenate([np.zeros(0, bool), *(names for _, names, _ in parts)]),
            np.cumsum(counts).astype(np.int64),
        )

    def only_names(self) -> Grams:
        """Only the Latin words."""
        before = np.concatenate([[0], np.cumsum(self.names)])
        return Grams(self.columns[self.names], self.names[self.names], before[self.starts])

    def counted(self, first: Ints | None = None, last: Ints | None = None) -> sparse.csr_matrix:
        """One row of ones for the different grams of the texts from ``first[i]`` to before ``last[i]``."""
        made = self._often(first, last)
        made.data = np.ones_like(made.data)
        return made

    def saturated(self, first: Ints, last: Ints) -> sparse.csr_matrix:
        """The same rows with the weight that BM25 gives a gram by how often it stands there (Robertson and
        Zaragoza, 2009): twice says more than once, ten times hardly more than five.
        """
        made = self._often(first, last)
        size = np.asarray(made.sum(axis=1)).ravel()
        length = np.repeat(K1 * (1 - B + B * size / LENGTH), np.diff(made.indptr)).astype(np.float32)
        made.data *= np.float32(K1 + 1) / (made.data + length)
        return made

    def _often(self, first: Ints | None, last: Ints | None) -> sparse.csr_matrix:
        size = len(self.starts) - 1
        low = self.starts[np.arange(size) if first is None else first]
        high = self.starts[np.arange(1, size + 1) if last is None else last]
        counts = high - low
        ends = np.cumsum(counts)
        take = np.arange(counts.sum()) + np.repeat(low - (ends - counts), counts)
        made = sparse.csr_matrix(
            (np.ones(len(take), np.float32), self.columns[take], np.concatenate([[0], ends])),
            shape=(len(counts), GRAM_SPACE),
        )
        made.sum_duplicates()
        return made


def unit(made: sparse.csr_matrix) -> sparse.csr_matrix:
    """The rows with length 1; an empty row stays zero."""
    lengths = np.sqrt(np.asarray(made.multiply(made).sum(axis=1)).ravel())
    made.data /= np.repeat(np.where(lengths > 0, lengths, 1), np.diff(made.indptr)).astype(np.float32)
    return made


def column(gram: str) -> int:
    """The column of one gram (in normal form)."""
    return int(columns_of([gram])[0])


def columns_of(grams: Sequence[str]) -> NDArray[np.int32]:
    """The columns of grams in normal form."""
    lengths = np.fromiter(map(len, grams), np.int64, len(grams))
    ends = np.cumsum(lengths)
    return _hashed(codes("".join(grams)), ends - lengths, ends)


def pieces(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    """`texts` in parts of some PIECE characters."""
    start, size = 0, 0
    for end, text in enumerate(texts):
        size += len(text) + 1
        if size > PIECE:
            yield texts[start : end + 1]
            start, size = end + 1, 0
    if start < len(texts):
        yield texts[start:]


def _grams(texts: Sequence[str]) -> tuple[NDArray[np.int32], NDArray[np.bool_], Ints]:
    """Columns, which of them are names, and how many there are in each text."""
    text = codes("\n".join([*texts, ""]))
    ends, is_name = _stretches(_classes()[text])
    starts = np.flatnonzero(ends)
    after = np.cumsum(np.fromiter(map(len, texts), np.int64, len(texts)) + 1)
    counts = np.diff(np.searchsorted(starts, after), prepend=0)
    return _hashed(text, starts, ends[starts]), is_name[starts], counts


def _stretches(kinds: NDArray[np.uint8]) -> tuple[Ints, NDArray[np.bool_]]:
    """Where the gram that begins at each place ends (0: none begins), and whether it is a Latin word.

    A word begins with a letter and goes on over letters, digits, points and hyphens; a number over digits
    and points; both end with a letter or digit. `5g` is a number and a word, `gpt-5.2` one word.
    """
    place = np.arange(len(kinds))
    ends = np.zeros(len(kinds), np.int64)
    pairs = np.flatnonzero((kinds[:-1] == CONTENT) & (kinds[1:] == CONTENT))
    ends[pairs] = pairs + 2
    western = kinds >= LETTER
    solid = (kinds == LETTER) | (kinds == DIGIT)
    in_word = western & (_last(kinds == LETTER, place) > _last(~western, place))
    in_number = ((kinds == DIGIT) | (kinds == POINT)) & ~in_word
    in_number &= _last(kinds == DIGIT, place) > _last(~in_number, place)
    last_solid = _last(solid, place)
    is_name = np.zeros(len(kinds), bool)
    for inside in (in_word, in_number):
        edges = np.diff(inside.astype(np.int8), prepend=0, append=0)
        first, after = np.flatnonzero(edges == 1), np.flatnonzero(edges == -1)
        ends[first] = last_solid[after - 1] + 1
        is_name[first] = inside is in_word
    return ends, is_name


def _last(where: NDArray[np.bool_], place: Ints) -> Ints:
    """For each place the last one up to it where `where` holds, -1 before the first."""
    return np.maximum.accumulate(np.where(where, place, -1))


def codes(text: str) -> NDArray[np.uint32]:
    """Code points of the normal form of `text`."""
    found: NDArray[np.uint32] = _normal()[np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)]
    return found


def _hashed(text: NDArray[np.uint32], starts: Ints, ends: Ints) -> NDArray[np.int32]:
    size = 1 << max(1, len(text).bit_length())
    up, down = _powers(BASE, size), _powers(pow(BASE, -1, 1 << 64), size)
    sums = np.concatenate([np.zeros(1, np.uint64), np.cumsum(text * up[: len(text)], dtype=np.uint64)])
    hashes = (sums[ends] - sums[starts]) * down[starts] * np.uint64(MIX)
    columns: NDArray[np.int32] = (hashes >> np.uint64(64 - GRAM_BITS)).astype(np.int32)
    return columns


@lru_cache(maxsize=8)
def _powers(base: int, size: int) -> NDArray[np.uint64]:
    """1, base, base², … modulo 2^64."""
    steps = np.full(size, base, np.uint64)
    steps[0] = 1
    return np.cumprod(steps, dtype=np.uint64)


@lru_cache(maxsize=1)
def _normal() -> NDArray[np.uint32]:
    """Code point to code point of its normal form (see `nlp.normal.normal_form`)."""
    table = np.arange(0x110000, dtype=np.uint32)
    no = [*range(0xD800, 0xE000), 0x130]  # surrogates, and İ, which gets longer
    cased = np.delete(table[:0x20000], no)
    lower = cased.tobytes().decode("utf-32-le").lower()
    table[cased] = np.frombuffer(lower.encode("utf-32-le"), np.uint32)
    for code, character in characters().items():
        table[code] = table[ord(character)]
    return table


@lru_cache(maxsize=1)
def _classes() -> NDArray[np.uint8]:
    table = np.full(0x110000, OTHER, np.uint8)
    table[0x3400:0xA000] = CONTENT
    table[[ord(c) for c in FUNCTION]] = GRAMMAR
    table[ord("a") : ord("z") + 1] = LETTER
    table[ord("0") : ord("9") + 1] = DIGIT
    table[ord(".")], table[ord("-")] = POINT, HYPHEN
    return table
