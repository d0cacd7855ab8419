"""Text of briefings as it may stand on the screen: the one place where it becomes HTML or Markdown.

It is escaped here, and the only markup around it is ours. Links are http(s) or to a page of this dashboard.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from itertools import groupby
from urllib.parse import quote, urlsplit

from kg.briefing import plain
from kg.briefing.inline import links
from kg.dashboard.i18n import language
from kg.dashboard.page import HOME
from kg.report.search import places

__all__ = ["escape", "marked", "page_url", "safe_url", "verbatim"]

Mention = tuple[int, int, str, str]
"""(start, end, type, entity_id), relative to the text."""

# Light backgrounds that keep text readable in both themes (Okabe and Ito's colours, 28 % opaque).
TINTS = {
    "ORG": "rgba(0,114,178,.28)",
    "PERSON": "rgba(213,94,0,.28)",
    "PLACE": "rgba(0,158,115,.28)",
    "MODEL": "rgba(204,121,167,.30)",
    "PRODUCT": "rgba(230,159,0,.30)",
    "WORK": "rgba(86,180,233,.30)",
    "EVENT": "rgba(240,228,66,.34)",
}
NAME = "color:inherit;text-decoration:none;border-radius:3px;padding:0 2px"
FOUND = "background:rgba(240,228,66,.4);border-radius:3px"
MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|>~$:<&=@^])")
DOUBLED = re.compile(r"\*\*|__")


def marked(text: str, mentions: Iterable[Mention] = (), *, words: Iterable[str] = ()) -> str:
    """HTML of a passage: escaped, names tinted by type and linked to their page, `words` in bold.

    Overlapping mentions are left out; of Markdown, bold marks and the addresses of links are not shown.
    """
    hidden = _hidden(text)
    bold = [False] * len(text)
    for start, end in places(text, words):
        bold[start:end] = [True] * (end - start)
    parts, at = [], 0
    for start, end, kind, entity_id in sorted(mentions):
        if start < at or end > len(text):
            continue
        url = html.escape(page_url("entities", name=entity_id), quote=True)
        style = f"background:{TINTS.get(kind, 'rgba(128,128,128,.28)')};{NAME}"
        parts.append(_shown(text, at, start, hidden, bold))
        inner = _shown(text, start, end, hidden, bold)
        parts.append(
            f'<a href="{url}" target="_self" title="{html.escape(kind)}" style="{style}">{inner}</a>'
        )
        at = end
    return "".join([*parts, _shown(text, at, len(text), hidden, bold)])


def _hidden(text: str) -> list[bool]:
    """Places of Markdown's marks: of bold, and of links all but their label."""
    hidden = [False] * len(text)
    for mark in DOUBLED.finditer(text):
        hidden[mark.start() : mark.end()] = [True, True]
    for link in links(text, 0, len(text)):
        hidden[link.start : link.label_start] = [True] * (link.label_start - link.start)
        hidden[link.label_end : link.end] = [True] * (link.end - link.label_end)
    return hidden


def _shown(text: str, start: int, end: int, hidden: list[bool], bold: list[bool]) -> str:
    parts = []
    for (is_hidden, is_bold), run in groupby(range(start, end), key=lambda at: (hidden[at], bold[at])):
        escaped = "" if is_hidden else html.escape("".join(text[at] for at in run))
        parts.append(f'<strong style="{FOUND}">{escaped}</strong>' if is_bold and escaped else escaped)
    return "".join(parts)


def escape(text: str) -> str:
    """Text for a place that reads Markdown (labels, captions): every mark escaped, one line."""
    return verbatim(plain(text))


def verbatim(text: str) -> str:
    """As `escape` for what is no text of a post and may look like HTML: nothing of it is left out."""
    return MARKDOWN.sub(r"\\\1", " ".join(text.split()))


def page_url(slug: str, **filters: str) -> str:
    """Address of a page with its filters; every page has one. Relative, so that a base path may stand before it."""
    query = "&".join(f"{key}={quote(value, safe='')}" for key, value in filters.items() if value)
    return f"./{'' if slug == HOME else slug}?lang={language()}" + (f"&{query}" if query else "")


def safe_url(url: str | None) -> str | None:
    """`url` where it is http or https with a host, else None (`javascript:` and its like are no links)."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None
