"""A post's text to a `Briefing`: front matter, blocks, sections, roles, then stories and statements."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import PurePosixPath
from typing import Any, Literal

from kg.briefing.assemble import assemble
from kg.briefing.blocks import Block, LineIndex, blocks
from kg.briefing.choose import Choice, choose
from kg.briefing.dates import day_in_name, day_in_text, day_of_value, is_utc, week_in_text
from kg.briefing.drawn import drawn_lists
from kg.briefing.frontmatter import FrontMatter, read_front_matter
from kg.briefing.headline import Headline
from kg.briefing.inline import plain
from kg.briefing.outline import Section, headlines, outline
from kg.briefing.reading import Reading
from kg.briefing.roles import assign
from kg.briefing.signs import drawn_headings
from kg.briefing.wrapped import unwrapped
from kg.errors import Unreadable
from kg.model import Briefing, Issue

__all__ = ["parse", "read"]

_DAY_HEADING = 20  # characters of a heading that is a day: `2026年3月6日 星期五`
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_KANA = re.compile(r"[\u3040-\u30ff\uac00-\ud7af]+")
_LATIN = re.compile(r"[A-Za-z]+")
_LETTER = re.compile(r"[^\W\d_]+")
_DATE_KEYS = ("date", "publishdate", "pubdate", "created", "day")
_WEEKLY = re.compile(
    r"周报|週報|周刊|週刊|weekly|week in review|(?<!\d)20\d\d[-_ ]?w\d{1,2}(?!\d)|第\s?\d{1,3}\s?[周期週](?!年)",
    re.IGNORECASE,
)


def parse(text: str, path: str, *, template: str | None = None) -> Briefing:
    """Read one post. `path` is relative to the archive folder and may carry the day.

    Pure: the result depends on the arguments only. Raises `Unreadable` (path, line, reason) where
    nothing can be read: no text, NUL characters, no day in the front matter, the title or the path.
    """
    return read(text, path, template)[0]


def read(text: str, path: str, template: str | None = None) -> tuple[Briefing, Reading, list[Section]]:
    """`parse` with what `explain` shows besides: the marks and the sections."""
    _refuse_non_text(text, path)
    index = LineIndex(text)
    front = read_front_matter(text)
    issues = [Issue(path, front.problem_line, "warning", front.problem)] if front.problem else []
    parts = drawn_headings(text, drawn_lists(text, blocks(text, front.end, index), index))
    parts = unwrapped(text, parts)
    title = _title(text, front, parts, path)
    day = _day(text, path, front, parts, title, issues)
    heads = headlines(text, parts)
    choice = choose(text, parts, heads, template)
    reading = Reading(text, path, choice.template, index, issues=issues)
    sections = outline(text, parts, heads, choice.template.words)
    assign(text, sections, choice.template, title, day)
    assemble(reading, sections)
    choice = _with_pattern(choice, sections, reading)
    if not (reading.stories or reading.trends or reading.watch or reading.notes):
        raise Unreadable(
            path,
            index.line_of(front.end),
            "no text below the front matter",
            "write the post or remove the file",
        )
    other = None if _is_weekly(title, path) else _other_day(text, heads, day)
    if other is not None:
        reading.issue(other, "warning", f"headings name several days; all is read as of {day}: split the file")
    if not reading.stories:
        reading.issue(front.end, "warning", "no story found; the text is kept as notes")
    return _briefing(reading, path, title, day, choice, front), reading, sections


def _other_day(text: str, heads: Mapping[int, Headline], day: date) -> int | None:
    """Where a heading that is a day and little else names another than the post's: a file for a month."""
    for head in heads.values():
        words = text[head.start : head.end]
        if len(words) <= _DAY_HEADING and "20" in words and (found := day_in_text(words)) and found != day:
            return head.start
    return None


def _with_pattern(choice: Choice, sections: list[Section], reading: Reading) -> Choice:
    """For the generic reader the reason also names the pattern that was taken for the stories."""
    if choice.template.name != "generic" or not reading.stories:
        return choice
    pattern = next(
        (section.reason for section in sections if section.role == "story"), "list items or bold lines"
    )
    return replace(choice, reason=f"{choice.reason}; stories by {pattern}")


def _refuse_non_text(text: str, path: str) -> None:
    if "\0" in text:
        raise Unreadable(
            path,
            text.count("\n", 0, text.index("\0")) + 1,
            "NUL character: not a text file",
            "save it as UTF-8 text",
        )
    if not text.strip(" \t\r\n\ufeff"):
        raise Unreadable(path, None, "empty file", "write the post or remove the file")


