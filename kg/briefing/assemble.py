"""Sections with roles to stories, statements and notes."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from kg.briefing import statements, story
from kg.briefing.blocks import Block
from kg.briefing.headline import Headline, read_headline
from kg.briefing.inline import bold_spans, key, links, strip_span
from kg.briefing.labels import label_kind, segments
from kg.briefing.noise import noise_reason
from kg.briefing.outline import Section, is_bold_line
from kg.briefing.reading import Reading

__all__ = ["assemble"]

_SENTENCE_LENGTH = 8  # characters; what is shorter between statements is a connective (`第二，`)


def assemble(reading: Reading, sections: Sequence[Section]) -> None:
    """Fill `reading` section by section; overviews last, when the stories they repeat are known."""
    _stories(reading, sections)
    if not reading.stories:
        _stories_from_lists(reading, sections)
    for position, section in enumerate(sections):
        if section.role in {"trend", "watch", "trend_weak", "watch_weak"}:
            _statements(reading, section, _children(sections, position))
    for section in sections:
        if section.role in {"lead", "title", "note", "other", "noise", "overview", "rest", "section"}:
            _rest(reading, section)
    reading.watch.sort(key=lambda item: item.passage.start)


# ---------------------------------------------------------------- stories


def _stories(reading: Reading, sections: Sequence[Section]) -> None:
    group: str | None = None
    draft: story.Draft | None = None
    for section in sections:
        if section.role in {"story", "part"}:
            if section.role == "story":
                _close(reading, draft)
                draft = _headed(reading, section, group)
            elif draft is not None:
                _part(reading, draft, section)
            continue
        _close(reading, draft)
        draft = None
        if section.role == "section":
            group = _heading_text(reading, section)
            _grouped(reading, section, group)
        elif section.role not in {"noise", "label"}:
            group = None
    _close(reading, draft)


def _headed(reading: Reading, section: Section, group: str | None) -> story.Draft | None:
    """A story under a heading of its own."""
    if section.heading is None:
        return None
    draft = story.start(reading, _story_head(reading, section.heading.start, section.heading.end), group)
    story.read_body(reading, draft, section.blocks)
    return draft


def _close(reading: Reading, draft: story.Draft | None) -> None:
    if draft is not None:
        story.finish(reading, draft)


def _story_head(reading: Reading, start: int, end: int) -> Headline:
    return read_headline(reading.text, start, end, outlets=reading.template.outlets != "line")


def _heading_text(reading: Reading, section: Section) -> str | None:
    return reading.text[section.head.start : section.head.end] if section.head is not None else None


def _part(reading: Reading, draft: story.Draft, section: Section) -> None:
    """A heading inside a story: a label by vocabulary, else text of the story that also labels what follows."""
    if section.heading is None or section.head is None:
        return
    words = _heading_text(reading, section) or ""
    if label_kind(words, reading.template.words) is None:
        draft.passages.append(reading.passage("other", section.head.start, section.head.end))
        story.read_body(reading, draft, section.blocks)
        return
    reading.mark(section.heading.start, section.heading.end, "label", words)
    story.read_body(reading, draft, section.blocks, words.rstrip(" :："))


def _grouped(reading: Reading, section: Section, group: str | None) -> None:
    """Stories that stand under bold lines or as list items directly below a group's heading."""
    heads = [i for i, block in enumerate(section.blocks) if _is_bold_head(reading, block)]
    if len(heads) >= 2:
        _bold_stories(reading, section.blocks, heads, group)
        section.blocks = section.blocks[: heads[0]]
        return
    for item in _items(section.blocks):
        _list_story(reading, item, group)
    section.blocks = [block for block in section.blocks if not block.item]


def _bold_stories(reading: Reading, blocks: Sequence[Block], heads: Sequence[int], group: str | None) -> None:
    for at, following in zip(heads, [*heads[1:], len(blocks)], strict=True):
        head = blocks[at]
        draft = story.start(reading, _story_head(reading, head.start, head.end), group)
        story.read_body(reading, draft, blocks[at + 1 : following])
        story.finish(reading, draft)


