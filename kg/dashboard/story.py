"""A story on the screen: its passages with names marked, one piece of HTML built from escaped text."""

from __future__ import annotations

import html
from collections.abc import Iterable

from kg import report
from kg.briefing import plain
from kg.dashboard.components import marked, page_url, safe_url
from kg.dashboard.data import ask
from kg.dashboard.i18n import language, say, t
from kg.dashboard.names import outlets
from kg.report.archive import StoryView
from kg.report.passages import PassageView

__all__ = ["SMALL", "card", "passage", "source_link", "tag", "tags", "theme_names"]

SMALL = "font-size:.82em;opacity:.72"
PILL = (
    "display:inline-block;border:1px solid rgba(128,128,128,.45);border-radius:999px;padding:0 .55em;"
    "margin:.1em .3em .1em 0;font-size:.8em"
)
PLAIN = "color:inherit;text-decoration:none"
FOLDED = ("why", "impact", "advice")
"""Kinds that stand behind one click in a list: what the author thinks of it."""


def theme_names() -> dict[str, str]:
    """Theme id -> its name in the reader's language."""
    column = "name_zh" if language() == "zh" else "name_en"
    return {row["theme_id"]: row[column] for row in ask(report.themes)}


def tag(words: str, url: str = "", why: str = "") -> str:
    """A small label, a link where it has an address."""
    title = f' title="{html.escape(why, quote=True)}"' if why else ""
    label = f'<span style="{PILL}"{title}>{html.escape(words)}</span>'
    return _link(url, label) if url else label


def _link(url: str, inner: str) -> str:
    return f'<a href="{html.escape(url, quote=True)}" target="_self" style="{PLAIN}">{inner}</a>'


def tags(story: StoryView, themes: dict[str, str]) -> str:
    """How sure, who says so, about what; each opens the stories that share it."""
    parts = [
        tag(
            t(f"modality.{story.modality}"),
            page_url("stories", modality=story.modality),
            story.modality_cue or "",
        )
    ]
    if story.outlets:
        chain = " ← ".join(map(outlets(), story.outlets))
        parts.append(tag(chain, page_url("stories", outlet=story.outlets[-1]), t("stories.chain")))
    parts += [
        tag(themes.get(theme, theme), page_url("stories", theme=theme), say(why))
        for theme, _, why in story.themes
    ]
    if story.event_day and story.event_day != story.day:
        parts.append(tag(t("stories.event", day=story.event_day.isoformat())))
    if story.repeats:
        parts.append(tag(t("stories.repeats"), why=say(story.repeats)))
    return "".join(parts)


def passage(view: PassageView, words: Iterable[str] = ()) -> str:
    """A passage with the label of its kind before it."""
    mentions = [(m.start, m.end, m.type, m.entity_id) for m in view.mentions]
    label = f'<span style="{SMALL};margin-right:.5em">{html.escape(t(f"kind.{view.kind}"))}</span>'
    return f'<p style="margin:.25rem 0">{label}{marked(view.text, mentions, words=words)}</p>'


def card(story: StoryView, themes: dict[str, str], words: Iterable[str] = ()) -> str:
    """A story in a list: headline, tags, fact; the author's view of it folded."""
    found = {kind: [p for p in story.passages if p.kind == kind] for kind in ("headline", *FOLDED)}
    headline = found["headline"][0] if found["headline"] else None
    title = (
        marked(headline.text, [(m.start, m.end, m.type, m.entity_id) for m in headline.mentions], words=words)
        if headline
        else html.escape(plain(story.headline))
    )
    number = f'<span style="{SMALL}">#{story.n}</span>'
    shown = [p for p in story.passages if p.kind not in ("headline", *FOLDED)]
    folded = [p for kind in FOLDED for p in found[kind]]
    more = ""
    if folded:
        names = " · ".join(dict.fromkeys(t(f"kind.{p.kind}") for p in folded))
        inner = "".join(passage(p, words) for p in folded)
        more = f'<details><summary style="{SMALL};cursor:pointer">{html.escape(names)}</summary>{inner}</details>'
    url = html.escape(page_url("stories", story=story.story_id), quote=True)
    open_ = (
        f'<a href="{url}" target="_self" style="{SMALL};color:inherit">{html.escape(t("stories.open"))}</a>'
    )
    return (
        f'<article style="margin:0 0 .4rem;overflow-wrap:anywhere">'
        f'<div style="font-size:1.08em;font-weight:600;line-height:1.4">{number} {title}</div>'
        f"<div>{tags(story, themes)}{open_}</div>{''.join(passage(p, words) for p in shown)}{more}</article>"
    )


def source_link(url: str | None) -> str:
    """A link out of the dashboard, only http(s); it tells the other side nothing of where it comes from."""
    safe = safe_url(url)
    if safe is None:
        return ""
    shown = html.escape(safe, quote=True)
    return f'<a href="{shown}" target="_blank" rel="noopener noreferrer nofollow">{html.escape(safe)}</a>'
