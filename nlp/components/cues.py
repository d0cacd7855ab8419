"""Finds every cue of themes, modality and relations in one pass."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from operator import itemgetter
from typing import Any

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from nlp.attributes import notes, starts
from nlp.normal import normal_form
from nlp.statements.cues import Cue, Hit, holds, load
from nlp.tokenizer import pieces

_first = itemgetter(1)
_hit: Callable[[tuple[int, int, Cue]], Hit] = partial(tuple.__new__, Hit)
"""A `Hit`, made three times as fast: the most frequent object of all."""


class CueMatcher:
    """Writes ``doc._.cues``: for each task its `Hit` list in text order."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name
        self.matcher = PhraseMatcher(nlp.vocab, attr="NORM")
        self.cues: dict[int, list[tuple[Cue, str, bool]]] = {}
        """Key of a pattern to its cues, each with its task and whether it asks for the characters beside it."""
        # A key becomes a lexeme, which is asked for shape, prefix, likeness to an address: half of this start.
        getters, nlp.vocab.lex_attr_getters = nlp.vocab.lex_attr_getters, {}
        try:
            self._add(nlp.vocab.strings.add)
        finally:
            nlp.vocab.lex_attr_getters = getters

    def _add(self, number: Callable[[str], int]) -> None:
        """All cues; `number` gives the number of a string."""
        for form, cue in load():
            pattern = [normal_form(piece) for piece in pieces(form)]
            name = f"cue:{'|'.join(pattern)}"
            key = number(name)
            if key not in self.cues:
                self.cues[key] = []
                self.matcher.add(name, [[number(piece) for piece in pattern]])
            if all(cue is not known for known, _, _ in self.cues[key]):
                self.cues[key].append((cue, cue.task, bool(cue.left or cue.right)))

    def __call__(self, doc: Doc) -> Doc:
        """Find and write."""
        notes(doc).cues = self.find(doc)
        return doc

    def find(self, doc: Doc) -> dict[str, list[Hit]]:
        """The hits of each task, in text order, the longer of two that begin together first."""
        out: dict[str, list[Hit]] = {"theme": [], "modality": [], "relation": []}
        found = self.matcher(doc)
        if not found:
            return out
        text, cuts = notes(doc).text, starts(doc)
        padded = f"{text}\n"  # so that there is a character before the first and behind the last
        found.reverse()  # in the order of starts, then of ends; backwards the longer comes first
        for key, first, last in sorted(found, key=_first):
            start, end = cuts[first], cuts[last]
            if text[end - 1] == " ":  # belongs to the token
                end -= 1
            for cue, task, asks in self.cues[key]:
                beside = asks and (padded[start - 1] in cue.left or padded[end] in cue.right)
                if not beside or holds(cue, text, start, end):
                    out[task].append(_hit((start, end, cue)))
        return out

    def to_bytes(self, **kwargs: Any) -> bytes:
        """Nothing to keep: cues are the data of the package."""
        return b""

    def from_bytes(self, data: bytes, **kwargs: Any) -> CueMatcher:
        """Nothing to restore."""
        return self

    def to_disk(self, path: Any, **kwargs: Any) -> None:
        """Nothing to keep."""

    def from_disk(self, path: Any, **kwargs: Any) -> CueMatcher:
        """Nothing to restore."""
        return self


@Language.factory("bg_cues", assigns=["doc._.cues"])
def create_cues(nlp: Language, name: str) -> CueMatcher:
    """Factory."""
    return CueMatcher(nlp, name)
