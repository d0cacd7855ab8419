"""From aliases to token patterns, and the questions asked of the characters around a match."""

from __future__ import annotations

import re
import string
from collections.abc import Container, Iterable, Iterator, Sequence
from operator import add

from nlp.gazetteer import Alias
from nlp.normal import narrow, normal_form
from nlp.tokenizer import pieces

Pattern = tuple[str, ...]

WORD = frozenset(string.ascii_letters + string.digits + "_" + "".join(map(chr, range(0xC0, 0x250))))
"""Characters of Latin words and numbers."""
_TITLE = re.compile(r"C[ETFO]O(?![A-Za-z])")
_DOMAIN = re.compile(r"\.[a-z]")
_HYPHEN_WORD = re.compile(r"-([a-z]+)")
_TAILS = """
based powered native compatible style like only first backed led owned hosted level class related
built funded trained linked specific driven enabled designed developed made supported free exclusive
integrated and or to vs invested affiliated inspired
"""
HYPHEN_TAILS = frozenset(_TAILS.split())
"""Words that an English writer hangs on a name with a hyphen; another lower-case word makes one word of both."""

_WARE = re.compile("(?:应用|系列|模型|大模型|产品|服务|平台|助手)$")
_LATIN_GAP = re.compile(r"(?<=[0-9A-Za-z])[ -](?=[0-9A-Za-z])")
_DOTS = re.compile("[·•・‧∙]")
_HAN = re.compile("[\u3400-\u9fff]+")


def index(aliases: Sequence[Alias], own: Container[tuple[str, str]]) -> dict[str, dict[str, list[int]]]:
    """All patterns of a gazetteer by their beginnings (see `beginnings`): tokens joined by tabs, with the places of the
    aliases that each may mean.

    `own` are (entity, name) where a word such as 大模型 at the end belongs to the name (盘古大模型).
    """
    bare = {(a.entity, a.surface) for a in aliases}
    found: dict[str, dict[str, list[int]]] = {}
    for place, alias in enumerate(aliases):
        short = _WARE.sub("", alias.surface).rstrip()
        if (
            (alias.entity, alias.surface) not in own
            and short != alias.surface
            and (alias.entity, short) in bare
        ):
            continue  # Codex 应用 is Codex and a word: the name ends before it
        for pattern in sorted(patterns(alias)):
            begin = _folded("".join(pattern))[:2]
            found.setdefault(begin, {}).setdefault("\t".join(pattern), []).append(place)
    return found


def beginnings(text: str) -> set[str]:
    """The first two characters of every name that may stand in `text`, and each character alone.

    >>> sorted(beginnings("X 与 AI"))
    ['a', 'ai', 'i', 'x', 'x与', '与', '与a']
    """
    text = _folded(text)
    return {*text, *map(add, text, text[1:])}


def _folded(text: str) -> str:
    """Normal form without blanks; the Greek s alike at the end of a word, which depends on what is cut out."""
    return normal_form.__wrapped__(text).replace(" ", "").replace("ς", "σ")


def patterns(alias: Alias) -> set[Pattern]:
    """Token patterns (normal form) under which an alias is found: case, spacing, hyphen and dot variants."""
    if _HAN.fullmatch(alias.surface):
        return {
            tuple(normal_form(alias.surface))
        }  # one way to write it, a token per character: half of all names
    surface = _DOTS.sub("·", narrow(alias.surface))
    written = {surface}
    if _LATIN_GAP.search(surface):
        written |= {_LATIN_GAP.sub("-", surface), _LATIN_GAP.sub(" ", surface)}
        if not surface.replace("-", "").isdigit():
            written.add(_LATIN_GAP.sub("", surface))
    if "·" in surface:
        written |= {surface.replace("·", dot) for dot in "•・‧"} | {surface.replace("·", "")}
    if not alias.case:
        written |= {text.lower() for text in written}
    return {tuple(map(normal_form, pieces(text))) for text in written}


