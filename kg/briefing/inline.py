"""The little that is needed of inline Markdown: bold spans, links, plain text. All linear scans."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from functools import lru_cache

__all__ = [
    "LINK_WORDS",
    "Link",
    "bold_spans",
    "first_colon",
    "fold",
    "key",
    "links",
    "past_decoration",
    "plain",
    "seen",
    "strip_span",
]

_URL = re.compile(r"https?://[^\s<>\"'）)】」』，。；、|\]]+")
# A tag has a name and then attributes that begin with a letter: `a <b && c> d` has none. Linear: no part of it
# can be read in two ways, and every attempt ends at the next bracket.
_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9-]*(?:\s+[A-Za-z_:/][^<>]*|\s*/?)>|<![^<>]*>")
# `[name]: https://… "title"`, the address being blank already.
_REFERENCE = re.compile(r"^[ \t>]{0,3}\[[^\]\n]{1,200}\]:[ \t<>]*(?:[\"'(][^\n]*)?$", re.MULTILINE)
_WIKI = re.compile(r"\[\[(?:[^\[\]|]{0,200}\|)?([^\[\]|]{1,200})\]\]")  # Obsidian: [[page]], [[page|shown]]
_BREAK = re.compile(r"<br\b[^<>]{0,20}>", re.IGNORECASE)
_EMBED = re.compile(r"!\[\[[^\[\]\n]{1,200}\]\]")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_MARKS = re.compile("[*`\u200b\u200c\u200d\u2060\ufeff\ufe0f]+")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,31});")

# Traditional forms of the characters in our vocabulary, so that headings and labels are compared in
# one script. One character for one: no offset moves.
_TRADITIONAL = str.maketrans(
    "趨勢總結關註來後續為麼響議觀點發數據項標題導語閱讀參鏈連會講說聞覽錄訊開論壇產業動態應對樣實際壓場變視聽經濟體預測報記啟進還與並這個們於時間處見簡單內傳聯繫評價當週資給誰問層過長廣訂機構國學習術醫療營財務線網頁電腦專區創調劃險錢緊億萬",
    "趋势总结关注来后续为么响议观点发数据项标题导语阅读参链连会讲说闻览录讯开论坛产业动态应对样实际压场变视听经济体预测报记启进还与并这个们于时间处见简单内传联系评价当周资给谁问层过长广订机构国学习术医疗营财务线网页电脑专区创调划险钱紧亿万",
)

_FOLD = _TRADITIONAL | {0xFF10 + i: 0x30 + i for i in range(10)} | {0xFF21 + i: 0x61 + i for i in range(26)}
_NO_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Link:
    """``[label](url)`` at start:end, the label at label_start:label_end; a bare URL is its own label."""

    start: int
    end: int
    label_start: int
    label_end: int
    url: str
    image: bool = False


def links(text: str, start: int, end: int) -> list[Link]:
    """Markdown links, images and bare http(s) addresses of ``text[start:end]``, in order."""
    out: list[Link] = []
    position = text.find("](", start, end)
    if position < 0 and text.find("://", start, end) < 0:
        return out
    covered = start
    while position >= 0:
        opening = _opening(text, covered, position)
        close = _closing(text, position + 2, end)
        if opening >= 0 and close >= 0:
            image = opening > start and text[opening - 1] == "!"
            _bare(text, covered, opening, out)
            url = text[position + 2 : close].strip().split(" ", 1)[0].strip("<>")
            out.append(Link(opening - image, close + 1, opening + 1, position, url, image))
            covered = close + 1
        position = text.find("](", max(position + 2, covered), end)
    _bare(text, covered, end, out)
    return out


def _bare(text: str, start: int, end: int, out: list[Link]) -> None:
    for match in _URL.finditer(text, start, end):
        url_end = match.end()
        while text[url_end - 1] in ".,;:!?*_":
            url_end -= 1
        out.append(Link(match.start(), url_end, match.start(), url_end, text[match.start() : url_end]))


LINK_WORDS = frozenset({
    "link", "source", "read more", "here", "paper", "code", "demo", "repo", "docs", "slides", "tweet", "thread", "链接",
    "原文", "阅读原文", "查看原文", "详情", "查看", "论文", "代码", "项目主页", "项目地址", "演示",
    "推文", "查看详情", "了解更多",
})  # fmt: skip
"""Labels of links that say that there is more, and name nobody."""
_DEPTH = 3
"""Brackets within brackets that are followed. The bound also keeps `](](](…` linear: every further
candidate holds a bracket, so no scan passes more than a few of them."""


def _opening(text: str, low: int, close: int) -> int:
    """The `[` that belongs to the `]` at `close` (nested brackets balanced), -1 if there is none."""
    depth, low = 0, max(low, close - 1000)
    for at in range(close - 1, low - 1, -1):
        if text[at] == "]":
            depth += 1
            if depth > _DEPTH:
                return -1
        elif text[at] == "[":
            if not depth:
                return at
            depth -= 1
    return -1


def _closing(text: str, start: int, end: int) -> int:
    """The `)` that ends an address begun at `start`; pairs of parentheses may stand inside it."""
    depth = 0
    for at in range(start, min(end, start + 2000)):
        if text[at] in "\n\r":
            return -1
        if text[at] == "(":
            depth += 1
            if depth > _DEPTH:
                return -1
        elif text[at] == ")":
            if not depth:
                return at
            depth -= 1
    return -1


def bold_spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Insides of ``**bold**`` or ``__bold__`` in order, paired as they stand.

    CommonMark's flanking rules refuse bold next to CJK punctuation (``**趋势：**后``); authors mean it.
    """
    out: list[tuple[int, int]] = []
    for mark in ("**", "__"):
        position = start
        while (opening := text.find(mark, position, end)) >= 0:
            closing = text.find(mark, opening + 2, end)
            if closing < 0:
                break
            out.append((opening + 2, closing))
            position = closing + 2
        if out:
            break
    return out


