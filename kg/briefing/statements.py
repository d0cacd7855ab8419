"""Trend statements and watch items from the blocks below their heading: lists, tables, paragraphs, prose."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.briefing.blocks import Block
from kg.briefing.inline import bold_spans, key, past_decoration, plain, strip_span
from kg.briefing.noise import noise_reason
from kg.briefing.reading import Reading
from kg.model import TrendStatement, WatchStatement

__all__ = ["MANY", "Span", "add_trends", "add_watch", "short_name", "spans"]

_PREFIX = re.compile(
    r"(?:[^\w*\s]{0,3}[ \t]{0,2})?(?:趋势|趨勢|信号|信號|观察|觀察|trend|signal)[ \t]{0,2}"
    r"(?:\d{1,2}|[一二三四五六七八九十]{1,2}|[①-⑩])?[ \t]{0,2}[:：｜|.、)）—–-][ \t]{0,2}",
    re.IGNORECASE,
)
_TASK = re.compile(r"(?:\[[ xX✓]\]|TODO|DOING|DONE|LATER|NOW|WAITING)[ \t]+")
_CLAUSE = "，。；：,;!！？?\n"
_SENTENCE = "。！？!?\n"
_STOP = re.compile(r"[。！？!?\n]")
_ORDINAL = re.compile(
    r"(?:第[一二三四五六七八九十]|其[一二三四五六]|首先|其次|再次|此外|最后|first|second|third|finally)[，,、：: ]*",
    re.IGNORECASE,
)
_BOLD_TAG = re.compile(r"<(?:b|strong)>", re.IGNORECASE)
_COUNT = re.compile(
    r"^[\W_]*[\w .+/\-]{1,40}?[\W_]{1,6}(?:\d{1,5})[ \t]*(?:mentions?|次|条|篇|times|%|x)?[\W_]*$",
    re.IGNORECASE,
)
MANY = 300
"""Stories with which statements and overviews are compared; no day's post has more."""
_CUT = 5  # letters of a headline before an ellipsis that make it a headline
_ASIDE = " \t，。；：:,;、｜|*—–"  # no part of a name at its ends
_NAME_LIMIT = 60  # characters; a longer first clause is cut to keep names readable


@dataclass(frozen=True, slots=True)
class Span:
    """One statement: its place, its printed number, and where its name stands (None: derive it)."""

    start: int
    end: int
    number: int | None = None
    name: tuple[int, int] | None = None


def spans(reading: Reading, blocks: Sequence[Block]) -> tuple[list[Span], list[Block]]:
    """Statements below a heading, and the blocks that are none (a lead-in before a list)."""
    text = reading.text
    kept: list[Block] = []
    for block in blocks:
        why = noise_reason(text, block)
        if why and not (block.kind == "row" and block.header):
            reading.skip(block, why)
        else:
            kept.append(block)
    if any(block.kind == "row" for block in kept):
        return _rows(reading, kept)
    if any(block.depth for block in kept):
        return _items(text, kept)
    own = [block for block in kept if not block.quoted]
    if own and len(own) < len(kept):  # a quote below the statements is a remark on them
        return _paragraphs(text, own), [block for block in kept if block.quoted]
    return _paragraphs(text, kept), []


def _rows(reading: Reading, blocks: Sequence[Block]) -> tuple[list[Span], list[Block]]:
    text, column = reading.text, 0
    out: list[Span] = []
    first: list[str] | None = None
    names: list[str] | None = None
    rest = [block for block in blocks if block.kind != "row"]
    for block in blocks:
        if block.kind != "row":
            continue
        if block.header:
            reading.skip(block, "table header")
            names = [key(text[a:b]) for a, b in block.cells]
            first = first or names
            column = next(
                (i for i, name in enumerate(names) if "趋势" in name or "trend" in name or "信号" in name), 0
            )
        elif names != first:
            rest.append(block)  # another table: figures of the day, or what else stood here
        elif block.cells:
            out.append(Span(block.start, block.end, None, block.cells[min(column, len(block.cells) - 1)]))
    return out, rest


def _items(text: str, blocks: Sequence[Block]) -> tuple[list[Span], list[Block]]:
    """One statement for each outermost list item, sub-bullets and further paragraphs included."""
    out: list[Span] = []
    rest: list[Block] = []
    current = 0
    low = min(block.depth for block in blocks if block.depth)  # in an outliner all stands in one list
    for block in blocks:
        if not block.depth:
            rest.append(block)
        elif block.item == current and not (block.leads and block.depth == low):
            out[-1] = Span(out[-1].start, block.end, out[-1].number)
        else:
            current = block.item
            task = _TASK.match(text, block.start, block.end)
            out.append(Span(task.end() if task else block.start, block.end, block.number))
    return out, rest


def _paragraphs(text: str, blocks: Sequence[Block]) -> list[Span]:
    """Paragraphs that open with a name in bold or `趋势 1` are statements; else the prose is cut."""
    led = [block for block in blocks if _opens(text, block)]
    if len(led) >= 2 or (led and len(blocks) == 1 and len(bold_spans(text, led[0].start, led[0].end)) == 1):
        out: list[Span] = []
        for block in blocks:
            if _opens(text, block):
                out.append(Span(block.start, block.end))
            elif out:
                out[-1] = Span(out[-1].start, block.end)
        return out
    return [span for block in blocks for span in _prose(text, block.start, block.end)]


