"""Relations of the closed list from cues: who does what to whom, clause by clause.

A cue's frame says where its subject and object stand; markers (由, 被, 获, by …) turn it round. Frames:

``SO``  subject before, object after (or before, behind 向 / 对 / 把 / 在): X 收购 Y, X 向 Y 供应, X 在 Z 设立
``OS``  object before, subject after: 某人 加入 X
``S``   a subject alone; its object is what the sentence is about: X 领投
``W``   two sides that do it together: X 与 Y 达成合作
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product

from nlp.statements.clauses import AGENT, AIMED, AT, TOGETHER, TOWARDS, WITH, Clause, Group, Name, sentences
from nlp.statements.cues import Hit, longest

ORG = frozenset({"ORG"})
_FREE = frozenset({"", "将", "將"})
_NO_OBJECT = AIMED | AGENT | {"at"}


@dataclass(frozen=True, slots=True)
class Role:
    """Types a predicate takes, and the markers behind which its object may stand before the cue."""

    subject: frozenset[str]
    object: frozenset[str]
    before: frozenset[str] = frozenset()


ROLES = {
    "invests_in": Role(ORG | {"PERSON"}, ORG, TOWARDS),
    "acquires": Role(ORG, ORG | {"PRODUCT"}, frozenset({"把", "将", "對", "对"})),
    "partners_with": Role(ORG, ORG, TOGETHER),
    "releases": Role(ORG, frozenset({"MODEL", "PRODUCT", "WORK"}), frozenset({"把", "将", "將"})),
    "expands_in": Role(ORG, frozenset({"PLACE"}), AT | TOWARDS),
    "sues_or_investigates": Role(ORG, ORG, TOWARDS),
    "appoints": Role(ORG, frozenset({"PERSON"}), frozenset({"把", "将", "為", "为"})),
    "supplies": Role(ORG, ORG, TOWARDS),
    "develops": Role(ORG, frozenset({"MODEL", "PRODUCT"}), frozenset()),
}
"""Predicate to its roles; the closed list."""

_NOT = re.compile(
    r"(?:未|没有|沒有|没|不|不再|不会|拒绝|放弃|取消|终止|停止|叫停|搁置|无意|并非|从未|暂停|"
    r"\bnot|n't|\bnever|\bno longer|\bwithout|\bhalts?|\bcancell?ed|\bno plans? to|\b(?:refus|declin)ed? to)"
    r"(?:\s*\w{0,2}|\s+\w+)\s*$"
)
_DENIAL = re.compile(r"否认|辟谣|驳斥|\bden(?:y|ies|ied|ying)\b|\brefut")
_FUNDING = re.compile(
    r"融资|融資|种子轮|[A-FＡ-Ｆ] ?[轮輪]|入股|注资|注資|估值|募资|funding|round|raise|valuation|financing|stake", re.I
)


@dataclass(frozen=True, slots=True)
class Statement:
    """A relation as read, before the story gives it day and modality."""

    subject: str
    predicate: str
    object: str
    hit: Hit
    sentence: tuple[int, int]
    confidence: float
    denied: bool


class Reader:
    """Reads the passages of one item in order and remembers what they are about."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.topic: list[Name] = []
        self.money = bool(_FUNDING.search(text))

    def passage(self, start: int, end: int, names: Sequence[Name], hits: Iterable[Hit]) -> Iterator[Statement]:
        """The statements of ``text[start:end]``."""
        inside = [h for h in longest(hits) if not any(n.start <= h.start < n.end for n in names)]
        for clauses in sentences(self.text, start, end, names, inside):
            about: list[Name] = []
            place = (clauses[0].start, clauses[-1].end) if clauses else (start, end)
            for clause in clauses:
                for hit in clause.hits:
                    for one in self.read(clause, hit, about or self.topic):
                        yield replace(one, sentence=place)
                about = about or subject_of(clause)
            self.topic = self.topic or about

    def read(self, clause: Clause, hit: Hit, about: list[Name]) -> Iterator[Statement]:
        """The statements of one cue."""
        before = self.text[clause.start : hit.start].lower()
        denied = bool(_DENIAL.search(before))
        if _NOT.search(before) and not denied:
            return
        role, frame = ROLES[hit.cue.label], hit.cue.frame
        pairs: Iterable[tuple[Name, Name]] = ()
        trust = 1.0
        if frame == "W":
            pairs, trust = together(clause, hit, about)
        elif frame == "OS":
            pairs, trust = joined(clause, hit, role, about)
        elif frame == "S":
            if self.money:
                pairs, trust = alone(clause, hit, role, about, self.topic)
        else:
            pairs, trust = active(clause, hit, role, about)
        for subject, target in pairs:
            if subject.key != target.key:
                sure = hit.cue.weight * trust * min(subject.confidence, target.confidence)
                yield Statement(subject.key, hit.cue.label, target.key, hit, (0, 0), round(sure, 3), denied)


