"""What the names beside a name say of its type, and names of two names: pure functions over one text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from nlp.attributes import Candidate
from nlp.unknown.found import Found, last
from nlp.words import is_generic

_LIST = re.compile(r" ?(?:[、与和及]|以及|，以及) ?")
_HEADS = re.compile(
    r" ?(?:CEO|CFO|COO|首席执行官|首席财务官|董事长|董事会|掌门人|总部|股东|股价|市值)"
)
"""Whom only companies have: before these the name of a product is its company's."""
_OFFICER = frozenset(" C首董掌总股市")
"""First characters of these, and the blank."""
_ASKED = re.compile(r" ?(?:说明|解释|提交|删除|停止|整改|披露|下架|交出|答复|限期)")
_ROUND = re.compile(
    r" ?(?:(?:再|新|已|正|拟|寻求|洽谈|宣布)?(?:完成|获得?|融资|募资|筹资)[^，。；]{0,16}(?:融资|美元|亿元|万元|轮)"
    r"|以[^，。；]{0,12}估值)"
)
_MONEY = frozenset(" 再新已正拟寻洽宣完获融募筹以")
"""First characters of these."""
_ABBREVIATION = re.compile(r"[A-Z][A-Za-z]{0,2}[A-Z]{1,5}[A-Z0-9]?")
_TWO_WORDS = re.compile(
    r"[A-ZÀ-Þ][a-zß-ÿ'’-]+(?: [A-Z]\.| de| van| von| der| bin| al)*(?: [A-ZÀ-Þ][A-Za-zß-ÿ'’-]+){1,2}"
)
"""How a person is written in Latin letters."""
_OPEN, _CLOSE = " (（", ")）"
_GUESSED = frozenset(f"Latin name{cue}" for cue in ("", ", before 的", ", before 和", ", before 与", ", after 与"))
"""Rules that had nothing to tell the type by but a prior or a conjunction."""


def find(text: str, known: list[Candidate]) -> Iterator[Found]:
    """All rules in turn."""
    yield from joined(text, known)
    yield from glued(text, known)
    yield from listed(text, known)


_CAPITALS = re.compile(r"[A-Z][\w&.-]*(?: [A-Z][\w&.-]*){0,3}", re.A)
_LOWER = re.compile(r"(?:[a-z][a-z0-9.-]{3,}[a-z0-9]|[A-Z]{3,}\.md)(?= ?[、与和，。；（]| [\u4e00-\u9fff])", re.A)
STRONG = 4
"""Weight of the words that companies are called by (Capital, Group); weaker ones (Research) also stand apart."""


def glued(text: str, known: list[Candidate]) -> Iterator[Found]:
    """``三菱HC Capital``: a known company in Chinese with Latin words of a company glued to it is one of its own."""
    for one in known:
        if one.type != "ORG" or not (found := _CAPITALS.match(text, one.end)) or text[one.end - 1].isascii():
            continue
        kind = last(found[0])
        if kind and kind[1].type == "ORG" and kind[1].weight >= STRONG:
            yield Found(one.start, found.end(), "ORG", f"{one.name} and {kind[0]}", 0.85)


def listed(text: str, known: list[Candidate]) -> Iterator[Found]:
    """``PyTorch、goose 与 Ray``: a word in lower case behind a product in Latin letters in a list is one too."""
    ends = [one.end for one in known if one.type == "PRODUCT" and text[one.start].isascii()]
    for end in ends:
        mark = _LIST.match(text, end)
        word = _LOWER.match(text, mark.end()) if mark else None
        if word and (not is_generic(word[0]) or word[0].endswith(".md")):
            yield Found(*word.span(), "PRODUCT", "in a list with products", 0.7)
            ends.append(word.end())


def joined(text: str, known: list[Candidate]) -> Iterator[Found]:
    """``Trainium3 UltraServer``: two products in Latin letters with a blank between are one."""
    for one, two in pairwise(known):
        if one.type == two.type == "PRODUCT" and text[one.end : two.start] == " ":
            name = text[one.start : two.end]
            if name.isascii() and " " not in text[two.start : two.end]:
                yield Found(one.start, two.end, "PRODUCT", f"{one.name} and {two.name}", 0.75)


def retyped(text: str, found: list[Candidate], fresh: Iterable[Candidate]) -> list[Candidate]:
    """`found` with the types that their neighbours tell; of `fresh` ones without a cue in brackets none stays.

    ``Slack CEO`` is the company; an abbreviation in brackets has the type of the name before it; what stands in a
    list with companies is one.
    """
    guessed = {(f.start, f.end) for f in fresh if f.rule.removeprefix("repeats: ") in _GUESSED}
    ends = {f.end: f for f in found} if guessed else {}
    wares = [f for f in found if f.type == "PRODUCT"]
    companies = {text[f.start : f.end] for f in wares if _acts_as_company(text, f)} if wares else ()
    scholars = _scholars(text, found) if guessed else set()
    sued = _sued(text, guessed) if guessed else set()
    out = []
    for one in found:
        if (one.start, one.end) in scholars & guessed:
            one = one._replace(type="PERSON", rule=f"{one.rule}, of a university")
        elif one.type == "PRODUCT" and (one.start, one.end) in sued:
            one = one._replace(type="ORG", rule=f"{one.rule}, sued")
        elif one.type == "PRODUCT" and text[one.start : one.end] in companies:
            one = one._replace(type="ORG", rule=f"{one.rule}, company by its officers")
        elif one.type == "ORG" and not one.rule.startswith("repeats") and _POSTED.match(text, one.end):
            one = one._replace(type="PRODUCT", rule=f"{one.rule}, where people post")
        elif guessed and (one.start, one.end) in guessed:
            body = _bracketed(text, one, ends)
            if body is None:
                continue
            one = one._replace(type=body or one.type)
        out.append(one)
    return _listed(text, out, guessed) if guessed else out