def _opens(text: str, block: Block) -> bool:
    return text.startswith("**", block.start) or _PREFIX.match(text, block.start, block.end) is not None


def _prose(text: str, start: int, end: int) -> list[Span]:
    """Running text: a statement for each sentence with a name in bold, else the whole paragraph."""
    out: list[Span] = []
    reached = start
    for low, high in bold_spans(text, start, end):
        if low <= reached and out:  # a second bold in the same sentence qualifies the first
            continue
        a = max(text.rfind(mark, reached, low) for mark in _SENTENCE) + 1
        a, b = strip_span(text, max(a, reached), _sentence_end(text, high, end))
        reached = b
        if (ordinal := _ORDINAL.match(text, a, b)) is not None:
            a = ordinal.end()
        out.append(Span(a, b, None, (low, high)))
    return out or [Span(start, end)]


def _sentence_end(text: str, start: int, end: int) -> int:
    found = _STOP.search(text, start, end)
    return found.end() if found else end


def short_name(text: str, span: Span) -> str:
    """The short form of a statement: its bold part without `趋势 1：`, else its first clause."""
    start, end = span.name or (span.start, span.end)
    if span.name is None:
        start, end = _name_place(text, start, end)
    if (prefix := _PREFIX.match(text, start, end)) and prefix.end() < end:
        start = prefix.end()
    return plain(text[start:end]).lstrip(_ASIDE).rstrip(_ASIDE + ".-")


def _name_place(text: str, start: int, end: int) -> tuple[int, int]:
    at = start
    if (prefix := _PREFIX.match(text, at, end)) and prefix.end() < end:
        at = prefix.end()
    at = past_decoration(text, at, end, "*_“\"'「『《[<")
    if (tag := _BOLD_TAG.match(text, at, end)) and (close := text.find("</", tag.end(), end)) > 0:
        return tag.end(), close
    if text.startswith(("**", "__"), at):
        bold = bold_spans(text, at, end)
        low, high = bold[0] if bold else (at + 2, end)
        only_prefix = _PREFIX.fullmatch(text[low:high] + "：") or _PREFIX.fullmatch(text[low:high])
        if not only_prefix:
            return low, high
        at = high + 2
        while at < end and text[at] in " \t*：:｜|—–-":
            at += 1
    return at, _clause_end(text, at, end)


def _clause_end(text: str, start: int, end: int) -> int:
    stop = min((at for at in (text.find(mark, start + 4, end) for mark in _CLAUSE) if at >= 0), default=end)
    return min(stop, start + _NAME_LIMIT)


def add_trends(reading: Reading, found: Sequence[Span]) -> bool:
    """Add trend statements unless the form refuses them (word counts, cut-off headlines). True if added."""
    text = reading.text
    if not found or _is_count_list(text, found) or _is_cut_off(reading, found):
        return False
    numbers = _numbers(found, len(reading.trends))
    for number, span in zip(numbers, found, strict=True):
        # Marks may leave no name (`****`): then the words are the name.
        name = short_name(text, span) or plain(text[span.start : span.end])[:_NAME_LIMIT].strip()
        if name:
            reading.trends.append(
                TrendStatement(number, name, reading.passage("trend", span.start, span.end))
            )
        elif any(character.isalnum() for character in text[span.start : span.end]):
            reading.notes.append(reading.passage("other", span.start, span.end))  # a stray tag is kept, not a trend
    return True


def add_watch(reading: Reading, found: Sequence[Span]) -> None:
    """Add watch statements; one that the post says word for word a second time is one question."""
    said = {key(one.passage.text): one.n for one in reading.watch}
    for number, span in zip(_numbers(found, len(reading.watch)), found, strict=True):
        words = key(reading.text[span.start : span.end])
        if words in said:
            reading.mark(span.start, span.end, "watch", f"repeats question {said[words]}")
            reading.issue(span.start, "info", f"repeats question {said[words]} of this post; counted once")
        else:
            said[words] = number
            reading.watch.append(WatchStatement(number, reading.passage("watch", span.start, span.end)))


def _numbers(found: Sequence[Span], before: int) -> list[int]:
    """Printed numbers where all are there and differ, else positions."""
    printed = [span.number for span in found]
    if not before and all(printed) and len(set(printed)) == len(printed):
        return [number for number in printed if number]
    return list(range(before + 1, before + len(found) + 1))


def _is_count_list(text: str, found: Sequence[Span]) -> bool:
    """`agents: 12 mentions` on most lines is a statistic."""
    counts = sum(
        1 for span in found if span.end - span.start < 80 and _COUNT.match(text[span.start : span.end])
    )
    return counts * 2 > len(found)


def _ends_within(words: str, title: str) -> bool:
    """Whether words end in the beginning of a title, or in eight letters of it."""
    begun = words.endswith(tuple(title[:n] for n in range(_CUT, min(len(title), 80) + 1)))
    return begun or (len(words) >= 8 and words[-8:] in title)


def _is_cut_off(reading: Reading, found: Sequence[Span]) -> bool:
    """A fixed sentence with a headline of the day cut off by an ellipsis is boilerplate."""
    titles = [title for story in reading.stories[:MANY] if len(title := key(story.headline.text)) >= _CUT]
    hits = 0
    for span in found:
        body = reading.text[span.start : span.end]
        for mark in ("…", "..."):
            before = key(body.split(mark, 1)[0]) if mark in body else ""
            if before and any(_ends_within(before, title) for title in titles):
                hits += 1
                break
    return hits * 2 > len(found)
