"""The word lists of ``data/gazetteer/names``: data, so that a term is added without touching code."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from nlp.gazetteer import loose
from nlp.normal import data_folder


class Kind(NamedTuple):
    """What a word beside or inside a name says about its type."""

    type: str
    weight: float


@lru_cache(maxsize=32)
def words(name: str) -> frozenset[str]:
    """Entries of ``names/<name>.txt``; separated by ``|`` where the file uses it, else by blanks."""
    lines = (data_folder() / "names" / f"{name}.txt").read_text("utf-8").splitlines()
    body = "\n".join(line for line in lines if not line.startswith("#"))
    parts = body.replace("\n", "|").split("|") if "|" in body else body.split()
    return frozenset(part.strip() for part in parts if part.strip())


@lru_cache(maxsize=1)
def generic() -> frozenset[str]:
    """Terms that are no names, in loose form."""
    return frozenset(loose(term) for term in words("generic"))


@lru_cache(maxsize=65536)
def is_generic(term: str) -> bool:
    """Whether `term` (or its singular) is a term of the trade and no name."""
    form = loose(term)
    return form in generic() or (form.endswith("s") and form[:-1] in generic())


@lru_cache(maxsize=1)
def kinds() -> dict[str, dict[str, Kind]]:
    """Place (before, after, last) to word to what it says."""
    table: dict[str, dict[str, Kind]] = {"before": {}, "after": {}, "last": {}}
    for line in (data_folder() / "names" / "kinds.tsv").read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            word, place, type_, weight = line.split("\t")
            table[place][word] = Kind(type_, float(weight))
    return table


@lru_cache(maxsize=1)
def version_words() -> dict[str, str]:
    """Words that may follow a model family, to their form in an id."""
    lines = (data_folder() / "names" / "versions.tsv").read_text("utf-8").splitlines()
    return dict(line.split("\t")[:2] for line in lines if line.strip() and not line.startswith("#"))


@lru_cache(maxsize=1)
def _phrases() -> dict[str, list[tuple[int, str]]]:
    """Every part of two to four characters of the accident phrases, to (place, phrase)."""
    table: dict[str, list[tuple[int, str]]] = {}
    for phrase in words("accidents"):
        for length in range(2, min(5, len(phrase))):
            for at in range(len(phrase) - length + 1):
                table.setdefault(phrase[at : at + length], []).append((at, phrase))
    return table


def accidents(name: str) -> tuple[tuple[int, str], ...]:
    """(place, phrase) of the phrases in which `name` stands by accident.

    >>> accidents("中国")[0][1].count("中国")
    1
    """
    return tuple(_phrases().get(name, ()))
