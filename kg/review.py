"""`kg review`: a Hugo post over a week or a month, written from the ledger, every line with its evidence.

A line links to the published post where its address is known (see `kg.briefing.sites`), else by path from the
folder in which the posts lie. The post says ``generator = "briefgraph"`` in its front matter; the reader skips
such posts, so a review that lies in the archive does not count itself.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import PurePosixPath
from typing import Any, Literal

from kg.briefing import plain
from kg.briefing.discover import GENERATOR
from kg.errors import NotFound
from kg.fates import FATES
from kg.report.names import chinese_of_main
from kg.store.reader import Reader
from kg.wording import chinese, counted

__all__ = ["Period", "common_folder", "period", "review", "title"]

MARKS = re.compile(r"([\\`*_\[\]<>#|~$])")  # what would become markup in a Hugo post
OPEN = re.compile(r"[\s()<>\[\]\\]")  # what would end a Markdown link
OPEN_IN_PATH = re.compile(r"[\s()<>\[\]\\%#?]")  # … and what is no part of a path in an address
EXAMPLES = 3  # stories named under one line; the ledger holds the rest

WORDS: Mapping[str, Mapping[str, str]] = {
    "zh": {
        "week": "一周回顾", "month": "一月回顾", "closed": "有了答案的问题", "moved": "有进展的问题",
        "asked": "新提出的问题", "silent": "没有下文的问题", "trends": "反复出现的趋势", "names": "出现最多的名字",
        "nothing": "本期没有。", "evidence": "证据", "stated": "陈述", "since": "首次提出",
        "story": "条新闻", "stories": "条新闻", "day": "天", "days": "天", "on": "，", "times": "陈述 {n} 次",
    },
    "en": {
        "week": "The week", "month": "The month", "closed": "Questions answered", "moved": "Questions that moved",
        "asked": "Questions newly asked", "silent": "Questions without an echo", "trends": "Trends stated again",
        "names": "Names seen most", "nothing": "None in this period.", "evidence": "Evidence", "stated": "Stated",
        "since": "first asked",
        "story": "story", "stories": "stories", "day": "day", "days": "days", "on": " on ", "times": "stated {n} times",
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `first` to `last`, both included."""

    kind: Literal["week", "month"]
    first: date
    last: date


def period(kind: Literal["week", "month"], day: date) -> Period:
    """The calendar week (Monday to Sunday) or month that holds `day`."""
    if kind == "week":
        first = day - timedelta(days=day.weekday())
        return Period(kind, first, first + timedelta(days=6))
    first = day.replace(day=1)
    return Period(kind, first, (first + timedelta(days=32)).replace(day=1) - timedelta(days=1))


def common_folder(paths: Iterable[str]) -> str:
    """The folder in which all posts lie ("" for that of the archive): a review put there links to them by path.

    A post that is a folder of its own (`2026-03-01/index.md`) lies in the one above.
    """
    places = [PurePosixPath(path) for path in paths]
    folders = [place.parent.parent if place.stem.split(".")[0] == "index" else place.parent for place in places]
    common = posixpath.commonpath(folders) if folders else ""
    return "" if common == "." else common


def title(span: Period, language: str = "zh") -> str:
    """What the post is called."""
    return f"{WORDS[language][span.kind]} {span.first} – {span.last}"


def review(reader: Reader, span: Period, language: str = "zh") -> str:
    """The post as Markdown with TOML front matter. Raises NotFound where the period has no briefing."""
    words = WORDS[language]
    params: dict[str, Any] = {"first": span.first, "last": span.last}
    posts = reader.rows("select count(*) from briefing where day between $first and $last", params)[0][0]
    folder = common_folder(path for (path,) in reader.rows("select path from briefing"))
    params["cut"] = len(folder) + 2 if folder else 1  # paths from there, as `substr` counts
    if not posts:
        raise NotFound(
            f"no briefing from {span.first} to {span.last}", "see `kg status` for the days that are in"
        )
    front = [
        "+++",
        f"title = {json.dumps(title(span, language), ensure_ascii=False)}",
        f"date = {span.last.isoformat()}",
        f'generator = "{GENERATOR}"',
        "draft = false",
        "+++",
    ]
    parts = ["\n".join(front)]
    called = chinese_of_main(reader, since=span.first, until=span.last) if language == "zh" else {}
    for name in ("closed", "moved", "asked", "silent"):
        parts.append(
            _section(words, name, (_question(words, row, called) for row in reader.dicts(SQL[name], params)))
        )
    parts.append(
        _section(words, "trends", (_trend(words, row) for row in reader.dicts(SQL["trends"], params)))
    )
    parts.append(_section(words, "names", (_name(words, row, called) for row in reader.dicts(SQL["names"], params))))
    return "\n\n".join(parts) + "\n"


