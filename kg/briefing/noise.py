"""Blocks that are no news: pictures, bare links, rules, code, comments, subscription lines."""

from __future__ import annotations

import re

from kg.briefing.blocks import Block
from kg.briefing.inline import links

__all__ = ["noise_reason"]

# A short line that opens with one of these asks the reader for something and tells nothing.
_ADVERTISEMENT = (
    "点击订阅", "欢迎订阅", "扫码", "欢迎关注", "关注公众号", "关注我们", "加入社群",
    "加入我们的", "欢迎加群", "点赞", "转发本文", "本文由", "版权所有", "广告：", "广告:", "【广告】", "[广告]",
    "赞助商", "subscribe to", "subscribe now", "unsubscribe", "sign up for",
    "follow us", "sponsored by", "advertisement", "all rights reserved",
    "share this", "you are receiving", "you're receiving", "本期由", "本期赞助", "感谢赞助",
    "this issue is sponsored", "brought to you by", "presented by",
)  # fmt: skip
# What a generator or editor replaces: tables of contents, shortcodes, embeds, block ids.
_TOOL = re.compile(
    r"@?\[toc\]|\{:[^{}\n]{1,80}\}|\{\{[^{}]{1,300}\}\}|\{%[^{}]{1,300}%\}"
    r"|!\[\[[^\[\]\n]{1,200}\]\]|\^[\w-]{1,40}",
    re.IGNORECASE,
)
_ADVERTISING = frozenset(words[0] for words in _ADVERTISEMENT)  # a quick test
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
    if first in "[{@!^" and _TOOL.fullmatch(text, start, end):
        return "mark of a tool"
    if end - start <= _ADVERTISEMENT_LIMIT and _advertises(text[start:end]):
        return "advertisement"
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
    if not first.isalnum() and not any(ch.isalnum() for ch in text[start : min(end, start + 2000)]):
        return "no words"
    return ""


def _advertises(line: str) -> bool:
    if not line[0].isalnum():
        line = line.lstrip(" *_>#👉📢📮🔔-—")
    return line[:1].casefold() in _ADVERTISING and line.casefold().startswith(_ADVERTISEMENT)


def _bare(label: str, url: str) -> bool:
    return label == url or label.strip("↗🔗👉 →»>›").casefold() in {
        "",
        "link",
        "链接",
        "原文",
        "阅读原文",
        "详情",
        "source",
        "read more",
        "查看",
    }