def subject_of(clause: Clause) -> list[Name]:
    """What a clause is about: its first organisation that stands free, else the first that owns something."""
    free = [g for g in clause.groups if g.of(ORG) and g.marker in _FREE and not g.former]
    chosen = next((g for g in free if not g.owner), free[0] if free else None)
    return chosen.of(ORG)[:1] if chosen else []


def _left(clause: Clause, hit: Hit, types: frozenset[str]) -> list[Group]:
    """Groups before the cue that have a name of those types, nearest first."""
    return [g for g in reversed(clause.groups) if g.end <= hit.start and g.of(types) and not g.former]


def _right(clause: Clause, hit: Hit, types: frozenset[str]) -> list[Group]:
    return [g for g in clause.groups if g.start >= hit.end and g.of(types)]


def free_subject(clause: Clause, hit: Hit, role: Role, about: list[Name]) -> tuple[list[Name], float]:
    """The nearest free group before the cue, else what the sentence is about."""
    left = [g for g in _left(clause, hit, role.subject) if g.marker in _FREE]
    chosen = next((g for g in left if not g.owner), left[0] if left else None)
    if chosen:
        return chosen.of(role.subject), 1.0 if not chosen.owner else 0.8
    return [n for n in about if n.type in role.subject], 0.8


def object_after(clause: Clause, hit: Hit, role: Role) -> list[Name]:
    """The first group after the cue that can be the object."""
    for group in _right(clause, hit, role.object):
        if group.marker not in _NO_OBJECT and not (group.owner and role.object != ORG):
            return group.of(role.object)
    return []


def active(clause: Clause, hit: Hit, role: Role, about: list[Name]) -> tuple[Iterable[tuple[Name, Name]], float]:
    """X acquires Y; Y 被 X 收购; Y acquired by X; 由 X 开发的 Y; X 向 Y 供应."""
    agent = next((g for g in _left(clause, hit, role.subject) if g.marker in AGENT), None)
    by = next((g for g in _right(clause, hit, role.subject) if g.marker in {"by", "led by"}), None)
    if agent or by:
        who = agent or by
        assert who is not None  # noqa: S101
        left = next((g for g in _left(clause, hit, role.object) if g.marker in _FREE and g is not who), None)
        what = left.of(role.object) if left else object_after(clause, hit, role) if agent else []
        what = what or [n for n in about if n.type in role.object]
        return product(who.of(role.subject), what), 0.95 if left else 0.85
    marked = next((g for g in _left(clause, hit, role.object) if g.marker in role.before), None)
    what = marked.of(role.object) if marked else object_after(clause, hit, role)
    if not what:
        return (), 0.0
    who_, trust = free_subject(clause, hit, role, about)
    taken = {n.key for n in what}
    return product([n for n in who_ if n.key not in taken], what), trust


def alone(
    clause: Clause, hit: Hit, role: Role, about: list[Name], topic: list[Name]
) -> tuple[Iterable[tuple[Name, Name]], float]:
    """X 领投: what the money goes to is what sentence or headline is about."""
    left = [g for g in _left(clause, hit, role.subject) if g.marker in _FREE | AGENT]
    who = left[0].of(role.subject) if left else []
    whom = [g for g in left[1:] if g.marker in _FREE and not g.owner and left[0].marker in AGENT]
    keys = {n.key for n in who}
    what = whom[0].of(role.object) if whom else []
    what = what or [n for n in about if n.key not in keys] or [n for n in topic if n.key not in keys]
    return product(who, [n for n in what if n.type in role.object]), 0.9


def joined(clause: Clause, hit: Hit, role: Role, about: list[Name]) -> tuple[Iterable[tuple[Name, Name]], float]:
    """P 加入 X; where no X follows, what the passage is about."""
    left = [g for g in _left(clause, hit, role.object) if g.marker in _FREE and not g.owner]
    if not left:
        return (), 0.0
    right = _right(clause, hit, role.subject)
    who = right[0].of(role.subject) if right else about
    return product(who[:1], left[0].of(role.object)), 1.0 if right else 0.7


def together(clause: Clause, hit: Hit, about: list[Name]) -> tuple[Iterable[tuple[Name, Name]], float]:
    """A 与 B 合作: the first with each of the others; A、B 与 C 共同: each with each."""
    left = _left(clause, hit, ORG)
    for group in left:
        names = group.of(ORG)
        if len(names) > 1 and group.marker not in TOGETHER and set(group.links) & WITH:
            if group.links[0] in WITH and len(names) == len(group.names):
                return product(names[:1], names[1:]), 1.0
            return combinations(names, 2), 0.9
    beside = next((g for g in left if g.marker in TOGETHER), None)
    if beside is None:
        return (), 0.0
    before = [g for g in left if g.end <= beside.start and g.marker in _FREE]
    who = before[0].of(ORG) if before else about
    return product(who[:1] if not before else who, beside.of(ORG)), 1.0 if before else 0.8
