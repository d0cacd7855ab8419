"""Ids: derived from content, readable, a pure function of the one file they stand in.

``2026-02-28`` (briefing), ``2026-02-28-s-k3v9q1xz`` (story), ``2026-02-28-s-k3v9q1xz.fact1`` (passage),
``2026-02-28-s-k3v9q1xz.fact1@12`` (mention). So the same post has the same ids on every machine, and
deleting or adding another post renames nothing.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from base64 import b32encode
from collections.abc import Callable
from datetime import date
from pathlib import PurePosixPath

__all__ = [
    "Counter",
    "as_typed",
    "briefing_id",
    "hash8",
    "inner_id",
    "normal_text",
    "passage_id",
    "slug",
    "story_id",
    "trend_id",
    "trend_mention_id",
    "watch_id",
    "watch_mention_id",
]

BUNDLE = ("index", "_index")
"""Stems of a Hugo page bundle: there the folder has the name."""
CONTAINERS = frozenset({
    "posts", "post", "_posts", "blog", "blogs", "content", "source", "sources", "src", "docs", "data", "pages",
    "articles", "daily", "dailies", "news", "newsletter", "newsletters", "briefing", "briefings", "archive", "archives",
    "notes", "note", "journal", "diary", "issues", "zh", "en", "cn", "zh-cn", "zh-tw", "zh-hk", "zh-hans", "zh-hant",
    "english", "chinese", "日报", "每日", "简报", "新闻", "资讯", "文章", "归档", "笔记", "日记", "中文", "英文",
})  # fmt: skip
"""Folders that any archive may have: they tell nothing of a post."""
DATED = re.compile(
    r"(?:19|20)?\d\d(?:[-_.年]?\d{1,2}月?)?(?:[-_.]?\d{1,2}日?)?年?|\d{1,2}月?|q[1-4]|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?"
    r"|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?",
    re.IGNORECASE,
)
"""Folders of a year, a month or a day."""


def hash8(text: str) -> str:
    """Eight letters and digits (40 bits) of BLAKE2s: 20,000 texts collide with a chance of 0.02 %."""
    return b32encode(hashlib.blake2s(text.encode("utf-8"), digest_size=5).digest()).decode().lower()


def normal_text(text: str) -> str:
    """`text` without what a correction of typography changes: width, case, blanks, marks.

    >>> normal_text("**OpenAI** 宣布 ８４ 亿！")
    'openai宣布84亿'
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    kept = "".join(c for c in folded if c.isalnum() or c in "%$€£¥+.")
    return kept.strip(".") or folded.strip()


def as_typed(text: str) -> str:
    """An id as a person copied or typed it: blanks and a full stop around it, letters in the other case.

    >>> as_typed(" w-ABCD2345。"), as_typed("2026-02-28-S-k3v9q1xz")
    ('W-abcd2345', '2026-02-28-s-k3v9q1xz')
    """
    given = text.strip().rstrip(".。,，;；")
    id_ = given.lower()
    if _SHORT_ID.fullmatch(id_):
        return id_[:1].upper() + id_[1:]
    return id_ if _DATED_ID.match(id_) else given


_SHORT_ID = re.compile(r"[twj]-[0-9a-z]{8}")
_DATED_ID = re.compile(r"\d{4}-\d\d-\d\d-")


def slug(text: str) -> str:
    """Lower-case ASCII words with hyphens; a hash where nothing of the text is ASCII."""
    words = re.sub(r"[^0-9a-z]+", "-", unicodedata.normalize("NFKC", text).lower()).strip("-")
    lost = any(c.isalnum() and not c.isascii() for c in text)
    return f"{words}-{hash8(text)}".strip("-") if lost or not words else words


def briefing_id(path: str, day: date) -> str:
    """The day where the file (or the folder of a bundle) is named after it, else day and slug.

    A folder that tells posts of one name apart belongs to the id: ``am/2026-02-28.md``, ``pm/2026-02-28.md``.

    >>> briefing_id("2026/2026-02-28.md", date(2026, 2, 28)), briefing_id("posts/morning.md", date(2026, 2, 28))
    ('2026-02-28', '2026-02-28-morning')
    >>> briefing_id("am/2026-02-28.md", date(2026, 2, 28))
    '2026-02-28-am'
    """
    file = PurePosixPath(path)
    if file.stem in BUNDLE and file.parent.name:
        stem, folder = file.parent.name, file.parent.parent.name
    else:
        stem, folder = file.stem, file.parent.name
    parts = [] if stem == day.isoformat() else [slug(stem).removeprefix(f"{day.isoformat()}-")]
    if folder and folder.lower() not in CONTAINERS and not DATED.fullmatch(folder):
        parts.append(slug(folder))
    return "-".join([day.isoformat(), *parts])


class Counter:
    """Makes the second and later of equal ids distinct: ``x``, ``x-2``, ``x-3`` (within one file)."""

    def __init__(self, separator: str = "-") -> None:
        self.separator = separator
        self._seen: dict[str, int] = {}

    def __call__(self, wanted: str) -> str:
        """`wanted`, or with a number where it was given out before."""
        self._seen[wanted] = count = self._seen.get(wanted, 0) + 1
        return wanted if count == 1 else f"{wanted}{self.separator}{count}"

    def next(self, prefix: str) -> str:
        """`prefix` with its own running number: ``fact1``, ``fact2``."""
        self._seen[prefix] = count = self._seen.get(prefix, 0) + 1
        return f"{prefix}{count}"


def story_id(briefing: str, headline: str, free: Callable[[str], str] = str) -> str:
    """By the words of the headline, so that reordering stories keeps their ids."""
    return free(f"{briefing}-s-{hash8(normal_text(headline))}")


def passage_id(owner: str, kind: str, number: Counter) -> str:
    """``<story or briefing>.<kind><running number of that kind>``."""
    return number.next(f"{owner}.{kind}")


def trend_mention_id(briefing: str, text: str, free: Callable[[str], str] = str) -> str:
    """By the words of the statement."""
    return free(f"{briefing}-t-{hash8(normal_text(text))}")


def watch_mention_id(briefing: str, text: str, free: Callable[[str], str] = str) -> str:
    """By the words of the statement."""
    return free(f"{briefing}-w-{hash8(normal_text(text))}")


def inner_id(passage: str, start: int, tail: str = "") -> str:
    """Id of something inside a passage, `start` relative to it: ``<passage>@12`` or ``<passage>@12:acquires``."""
    return f"{passage}@{start}:{tail}" if tail else f"{passage}@{start}"


def trend_id(first_member: str) -> str:
    """Of the trend that began with this trend mention."""
    return f"T-{hash8(first_member)}"


def watch_id(first_member: str) -> str:
    """Of the watch item that began with this watch mention."""
    return f"W-{hash8(first_member)}"
