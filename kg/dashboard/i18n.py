"""Words on the screen: every one in Chinese and English (key, zh, en), one file a page in `words/`.

A key begins with the name of its page's file (``today.title`` in today.tsv); common.tsv holds what pages
share. `<slug>.title` names the page in the navigation.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

import streamlit as st

from kg import report
from kg.dashboard.data import ask_shared
from kg.errors import KgError
from kg.wording import chinese

__all__ = ["LANGUAGES", "comment", "language", "say", "say_error", "t", "with_remedy", "words"]

LANGUAGES = {"zh": "中文", "en": "English"}
FOLDER = Path(__file__).with_name("words")
SINGULAR = {"stories": "story", "days": "day", "times": "time", "names": "name", "mentions": "mention"}
ONE = re.compile(rf"(?<![\w.,-])1 ({'|'.join(SINGULAR)})\b")
"""A count of one in a reason, which is stored with the plural."""


class _Counted(Formatter):
    """``{n:story|stories}`` is "1 story" or "2 stories"; every other place is filled as `str.format` does."""

    def format_field(self, value: Any, format_spec: str) -> str:
        one, bar, many = format_spec.partition("|")
        if not bar:
            return str(super().format_field(value, format_spec))
        return f"{value} {one if str(value) == '1' else many}"


FILL = _Counted()


@cache
def words() -> dict[str, dict[str, str]]:
    """Key -> language -> text. Raises ValueError where a key stands twice, or in a file not its page's."""
    found: dict[str, dict[str, str]] = {}
    for file in sorted(FOLDER.glob("*.tsv")):
        with file.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
                key = row["key"]
                if key in found or (file.stem != "common" and not key.startswith(f"{file.stem}.")):
                    raise ValueError(f"{file.name}: {key!r} stands twice or belongs into another file")
                found[key] = {language: row[language] for language in LANGUAGES}
    return found


@cache
def _comments() -> dict[str, str]:
    with Path(__file__).with_name("comments.tsv").open(encoding="utf-8", newline="") as lines:
        return {row["en"]: row["zh"] for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)}


def comment(text: str | None) -> str:
    """A comment of the database (English) in the reader's language; comments.tsv holds every one."""
    said = text or ""
    return said if language() == "en" else _comments().get(said, said)


def language() -> str:
    """The reader's language: `?lang=` in the address, Chinese first."""
    chosen = st.query_params.get("lang", "zh")
    return chosen if chosen in LANGUAGES else "zh"


def t(key: str, **values: object) -> str:
    """The words for `key` in the reader's language; `{name}` places are filled from `values`,
    ``{n:story|stories}`` with the number and the word that fits it.

    Raises KeyError for a key that no file has: a missing translation is a mistake.
    """
    return FILL.vformat(words()[key][language()], (), values)


def say(reason: str) -> str:
    """A reason as `kg.report` gives it (English) in the reader's language."""
    if language() == "en":
        return ONE.sub(lambda found: f"1 {SINGULAR[found[1]]}", reason)
    return chinese(reason, _called)


def _called(name: str) -> str:
    """An entity as the posts write it; where there is no archive to ask, which is itself said here, its main name."""
    try:
        return ask_shared(report.chinese_of_main).get(name, name)
    except KgError:
        return name


def say_error(error: KgError) -> str:
    """What could not be done, and in brackets what to do about it."""
    return with_remedy(say(error.message), say(error.remedy or ""))


def with_remedy(reason: str, remedy: str) -> str:
    """A reason with what to do about it, where that is known."""
    return t("trouble.so", reason=reason, remedy=remedy) if remedy else reason