def glued(text: str, start: int, end: int) -> bool:
    """Whether the characters around ``text[start:end]`` make it a part of another word."""
    return glued_left(text, start) or glued_right(text, end)


def glued_left(text: str, start: int) -> bool:
    """Whether what stands before makes it a part of another word."""
    if start == 0 or text[start] not in WORD:
        return False
    before = text[start - 1]
    if before in WORD:
        return True
    if before in "-." and start > 1 and text[start - 2] in WORD:
        return before == "." or start == 2 or text[start - 3] not in WORD  # next.openai; M-Courtyard
    return before in "@/" and start > 1 and text[start - 2] in WORD and _slash_glues(text, start)


def _slash_glues(text: str, start: int) -> bool:
    """``owner/repo`` and paths are one name; ``Google/Meta`` and ``UK/EU`` are two."""
    return text[start - 1] == "@" or text[start].islower() or text[start - 2 : start] == "//"


def glued_right(text: str, end: int) -> bool:
    """Whether what stands behind makes it a part of another word."""
    if end >= len(text) or text[end - 1] not in WORD:
        return False
    after = text[end]
    if after in "$＄":
        return text[end + 1 : end + 3].lstrip()[:1].isdigit()  # US$2.5 亿: a currency
    if after in WORD:
        return not (text[end - 1].isalpha() and _TITLE.match(text, end))
    if after == ".":
        return bool(_DOMAIN.match(text, end)) or (
            text[end - 1].isdigit() and text[end + 1 : end + 2].isdigit()
        )
    if after == "-":
        if text[end + 1 : end + 2].isdigit():
            return True  # a number of its own, which the grammar of versions did not read
        tail = _HYPHEN_WORD.match(text, end)
        return bool(tail) and tail[1] not in HYPHEN_TAILS  # type: ignore[index]
    return after == "/" and text[end + 1 : end + 2].islower() and text[end + 1] in WORD


def same_letters(surface: str, found: str) -> bool:
    """Whether `found` is `surface` letter by letter (blanks and hyphens aside)."""
    return surface == found or _bare(surface) == _bare(narrow(found))


def _bare(text: str) -> str:
    return text.replace(" ", "").replace("-", "")


def strict_case(surface: str) -> bool:
    """Short names in capitals (US, EU, AWS) are words in other letters: they match as written only."""
    return len(surface) <= 3 and surface.isascii() and surface.isalpha()


def first_of(*words: str) -> re.Pattern[str]:
    """The first characters of `words`, for `matches`."""
    return re.compile(f"[{re.escape(''.join(sorted({word[0] for word in words})))}]")


def any_of(words: Iterable[str]) -> re.Pattern[str]:
    """The longest of many plain words: branches by first character, a third faster than one branch for each word.

    >>> any_of(["医药", "医疗", "云"]).findall("医疗云")
    ['医疗', '云']
    """
    rests: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        rests.setdefault(word[0], []).append(re.escape(word[1:]))
    return re.compile("|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in rests.items()))


def matches(pattern: re.Pattern[str], first: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """``pattern.finditer(text)`` where every match begins with a character of `first`.

    A search for one of a few characters runs at 100 M characters a second, one for several words at 10 to 30.
    """
    end = 0
    for place in first.finditer(text):
        if place.start() >= end and (found := pattern.match(text, place.start())):
            end = found.end()
            yield found


def words_pattern(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern that finds any of `words`; Latin words only whole, case ignored."""
    parts = []
    for word in sorted(words, key=len, reverse=True):
        left = r"(?<![A-Za-z0-9])" if word[0].isascii() and word[0].isalnum() else ""
        right = r"(?![A-Za-z0-9])" if word[-1].isascii() and word[-1].isalpha() else ""
        parts.append(left + re.escape(word) + right)
    return re.compile("|".join(parts), re.IGNORECASE)