def _briefing(
    reading: Reading, path: str, title: str, day: date, choice: Choice, front: FrontMatter
) -> Briefing:
    return Briefing(
        day=day,
        title=title,
        path=path,
        template=choice.template.name,
        template_reason=choice.reason,
        language=_language(reading),
        period="week" if _is_weekly(title, path) else "day",
        notes=tuple(sorted(reading.notes, key=lambda passage: passage.start)),
        stories=tuple(reading.stories),
        trends=tuple(reading.trends),
        watch=tuple(reading.watch),
        issues=tuple(reading.issues),
    )


def _is_weekly(title: str, path: str) -> bool:
    name = PurePosixPath(path)
    return _WEEKLY.search(f"{title} {name.parent.name} {name.stem}") is not None


def _title(text: str, front: FrontMatter, parts: list[Block], path: str) -> str:
    """Title of the front matter, else the first heading, else the file's name."""
    given = _lowered(front.data).get("title")
    if isinstance(given, str) and given.strip():
        return " ".join(given.split())
    headings = [block for block in parts if block.kind == "heading"]
    if headings and _is_title(text, headings):
        return plain(text[headings[0].start : headings[0].end])
    name = PurePosixPath(path)
    return name.parent.name if name.stem == "index" and name.parent.name else name.stem


def _is_title(text: str, headings: list[Block]) -> bool:
    """Whether the first heading titles the post: an H1, or an H2 that is alone on its level or has the day."""
    first = headings[0]
    if first.level == 1:
        return True
    alone = not any(block.level <= first.level for block in headings[1:])
    dated = day_in_text(text[first.start : min(first.end, first.start + 200)]) is not None
    return first.level == 2 and (alone or dated)


def _lowered(data: Mapping[str, Any]) -> dict[str, Any]:
    return {str(name).lower(): value for name, value in data.items()}


def _day(
    text: str, path: str, front: FrontMatter, parts: list[Block], title: str, issues: list[Issue]
) -> date:
    """The author's local day: front matter, else file or folder name, else title or first heading."""
    named = _day_of_path(path)
    values = _lowered(front.data)
    for name in _DATE_KEYS:
        value = values.get(name)
        if value in (None, ""):
            continue
        stated = day_of_value(value)
        if stated is None:
            issues.append(
                Issue(
                    path,
                    _line_of_key(text, name),
                    "warning",
                    f"{name} = {value[:40]!r} is no date" if isinstance(value, str) else f"{name} is no date",
                )
            )
            continue
        return _settled(stated, value, named, day_in_text(title))
    if (
        found := named
        or day_in_text(title)
        or _day_in_headings(text, parts)
        or week_in_text(f"{path} {title}")
    ):
        return found
    raise Unreadable(
        path, 1, "no date in the front matter, the file name or the title", "add `date = 2026-02-28`"
    )


def _settled(stated: date, value: object, named: date | None, titled: date | None) -> date:
    """A UTC timestamp may be a day off for its author: then the name of the file or the title decides."""
    if is_utc(value):
        for other in (named, titled):
            if other is not None and abs((other - stated).days) == 1:
                return other
    return stated


def _day_of_path(path: str) -> date | None:
    """Day in the file name, else in its folder (`2026-02-28/index.md`), else in `2026/02/28.md` as a whole."""
    name = PurePosixPath(path)
    return day_in_name(name.stem) or day_in_name(name.parent.name) or day_in_text(str(name.with_suffix("")))


def _day_in_headings(text: str, parts: list[Block]) -> date | None:
    for block in parts[:5]:
        if found := day_in_text(text[block.start : min(block.end, block.start + 200)]):
            return found
    return None


def _line_of_key(text: str, name: str) -> int:
    for number, line in enumerate(text[:20_000].split("\n"), 1):
        if line.strip().lower().startswith(name):
            return number
    return 1


def _language(reading: Reading) -> Literal["zh", "en", "other"]:
    """Script of the headlines and passages: Han without kana is Chinese, Latin without diacritics English."""
    pieces = [p.text for s in reading.stories for p in (s.headline, *s.passages)] or [
        p.text for p in reading.notes
    ]
    sample = "".join(pieces[:12])[:500]
    han, kana, latin, letters = (len("".join(kind.findall(sample))) for kind in (_HAN, _KANA, _LATIN, _LETTER))
    foreign = letters - han - kana - latin
    if kana * 5 > han + kana and kana > 3:
        return "other"
    if han * 8 >= latin and han:
        return "zh"
    return "en" if latin and foreign * 50 <= latin else "other"
