"""Where the subject and the object of a cue stand: one function for each kind of frame
(`nlp.statements.frames`, `rounds`, `sides`); here the roles and the names beside a cue.

A cue's frame says where its subject and object stand; markers (由, 被, 获, by …) turn it round. Frames:

``SO``  subject before, object after (or before, behind 向 / 对 / 把 / 在): X 收购 Y, X 向 Y 供应, X 在 Z 设立
``SO:NEXT`` the same, for words that often say something else: the object directly behind it
``SO:WORK`` the same, for works only
``SO:INSIDE`` as SO, where it is told how the object is made: X 公开 Y 的训练细节
``OS``  object before, subject after: 某人 加入 X
``OS:FROM`` the same, the subject behind from: X raised $1 billion from Y
``BY``  who is behind something, marked before the cue, and whose it is: X 的助手由 Y 的模型驱动
``S``   a subject alone; its object is what the sentence is about: X 领投
``S:ROUND`` the same, whose object is the owner of the round behind it: X joins Y's funding round
``SO:ANSWER`` as SO, where an answer is asked for: X 要求 Y 说明
``T``   what it is about is the subject: 首个客户是 X
``SO:TO`` the same, the object marked before it: X 为 Y 提供, X 在 Z 建, X 对 Y 启动程序
``MORE`` an object alone; who did it to the last one did it to this too: 另有 Y, 同案被告还有 Y
``TOO`` the same, the object before: Y 也成为被告
``OUT`` the thing directly before, its house before that: X 的 Y 今起可用
``BUY`` the buyer before, the maker of hardware after: X 采购 Y 芯片, X 向 Y 采购
``USE`` the buyer before, the maker directly behind: X 离不开 Y 的接口, made by Y
``INTO`` the maker before, with a part, and the buyer directly behind: Y 的芯片进了 X 的产品
``GET`` the buyer before, the seller beside the noun: X 拿到 Y 算力的使用权
``BY:AT`` as BY, or where it is made: X 的手机在 Y 的厂区生产
``SO:SHARE``, ``S:SHARE`` as SO and S, where a share is told: X 持有 Y 12%
``S:EQUITY``, ``SO:EQUITY`` as S and SO, where no debt is told: 债券由 X 认购 makes no owner
``SO:WHOLE`` as SO, where nothing of the object is told: 买了 Y, not 买了 Y 的芯片
``BUY:PART`` as BUY; the maker need not be in the headline where the buyer stands beside it or a part is told
``ORDER`` the seller before, the buyer beside the noun: X 拿到 Y 的订单
``OF``  two names before: X 成为 Y 的股东, X 是 Y 的供应商
``OF:BY`` the same, the other way round: X 是 Y 的客户
``IS``  a subject alone that is something to what the story is about: X 是首批客户, X 成为首批合作方
``FIRST`` a subject alone that has first what the story is about: X 率先搭载
``SO:SUM``, ``OS:SUM`` giver and who is given to, a sum directly behind: X 再给 Y 5 亿美元, Y 得到 X 900 万元
``LENT`` Y 从 X 借来 180 亿美元
``ON``  X 在 Y 身上押了 3 亿元
``S:THIS`` X 的这一轮: the round as a noun, who pays as its owner
``S:PORTION`` as S, where a part of the sum is told: X 出了六成
``OUT:PRICE`` as OUT, where a price is told: X 的 Y 卖 1999 元
``CO``  subjects alone; it is done to what it was last done to: 一起提告的还有 X
``SO:OFFICE`` as SO, where the subject is an authority: X 致函 Y
``W``   two sides that do it together: X 与 Y 达成合作
``W:DEAL`` the same, for verbs that need a noun that says so: X 与 Y 签 … 协议
``W:SELL``, ``W:BUY`` two sides of a contract, the seller or the buyer first: X 与 Y 签供货合同
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from nlp.statements.clauses import AT, TOGETHER, TOWARDS, Clause, Group, Name
from nlp.statements.cues import Hit

FRAMES = (
    "SO", "SO:NEXT", "SO:WORK", "SO:TO", "SO:ANSWER", "SO:INSIDE", "OS", "OS:FROM", "BY", "S", "S:ROUND", "T",
    "MORE", "TOO", "OUT", "BUY", "BUY:PART", "FIRST", "USE", "INTO", "GET", "BY:AT", "SO:SHARE", "S:SHARE",
    "S:EQUITY", "SO:EQUITY", "SO:WHOLE", "SO:SUM", "OS:SUM", "LENT", "ON", "S:THIS", "S:PORTION", "OUT:PRICE", "CO",
    "SO:OFFICE", "ORDER", "OF", "OF:BY", "IS", "W", "W:DEAL", "W:SELL", "W:BUY",
)  # fmt: skip
ORG = frozenset({"ORG"})
THINGS = frozenset({"PRODUCT", "MODEL"})
PERSON = frozenset({"PERSON"})
FREE = frozenset({"", "将", "將"})
MOVED = frozenset(("把", "将", "將"))
"""Before an object that is moved in front of its verb."""
Pairs = tuple[Iterable[tuple[Name, Name]], float]
"""(subject, object) pairs, and how far the reading is trusted, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Role:
    """Types a predicate takes, and the markers behind which its object may stand before the cue."""

    subject: frozenset[str]
    object: frozenset[str]
    before: frozenset[str] = frozenset()
    author: frozenset[str] = frozenset()
    """Types that do it where they are told as authors (X 大学的 P 等人)."""


ROLES = {
    "invests_in": Role(ORG | {"PERSON"}, ORG, TOWARDS),
    "acquires": Role(ORG, ORG | {"PRODUCT"}, frozenset({"把", "将", "對", "对"})),
    "partners_with": Role(ORG, ORG, TOGETHER),
    "releases": Role(ORG, frozenset({"MODEL", "PRODUCT", "WORK"}), MOVED, frozenset({"PERSON"})),
    "expands_in": Role(ORG, frozenset({"PLACE"}), AT | TOWARDS),
    "sues_or_investigates": Role(ORG | {"PERSON"}, ORG | {"PERSON"}, TOWARDS),
    "appoints": Role(ORG, frozenset({"PERSON"}), frozenset({"把", "将", "為", "为", "由"})),
    "supplies": Role(ORG, ORG, TOWARDS),
    "develops": Role(ORG, frozenset({"MODEL", "PRODUCT"}), frozenset()),
}
"""Predicate to its roles; the closed list."""


def subject_of(clause: Clause) -> list[Name]:
    """What a clause is about: its first organisation that stands free, else the first that owns something."""
    if not clause.names_any(ORG):
        return []
    free = [g for g in clause.groups if g.of(ORG) and g.marker in FREE and not g.former]
    chosen = next((g for g in free if not g.owner), free[0] if free else None)
    early = chosen and not any(h.end <= chosen.start for h in clause.hits)
    return chosen.of(ORG)[:1] if chosen and early else []


def person_of(clause: Clause) -> list[Name]:
    """The first person of a clause that stands free."""
    if not clause.names_any(PERSON):
        return []
    return next((g.of(PERSON)[:1] for g in clause.groups if g.of(PERSON) and g.marker in FREE), [])


def left_of(clause: Clause, hit: Hit, types: frozenset[str]) -> list[Group]:
    """Groups before the cue that have a name of those types, nearest first."""
    return [g for g in reversed(clause.groups) if g.end <= hit.start and g.of(types) and not g.former]


def right_of(clause: Clause, hit: Hit, types: frozenset[str]) -> list[Group]:
    return [g for g in clause.groups if g.start >= hit.end and g.of(types)]
