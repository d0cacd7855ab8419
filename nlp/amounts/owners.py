"""Whose an amount is: the subject of its clause, by what the amount is."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from nlp.amounts.find import Found
from nlp.amounts.roles import CLAUSE, SENTENCE, cuts, part
from nlp.attributes import Name

SUBJECTS = frozenset({"ORG", "PERSON", "PRODUCT", "MODEL"})
FIRMS = frozenset({"ORG", "PRODUCT", "MODEL"})
WARES = frozenset({"PRODUCT", "MODEL"})
ACTORS = frozenset({"ORG", "PERSON"})
OWNERS = {
    "revenue": FIRMS, "valuation": FIRMS, "price": WARES, "funding": ACTORS, "deal": ACTORS, "spending": ACTORS,
    "fine": ACTORS,
}  # fmt: skip
"""Types that may own an amount of that role; a product has a price, a person no valuation."""

_OBJECT = re.compile(r"(?:向|由|给|对|与|和|被|从|为|在|获|接入|支持|by|from|to|with|in|into|and|for) ?$")
_LISTED = frozenset({"、", "和", "与", "及", ",", "and"})
_ATTRIBUTE = re.compile(
    r"(?:[^，。；、,;]{0,12}(?:创办|创立|创建|成立|领导|执掌|主导|控股|开发|打造)的"
    r"|(?: ?[^，。；、,; ]{0,4})?旗下的?| ?的|['’]s)"
    r"[^，。；、,;]{0,6}$"
)
_TITLE = re.compile(r" ?[^，。；、,; ]{0,6} ?$")
_SPEAKS = re.compile(r" ?(?:透露|称|表示|说|指出|认为|猜测|预计|估算|said|says|told)")


def owners(
    folded: str, found: Sequence[Found], roles: Sequence[str | None], names: Sequence[Name]
) -> list[str | None]:
    """The key of the entity each amount belongs to, None where none is stated.

    Order: the first fitting name of its clause; the owner of the sum before it in the sentence; the first fitting
    name of the nearest clause before; the first name of the headline, which a subject left out goes back to.
    """
    last = found[-1].start if found else 0
    subjects = _subjects(folded, [name for name in names if name.start < last])
    starts = [name.start for name in subjects]
    sentences, clauses = cuts(folded, SENTENCE, found), cuts(folded, CLAUSE, found)
    out: list[str | None] = []
    for at, (one, role) in enumerate(zip(found, roles, strict=True)):
        left, _ = part(sentences, one.start)
        types = OWNERS.get(role or "", SUBJECTS)
        near = subjects[bisect_left(starts, left) : bisect_left(starts, one.start)]
        clause, _ = part(clauses, one.start)
        before = out[-1] if at and found[at - 1].start >= left and roles[at - 1] and role else None
        out.append(
            _owner([name for name in near if name.type in types], clauses, clause, before)
            or _owner(near, clauses, clause, None)
            or _headline(folded, subjects, one.start)
        )
    return out


def _owner(names: Sequence[Name], clauses: Sequence[int], clause: int, before: str | None) -> str | None:
    """The first name of the clause that begins at `clause`, else `before`, else the first of the nearest clause."""
    if not names:
        return before
    own = next((name.key for name in names if name.start >= clause), None)
    if own or before:
        return own or before
    nearest, _ = part(clauses, names[-1].start)
    return next(name.key for name in names if name.start >= nearest)


def _headline(folded: str, subjects: Sequence[Name], start: int) -> str | None:
    """The first subject of the first line, for an amount below it."""
    end = folded.find("\n", 0, start)
    return subjects[0].key if subjects and subjects[0].start < end else None


def _subjects(folded: str, names: Sequence[Name]) -> list[Name]:
    """Names that can be the subject: none behind 向, 由, 与 (nor its list), none that only describes the next one,
    no person who only says it.
    """
    out: list[Name] = []
    passive = False
    names = [name for name in names if name.type != "PLACE"]
    for at, name in enumerate(names):
        listed = at > 0 and folded[names[at - 1].end : name.start].strip() in _LISTED
        passive = (listed and passive) or _OBJECT.search(folded, max(0, name.start - 8), name.start) is not None
        following = names[at + 1] if at + 1 < len(names) else None
        if passive or name.type not in SUBJECTS or _describes(folded, name, following):
            continue
        if name.type != "PERSON" or not _SPEAKS.match(folded, name.end):
            out.append(name)
    return out


def _describes(folded: str, name: Name, following: Name | None) -> bool:
    """``李飞飞创办的 World Labs``, ``Google DeepMind 研究员 David Silver``."""
    if following is None or following.start - name.end > 24:
        return False
    if following.type == "PERSON":
        return name.type == "ORG" and _TITLE.fullmatch(folded, name.end, following.start) is not None
    return following.type in FIRMS and _ATTRIBUTE.fullmatch(folded, name.end, following.start) is not None
