"""Stories without a heading of their own: under lines in bold, as list items, as rows of a table."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from kg.briefing import story
from kg.briefing.blocks import Block
from kg.briefing.headline import Headline, read_headline
from kg.briefing.inline import bold_spans, key, links, past_decoration, strip_span
from kg.briefing.marks import box_is_title, boxed
from kg.briefing.noise import noise_reason
from kg.briefing.outline import Section, bold_head, split_head, story_head
from kg.briefing.reading import Reading

__all__ = ["grouped", "heading_text", "stories_from_lists", "story_headline"]

_ITEMS = 3  # a list without titles that makes a post has at least so many items …
_TOLD = 2  # groups of running text, from which on they are a post's stories
_ITEM_LENGTH = 6  # … of at least so many letters


def story_headline(reading: Reading, start: int, end: int) -> Headline:
    """A stretch as a headline, its parentheses as outlets where the template has them there."""
    return read_headline(reading.text, start, end, outlets=reading.template.outlets != "line")


def heading_text(reading: Reading, section: Section) -> str | None:
    """The words of a section's heading without number and decoration."""
    return reading.text[section.head.start : section.head.end] if section.head is not None else None


def grouped(reading: Reading, section: Section, group: str | None) -> None:
    """Stories that stand under bold lines or as list items directly below a group's heading."""
    heads = [i for i, block in enumerate(section.blocks) if story_head(reading.text, block, reading.template.words)]
    first = next((i for i, block in enumerate(section.blocks) if not noise_reason(reading.text, block)), None)
    if len(heads) >= 2 or (heads and heads[0] == first):
        _bold_stories(reading, section.blocks, heads, group)
        section.blocks = section.blocks[: heads[0]]
        return
    titled = [item for item in _items(section.blocks) if not _is_labelled(reading, item[0])]
    for item in titled:
        _list_story(reading, item, group)
    taken = {item[0].item for item in titled}
    section.blocks = [block for block in section.blocks if block.item not in taken]


def _bold_stories(reading: Reading, blocks: Sequence[Block], heads: Sequence[int], group: str | None) -> None:
    for at, following in zip(heads, [*heads[1:], len(blocks)], strict=True):
        head, rest = split_head(reading.text, blocks[at], bold_head(reading.text, blocks[at]) or blocks[at].end)
        draft = story.start(reading, story_headline(reading, head.start, head.end), group)
        story.read_body(reading, draft, [*([rest] if rest else []), *blocks[at + 1 : following]])
        story.finish(reading, draft)


def _items(blocks: Sequence[Block]) -> list[list[Block]]:
    """Blocks of each outermost list item, in order."""
    listed = [block for block in blocks if block.item]
    return [list(group) for _, group in groupby(listed, key=lambda block: block.item)]


def _is_labelled(reading: Reading, block: Block) -> bool:
    """Whether a list item opens with a label of the vocabulary (`- **影响**：…`), which is no title."""
    low, high, _ = _lead(reading.text, block)
    return key(reading.text[low:high]) in reading.template.words.labels


def _list_story(reading: Reading, item: Sequence[Block], group: str | None) -> None:
    """A story that is one list item: its lead is the headline, the rest its body."""
    first = item[0]
    if noise_reason(reading.text, first):
        for block in item:
            reading.skip(block, "picture or bare link")
        return
    low, high, body = _lead(reading.text, first)
    head = story_headline(reading, low, high)
    sourced, after = _with_source(reading, first, head)
    head, body = (sourced, after) if sourced else (head, body)
    head = Headline(head.start, head.end, first.number or head.number, False, head.outlets, head.urls)
    draft = story.start(reading, head, group)
    rest = _rest_of(first, body)
    story.read_body(reading, draft, [*([rest] if rest else []), *item[1:]])
    story.finish(reading, draft)


def _with_source(reading: Reading, first: Block, head: Headline) -> tuple[Headline | None, int]:
    """The headline with the outlets behind its title (`**题**（路透）`), None without; and where the text goes on."""
    newline = reading.text.find("\n", head.end, first.end)
    stop = strip_span(reading.text, head.end, first.end if newline < 0 else newline)[1]
    whole = story_headline(reading, first.start, stop)
    if not whole.outlets or head.outlets or (whole.start, whole.end) != (head.start, head.end):
        return None, stop
    return whole, strip_span(reading.text, stop, first.end)[0]


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
    at = past_decoration(text, at, end, "*_[《“\"'「『【`")
    if text.startswith("**", at) and (spans := bold_spans(text, at, end)) and _ends_title(text, spans[0][1] + 2, end):
        return spans[0][0], spans[0][1], _skip_colon(text, spans[0][1] + 2, end)
    if text.startswith("[", at):
        found = [link for link in links(text, at, end) if link.start == at]
        if found:
            return found[0].start, found[0].end, _skip_colon(text, found[0].end, end)
    if (close := boxed(text, at, end)) and box_is_title(text[at + 1 : close - 1]):
        return at + 1, close - 1, _skip_colon(text, close, end)
    newline = text.find("\n", at, end)
    stop = end if newline < 0 else newline
    colon = min((p for p in (text.find(mark, at, min(stop, at + 60)) for mark in "：") if p >= 0), default=-1)
    sentence = (
        min((p for p in (text.find(mark, at, stop) for mark in "。！？") if p >= 0), default=stop - 1) + 1
    )
    if at + 3 < colon < sentence:
        return at, colon, _skip_colon(text, colon, end)
    return at, min(sentence, stop), _skip_colon(text, min(sentence, stop), end)


