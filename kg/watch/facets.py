"""The sub-questions of a watch statement: `API 定价、算力供给与模型发布节奏` is three.

An author marks what matters in bold; the bold spans are split at list words. Without bold, brackets
are taken, else the noun before the question word. Rules stand in the order in which they are tried.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

__all__ = ["facets"]

BOLD = re.compile(r"\*\*\s*([^*\n]{1,120}?)\s*\*\*")
BRACKET = re.compile(r"[（(]([^（()）\n]{3,80})[）)]")
AND = (
    r"(?<!参)与(?![会否其])|(?<![饱总缓温柔中融调亲求讲附])和(?![解平谐睦约气])"
    r"|(?<![普涉触波危顾提谈追来])及(?![时其格早])"
)
"""Conjunctions, not the same characters inside a word (参与, 和解, 总和, 普及)."""
LIST = re.compile(r"[、；;]|，|(?<=\S),\s|以及|(?i:\band\b(?=[^、]*$))")
LAST = re.compile(rf"还是|{AND}|(?i:\s+(?:and|or)\s+)")
PAIR = re.compile(rf"{AND}|(?<=\S{{3}})或(?:者)?(?=\S{{3}})|(?i:\s+and\s+)")
LEADING = re.compile(
    r"^(?:以及|还是|与其|尤其是|和(?![解平谐睦约气])|及(?![时其格早])|或"
    r"|(?:and|or)\s+)\s*(?=\S)",
    re.IGNORECASE,
)

# A noun that needs two arguments: `A 与 B 的边界` is one thing.
MUTUAL = "一致性|关系|边界|分工|差距|整合|平衡|区别|差异|分歧|衔接|配合|比例|兼容|界线|竞争"
MUTUAL_HEAD = re.compile(rf"的[^的]*(?:{MUTUAL})[^的]{{0,2}}$")
# `A 与 B 怎么分工`: both are the subject of one question.
SHARED_QUESTION = re.compile(r"怎么|如何|怎样|谁(?!的)")
NAME = re.compile(r"[A-Z][\w.\- ]*")

QUESTION = re.compile(
    r"会不会|能不能|能否|可否|是否|会否|有没有|到底|究竟|何时|什么时候|怎么|如何|怎样|由谁"
    r"|(?<![其别还就而但也都不正只仍总于要算])是(?!否)"
)
ALSO = re.compile(r"([\u4e00-\u9fff])不\1|有没有|何时|几时|什么时候|哪天|多少|哪[一个家年里]|谁|怎么|如何|是否|能否")
"""What makes a short clause a question by itself."""
OPENING = re.compile(r"^(?:以及)?(?=(?:是否|能否|会否)\S)")
NOUN = re.compile(r"(?:的|在|对|把|，|。|^)\s*([^的，。、；：在对把]{2,14})$")
CLAUSE = re.compile(r"[，；。？！]")
COLON = re.compile(r"[^：。？！]{2,30}：([^：。？！]{4,120})")
"""A head and its list: `细节：A、B、C。`"""
TAIL = re.compile(
    r"(?<=[^、，：]{2}) ?(?:哪[个一项种家]|谁先|[两三四][件条项]|各占|分别|何时|怎么|如何"
    r"|会不会|能否|是否).*$"
)
"""The question behind the last member of a list."""
ASKS = re.compile(r"^ ?(?:哪|谁)|会不会|能不能|能否|可否|何时|怎么|如何|有没有|到底|各占")
"""A clause that goes on from a list to ask about it."""
PARTS = re.compile(r"[；;](?=\s*\S)")
LEAST, MOST = 4, 60
"""Characters of a question between semicolons."""
MEMBER = 12
"""Characters of a member that stands in no owner's list."""
OWNED = re.compile(r"^[^的、：]{1,30}的 ?(?=\S)")
"""Whose the members are: `X 的 A 与 B。`"""


def facets(text: str, names: Collection[str] = ()) -> tuple[str, ...]:
    """Sub-questions in order of appearance, as printed, without marks; empty where none is found.

    `names` are those of whom it speaks: who is asked about (微软会不会跟进) is no sub-question.

    >>> facets("这轮融资对 **API 定价、算力供给与模型发布节奏** 的实质影响。")
    ('API 定价', '算力供给', '模型发布节奏')
    """
    bold = [match[1] for match in BOLD.finditer(text)]
    if bold:
        found = [part for span in bold for part in split(span)]
        found += _questions(BOLD.sub("\0", text))
    else:
        brackets = [
            part for match in BRACKET.finditer(text) for part in split(match[1]) if _is_list(match[1])
        ]
        found = brackets or _from_clauses(text, names)
    return tuple(dict.fromkeys(part for part in found if part))


