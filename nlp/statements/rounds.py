"""Rounds of funding: who gives in them, and whose they are (frames ``S`` and ``S:ROUND`` of `nlp.statements.roles`)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import product

from nlp.statements.clauses import AGENT, WITH, Clause, Group, Name
from nlp.statements.cues import Hit
from nlp.statements.roles import FREE, ORG, Pairs, Role, left_of, right_of

_ROUND = re.compile(
    r"\s*(?:的|'s|’s)?\s*[^，,。；]{0,12}?"
    r"(?:融资|融資|[A-FＡ-Ｆ]\+{0,2} ?[轮輪]|种子轮|天使轮|[新本首]一?[轮輪]|增资|\bround\b|\bSeries [A-F]|\braise\b)"
)
THIS_ROUND = re.compile(r"的[^，,。；]{0,8}?(?:[轮輪]|融资|融資)")
_ROUND_OF = re.compile(r"\b(?:round|Series [A-F]|funding|financing)\b[^,，]{0,12}\b(?:of|in|for|at)\s+$")


def round_of(text: str, clause: Clause, hit: Hit) -> list[Name]:
    """Whose round it is, where that stands behind the cue: 参与 Y 新一轮融资, led the Series B of Y."""
    for group in right_of(clause, hit, ORG):
        if group.marker not in AGENT and _ROUND.match(text, group.end):
            return group.of(ORG)
        if _ROUND_OF.search(text, hit.start, group.start):
            return group.of(ORG)
    return []


_GIVES = FREE | AGENT | {"with"}
"""Markers of who gives: X 领投, 由 X 领投, with X leading."""
_ENUM = re.compile(
    r"\s*(?:、|/|，\s*(?:以及|及|和)|以及|及|和|与|與|,\s*(?:and\s)?|and|&)\s*(?:[^，,。；;：:、由获獲被向对對]{0,12})"
)
"""Between two of a list, the second described: 和前谷歌 CEO P, 以及现有投资方 X."""


def onward(text: str, clause: Clause, right: Sequence[Group], types: frozenset[str]) -> list[Name]:
    """The names listed from the first group on, however described: A、主权基金 B 以及做广告的 C."""
    if not right:
        return []
    names, end = right[0].of(types), right[0].end
    for group in clause.groups:
        if group.start >= end:
            if not group.of(types) or not _ENUM.fullmatch(text, end, group.start):
                break
            names, end = [*names, *group.of(types)], group.end
    return names


def _company(text: str, clause: Clause, last: Group, types: frozenset[str]) -> list[Name]:
    """The names listed up to `last`, of whatever type and however described: A、B 以及天使投资人 P."""
    names, begin = last.of(types), last.start
    for group in reversed(clause.groups):
        if group.end > begin:
            continue
        if group.owner and begin - group.end <= 2:
            begin = group.start  # 某人的 D
        elif group.of(types) and _ENUM.fullmatch(text, group.end, begin):
            names, begin = [*group.of(types), *names], group.start
        else:
            break
    return names


def alone(
    text: str, clause: Clause, hit: Hit, role: Role, goals: Sequence[list[Name]], givers: Mapping[str, Name]
) -> Pairs:
    """X 领投: the money goes to what was just invested in, or what sentence or headline is about; not to a giver."""
    listed = [g for g in left_of(clause, hit, role.subject) if g.marker in FREE | AGENT | WITH]
    left = [g for g in listed if g.marker in _GIVES]
    if not left:
        return (), 0.0
    who = _company(text, clause, listed[0], role.subject)
    if left[0].names[0] not in who:
        who = left[0].of(role.subject)
    keys = {n.key for n in who}
    named = [g.of(ORG) for g in left[1:] if g.marker in FREE and not g.owner and left[0].marker in AGENT]
    for goal in (round_of(text, clause, hit), *named[:1], *goals):
        what = [n for n in goal if n.type in ORG and n.key not in keys and n.key not in givers]
        if what:
            return product(who, what), 0.9
    return (), 0.0