_POSTED = re.compile(" ?上(?:有人|有用户|有网友|的(?:帖|网友|用户|讨论|截图|评论)|发帖|发文|流传|热传|晒出|吐槽|抱怨)")
"""What is done on a platform, not at a company."""
_OF = re.compile(" ?的 ?")
_BY = re.compile(" ?[与和、及] ?")
_SCHOOLS = ("大学", "学院", "研究所", "研究院", "实验室", "分校", "医学院", "University")


def _scholars(text: str, found: list[Candidate]) -> set[tuple[int, int]]:
    """``鲁汶大学的 Wim Claes``: two words behind a school and 的 are a person, and so are two in a list with it."""
    out: set[tuple[int, int]] = set()
    for at, one in enumerate(found[1:], 1):
        school = found[at - 1]
        if school.type != "ORG" or not text.endswith(_SCHOOLS, school.start, school.end):
            continue
        if not _OF.fullmatch(text, school.end, one.start) or not _TWO_WORDS.fullmatch(text, one.start, one.end):
            continue
        out.add((one.start, one.end))
        start, end = found[at - 2][:2] if at > 1 else (0, 0)
        if end and _BY.fullmatch(text, end, school.start) and _TWO_WORDS.fullmatch(text, start, end):
            out.add((start, end))
    return out


_SUED = re.compile(
    r"(?:被告|被诉|被起诉)[^，。；\n]{0,6}?(?:包括|有|为|是|:|：)[^。；\n]{0,80}|(?:起诉|状告|诉)了?[^，。；\n]{0,60}"
)
"""Behind these stands who is sued."""


def _sued(text: str, guessed: set[tuple[int, int]]) -> set[tuple[int, int]]:
    """Of the `guessed` names those in a list of defendants."""
    if "诉" not in text and "告" not in text:
        return set()
    lists = [match.span() for match in _SUED.finditer(text)]
    return {(a, b) for a, b in guessed for start, end in lists if start < a and b <= end}


def _acts_as_company(text: str, one: Candidate) -> bool:
    """Whether what is said of a product is said of its company: its officers, its money, what it is asked for.

    Who buys, sues or examines it tells nothing: the golds differ (收购 Manus), by 3 to 1 for the product.
    """
    if text[one.end : one.end + 1] in _OFFICER and _HEADS.match(text, one.end):
        return True
    if text[one.end : one.end + 1] in _MONEY and _ROUND.match(text, one.end):
        return True
    return text.endswith(("要求", "要求 "), 0, one.start) and _ASKED.match(text, one.end) is not None


def _bracketed(text: str, one: Candidate, ends: dict[int, Candidate]) -> str | None:
    """The type of the name an abbreviation in brackets stands for; empty for any other name, None for no name."""
    if text[one.start - 1 : one.start] not in _OPEN[1:] or text[one.end : one.end + 1] not in _CLOSE or not one.start:
        return ""
    if not _ABBREVIATION.fullmatch(text, one.start, one.end):
        return ""
    at = one.start - 1
    while at > 0 and text[at - 1] in " 》”":
        at -= 1
    if at in ends:
        return ends[at].type if ends[at].type in {"ORG", "WORK", "EVENT"} else ""
    plain = "\u4e00" <= text[at - 1 : at] <= "\u9fff"
    return None if plain and text.count(text[one.start : one.end]) == 1 else ""


def _listed(text: str, found: list[Candidate], guessed: set[tuple[int, int]]) -> list[Candidate]:
    """A guessed name in a list with an organisation is one (``A、B 与 C 参投``); from the left, then from the right."""
    for order in (1, -1):
        out: list[Candidate] = []
        for one in found[::order]:
            left, right = (out[-1], one) if out and order == 1 else (one, out[-1] if out else one)
            beside = out and _LIST.fullmatch(text, left.end, right.start)
            sure = out and ((out[-1].start, out[-1].end) not in guessed or "in a list" in out[-1].rule)
            if beside and sure and (one.start, one.end) in guessed and one.type in {"PRODUCT", "ORG"}:
                other = out[-1]
                if other.type == "ORG" or (other.type == "PERSON" and _TWO_WORDS.fullmatch(text, one.start, one.end)):
                    one = one._replace(type=other.type, rule=f"{one.rule}, in a list with {other.name}")
            out.append(one)
        found = out[::order]
    return found
