"""Names nobody listed: runs the rules of `nlp.unknown`, then looks for the same names in the rest of the item."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from nlp.attributes import Candidate, notes
from nlp.components.gazetteer import settle, web_addresses
from nlp.matching import glued
from nlp.normal import in_simplified, normal_form
from nlp.unknown import (
    cars,
    chinese,
    chinese_context,
    chinese_people,
    codes,
    company,
    land,
    latin,
    longer,
    quoted,
    registered,
    short_forms,
    staff,
    tiers,
    titles,
    twice,
    ventures,
)
from nlp.unknown.found import Found

OPENERS = frozenset({"headline", "fact"})
"""Passages that begin with who did something; elsewhere a sentence begins with any noun (measured: .3 right)."""


@Language.component("bg_unknown", requires=["doc._.candidates"], assigns=["doc._.candidates"])
def find_unknown(doc: Doc) -> Doc:
    """Add what the rules find to the candidates; they read simplified script, names stay as they are written."""
    own = notes(doc)
    text, known = in_simplified(own.text), settle(own.candidates)
    openings = [start for kind, start, _ in own.units if kind in OPENERS] or [0]
    found = [*titles.find(text), *latin.find(text, known), *chinese_people.find(text)]
    found += [*tiers.find(text, known), *company.find(text, known), *quoted.find(text), *land.find(text, known)]
    found += [*registered.find(text, known), *ventures.find(text, known), *cars.find(text, known)]
    found += [*longer.find(text, known), *staff.find(text, known), *twice.find(text, known)]
    found += codes.find(text, known)
    found += cars.numbered(text, known, openings)
    found += [*chinese.find(text, known, openings), *chinese_context.find(text, known, openings)]
    links = web_addresses(text)
    if links:
        found = [f for f in found if not any(a <= f.start < b for a, b in links)]
    fresh = [_candidate(text, one, known) for one in found if not _covered(known, one)]
    fresh += _again(text, [*known, *fresh], fresh)
    settled = settle([*known, *fresh]) if fresh else known
    more = _beside(text, settled, known) if fresh or links else []
    everybody = [*known, *fresh, *more]
    short = [*short_forms.find(text, everybody, known), *short_forms.firms(text, everybody, everybody)]
    if more or short:
        fresh = [*_without([*fresh, *more], short), *short]
        settled = settle([*known, *fresh])
    told = company.retyped(text, settled, fresh)
    own.candidates = told if text is own.text else [_as_written(own.text, text, one) for one in told]
    return doc


def _as_written(written: str, text: str, one: Candidate) -> Candidate:
    """With its name in the script of the item."""
    here = slice(one.start, one.end)
    return one._replace(name=written[here]) if one.key.startswith("name:") and one.name == text[here] else one


def _beside(text: str, settled: list[Candidate], known: list[Candidate]) -> list[Candidate]:
    """What stands in a list with the names found so far; a list without end grows three times."""
    found: list[Found] = []
    if any(one.type in {"ORG", "PERSON"} and one.key.startswith("name:") for one in settled):
        found += chinese_context.beside(text, settled)
    if any(one.type == "PRODUCT" and one.key.startswith("name:") for one in settled):
        found += company.listed(text, settled)
    more = [_candidate(text, one, known) for one in found if not _covered(settled, one)]
    for _ in range(2):
        grown = settle([*settled, *more]) if more else settled
        again = [one for one in chinese_context.beside(text, grown) if not _covered(grown, one)] if more else []
        if not again:
            break
        more += [_candidate(text, one, known) for one in again]
    return more


def _without(fresh: list[Candidate], short: list[Candidate]) -> list[Candidate]:
    """Those that are no other reading of a short form (``Pichai`` as a product)."""
    spans = {(s.start, s.end) for s in short}
    return [f for f in fresh if (f.start, f.end) not in spans]


def _covered(known: list[Candidate], one: Found) -> bool:
    return any(k.start <= one.start and k.end >= one.end for k in known)


def key_of(surface: str) -> str:
    """The key of a name nobody listed."""
    return "name:" + " ".join(normal_form(surface).split())


def _candidate(text: str, one: Found, known: list[Candidate]) -> Candidate:
    """A candidate under the name as written; an edition under its owner's, for many things have a Pro."""
    name = text[one.start : one.end]
    if one.rule in {tiers.PLAN, tiers.MODEL} and (whose := tiers.owner(known, one.start)):
        name = tiers.full_name(whose.name, name)
    return Candidate(one.start, one.end, one.type, key_of(name), name, one.rule, one.confidence)


def _again(text: str, taken: list[Candidate], fresh: list[Candidate]) -> list[Candidate]:
    """Further places of the names found, which no rule saw by itself."""
    if not fresh:
        return []
    at = {(c.start, c.end) for c in taken}
    best: dict[str, Candidate] = {}
    for one in fresh:
        if one.confidence >= 0.6 and (one.name not in best or best[one.name].confidence < one.confidence):
            best[one.name] = one
    out = []
    for name, one in best.items():
        start = text.find(name)
        while start >= 0:
            end = start + len(name)
            if (start, end) not in at and not glued(text, start, end):
                rule, less = f"repeats: {one.rule}", one.confidence - 0.05
                out.append(one._replace(start=start, end=end, rule=rule, confidence=less))
            start = text.find(name, end)
    return out
