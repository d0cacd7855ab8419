"""Versions minted from families: a known family or maker, and what the grammar reads after it."""

from __future__ import annotations

import re

from spacy.language import Language
from spacy.tokens import Doc

from nlp.attributes import Candidate, notes
from nlp.components.gazetteer import GazetteerMatcher
from nlp.gazetteer import Gazetteer
from nlp.versions import brand_tail, edition_tail, short, tail, tidy, version_id

_LETTERS = re.compile(r"[0-9A-Za-z_.-]")
_LETTER = re.compile(r"[ -]?([VKMR])[0-9]")


class VersionMinter:
    """Reads on behind every head the gazetteer component noted; adds to ``doc._.candidates``."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.nlp, self.name = nlp, name
        self._seen: str | None = None
        self._letters: dict[str, dict[str, str]] = {}

    @property
    def gazetteer(self) -> Gazetteer:
        """The one of the pipeline's gazetteer component."""
        return self.matcher.gazetteer

    @property
    def matcher(self) -> GazetteerMatcher:
        """The pipeline's gazetteer component."""
        matcher = self.nlp.get_pipe("bg_gazetteer")
        assert isinstance(matcher, GazetteerMatcher)  # noqa: S101
        return matcher

    def __call__(self, doc: Doc) -> Doc:
        """Add minted versions to the candidates."""
        own = notes(doc)
        heads, text = own.heads, own.narrow
        if heads:
            known = self.matcher  # looked up once: spaCy lists all components to find it
            minted = [one for head in heads if (one := self._mint(head, text, known))]
            own.candidates = [*own.candidates, *minted, *self._short(heads, minted, text)]
        return doc

    def _mint(self, head: Candidate, text: str, known: GazetteerMatcher) -> Candidate | None:
        if not text[head.end : head.end + 1].isascii():
            return None  # a version begins with a blank, a hyphen, a letter or a digit: two of three heads have none
        if head.type == "PRODUCT" and head.key not in known.makers:
            edition = edition_tail().match(text, head.end)
            return self._version(head, edition[0], head.start, edition.end()) if edition else None
        grammar = tail() if head.type == "MODEL" else brand_tail()
        found = grammar.match(text, head.end)
        if not found:
            return None
        letter = _LETTER.match(found[0]) if head.type != "MODEL" else None
        if letter and letter[1] != "V" and letter[1] not in self._series().get(head.key, {}):
            return None  # Apple M5 is a chip: the maker numbers no model with that letter
        return self._version(head, found[0], head.start, found.end())

    def _version(self, head: Candidate, written: str, start: int, end: int, how: str = "version of") -> Candidate:
        name = head.name + tidy(written)
        edition = head.type == "PRODUCT" and head.key not in self.matcher.makers
        type_ = "PRODUCT" if edition else "MODEL"
        known = self._known(name, type_)
        if known:
            entity = self.gazetteer.entities[known]
            return Candidate(
                start, end, type_, known, entity.name, f"{how} {head.name} ({entity.source})", 0.97, entity.family
            )
        family = head.family if head.type == "MODEL" else None
        key = version_id(head.key, written)
        whose = None if edition else family or head.key
        return Candidate(start, end, type_, key, name, f"{how} {head.name}", 0.93, whose)

    def _known(self, name: str, type_: str) -> str | None:
        for id_ in self.gazetteer.find(name):
            if self.gazetteer.entities[id_].type == type_:
                return id_
        return None

    def _short(self, heads: list[Candidate], minted: list[Candidate], text: str) -> list[Candidate]:
        """``V4`` where a head that numbers its models with V stands in the same item."""
        found = [m for m in short().finditer(text) if not _LETTERS.match(text[max(0, m.start() - 1) : m.start()])]
        if not found:
            return []
        owners: dict[str, Candidate] = {}
        for one in minted:
            numbered = _LETTER.search(text, one.start, one.end)
            head = next((h for h in heads if h.start == one.start and h.end < one.end), None)
            if numbered and head:
                owners.setdefault(numbered[1], head)
        letters = self._series()
        for head in heads:
            for letter in letters.get(head.key, {}):
                owners.setdefault(letter, head)
        out = []
        for match in found:
            whose = owners.get(match[0][0])
            if whose:
                out.append(self._version(whose, " " + match[0], *match.span(), "short for a version of"))
        return out

    def _series(self) -> dict[str, dict[str, str]]:
        """Head id to the letters its known models are numbered with (DeepSeek: V, R)."""
        gazetteer = self.gazetteer
        if self._seen != gazetteer.digest:
            self._letters, self._seen = series_letters(gazetteer), gazetteer.digest
        return self._letters


def series_letters(gazetteer: Gazetteer) -> dict[str, dict[str, str]]:
    """For each maker or family: letter to a model that shows it."""
    out: dict[str, dict[str, str]] = {}
    for entity in gazetteer.entities.values():
        if entity.type != "MODEL":
            continue
        found = re.match(r"(.*?[A-Za-z])[ -]?([VKMR])[0-9]", entity.name)
        if not found:
            continue
        for head in (entity.family, entity.parent, *gazetteer.find(found[1])):
            if head:
                out.setdefault(head, {}).setdefault(found[2], entity.id)
    return out


@Language.factory("bg_versions", requires=["doc._.heads"], assigns=["doc._.candidates"])
def create_versions(nlp: Language, name: str) -> VersionMinter:
    """Factory: needs the gazetteer component before it."""
    return VersionMinter(nlp, name)
