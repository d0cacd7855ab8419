"""Items in, `Facts` out: the only door of the pipeline for the rest of the program."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, cast

from spacy.language import Language
from spacy.tokens import Doc

from nlp.attributes import Name, names, notes
from nlp.collector import paused
from nlp.model import EntityType, Facts, Item, Mention

BATCH = 256
"""Docs in memory at once."""


def extract(nlp: Language, items: Iterable[Item], batch_size: int = BATCH) -> Iterator[Facts]:
    """One `Facts` for each item, in order; offsets are relative to the unit's text."""
    for batch in batched(items, batch_size):
        with paused():
            docs = [to_doc(nlp, item) for item in batch]
            for _, component in nlp.pipeline:  # as `nlp.pipe`, but a component's data stays in the processor's cache
                docs = [component(doc) for doc in docs]
            facts = [to_facts(doc) for doc in docs]
        yield from facts


def batched(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """`items` in lists of `size`."""
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch


def to_doc(nlp: Language, item: Item) -> Doc:
    """One Doc for one item, its units joined by line ends."""
    doc = nlp.make_doc("\n".join(unit.text for unit in item.units))
    spans, at = [], 0
    for unit in item.units:
        spans.append((unit.kind, at, at + len(unit.text)))
        at += len(unit.text) + 1
    own = notes(doc)
    own.units, own.day, own.outlets, own.around = tuple(spans), item.day, item.outlets, item.around
    return doc


def to_facts(doc: Doc) -> Facts:
    """What the components wrote on `doc`, as plain data."""
    own = notes(doc)
    starts = [start for _, start, _ in own.units] or [0]
    return Facts(
        mentions=_mentions(own.text, names(doc), starts),
        amounts=_placed(own.amounts, starts),
        relations=tuple(own.relations),
        themes=tuple(own.themes),
        modality=own.modality,
        modality_cue=own.modality_cue,
        event_day=own.event_day,
    )


def _mentions(text: str, names: Iterable[Name], starts: list[int]) -> tuple[Mention, ...]:
    out = []
    for start, end, type_, key, name, rule, confidence, family in names:
        unit = bisect_right(starts, start) - 1
        base, surface = starts[unit], text[start:end]
        kind = cast(EntityType, type_)
        out.append(Mention(unit, start - base, end - base, surface, key, name, kind, rule, confidence, family))
    return tuple(out)


def _placed(amounts: Iterable[Any], starts: list[int]) -> tuple[Any, ...]:
    """Amounts carry offsets of the Doc while in the pipeline (unit -1) and of their unit outside."""
    out = []
    for amount in amounts:
        if amount.unit < 0:
            unit = bisect_right(starts, amount.start) - 1
            base = starts[unit]
            amount = amount._replace(unit=unit, start=amount.start - base, end=amount.end - base)
        out.append(amount)
    return tuple(out)
