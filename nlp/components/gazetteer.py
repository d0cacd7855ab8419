"""Known names: `PhraseMatcher` over normal forms, then the conditions of each alias."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import srsly
from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from nlp.attributes import Candidate, notes, starts
from nlp.gazetteer import Alias, Gazetteer, load
from nlp.kept import kept
from nlp.matching import (
    WORD,
    beginnings,
    glued,
    glued_left,
    index,
    same_letters,
    strict_case,
    words_pattern,
)
from nlp.normal import normal_form
from nlp.versions import counts, tail
from nlp.words import accidents, version_words, words

TICKER = (
    r"[$＄]%s(?![A-Za-z])|%s\.(?:O|N|US|HK|SH|SZ|SS|T|KS)\b|[（(]%s[)）]"
    r"|(?:NASDAQ|NYSE|HKEX|纳斯达克|纽交所|港交所|股票代码|代码|股票)\s*[:：]?\s*%s(?![A-Za-z])"
)
"""Where a stock symbol is one; `%s` stands for the symbol."""


VERSION_START = frozenset("0123456789VvKMRSOoAB.-")
ALL = 100_000
"""Characters read after which all patterns are added: asking for each text would cost more than it saves."""
REMEMBERED = 50_000
"""Written names whose readings are remembered."""
_LINK = re.compile(r"(?:https?://|www\.)[^\s<>\"）)」』】]+")


@dataclass(frozen=True, slots=True)
class Reading:
    """One entity a pattern may mean, with all that is needed to decide and to say why."""

    alias: Alias
    type: str
    name: str
    family: str | None
    head: bool
    strict: bool
    capital: bool
    """An English word otherwise: only with a capital."""
    accidents: tuple[tuple[int, str], ...]
    """(place of the name in it, phrase) of phrases in which the name stands by accident."""
    rule: str
    needs: Callable[[str], re.Match[str] | None] | None
    plain: bool
    """No condition at all: seven of ten names."""


class Known(NamedTuple):
    """What a written name may mean, and what is to be asked around it; the same wherever it stands."""

    readings: Sequence[Reading]
    heads: frozenset[str]
    """Of these entities a version may follow."""
    latin: bool
    """It begins or ends with a Latin letter or digit, and so may be a part of another word."""
    counted: bool
    """It ends in a number that may count what follows."""
    edition: bool
    """It is a bare word of versions."""

    @classmethod
    def of(cls, written: str, readings: Sequence[Reading]) -> Known:
        """With its questions answered."""
        heads = frozenset(r.alias.entity for r in readings if r.head)
        latin = written[0] in WORD or written[-1] in WORD
        return cls(
            readings, heads, latin, written[-1].isdigit() and " " in written, written in version_words()
        )


class GazetteerMatcher:
    """Writes ``doc._.candidates``: the longest known names, overlaps among them settled."""

    def __init__(self, nlp: Language, name: str, gazetteer: Gazetteer, *, keep: bool = False) -> None:
        self.name = name
        self.vocab = nlp.vocab
        self._index(gazetteer, keep)

    def _index(self, gazetteer: Gazetteer, keep: bool = False) -> None:
        """Build the matcher; with `keep` its patterns are those of an earlier run with the same gazetteer."""
        self.gazetteer = gazetteer
        self.matcher = PhraseMatcher(self.vocab, attr="NORM")
        models = [e for e in gazetteer.entities.values() if e.type == "MODEL"]
        self.makers = {e.parent for e in models if e.parent}
        self.makers.update(owner for e in models for owner in gazetteer.find(first_word(e.name)))
        self._known: dict[str, Known | None] = {}
        own = {(e.id, e.name_zh) for e in gazetteer.entities.values() if e.name_zh}
        make = partial(index, gazetteer.aliases, own)
        self._waiting = kept("patterns", gazetteer.digest, make) if keep else make()
        """Patterns that no text has asked for yet, by their beginnings."""
        self._read = 0
        """Characters of the texts so far."""
        self._places: dict[str, list[int]] = {}
        """A name in normal form without blanks to the places of its aliases."""

    def _prepare(self, text: str) -> None:
        """Add the patterns that may match in `text`: for one post a twentieth of all, in a tenth of the time."""
        self._read += len(text)
        begin = self._waiting.keys() & beginnings(text) if self._read < ALL else list(self._waiting)
        found = {pattern: places for start in begin for pattern, places in self._waiting[start].items()}
        for pattern, places in found.items():
            self._places.setdefault(pattern.replace("\t", ""), []).extend(places)
        # One key for all patterns: spaCy makes a lexeme of every key, which took two thirds of the start.
        # Not hash_string: spaCy has symbols of its own for words such as "meta".
        tokens = [pattern.split("\t") for pattern in found]
        numbers = {token: self.vocab.strings.add(token) for token in set(chain.from_iterable(tokens))}
        self.matcher.add("known", [[numbers[token] for token in pattern] for pattern in tokens])
        for start in begin:  # at last, so that another thread finds them waiting or ready
            self._waiting.pop(start, None)

    def _readings(self, written: str) -> list[Reading]:
        """What a written name may mean, that with a context first."""
        aliases = self.gazetteer.aliases
        places = set(self._places.get(normal_form(written).replace(" ", ""), ()))
        ordered = sorted(places, key=lambda place: (not aliases[place].need, place))
        return [_reading(aliases[place], self.gazetteer, self.makers) for place in ordered]

    def __call__(self, doc: Doc) -> Doc:
        """Find and write."""
        own = notes(doc)
        found, own.heads = self.match(doc)
        own.candidates = settle(found)
        return doc

    def match(self, doc: Doc) -> tuple[list[Candidate], list[Candidate]]:
        """All candidates, overlapping ones too, and those behind which a version may stand."""
        if self._waiting:
            self._prepare(doc.text)
        found = self.matcher(doc)
        out: list[Candidate] = []
        heads: list[Candidate] = []
        if not found:
            return out, heads
        text, cuts, around = notes(doc).narrow, starts(doc), notes(doc).around
        links = web_addresses(text)
        for _, first, last in found:
            start, end = cuts[first], cuts[last]
            if text[end - 1] == " ":  # belongs to the token
                end -= 1
            known = self.known(text[start:end])
            if known is None:
                continue
            stuck = known.latin and glued(text, start, end)
            if stuck and not (
                known.heads and text[end : end + 1] in VERSION_START and not glued_left(text, start)
            ):
                continue
            candidate, versioned = choose(known.readings, text, start, end, around)
            if candidate is None or (links and any(a <= start < b for a, b in links)):
                continue
            if (known.edition and behind_another(text, start)) or (
                known.counted and counts(text, start, end)
            ):
                continue
            if candidate.key in known.heads:
                heads.append(candidate)
            if not stuck and not versioned:
                out.append(candidate)
        return out, heads

    def known(self, written: str) -> Known | None:
        """What a written name may mean; None for a letter whose lower case depends on its neighbours."""
        if written not in self._known:
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            readings = self._readings(written)
            self._known[written] = Known.of(written, readings) if readings else None
        return self._known[written]

    def to_bytes(self, **kwargs: Any) -> bytes:
        """The gazetteer's files, so that a saved pipeline needs no folder."""
        return bytes(srsly.msgpack_dumps(self._state()))

    def from_bytes(self, data: bytes, **kwargs: Any) -> GazetteerMatcher:
        """Rebuild from `to_bytes`."""
        self._index(restore(srsly.msgpack_loads(data)))
        return self

    def to_disk(self, path: str | Path, **kwargs: Any) -> None:
        """One file of that name."""
        Path(path).write_bytes(self.to_bytes())

    def from_disk(self, path: str | Path, **kwargs: Any) -> GazetteerMatcher:
        """Rebuild from `to_disk`."""
        return self.from_bytes(Path(path).read_bytes())

    def _state(self) -> dict[str, Any]:
        return {
            "entities": [e._asdict() for e in self.gazetteer.entities.values()],
            "aliases": [a._asdict() for a in self.gazetteer.aliases],
            "themes": self.gazetteer.themes,
            "digest": self.gazetteer.digest,
        }