TARGET = "coalesce(b.url, substr(b.path, $cut))"
EVIDENCE = f"""
    select e.watch_id, e.day, s.headline, e.reason, e.score, {TARGET} as target
    from evidence e join story s using (story_id) join briefing b using (briefing_id)
    where e.day between $first and $last and e.decision <> 'rejected'
"""  # noqa: S608  # constants of this module
FATE = FATES.format(day="$last")
HEAD = f"""
with hit as ({EVIDENCE}), fate as ({FATE}), asked as (
    select watch_id, arg_min(text, (day, n, watch_mention_id)) as text, min(day) as first_day, max(day) as last_day
    from watch_mention where day <= $last group by watch_id
)
select a.watch_id, a.text, a.first_day, list({{'day': h.day, 'headline': h.headline, 'reason': h.reason,
       'target': h.target}} order by h.score desc) filter (h.day is not null) as stories
from asked a join watch w using (watch_id) left join fate f using (watch_id) left join hit h using (watch_id)
"""  # noqa: S608  # constants of this module
TAIL = "group by all order by a.first_day, a.watch_id"

SQL: Mapping[str, str] = {
    "closed": f"{HEAD} where not w.boilerplate and f.fate in ('answered', 'contradicted') and f.day >= $first {TAIL}",
    "moved": f"{HEAD} where not w.boilerplate and coalesce(f.fate, 'open') not in ('answered', 'contradicted') "
    f"and h.day is not null {TAIL}",
    "asked": f"{HEAD} where not w.boilerplate and a.first_day >= $first and h.day is null {TAIL}",
    "silent": f"{HEAD} where not w.boilerplate and f.fate in ('stale', 'dropped') and f.day >= $first {TAIL}",
    "trends": f"""
        select m.trend_id, arg_max(m.name, m.day) as name, count(*) as times,
               list({{'day': m.day, 'text': m.name, 'target': {TARGET}}} order by m.day) as said
        from trend_mention m join briefing b using (briefing_id)
        where m.day between $first and $last
        group by m.trend_id having count(distinct m.day) >= 2 order by times desc, m.trend_id""",  # noqa: S608
    "names": f"""
        select e.name, count(distinct m.story_id) as stories, count(distinct m.day) as days,
               list(distinct {{'day': s.day, 'text': s.headline, 'target': {TARGET}}}
                    order by {{'day': s.day, 'text': s.headline, 'target': {TARGET}}} desc) as said
        from mention m join entity e using (entity_id) join story s using (story_id)
        join briefing b on b.briefing_id = s.briefing_id
        where m.day between $first and $last and m.story_id is not null
        group by e.entity_id, e.name order by stories desc, e.entity_id limit 10""",  # noqa: S608
}


def _section(words: Mapping[str, str], name: str, lines: Iterable[str]) -> str:
    return "\n".join([f"## {words[name]}", "", *(list(lines) or [words["nothing"]])])


def _question(words: Mapping[str, str], row: Mapping[str, Any], called: Mapping[str, str]) -> str:
    lines = [f"- {_safe(row['text'])} ({words['since']} {row['first_day']})"]
    for story in (row["stories"] or [])[:EXAMPLES]:
        headline = _link(story["headline"], story["target"])
        lines.append(f"  - {words['evidence']} {story['day']}: {headline} ({_said(words, story['reason'], called)})")
    return "\n".join(lines)


def _said(words: Mapping[str, str], reason: str, called: Mapping[str, str]) -> str:
    return _safe(chinese(reason, lambda name: called.get(name, name)) if words is WORDS["zh"] else reason)


def _trend(words: Mapping[str, str], row: Mapping[str, Any]) -> str:
    head = f"- {_safe(row['name'])} ({words['times'].format(n=row['times'])})"
    return "\n".join([head, *_places(words["stated"], row["said"])])


def _name(words: Mapping[str, str], row: Mapping[str, Any], called: Mapping[str, str]) -> str:
    stories = counted(row["stories"], words["story"], words["stories"])
    days = counted(row["days"], words["day"], words["days"])
    head = f"- {_safe(called.get(row['name'], row['name']))}: {stories}{words['on']}{days}"
    return "\n".join([head, *_places(words["evidence"], row["said"][:EXAMPLES])])


def _places(word: str, said: Iterable[Mapping[str, Any]]) -> list[str]:
    return [f"  - {word} {one['day']}: {_link(one['text'], one['target'])}" for one in said]


def _safe(text: str) -> str:
    """Text of a briefing for a Markdown post: one line, every mark escaped."""
    return MARKS.sub(r"\\\1", " ".join(plain(text).split()))


def _link(text: str, target: str) -> str:
    """A link to the post: its published address, else its path; spaces and brackets cannot break out."""
    published = re.match(r"https?://", target, re.IGNORECASE)
    escaped = (OPEN if published else OPEN_IN_PATH).sub(_percent, target)
    if not published and ":" in escaped.partition("/")[0]:
        escaped = f"./{escaped}"  # what stands before the colon is no scheme
    return _safe(text) if escaped.startswith("/") else f"[{_safe(text)}]({escaped})"


def _percent(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode())