def _is_bold_head(reading: Reading, block: Block) -> bool:
    if not is_bold_line(reading.text, block):
        return False
    start, end = bold_spans(reading.text, block.start, block.end)[0]
    return label_kind(reading.text[start:end].rstrip(" :："), reading.template.words) is None


def _items(blocks: Sequence[Block]) -> list[list[Block]]:
    """Blocks of each outermost list item, in order."""
    listed = [block for block in blocks if block.item]
    return [list(group) for _, group in groupby(listed, key=lambda block: block.item)]


def _list_story(reading: Reading, item: Sequence[Block], group: str | None) -> None:
    """A story that is one list item: its lead is the headline, the rest its body."""
    first = item[0]
    if noise_reason(reading.text, first):
        for block in item:
            reading.skip(block, "picture or bare link")
        return
    low, high, body = _lead(reading.text, first)
    head = _story_head(reading, low, high)
    head = Headline(head.start, head.end, first.number or head.number, False, head.outlets, (), head.urls)
    draft = story.start(reading, head, group)
    rest = _rest_of(first, body)
    story.read_body(reading, draft, [*([rest] if rest else []), *item[1:]])
    story.finish(reading, draft)


def _rest_of(block: Block, start: int) -> Block | None:
    if start >= block.end:
        return None
    return Block(
        "para",
        start,
        block.end,
        block.line,
        depth=block.depth,
        item=block.item,
        leads=True,
        list_id=block.list_id,
    )


def _lead(text: str, block: Block) -> tuple[int, int, int]:
    """(start, end of the headline, start of the body) of a list item's first block."""
    at, end = block.start, block.end
    while at < end and not text[at].isalnum() and text[at] not in "*_[《“\"'「『【`":
        at += 1
    if text.startswith("**", at) and (spans := bold_spans(text, at, end)):
        return spans[0][0], spans[0][1], _skip_colon(text, spans[0][1] + 2, end)
    if text.startswith("[", at):
        found = [link for link in links(text, at, end) if link.start == at]
        if found:
            return found[0].start, found[0].end, _skip_colon(text, found[0].end, end)
    newline = text.find("\n", at, end)
    stop = end if newline < 0 else newline
    colon = min((p for p in (text.find(mark, at, min(stop, at + 60)) for mark in "：") if p >= 0), default=-1)
    if colon > at + 3:
        return at, colon, _skip_colon(text, colon, end)
    sentence = (
        min((p for p in (text.find(mark, at, stop) for mark in "。！？") if p >= 0), default=stop - 1) + 1
    )
    return at, min(sentence, stop), _skip_colon(text, min(sentence, stop), end)


def _skip_colon(text: str, start: int, end: int) -> int:
    return strip_span(text, start, end, " \t\r\n\u3000:：-—–|｜*")[0]


def _stories_from_lists(reading: Reading, sections: Sequence[Section]) -> None:
    """No heading is a story: the items of the list (or the bold lines) that carry the post are."""
    best: list[Section] = []
    for section in sections:
        if section.role in {"lead", "title", "rest", "overview", "section"}:
            led = [item for item in _items(section.blocks) if _is_led(reading.text, item[0])]
            bold = [block for block in section.blocks if _is_bold_head(reading, block)]
            if len(led) >= 2 or len(bold) >= 2:
                best.append(section)
    for section in best:
        group = _heading_text(reading, section) if section.role in {"rest", "section", "overview"} else None
        _grouped(reading, section, group)
        if section.role == "overview":
            section.role = "section"


def _is_led(text: str, block: Block) -> bool:
    """An item that opens with a title: bold, a link, or a printed number."""
    at = block.start
    while at < block.end and not text[at].isalnum() and text[at] not in "*_[":
        at += 1
    return block.number is not None or text.startswith(("**", "["), at)


# ---------------------------------------------------------------- statements


def _children(sections: Sequence[Section], position: int) -> list[Section]:
    """Headings below a trend or watch heading that are statements of it."""
    out: list[Section] = []
    for section in sections[position + 1 :]:
        if section.role != "statement":
            break
        out.append(section)
    return out