def restore(state: dict[str, Any]) -> Gazetteer:
    """A gazetteer from its saved state."""
    from nlp.gazetteer import Entity

    entities = {e["id"]: Entity(**e) for e in state["entities"]}
    aliases = tuple(
        Alias(**{**a, "need": tuple(a["need"]), "avoid": tuple(a["avoid"])}) for a in state["aliases"]
    )
    return Gazetteer.of(entities, aliases, tuple(tuple(t) for t in state["themes"]), state["digest"])


def web_addresses(text: str) -> list[tuple[int, int]]:
    """Where links stand: a name inside an address is no mention."""
    return [m.span() for m in _LINK.finditer(text)] if "://" in text or "www." in text else []


def behind_another(text: str, start: int) -> bool:
    """``Flash`` in ``Step 3.5 Flash``: an alias that is a bare word of versions belongs to the name before it."""
    before = text[start - 2 : start]
    return len(before) == 2 and before[1] in " -" and before[0].isascii() and before[0].isalnum()


def first_word(name: str) -> str:
    """The brand in a model's name: what stands before the first blank, hyphen or digit."""
    return re.split(r"[ 0-9-]", name, maxsplit=1)[0]


def _reading(alias: Alias, gazetteer: Gazetteer, makers: set[str]) -> Reading:
    entity = gazetteer.entities[alias.entity]
    numbered = entity.type == "PRODUCT" and alias.surface[-1].isalpha()
    head = entity.type == "MODEL" or numbered or (entity.id in makers and entity.type in {"ORG", "PRODUCT"})
    strict = alias.case or strict_case(alias.surface)
    capital = alias.surface[:1].isupper() and alias.surface.lower() in words("common")
    phrases = accidents(alias.surface)
    needs = partial(_beside, alias.need) if alias.need else None
    plain = not (strict or capital or phrases or alias.avoid or alias.ticker or alias.versioned or needs)
    rule = f"alias {alias.surface} ({alias.source})"
    return Reading(
        alias, entity.type, entity.name, entity.family, head, strict, capital, phrases, rule, needs, plain
    )