_TITLE_ENDS = ":：-—–|｜\n\r。.！!？?（([，,→"


def _ends_title(text: str, at: int, end: int) -> bool:
    """Whether a title in bold ends at `at`; where the sentence goes on (`**Adobe** 推出…`) it is its subject."""
    after = strip_span(text, at, end, " \t\u3000")[0]
    return after >= end or text[after] in _TITLE_ENDS or not (text[after].isalnum() or text[after] in "《“「『*_`")


def _skip_colon(text: str, start: int, end: int) -> int:
    """Past what divides a headline from its text; a dash on the next line (`——新华社`) is the text's own."""
    line = text.find("\n", start, end)
    after = strip_span(text, start, end if line < 0 else line, " \t\r\u3000:：-—–|｜*.。,，;；")[0]
    return strip_span(text, after, end)[0]


def stories_from_lists(reading: Reading, sections: Sequence[Section]) -> None:
    """No heading is a story: the titled list items or bold lines that carry the post are, else rows, else items."""
    open_ = [s for s in sections if s.role in {"lead", "title", "rest", "overview", "section"}]
    best = [s for s in open_ if _carries(reading, s)]
    for section in best:
        grouped(reading, section, _group_of(reading, section))
        if section.role == "overview":
            section.role = "section"
    plain = [s for s in open_ if s.role != "overview"]
    if not best:
        for section in plain:
            _row_stories(reading, section)
    if not reading.stories and _is_a_list(reading, plain):
        for section in plain:
            grouped(reading, section, _group_of(reading, section))
    told = [s for s in open_ if s.role == "section" and _has_prose(reading, s)]
    if not reading.stories and len(told) >= _TOLD:
        for section in told:
            _told(reading, section)


def _has_prose(reading: Reading, section: Section) -> bool:
    return any(block.kind == "para" and not noise_reason(reading.text, block) for block in section.blocks)


def _told(reading: Reading, section: Section) -> None:
    """Paragraphs below a group, without titles: each is a story, its first sentence the headline."""
    prose = [block for block in section.blocks if block.kind == "para"]
    for block in prose:
        _list_story(reading, [block], _group_of(reading, section))
    section.blocks = [block for block in section.blocks if block.kind != "para"]


def _group_of(reading: Reading, section: Section) -> str | None:
    return heading_text(reading, section) if section.role in {"rest", "section", "overview"} else None


def _carries(reading: Reading, section: Section) -> bool:
    led = [item for item in _items(section.blocks) if _is_led(reading.text, item[0])]
    bold = [b for b in section.blocks if story_head(reading.text, b, reading.template.words)]
    return len(led) >= 2 or len(bold) >= 2


def _is_a_list(reading: Reading, sections: Sequence[Section]) -> bool:
    """Whether a post is one list of sentences: three items or more, and no more paragraphs beside them."""
    blocks = [b for s in sections for b in s.blocks if not noise_reason(reading.text, b)]
    tops = [b for b in blocks if b.depth == 1 and b.leads]
    beside = sum(1 for b in blocks if not b.depth)
    long = all(len(key(reading.text[b.start : b.end])) >= _ITEM_LENGTH for b in tops)
    return len(tops) >= _ITEMS and beside <= len(tops) and long


def _row_stories(reading: Reading, section: Section) -> None:
    """Rows of a table with a column of headlines (`事件`, `Story`); the other cells are the story's passages."""
    words = reading.template.words
    names: list[str] = []
    column: int | None = None
    taken: set[int] = set()
    for block in section.blocks:
        if block.kind == "row" and block.header:
            names = [reading.text[a:b] for a, b in block.cells]
            taken.add(block.start)
            column = next((at for at, name in enumerate(names) if key(name) in words.columns), None)
        elif block.kind == "row" and column is not None and column < len(block.cells):
            _row_story(reading, block, names, column, _group_of(reading, section))
            taken.add(block.start)
    if len(taken) > 1:
        for block in section.blocks:
            if block.header:
                reading.skip(block, "table header")
        section.blocks = [block for block in section.blocks if block.start not in taken]


def _row_story(reading: Reading, row: Block, names: Sequence[str], column: int, group: str | None) -> None:
    start, end = row.cells[column]
    if start >= end:
        return
    draft = story.start(reading, story_headline(reading, start, end), group)
    for at, (low, high) in enumerate(row.cells):
        named = key(names[at]) if at < len(names) else ""
        if reading.text[low:high].isdecimal() and (not named or named in reading.template.words.numbers):
            reading.mark(low, high, "noise", "the number of the row")
        elif at != column and low < high:
            cell = row._replace(kind="para", start=low, end=high, cells=())
            story.read_body(reading, draft, [cell], names[at] if named else None)
    story.finish(reading, draft)


def _is_led(text: str, block: Block) -> bool:
    """An item that opens with a title: bold, a link, or a printed number."""
    at = block.start
    while at < block.end and not text[at].isalnum() and text[at] not in "*_[":
        at += 1
    return block.number is not None or text.startswith(("**", "["), at)
