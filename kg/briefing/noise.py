"""Blocks that are no news: pictures, bare links, rules, code, comments, subscription lines."""

from __future__ import annotations

import re

from kg.briefing.blocks import Block
from kg.briefing.inline import LINK_WORDS, links

__all__ = ["noise_reason"]

# A short line that opens with one of these asks the reader for something and tells nothing.
_ADVERTISEMENT = (
    "点击订阅", "欢迎订阅", "扫码", "欢迎关注", "关注公众号", "关注我们", "加入社群",
    "加入我们的", "欢迎加群", "点赞", "转发本文", "本文由", "版权所有", "广告：", "广告:", "【广告】", "[广告]",
    "赞助商", "subscribe to", "subscribe now", "unsubscribe", "sign up for",
    "follow us", "sponsored by", "advertisement", "all rights reserved",
    "share this", "you are receiving", "you're receiving", "本期由", "本期赞助", "感谢赞助",
    "this issue is sponsored", "brought to you by", "presented by", "thanks for reading", "点击上方", "点击“阅读原文",
    "点击\"**阅读原文", "点击阅读原文", "长按二维码", "识别二维码", "本報歡迎", "订阅请", "訂閱請", "投稿",
)  # fmt: skip
# What stands below a picture.
_CAPTIONS = ("图源", "图片来源", "圖源", "图注", "图/", "图｜", "图|", "图 |", "image credit", "photo credit")
# Who made the page.
_CREDITS = (
    "责编", "責編", "责任编辑", "編輯：", "撰文", "校对", "校對", "排版", "本文经", "作者 |", "作者｜", "编辑 |",
    "编辑｜", "edited by",
)  # fmt: skip
# What a feed reader writes above an item.
_DATED = (
    "published:", "published on", "posted on", "posted:", "reading time",
    "发布时间", "发布于", "更新时间", "發佈時間", "阅读时长",
)  # fmt: skip
# What a generator or editor replaces: tables of contents, shortcodes, embeds, block ids.
_TOOL = re.compile(
    r"@?\[toc\]|\{:[^{}\n]{1,80}\}|\{\{[^{}]{1,300}\}\}|\{%[^{}]{1,300}%\}"
    r"|!\[\[[^\[\]\n]{1,200}\]\]|\^[\w-]{1,40}|%%[^%]{1,2000}%%"
    r"|[^{}\n]{1,40}\n\{:toc\}|:{3,}[ \t]?[\w{}-]{0,40}|(?:#[\w/-]{1,40}[ \t]{0,3}){1,12}"
    r"|import [\w{}*, $]{1,100} from ['\"][^'\"\n]{1,200}['\"];?",
    re.IGNORECASE,
)
_OPENINGS = frozenset(words[0] for words in (*_ADVERTISEMENT, *_DATED, *_CAPTIONS, *_CREDITS))  # a quick test
_LINES = {"advertisement": _ADVERTISEMENT, "date line": _DATED, "caption": _CAPTIONS, "credits": _CREDITS}
# Links that lead on, or do something for the reader.
_LABELS = LINK_WORDS | {
    "", "share", "subscribe", "subscribe now", "leave a comment", "comments", "分享", "留言", "订阅", "回到顶部",
    "返回顶部", "back to top", "top", "上一篇", "下一篇", "read online",
}  # fmt: skip
_NOTE = re.compile(r"\[\[[^\[\]\n]{1,200}\]\]")
_ADVERTISEMENT_LIMIT = 60  # characters; news that mentions a subscription is longer


def noise_reason(text: str, block: Block) -> str:
    """Why a block is left out, "" where it is text."""
    if block.kind == "rule":
        return "rule"
    if block.kind == "code":
        return "code"
    if block.kind == "html":
        return "comment or script"
    if block.kind == "row":
        return "table header" if block.header else ""
    return _para_reason(text, block)


def _para_reason(text: str, block: Block) -> str:
    start, end = block.start, block.end
    first = text[start]
    if (first in "[{@!^%:#i" or text[end - 1] == "}") and _TOOL.fullmatch(text, start, end):
        return "mark of a tool"
    if end - start <= 2 * _ADVERTISEMENT_LIMIT and (why := _asks_or_dates(text[start:end])):
        return why
    if text.startswith("[[", start) and not block.depth and not _any_word(_NOTE.sub("", text[start:end])):
        return "links to other notes"
    if first in "![<↗🔗👉h" or text.find("](", start, end) >= 0:
        rest = start
        for link in links(text, start, end):
            label = text[link.label_start : link.label_end]
            if any(ch.isalnum() for ch in text[rest : link.start]) or not (
                link.image or _bare(label, link.url)
            ):
                return ""
            rest = link.end
        if rest > start and not any(ch.isalnum() for ch in text[rest:end]):
            return "picture or bare link"
    if not first.isalnum() and not _any_word(text[start : min(end, start + 2000)]):
        return "no words"
    return ""


def _any_word(text: str) -> bool:
    return any(ch.isalnum() for ch in text)


def _asks_or_dates(line: str) -> str:
    if len(line) > _ADVERTISEMENT_LIMIT and not line.isascii():
        return ""  # Latin letters are half as wide
    if not line[0].isalnum():
        line = line.lstrip(" *_>#👉👇👆📢📮🔔-—(（▲△▼◎")
    if line[:1].casefold() not in _OPENINGS:
        return ""
    line = line.casefold()
    return next((why for why, words in _LINES.items() if line.startswith(words)), "")


def _bare(label: str, url: str) -> bool:
    return label == url or label.strip("↗🔗👉⬆↑ →»>›").casefold() in _LABELS