def split(span: str) -> list[str]:
    """One bold span as its members."""
    parts = [part for part in LIST.split(span) if part and part.strip()]
    if len(parts) > 1:
        parts[-1:] = list(_split_last(parts[-1], LAST))
    else:
        parts = list(_split_last(parts[0], PAIR)) if parts else []
    return [_clean(part) for part in parts]


def _split_last(part: str, words: re.Pattern[str]) -> Iterator[str]:
    """Split at each list word that joins two members, not two arguments of one."""
    start = 0
    for match in words.finditer(part):
        left, right = part[start : match.start()].strip(), part[match.end() :].strip()
        if left and right and not _belongs_together(left, right):
            yield left
            start = match.end()
    yield part[start:]


def _belongs_together(left: str, right: str) -> bool:
    if SHARED_QUESTION.search(right) and not SHARED_QUESTION.search(left):
        return True
    if "的" not in right or "的" in left:
        return False
    owner = right.partition("的")[0].strip()
    names = bool(NAME.fullmatch(left) and NAME.fullmatch(owner))
    parallel = len(left) <= 5 and len(owner) <= 5 and left[-1] == owner[-1]  # 侧边键与电源键的…
    return bool(MUTUAL_HEAD.search(right)) or names or parallel


def _is_list(text: str) -> bool:
    return bool(re.search(r"[、,，/]", text))


def _questions(rest: str) -> Iterator[str]:
    """Clauses beside the bold ones that ask: `，是否仍坚持开放权重`, `**哪天开工**，**多少钱**，工会同不同意`.

    The second kind only where all that is bold is a clause of its own, so that this one stands beside its like.
    """
    clauses = [clause.strip() for clause in CLAUSE.split(rest)]
    alike = all(clause == "\0" for clause in clauses if "\0" in clause)
    for clause in clauses:
        if "\0" in clause:
            continue
        if opening := OPENING.match(clause):
            yield _clean(clause[opening.end() :])
        elif alike and 2 < len(clause) <= MEMBER and ALSO.search(clause):
            yield _clean(clause)


def _from_clauses(text: str, names: Collection[str]) -> list[str]:
    """No marks at all: the list behind a colon or an owner, else the noun that the first question is asked about."""
    if found := _behind_colon(text) or _parted(text) or _owned(text) or _listed(text):
        return found
    for clause in CLAUSE.split(text):
        question = QUESTION.search(clause)
        noun = NOUN.search(clause[: question.start()].rstrip()) if question else None
        if noun and noun[1].strip() not in names:
            return split(noun[1])
    return []


def _parted(text: str) -> list[str]:
    """`A 的出货量；B 能否到位；C 的进展。`: a question each, as it stands."""
    parts = [_clean(part) for part in PARTS.split(text)]
    return parts if len(parts) > 1 and all(LEAST <= len(part) <= MOST for part in parts) else []


def _behind_colon(text: str) -> list[str]:
    """`细节：A、B、C。`, `下一步：A、B，哪个先来。`: the members of the list."""
    for match in COLON.finditer(text):
        kept = [c for c in re.split("[，；]", match[1]) if "、" in c or not (ASKS.search(c))]
        parts = [part for clause in kept for part in split(clause)]
        if "、" in match[1] or len(parts) > 1:
            return [member for part in parts if (member := _member(part))]
    return []


def _owned(text: str) -> list[str]:
    """`X 的 A、B 与 C。`: two or more members behind the owner of the first clause that has them."""
    clause = _before_question(CLAUSE.split(text, maxsplit=1)[0])
    owner = OWNED.match(clause)
    if not owner:
        return []
    parts = split(clause[owner.end() :])
    if len(parts) < 2:
        return []
    if len(parts) == 2 and "、" not in clause and "的" in parts[1] and "的" not in parts[0]:  # A 的 B 与 C 的 D
        return split(clause)
    return [member for part in parts if (member := _member(part))]


def _listed(text: str) -> list[str]:
    """`正式名称、定价、是否开源怎么定`: a clause that is a list of short members."""
    for clause in CLAUSE.split(text):
        parts = split(_before_question(clause)) if "、" in clause else []
        if len(parts) > 1 and all(1 < len(part) <= MEMBER for part in parts):
            return [member for part in parts if (member := _member(part))]
    return []


def _before_question(clause: str) -> str:
    """The clause up to its question; whole where the question stands in a member of the list."""
    question = QUESTION.search(clause)
    return clause[: question.start()] if question and "、" not in clause[question.end() :] else clause


def _member(part: str) -> str:
    """A member without the question behind it, and without the question word that opens it."""
    return _clean(OPENING.sub("", TAIL.sub("", part)))


def _clean(part: str) -> str:
    return LEADING.sub("", part.strip(" \t\r\n，。；：、,.;:?？!！")).strip()
