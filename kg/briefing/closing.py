"""The outlet at the end of a story's text: `…。（36氪）`, `(Source: Reuters)`, `——新华社`, `…. [CNBC](…)`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.briefing.inline import LINK_WORDS, links
from kg.briefing.outlets import chain, is_outlet, trailing_parenthesis

__all__ = ["closing_outlets"]

_SENTENCE_ENDS = "。.！!？?…"
_QUOTE_ENDS = "”」』\"’"
_SAID = re.compile(r"(?:来源|來源|来自|source|via)[ \t]?[:：]|via ", re.IGNORECASE)
_DASH = re.compile(r"(?:——|--|—|–)[ \t]*")
_HOST = re.compile(r"https?://([^/?#\s]{1,100})", re.IGNORECASE)
# Chinese names of papers, agencies and sites end so; those of products and people do not.
_MEDIUM = re.compile(r".(?:社|报|報|网|網|新闻|新聞|财经|財經|周刊|週刊|杂志|雜誌|电视台|電視台|官网|公告|客户端)$")


def closing_outlets(passages: Sequence[str]) -> tuple[str, ...]:
    """Outlets that the last of a story's passages closes with. Evidence in order: brackets, a dash, a link."""
    last = passages[-1]
    before = passages[-2] if len(passages) > 1 else ""
    return _in_brackets(last) or _behind_dash(last, before) or _linked(last)


def _in_brackets(last: str) -> tuple[str, ...]:
    place = trailing_parenthesis(last, 0, len(last))
    if not place or not (head := last[: place[0]].rstrip()):
        return ()
    inside = last[place[0] + 1 : place[1] - 1]
    told = head[-1] in _SENTENCE_ENDS or _SAID.match(inside)
    return chain(inside) if told and is_outlet(inside) else ()


def _behind_dash(last: str, before: str) -> tuple[str, ...]:
    """`——新华社` alone on the last line; behind a quotation it is who said it."""
    above, _, line = last.rpartition("\n")
    match = _DASH.match(line.lstrip())
    if not match or (above or before).rstrip().endswith(tuple(_QUOTE_ENDS)):
        return ()
    name = line.lstrip()[match.end() :].strip()
    return chain(name) if is_outlet(name) else ()


def _linked(last: str) -> tuple[str, ...]:
    """A link behind the last sentence whose words name its site or a medium; any other link may be anything."""
    found = [link for link in links(last, 0, len(last)) if link.label_start != link.start and not link.image]
    if not found or found[-1].end != len(last):
        return ()
    link = found[-1]
    head, label = last[: link.start].rstrip(" \t\n—–-|｜·"), last[link.label_start : link.label_end]
    if not head or head[-1] not in _SENTENCE_ENDS or label.casefold() in LINK_WORDS or not is_outlet(label):
        return ()
    return chain(label) if _MEDIUM.search(label) or _names_site(label, link.url) else ()


def _names_site(label: str, url: str) -> bool:
    """Whether a name is that of the site: `The Verge` of theverge.com, `Financial Times` of ft.com."""
    host = match[1].lower() if (match := _HOST.match(url)) else ""
    words = [word for word in re.split(r"[^a-z0-9]+", label.lower()) if word]
    initials = "".join(word[0] for word in words)
    parts = host.replace("-", "").split(".")
    return any(len(one) > 1 and one in parts for one in ("".join(words), initials)) if words else False
