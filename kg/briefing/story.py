"""A story from its headline and the blocks below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kg.briefing.blocks import Block
from kg.briefing.closing import closing_outlets
from kg.briefing.headline import Headline
from kg.briefing.inline import key, links
from kg.briefing.labels import Segment, label_kind, segments
from kg.briefing.noise import noise_reason
from kg.briefing.outlets import beside, chain
from kg.briefing.reading import Reading
from kg.model import Kind, Passage, Story, WatchStatement

__all__ = ["Draft", "finish", "read_body", "start"]

_PASSAGE_KINDS = frozenset({"fact", "why", "impact", "advice", "note"})


_MAX_OUTLETS = 12  # a longer list of sources is a bibliography


@dataclass(slots=True)
class Draft:
    """A story while it is read."""

    headline: Passage
    number: int | None
    section: str | None
    passages: list[Passage] = field(default_factory=list)
    outlets: list[str] = field(default_factory=list)
    source_urls: list[str] = field(default_factory=list)
    urls: list[str] = field(default_factory=list)
    watch: list[Passage] = field(default_factory=list)
    labelled: bool = False
    """Whether a passage with an opinion was read: unlabelled text after it is no fact."""


@dataclass(slots=True)
class _Carry:
    """The label that still holds for the next blocks, and how far."""

    kind: str | None = None
    label: str | None = None
    item: int = 0
    """Outermost list item in which it was set, 0 for a label on a line of its own."""
    depth: int = 0
    open: bool = False


def start(reading: Reading, head: Headline, section: str | None) -> Draft:
    """Begin a story at its headline."""
    headline = reading.passage("headline", head.start, head.end)
    return Draft(headline, head.number, section, outlets=list(head.outlets), source_urls=list(head.urls))


def read_body(reading: Reading, draft: Draft, blocks: Sequence[Block], heading: str | None = None) -> None:
    """Add the blocks of a section (and of headings inside the story) to the story."""
    carry = _Carry()
    if heading:
        kind = label_kind(heading, reading.template.words)
        carry = _Carry(kind, heading, open=True)
    for block in blocks:
        _read_block(reading, draft, block, carry)


def _read_block(reading: Reading, draft: Draft, block: Block, carry: _Carry) -> None:
    text = reading.text
    why = noise_reason(text, block)
    if why:
        draft.urls.extend(link.url for link in links(text, block.start, block.end) if not link.image)
        reading.skip(block, why)
        return
    _expire(carry, block)
    for piece in segments(text, block.start, block.end, reading.template.words):
        if piece.start >= piece.end and piece.label:
            reading.mark_label(block, piece.label)
        if piece.label is not None and piece.kind is not None:
            carry.kind, carry.label, carry.item = piece.kind, piece.label, block.item
            carry.depth, carry.open = block.depth, piece.start >= piece.end
        elif piece.label is not None:
            carry.kind, carry.label, carry.item, carry.depth, carry.open = (
                None,
                piece.label,
                block.item,
                block.depth,
                False,
            )
        _take(reading, draft, block, piece, carry)


def _expire(carry: _Carry, block: Block) -> None:
    """A label holds for its own list item, or, alone on its line, until the next label."""
    if carry.label is None or (carry.open and not carry.item):
        return
    if carry.item and block.item == carry.item and (block.depth > carry.depth or not block.leads):
        return
    carry.kind, carry.label, carry.item, carry.depth, carry.open = None, None, 0, 0, False


def _take(reading: Reading, draft: Draft, block: Block, piece: Segment, carry: _Carry) -> None:
    start, end = piece.start, piece.end
    if start >= end:
        return
    kind = piece.kind if piece.label is not None else carry.kind
    label = piece.label if piece.label is not None else carry.label
    urls = [
        link.url for link in links(reading.text, start, end) if not link.image and link.url.startswith("http")
    ]
    if kind == "source":
        _source(reading, draft, start, end, urls)
        return
    draft.urls.extend(urls)
    if kind == "watch":
        draft.watch.append(reading.passage("watch", start, end, label))
        return
    draft.passages.append(reading.passage(_kind(reading, draft, kind, block), start, end, label))


def _kind(reading: Reading, draft: Draft, kind: str | None, block: Block) -> Kind:
    if kind in _PASSAGE_KINDS:
        draft.labelled = draft.labelled or kind in {"why", "impact", "advice"}
        return kind  # type: ignore[return-value]
    if draft.labelled or block.kind == "row" or (block.quoted and draft.passages):
        return "other"
    return reading.template.unlabelled


def _source(reading: Reading, draft: Draft, start: int, end: int, urls: list[str]) -> None:
    reading.mark(start, end, "source")
    draft.source_urls.extend(urls)
    if others := beside(reading.text[start:end]):
        reading.issue(start, "info", f"of several sources the first is kept, not {', '.join(others)[:80]}")
    for name in chain(reading.text[start:end]):
        if len(name) <= 40 and name not in draft.outlets and len(draft.outlets) < _MAX_OUTLETS:
            draft.outlets.append(name)


def finish(reading: Reading, draft: Draft) -> None:
    """Close the story: fix its position, hand its watch bullets to the post's watch list.

    A title that stood in the post before is the same story told on: its passages join the first.
    """
    _closing_outlet(draft)
    name = key(draft.headline.text)
    before = reading.positions.get(name) if name else None
    if before is not None:
        reading.issue(draft.headline.start, "info", f"repeats story {before} of this post; joined with it")
        first = reading.stories[before - 1]
        reading.stories[before - 1] = replace(
            first,
            passages=(*first.passages, *draft.passages),
            outlets=tuple(dict.fromkeys((*first.outlets, *draft.outlets))),
            links=tuple(dict.fromkeys((*first.links, *draft.source_urls, *draft.urls))),
        )
    else:
        before = len(reading.stories) + 1
        reading.positions[name] = before
        urls = tuple(dict.fromkeys([*draft.source_urls, *draft.urls]))
        number = draft.number if draft.number is not None else before
        passages, outlets = tuple(draft.passages), tuple(draft.outlets)
        reading.stories.append(Story(number, draft.headline, passages, outlets, urls, draft.section))
    for passage in draft.watch:
        reading.watch.append(WatchStatement(len(reading.watch) + 1, passage, before))


def _closing_outlet(draft: Draft) -> None:
    """Where a story names its outlet nowhere else, what its text closes with."""
    if not draft.outlets and draft.passages:
        draft.outlets.extend(closing_outlets([passage.text for passage in draft.passages[-2:]]))