def _statements(reading: Reading, section: Section, children: Sequence[Section]) -> None:
    found, rest = statements.spans(reading, section.blocks) if section.blocks else ([], [])
    if children:
        rest = [*section.blocks]
        found = [
            _child_span(child, child.heading, child.head)
            for child in children
            if child.heading and child.head
        ]
    weak = section.role.endswith("_weak")
    if section.role.startswith("trend"):
        if weak and _repeats_stories(reading, found):
            section.role = "overview"
            _rest(reading, section)
            return
        if statements.add_trends(reading, found):
            rest = [*rest, *_between_statements(reading, section.blocks, found)]
        else:
            rest = [*section.blocks, *(block for child in children for block in child.blocks)]
    else:
        asked = [span for span in found if not weak or _looks_ahead(reading, span)]
        statements.add_watch(reading, asked)
        rest = [
            *rest,
            *(_as_block(reading, span) for span in found if weak and not _looks_ahead(reading, span)),
        ]
    for block in rest:
        _other(reading, block)


def _between_statements(
    reading: Reading, blocks: Sequence[Block], found: Sequence[statements.Span]
) -> list[Block]:
    """Sentences of running text that belong to no statement (`今天有四条线索。`), as blocks of their own."""
    out: list[Block] = []
    starts = iter(found)
    span = next(starts, None)
    for block in blocks:
        low = block.start
        while span is not None and span.start < block.end and block.kind == "para" and not block.depth:
            stop = max(reading.text.rfind(mark, low, span.start) for mark in "。！？!?.\n") + 1
            start, end = strip_span(reading.text, low, max(stop, low))
            if end - start >= _SENTENCE_LENGTH:
                out.append(Block("para", start, end, reading.index.line_of(start)))
            low, span = span.end, next(starts, None)
    return out


def _child_span(child: Section, heading: Block, head: Headline) -> statements.Span:
    end = child.blocks[-1].end if child.blocks else heading.end
    return statements.Span(head.start, end, head.number, (head.start, head.end))


def _as_block(reading: Reading, span: statements.Span) -> Block:
    return Block("para", span.start, span.end, reading.index.line_of(span.start))


def _looks_ahead(reading: Reading, span: statements.Span) -> bool:
    lowered = reading.text[span.start : span.end].casefold()
    return any(word in lowered for word in reading.template.words.forward)


def _repeats_stories(reading: Reading, found: Sequence[statements.Span]) -> bool:
    titles = _titles(reading)
    hits = sum(1 for span in found if _title_in(key(reading.text[span.start : span.end]), titles))
    return bool(found) and hits * 2 >= len(found)


# ---------------------------------------------------------------- the rest


def _titles(reading: Reading) -> list[str]:
    return [key(item.headline.text) for item in reading.stories[: statements.MANY]]


def _title_in(words: str, titles: Sequence[str]) -> bool:
    """Whether an overview line repeats a story's title (whole, or the line is a good part of it)."""
    return any(title and (title in words or (len(words) >= 8 and words in title)) for title in titles)


def _rest(reading: Reading, section: Section) -> None:
    titles = _titles(reading) if section.role in {"overview", "lead", "title", "rest"} else []
    for block in section.blocks:
        if section.role == "noise":
            reading.skip(block, "noise section")
        elif (
            titles
            and block.kind in {"para", "row"}
            and _title_in(key(reading.text[block.start : block.end]), titles)
        ):
            reading.mark(block.start, block.end, "overview", "repeats a story")
        elif section.role in {"lead", "title", "note"}:
            _note(reading, block)
        else:
            _other(reading, block)


def _note(reading: Reading, block: Block) -> None:
    _kept(reading, block, "note")


def _other(reading: Reading, block: Block) -> None:
    _kept(reading, block, "other")


def _kept(reading: Reading, block: Block, kind: str) -> None:
    why = noise_reason(reading.text, block)
    if why:
        reading.skip(block, why)
        return
    for piece in segments(reading.text, block.start, block.end, reading.template.words):
        if piece.kind == "source":
            reading.mark(piece.start, piece.end, "source")
        elif piece.start < piece.end:
            used = kind if kind == "note" or piece.kind is None else "other"
            reading.notes.append(reading.passage(used, piece.start, piece.end, piece.label))  # type: ignore[arg-type]
