"""The tables of ``data/gazetteer/units.tsv``: currencies, units, and the words around a number."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from nlp.normal import WIDE, data_folder, simplified

_SIGNS = {c: c - 0xFEE0 for c in range(0xFF01, 0xFF5F) if chr(c) not in "，：；！？（）"}
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212"), "-") | {0x301C: "~", 0x223C: "~"}
_BLANKS = dict.fromkeys((0xA0, 0x2009, 0x202F, 0x3000, 0x9), " ")
_WIDE_COMMA = re.compile("(?<=[\uff10-\uff19])，(?=[\uff10-\uff19]{3})")


@lru_cache(maxsize=1)
def _table() -> dict[str, str]:
    """Character to another one; none of those changes again."""
    table: dict[int, int | str] = {**simplified(), **_SIGNS, **_DASHES, **_BLANKS}
    return {chr(code): chr(to) if isinstance(to, int) else to for code, to in table.items()}


@lru_cache(maxsize=1)
def _changing() -> re.Pattern[str]:
    return re.compile(f"[{re.escape(''.join(_table()))}]")


def fold(text: str) -> str:
    """`text` in lower case, usual width and simplified script, dashes and blanks of one kind; same length.

    A full-width comma stays (it parts clauses) unless full-width digits stand on both sides.
    """
    if WIDE.search(text):
        text = _WIDE_COMMA.sub(",", text)
    for char in set(_changing().findall(text)):  # few in a text: `translate` looks at every character, 6 times slower
        text = text.replace(char, _table()[char])
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


class Form(NamedTuple):
    """One form of the table: what it is, and the characters beside which it is a part of another word."""

    kind: str
    measure: str
    """ISO currency, ``%``, a unit's one spelling, or empty for the unit as printed."""
    avoid: str
    text: str


class Forms(NamedTuple):
    """Forms by their text; the lengths of forms, the greatest first, by first and by last character."""

    table: dict[str, Form]
    first: dict[str, tuple[int, ...]]
    last: dict[str, tuple[int, ...]]

    @classmethod
    def of(cls, table: dict[str, Form]) -> Forms:
        """With both indexes built."""
        first: dict[str, set[int]] = {}
        last: dict[str, set[int]] = {}
        for text in table:
            first.setdefault(text[0], set()).add(len(text))
            last.setdefault(text[-1], set()).add(len(text))
        return cls(table, _falling(first), _falling(last))

    def behind(self, text: str, at: int) -> tuple[int, Form] | None:
        """The longest form that starts at `at`: its end and itself."""
        for length in self.first.get(text[at : at + 1], ()):
            end = at + length
            form = self.table.get(text[at:end])
            if form and end <= len(text) and _whole(text, at, end) and not _beside(text[end : end + 1], form.avoid):
                return end, form
        return None

    def before(self, text: str, at: int) -> tuple[int, Form] | None:
        """The longest form that ends at `at`: its start and itself."""
        for length in self.last.get(text[at - 1 : at], ()):
            start = at - length
            form = self.table.get(text[start:at]) if start >= 0 else None
            if form and _whole_left(text, start) and not _beside(text[start - 1 : start], form.avoid):
                return start, form
        return None


def _falling(lengths: dict[str, set[int]]) -> dict[str, tuple[int, ...]]:
    return {char: tuple(sorted(own, reverse=True)) for char, own in lengths.items()}


def _beside(char: str, avoid: str) -> bool:
    """Whether `char` is one of `avoid`; after ``^`` stand the only ones allowed."""
    return bool(char) and ((char not in avoid[1:]) if avoid.startswith("^") else char in avoid)


def _whole(text: str, start: int, end: int) -> bool:
    """A form that ends in a letter (or ``×``) ends a word; ``%`` and 个 may touch what follows."""
    last = text[end - 1]
    return not (end < len(text) and (_latin(last) or last == "×") and (_latin(text[end]) or text[end].isdigit()))


def _whole_left(text: str, start: int) -> bool:
    return not (_latin(text[start]) and start > 0 and (_latin(text[start - 1]) or text[start - 1].isdigit()))


def _latin(char: str) -> bool:
    return ("a" <= char <= "z") or ("\xdf" <= char <= "\u024f")


GROUPS = {
    "before": ("before",),
    "unit": ("money", "cents", "share", "count", "noun", "time"),
    "more": ("more",),
    "about": ("limit", "about"),
    "after": ("after",),
    "adjective": ("adjective",),
    "named": ("named",),
    "verb": ("verb",),
}
"""What is looked up together, to the kinds of lines that make it."""


@lru_cache(maxsize=1)
def forms() -> dict[str, Forms]:
    """The tables by group; a form of an earlier kind wins."""
    lines = (data_folder() / "units.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line.strip() and not line.startswith("#")]
    out = {}
    for group, kinds in GROUPS.items():
        table: dict[str, Form] = {}
        for kind, measure, written in rows:
            for form in written.split(" | ") if kind in kinds else ():
                text, _, avoid = form.strip().partition("!")
                table.setdefault(text, Form(kind, measure, avoid, text))
        out[group] = Forms.of(table)
    return out


@lru_cache(maxsize=1)
def money_names() -> re.Pattern[str]:
    """Currency names in Chinese characters, the longest first."""
    table = forms()["unit"].table
    names = [name for name, form in table.items() if form.kind == "money" and not name.isascii() and len(name) < 9]
    return re.compile("|".join(map(re.escape, sorted(names, key=len, reverse=True))))
