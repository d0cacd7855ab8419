"""Items in, `Facts` out: the only door of the pipeline for the rest of the program."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, cast

from spacy.language import Language
from spacy.tokens import Doc

from nlp.attributes import MENTIONS, text_of, told
from nlp.model import EntityType, Facts, Item, Mention

BATCH = 256
"""Docs in memory at once."""


def extract(nlp: Language, items: Iterable[Item], batch_size: int = BATCH) -> Iterator[Facts]:
    """One `Facts` for each item, in order; offsets are relative to the unit's text."""
    docs = (to_doc(nlp, item) for item in items)
    for doc in nlp.pipe(docs, batch_size=batch_size):
        yield to_facts(doc)


def to_doc(nlp: Language, item: Item) -> Doc:
    """One Doc for one item, its units joined by line ends."""
    doc = nlp.make_doc("\n".join(unit.text for unit in item.units))
    spans, at = [], 0
    for unit in item.units:
        spans.append((unit.kind, at, at + len(unit.text)))
        at += len(unit.text) + 1
    doc._.units = tuple(spans)
    doc._.day = item.day
    doc._.outlets = item.outlets
    return doc


def to_facts(doc: Doc) -> Facts:
    """What the components wrote on `doc`, as plain data."""
    starts = [start for _, start, _ in doc._.units] or [0]
    return Facts(
        mentions=_mentions(doc, starts),
        amounts=_placed(doc._.amounts, starts),
        relations=tuple(doc._.relations),
        themes=tuple(doc._.themes),
        modality=doc._.modality,
        modality_cue=doc._.modality_cue,
        event_day=doc._.event_day,
    )


def _mentions(doc: Doc, starts: list[int]) -> tuple[Mention, ...]:
    out, text = [], text_of(doc)
    for span in doc.spans.get(MENTIONS, ()):
        unit = bisect_right(starts, span.start_char) - 1
        start, end = span.start_char, span.end_char
        facts, base = told(span), starts[unit]
        out.append(
            Mention(
                unit, start - base, end - base, text[start:end], span.kb_id_, facts.name,
                cast(EntityType, span.label_), facts.rule, facts.confidence, facts.family,
            )
        )  # fmt: skip
    return tuple(out)


def _placed(amounts: Iterable[Any], starts: list[int]) -> tuple[Any, ...]:
    """Amounts carry offsets of the Doc while in the pipeline (unit -1) and of their unit outside."""
    out = []
    for amount in amounts:
        if amount.unit < 0:
            unit = bisect_right(starts, amount.start) - 1
            base = starts[unit]
            amount = replace(amount, unit=unit, start=amount.start - base, end=amount.end - base)
        out.append(amount)
    return tuple(out)