def plain(text: str) -> str:
    """A passage without Markdown marks, for screens: links as their labels, line breaks joined."""
    if "](" in text:
        parts, position = [], 0
        for link in links(text, 0, len(text)):
            parts.append(text[position : link.start])
            parts.append("" if link.image else text[link.label_start : link.label_end])
            position = link.end
        text = "".join([*parts, text[position:]])
    if "[[" in text:
        text = _EMBED.sub("", text)
        text = _WIKI.sub(r"\1", text)
    if "<" in text:
        text = _TAG.sub("", _BREAK.sub(" ", text))
    if "\n" in text or "\r" in text:
        text = _one_line(text)
    if "\\" in text:
        text = _ESCAPED.sub(r"\1", text)
    if "&" in text:
        text = _ENTITY.sub(_character, text)
    text = _MARKS.sub("", text).replace("~~", "")
    return text.strip() if "  " not in text else " ".join(text.split())


def seen(text: str) -> str:
    """The text with blanks for what is no word on the page: link targets, pictures, addresses, tags. Same length."""
    if "](" in text or "://" in text:
        parts, position = [], 0
        for link in links(text, 0, len(text)):
            bare = link.label_start == link.start
            low, high = (link.start, link.end) if bare or link.image else (link.label_end + 2, link.end - 1)
            parts += [text[position:low], " " * (high - low)]
            position = high
        text = "".join([*parts, text[position:]])
    if "<" in text:
        text = _TAG.sub(_blank, text)
    return _REFERENCE.sub(_blank, text) if "]:" in text else text


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _character(entity: re.Match[str]) -> str:
    return html.unescape(entity[0]).replace("\xa0", " ")


def _one_line(text: str) -> str:
    """Lines joined without the quote marks and indentation before them; Chinese needs no space between."""
    out = ""
    for line in text.splitlines():
        line = line.strip(" \t\r\n>")
        wide = out and line and out[-1] >= "\u2e80" and line[0] >= "\u2e80"
        out += line if wide or not out else f" {line}"
    return out


def fold(text: str) -> str:
    """Traditional characters of our vocabulary as simplified ones; the length stays."""
    return text.translate(_TRADITIONAL)


def key(text: str) -> str:
    """What two headings, titles or labels are compared by: letters and digits, one script, one case."""
    return _short_key(text) if len(text) <= _SHORT else _key(text)


def _key(text: str) -> str:
    if "&" in text:
        text = _ENTITY.sub(_character, text)
    return _NO_WORD.sub("", text.translate(_FOLD)).casefold()


_SHORT = 100  # characters; labels and headings, which come again in every post or are compared often
_short_key = lru_cache(maxsize=8192)(_key)


def first_colon(text: str, start: int, end: int) -> int:
    """Offset of the first colon of either width, -1 for none."""
    narrow, wide = text.find(":", start, end), text.find("：", start, end)
    return wide if narrow < 0 or 0 <= wide < narrow else narrow


_SIGNS = "=＝+＋-－@＠./\\&%^"  # a sign directly before …
_AFTER_SIGN = "+-@(\"'."  # … one of these or a Latin letter or digit is no decoration


def past_decoration(text: str, start: int, end: int, openers: str) -> int:
    """Past emoji, arrows and blanks before a title; a sign that belongs to its first word stays (`.NET`, `=SUM`)."""
    while start < end and not text[start].isalnum() and text[start] not in openers:
        following = text[start + 1 : start + 2]
        glued = following.isascii() and (following.isalnum() or following in _AFTER_SIGN)
        if text[start] in _SIGNS and glued and following != text[start] != text[start - 1 : start]:
            break
        start += 1
    return start


def strip_span(text: str, start: int, end: int, characters: str = " \t\r\n\u3000\xa0") -> tuple[int, int]:
    """Shrink a span so that it neither begins nor ends with one of the characters."""
    while start < end and text[start] in characters:
        start += 1
    while end > start and text[end - 1] in characters:
        end -= 1
    return start, end