@lru_cache(maxsize=256)
def _beside(words: tuple[str, ...], text: str) -> re.Match[str] | None:
    """One of `words` in `text`; remembered, as a name stands in an item more than once."""
    folded = _folded(text)
    for word in _all_folded(words):  # a pattern that ignores case takes ten times as long, and mostly there is none
        if word in folded:
            return _any_of(words).search(text)
    return None


@lru_cache(maxsize=32)
def _folded(text: str) -> str:
    """`text` in small letters, equal where a pattern that ignores case takes two letters for one."""
    return text.replace("İ", "i").replace("ı", "i").casefold()


@lru_cache(maxsize=8192)
def _all_folded(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(_folded.__wrapped__, words))


@lru_cache(maxsize=8192)
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """Compiled at the first question: compiling all of them at the start took half of it."""
    return words_pattern(words)


def choose(
    readings: Sequence[Reading], text: str, start: int, end: int, around: Sequence[str] = ()
) -> tuple[Candidate | None, bool]:
    """The reading whose conditions hold at that place (None where none does), and whether it needs a version.

    What has to stand beside a name may stand beside it in a text `around` too: a name means one thing in a post
    (one sense per discourse: Gale, Church and Yarowsky 1992).
    """
    for reading in readings:
        alias, rule, confidence = reading.alias, reading.rule, 0.98
        if reading.plain:
            found = Candidate(
                start, end, reading.type, alias.entity, reading.name, rule, confidence, reading.family
            )
            return found, False
        if reading.strict and not same_letters(alias.surface, text[start:end]):
            continue
        if reading.capital and text[start:end].islower():
            continue
        if reading.accidents and any(
            text.startswith(w, start - at) for at, w in reading.accidents if at <= start
        ):
            continue
        if alias.avoid and _avoided(alias.avoid, text, start, end):
            continue
        if alias.ticker and not _ticker(alias.surface).search(text, max(0, start - 8), end + 4):
            continue
        if alias.versioned and not tail().match(text, end):
            continue
        if reading.needs:
            because = reading.needs(text)
            if not because and around:
                same = (other for other in around if text[start:end] in other)
                because = next((found for found in map(reading.needs, same) if found), None)
            if not because:
                continue
            rule, confidence = f"{rule} beside {because[0]}", 0.93
        found = Candidate(
            start, end, reading.type, alias.entity, reading.name, rule, confidence, reading.family
        )
        return found, alias.versioned
    return None, False


def _avoided(words: tuple[str, ...], text: str, start: int, end: int) -> bool:
    after = end + (text[end : end + 1] == " ")
    before = start - (text[start - 1 : start] == " " and start > 0)
    return text.startswith(words, after) or text.endswith(words, 0, before)


@lru_cache(maxsize=4096)
def _ticker(symbol: str) -> re.Pattern[str]:
    return re.compile(TICKER.replace("%s", re.escape(symbol)))


def settle(candidates: list[Candidate]) -> list[Candidate]:
    """Longest first, then the more certain, then the earlier; the rest that overlaps falls. In text order."""
    candidates.sort()
    kept: list[Candidate] = []
    first = end = 0
    for place, one in enumerate(candidates):
        if one.start >= end:
            kept += _apart(candidates[first:place])
            first, end = place, one.end
        elif one.end > end:
            end = one.end
    kept += _apart(candidates[first:])
    return kept


def _apart(touching: list[Candidate]) -> list[Candidate]:
    """Of candidates in text order, each of which overlaps one before it, those that stay; mostly it is one alone."""
    if len(touching) < 2:
        return touching
    taken: set[int] = set()
    kept = []
    for one in sorted(touching, key=lambda c: (c.start - c.end, -c.confidence, c.start)):
        if one.start not in taken and one.end - 1 not in taken:
            taken.update(range(one.start, one.end))
            kept.append(one)
    kept.sort()
    return kept


@Language.factory(
    "bg_gazetteer", assigns=["doc._.candidates", "doc._.heads"], default_config={"folder": None, "hidden": []}
)
def create_gazetteer(nlp: Language, name: str, folder: str | None, hidden: list[str]) -> GazetteerMatcher:
    """Factory: the gazetteer of `folder` without the `hidden` ids."""
    gazetteer = load(Path(folder) if folder else None)
    return GazetteerMatcher(nlp, name, gazetteer.without(hidden), keep=not hidden)


def gazetteer_of(nlp: Language) -> Gazetteer | None:
    """The gazetteer of the pipeline's component, where it has one."""
    try:
        matcher = nlp.get_pipe("bg_gazetteer")
    except KeyError:
        return None
    return matcher.gazetteer if isinstance(matcher, GazetteerMatcher) else None
