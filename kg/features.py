"""What two short texts are compared by: character pairs, words, concepts. Static weights, no archive.

The weight of a character pair is its rarity in a shipped background (background.tsv, from the sample
archive): so the likeness of two texts never changes when other days arrive. Rows are sparse and of unit
length, a product of two matrices is all cosines at once.
"""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse

from kg.briefing import plain
from nlp.normal import data_folder, normal_form

__all__ = [
    "Concepts",
    "Matrix",
    "background",
    "concept_vectors",
    "concepts",
    "entity_weight",
    "grams",
    "keyed",
    "matrix",
    "vectors",
]

Matrix = Any
"""A numpy or scipy matrix of float32; scipy.sparse has no precise types."""

WORD = re.compile(r"[a-z][a-z0-9.\-]*|\d[\d.]*|[\u3400-\u9fff]+")
# Characters that carry grammar, not content; pairs with one of them are left out (best of 3 lists tried).
FUNCTION = frozenset("的了在与和是也会就还都把被让从到对为着过之其这那个们及或而以于将能可要有没不再更又")
GRAM_SPACE = 1 << 18
"""Columns for hashed grams; 30,000 different ones occur in 43 days, so collisions touch < 6 %."""


def grams(text: str) -> Iterator[str]:
    """Character pairs of Chinese runs, whole Latin words and numbers; normal form, no marks."""
    for match in WORD.finditer(normal_form(plain(text))):
        run = match[0]
        if run[0] < "\u3400":
            yield run.strip(".-")
            continue
        yield from (run[i : i + 2] for i in range(len(run) - 1) if not FUNCTION & {run[i], run[i + 1]})


@lru_cache(maxsize=1)
def background() -> dict[str, float]:
    """Gram -> rarity (inverse document frequency in the background); "" is that of an unseen one."""
    path = data_folder() / "background.tsv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(
            (line for line in file if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE
        )
        counts = {gram: int(count) for gram, count in rows}
    total = counts.pop("")
    weights = {gram: math.log((total + 1) / (count + 1)) for gram, count in counts.items()}
    return {**weights, "": math.log(total + 1)}


@dataclass(frozen=True)
class Concepts:
    """The concept lexicon as one automaton: names in order, and how to find them."""

    names: tuple[str, ...]
    by_word: dict[str, tuple[int, ...]]
    pattern: re.Pattern[str]

    def find(self, text: str) -> dict[int, str]:
        """Concept number -> the words that stand for it in `text` (the first ones)."""
        found: dict[int, str] = {}
        for match in self.pattern.finditer(normal_form(plain(text))):
            for number in self.by_word[match[0]]:
                found.setdefault(number, match[0])
        return found


@lru_cache(maxsize=1)
def concepts() -> Concepts:
    """data/gazetteer/concepts.tsv, words longest first so that 端侧小模型 is not cut short."""
    path: Path = data_folder() / "concepts.tsv"
    names: list[str] = []
    by_word: dict[str, list[int]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith(("#", "concept\t")) or not line.strip():
            continue
        name, words = line.split("\t")
        for word in words.split("|"):
            by_word.setdefault(normal_form(word), []).append(len(names))
        names.append(name)
    ordered = sorted(by_word, key=lambda word: (-len(word), word))
    pattern = re.compile("|".join(_whole(word) for word in ordered))
    return Concepts(tuple(names), {w: tuple(n) for w, n in by_word.items()}, pattern)


def _whole(word: str) -> str:
    """A Latin word starts at a word boundary (`act` is not in `fact`); it may go on (`pric` finds pricing)."""
    escaped = re.escape(word)
    return rf"(?<![a-z]){escaped}" if word[0].isascii() else escaped


def vectors(texts: Sequence[str]) -> sparse.csr_matrix:
    """Unit rows over hashed grams, weighted by rarity. Shape (texts, GRAM_SPACE)."""
    weights = background()
    unseen = weights[""]
    return matrix(({column(g): weights.get(g, unseen) for g in grams(text)} for text in texts), GRAM_SPACE)


def matrix(rows: Iterable[dict[int, float]], width: int) -> sparse.csr_matrix:
    """Unit rows from {column: weight}; an empty row stays zero."""
    indptr: list[int] = [0]
    indices: list[int] = []
    data: list[float] = []
    for row in rows:
        indices.extend(row)
        data.extend(row.values())
        indptr.append(len(indices))
    made = sparse.csr_matrix(
        (np.asarray(data, dtype=np.float32), np.asarray(indices, dtype=np.int32), np.asarray(indptr)),
        shape=(len(indptr) - 1, width),
    )
    lengths = np.sqrt(np.asarray(made.multiply(made).sum(axis=1)).ravel())
    made.data /= np.repeat(np.where(lengths > 0, lengths, 1), np.diff(made.indptr)).astype(np.float32)
    return made


def concept_vectors(found: Sequence[Iterable[int]]) -> sparse.csr_matrix:
    """Unit rows over concepts, weighted by their rarity in the background."""
    names, weights = concepts().names, background()
    return matrix(({k: weights.get(f"@{names[k]}", weights[""]) for k in row} for row in found), len(names))


def entity_weight(entity_id: str) -> float:
    """Rarity of an entity's name in the background: OpenAI says less than a name never seen there."""
    weights = background()
    parts = [part for part in re.split(r"[-:/ ]", entity_id.removeprefix("name:")) if part]
    return max((weights.get(part, weights[""]) for part in parts), default=weights[""])


def keyed(rows: Sequence[Iterable[Any]], weight: Callable[[Any], float]) -> sparse.csr_matrix:
    """Unit rows over the keys that occur (entities, themes, concepts)."""
    columns: dict[Any, int] = {}
    found = [{columns.setdefault(key, len(columns)): weight(key) for key in row} for row in rows]
    return matrix(found, max(1, len(columns)))


@lru_cache(maxsize=1 << 18)
def column(gram: str) -> int:
    import zlib

    return zlib.crc32(gram.encode()) % GRAM_SPACE
