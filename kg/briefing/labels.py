"""Labels: the words before a colon that say what kind of passage follows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from kg.briefing.inline import first_colon, fold, key, strip_span
from kg.briefing.template import Words

__all__ = ["Segment", "label_kind", "segments"]

_NOT_HAN = re.compile(r"[^\u4e00-\u9fff]+")

_COLONS = ":："
_COLON = re.compile("[:：]")
_BLANK = " \t\u3000\xa0"
_MAX_LABEL = 24  # characters; the longest vocabulary label has 17, free labels in the wild stay below 16
_SHORT = 10  # letters; what is longer and bold as a whole is a title, whatever word it ends with
_TAG = re.compile(r"</?(?:b|strong|em|i|span|u|mark)(?: [^<>]{0,200})?>", re.IGNORECASE)
_SENTENCE_END = "。；;!！?？.|｜)）」”』…】\n\r"


class Segment(NamedTuple):
    """A stretch under one label. `kind` None: no label, or one that is not in the vocabulary."""

    kind: str | None
    label: str | None
    start: int
    end: int


def label_kind(printed: str, words: Words) -> str | None:
    """Kind of a label by vocabulary: the whole word, or the ending of a short one (`某某观点`)."""
    name = key(printed.partition("（")[0].partition("(")[0] or printed)
    if not name:
        return None
    if name in words.labels:
        return words.labels[name]
    if len(name) <= 24 and (own := _NOT_HAN.sub("", name)) != name and own in words.labels:
        return words.labels[own]  # said in two languages: `What 是什么`
    if len(name) <= 16:
        return next((kind for ending, kind in words.endings if name.endswith(ending)), None)
    return None


def segments(text: str, start: int, end: int, words: Words) -> list[Segment]:
    """Cut a paragraph where labels begin: at line starts, and inside running text after a sentence."""
    if text[start].isalnum() and text.find("\n", start, end) < 0 and first_colon(text, start, end) < 0:
        return [_alone(text, start, end, words) or Segment(None, None, start, end)]
    out: list[Segment] = []
    for line_start, line_end in _lines(text, start, end):
        found = _leading(text, line_start, line_end, words)
        if found is None and out:
            out[-1] = _joined(out[-1], line_end)  # an ordinary next line of the same paragraph
        else:
            out.append(found or Segment(None, None, line_start, line_end))
    return [piece for segment in out for piece in _split_inside(text, segment, words)]


def _joined(segment: Segment, end: int) -> Segment:
    return Segment(segment.kind, segment.label, segment.start, end)


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    position = start
    while position < end:
        at = text.find("\n", position, end)
        stop = end if at < 0 else at
        high = strip_span(text, position, stop)[1]
        low = strip_span(text, position, high, " \t\r\n\u3000\xa0>")[0]
        if low < high:
            yield low, high
        position = stop + 1


def _skip_symbols(text: str, start: int, end: int) -> int:
    """Past emoji, arrows and blanks before a label; marks that open something stay."""
    while start < end and not text[start].isalnum():
        if text[start] == "<" and (tag := _TAG.match(text, start, end)):
            start = tag.end()
        elif text[start] in "*`【[《“\"'「『(（<_@#$/+-~":
            break
        else:
            start += 1
    return start


def _leading(text: str, start: int, end: int, words: Words) -> Segment | None:
    """The label that a line begins with, None where it begins with none."""
    at = _skip_symbols(text, start, end)
    if text.startswith("**", at) or text.startswith("__", at):
        return _bold_label(text, at, end, words)
    if at < end and text[at] in "【`[":
        return _boxed_label(text, at, end, words)
    colon = first_colon(text, at, min(end, at + _MAX_LABEL))
    if colon < 0:
        return _alone(text, at, end, words)
    printed = (_TAG.sub("", text[at:colon]) if text.find("<", at, colon) >= 0 else text[at:colon]).strip(" *_")
    kind = label_kind(printed, words)
    return None if kind is None else _after(text, kind, printed, colon + 1, end)


def _alone(text: str, start: int, end: int, words: Words) -> Segment | None:
    """A line that is a label and nothing else."""
    kind = words.labels.get(key(text[start:end])) if end - start <= _MAX_LABEL else None
    return None if kind is None else Segment(kind, text[start:end].strip(), end, end)


def _bold_label(text: str, at: int, end: int, words: Words) -> Segment | None:
    mark = text[at : at + 2]
    close = text.find(mark, at + 2, end)
    if close < 0 or close - at > 4 * _MAX_LABEL:
        return None
    inside = text[_skip_symbols(text, at + 2, close) : close].strip()
    after = close + 2
    while after < end and text[after] in _BLANK:
        after += 1
    colon_inside = inside.endswith(tuple(_COLONS))
    colon_after = after < end and text[after] in _COLONS
    printed = inside.rstrip(_COLONS + " ")
    kind = label_kind(printed, words)
    if colon_inside or colon_after:
        if kind is None:
            short = len(key(printed)) <= 16
            return Segment(None, printed, at, end) if short and printed else None
        return _after(text, kind, printed, after + (0 if colon_inside else 1), end)
    if kind is not None and inside.endswith((".", "。")) and key(printed) in words.labels:
        return _after(text, kind, printed.rstrip(".。"), after, end)  # `**Why it matters.** It is …`
    known = key(printed) in words.labels or (after >= end and len(key(printed)) <= _SHORT)
    if kind is not None and known and (after >= end or text[after] in "|｜-—–\u2003"):
        return _after(text, kind, printed, after, end)
    inner = first_colon(text, at + 2, min(close, at + 2 + _MAX_LABEL))
    if inner > 0 and (kind := label_kind(text[at + 2 : inner], words)):
        return _after(text, kind, text[at + 2 : inner].strip(), inner + 1, end)
    return None


def _boxed_label(text: str, at: int, end: int, words: Words) -> Segment | None:
    """`【影响】text`, `` `[free label]` text``, `[影响] text` (no link)."""
    opening, closing = {"【": ("【", "】"), "`": ("`", "`"), "[": ("[", "]")}[text[at]]
    close = text.find(closing, at + len(opening), min(end, at + 2 * _MAX_LABEL))
    if close < 0 or text.startswith("](", close):
        return None
    printed = text[at + len(opening) : close].strip("[]` ")
    kind = label_kind(printed, words)
    if kind is not None:
        return _after(text, kind, printed, close + len(closing), end)
    return (
        Segment(None, printed, at, end) if opening in "【`" and printed and len(key(printed)) <= 16 else None
    )


def _after(text: str, kind: str, printed: str, start: int, end: int) -> Segment:
    start, end = strip_span(text, start, end, " \t\r\n\u3000\xa0:：|｜")
    while tag := _TAG.match(text, start, end):
        start = strip_span(text, tag.end(), end, " \t\u3000\xa0:：")[0]
    return Segment(kind, printed, start, end)


def _split_inside(text: str, segment: Segment, words: Words) -> Iterator[Segment]:
    """Labels inside running text (`…。影响：…`), each the start of a segment of its own."""
    start, low, end = segment.start, segment.start, segment.end
    kind, label = segment.kind, segment.label
    for at, colon, word in _inner_labels(text, start, end, words):
        cut = _back_over_marks(text, start, at)
        if cut > low or label is None:
            yield from _piece(text, kind, label, low, cut)
            kind, label = words.labels[key(word)], text[at:colon].strip(" *_")
            low = strip_span(text, colon + 1, end, "* _")[0]
            while tag := _TAG.match(text, low, end):
                low = tag.end()
    yield from _piece(text, kind, label, low, end, keep=label is not None)


def _inner_labels(text: str, start: int, end: int, words: Words) -> Iterator[tuple[int, int, str]]:
    """(start of label, its colon, word) for labels of the vocabulary that begin after a sentence."""
    first = first_colon(text, start + 1, end)
    for colon in (match.start() for match in _COLON.finditer(text, first, end)) if first >= 0 else ():
        low = max(start, colon - _MAX_LABEL)
        tail = text[low:colon].rstrip(" *_")
        name = fold(tail).casefold()
        if name and name[-1] in words.label_ends and len(name) == len(tail) and name.endswith(words.label_words):
            word = next(word for word in words.label_words if name.endswith(word))
            at = low + len(tail) - len(word)
            if at > start and _stands_free(text[max(start, at - _MAX_LABEL) : _back_over_marks(text, start, at)]):
                yield at, colon, word


def _stands_free(before: str) -> bool:
    """Whether a label may begin behind these words."""
    if not before or before[-1] in _SENTENCE_END:
        return True
    return not before[-1].isalnum() and before[-1] not in _NOT_A_BREAK



_NOT_A_BREAK = "，,、（(《“\"'「『[【-—–/&+:：的"


def _back_over_marks(text: str, low: int, at: int) -> int:
    while at > low:
        if text[at - 1] in "* _\u3000":
            at -= 1
        elif text[at - 1] == ">" and (tag := _TAG.match(text, max(low, text.rfind("<", low, at)), at)):
            at = tag.start()
        else:
            break
    return at


def _piece(
    text: str, kind: str | None, label: str | None, start: int, end: int, keep: bool = False
) -> Iterator[Segment]:
    start, end = strip_span(text, start, end)
    if start < end or keep:
        yield Segment(kind, label, start, end)
