"""One form for width, case and script variants; one code point in, one code point out, so offsets stay."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib import resources
from pathlib import Path

WIDE = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff0d\uff0e]")
"""Full-width letters, digits, hyphen and full stop: only then is a text worth translating."""

_NARROW = {c: c - 0xFEE0 for c in range(0xFF01, 0xFF5F)}
_HYPHENS = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2212"), "-")
_QUOTES = dict.fromkeys(map(ord, "’‘＇"), "'")


def data_folder() -> Path:
    """The gazetteer folder: inside an installed package, else beside it in the repository."""
    inside = Path(str(resources.files("nlp"))) / "data" / "gazetteer"
    return inside if inside.is_dir() else Path(__file__).resolve().parent.parent / "data" / "gazetteer"


@lru_cache(maxsize=1)
def simplified() -> dict[int, str]:
    """Traditional character to simplified character, from ``names/t2s.txt`` (pairs, white space between)."""
    path = data_folder() / "names" / "t2s.txt"
    if not path.is_file():
        return {}
    lines = path.read_text("utf-8").splitlines()
    pairs = (pair for line in lines if not line.startswith("#") for pair in line.split())
    return {ord(pair[0]): pair[1] for pair in pairs}


@lru_cache(maxsize=1)
def _traditional() -> re.Pattern[str]:
    return re.compile(f"[{''.join(map(chr, simplified()))}]") if simplified() else re.compile("(?!)")


def in_simplified(text: str) -> str:
    """`text` in simplified script, of the same length; itself where it is.

    >>> in_simplified("鴻源創投"), in_simplified("芯片")
    ('鸿源创投', '芯片')
    """
    return text.translate(simplified()) if _traditional().search(text) else text


@lru_cache(maxsize=1)
def characters() -> dict[int, str]:
    """Every character whose normal form is another one before case is folded: width, hyphens, quotes, script."""
    steps = (_NARROW, _HYPHENS, _QUOTES, simplified())
    codes = sorted(set().union(*steps))
    return {code: _stepped(chr(code), steps) for code in codes}


def _stepped(character: str, steps: Iterable[Mapping[int, int | str]]) -> str:
    for step in steps:
        character = character.translate(step)
    return character


@lru_cache(maxsize=1)
def _changing() -> tuple[re.Pattern[str], dict[str, str]]:
    """What finds the characters that change, and what each becomes, which does not change again."""
    table = {chr(code): to for code, to in characters().items()}
    return re.compile(f"[{re.escape(''.join(table))}]"), table


def narrow(text: str) -> str:
    """`text` with full-width letters, digits and points in their usual width; same length."""
    return text.translate(_NARROW) if WIDE.search(text) else text


@lru_cache(maxsize=65536)
def normal_form(text: str) -> str:
    """Lower case, usual width, plain hyphen and quote, simplified script; same length as `text`.

    >>> normal_form("ＧＰＴ"), normal_form("İx")
    ('gpt', 'İx')
    """
    changing, table = _changing()
    for char in set(changing.findall(text)):  # few in a text: `translate` looks at every character, 3 times slower
        text = text.replace(char, table[char])
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(c if len(c.lower()) != 1 else c.lower() for c in text)


def slug(name: str) -> str:
    """`name` as an id: lower case, blanks to hyphens (``Claude Opus 4.6`` → ``claude-opus-4.6``)."""
    text = unicodedata.normalize("NFKC", name).lower()
    return re.sub(r"[^0-9a-z\u4e00-\u9fff.+]+", "-", text).strip("-.")
