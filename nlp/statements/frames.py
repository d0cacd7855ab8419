"""Where the subject and the object of a cue stand: one function for each kind of frame.

A cue's frame says where its subject and object stand; markers (由, 被, 获, by …) turn it round. Frames:

``SO``  subject before, object after (or before, behind 向 / 对 / 把 / 在): X 收购 Y, X 向 Y 供应, X 在 Z 设立
``SO:NEXT`` the same, for words that often say something else: the object directly behind it
``SO:WORK`` the same, for works only
``OS``  object before, subject after: 某人 加入 X
``S``   a subject alone; its object is what the sentence is about: X 领投
``T``   what it is about is the subject: 首个客户是 X
``SO:TO`` the same, the object marked before it: X 为 Y 提供, X 在 Z 建, X 对 Y 启动程序
``MORE`` an object alone; who released the last one released it too: 另有 Y
``BUY`` the buyer before, the maker of hardware after: X 采购 Y 芯片, X 向 Y 采购
``ORDER`` the seller before, the buyer beside the noun: X 拿到 Y 的订单
``OF``  two names before: X 成为 Y 的股东, X 是 Y 的供应商
``OF:BY`` the same, the other way round: X 是 Y 的客户
``IS``  a subject alone that is something to what the story is about: X 是首批客户, X 成为首批合作方
``W``   two sides that do it together: X 与 Y 达成合作
``W:DEAL`` the same, for verbs that need a noun that says so: X 与 Y 签 … 协议
``W:SELL``, ``W:BUY`` two sides of a contract, the seller or the buyer first: X 与 Y 签供货合同
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from nlp.statements.clauses import AGENT, AIMED, AT, TOGETHER, TOWARDS, WITH, Clause, Group, Name, headed
from nlp.statements.cues import Hit

FRAMES = (
    "SO", "SO:NEXT", "SO:WORK", "SO:TO", "OS", "S", "T", "MORE", "BUY", "ORDER", "OF", "OF:BY", "IS", "W",
    "W:DEAL", "W:SELL", "W:BUY",
)  # fmt: skip
ORG = frozenset({"ORG"})
_THINGS = frozenset({"PRODUCT", "MODEL"})
_FREE = frozenset({"", "将", "將"})
_NO_OBJECT = AIMED | AGENT | {"at"}
Pairs = tuple[Iterable[tuple[Name, Name]], float]
"""(subject, object) pairs, and how far the reading is trusted, 0 to 1."""


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
    "sues_or_investigates": Role(ORG | {"PERSON"}, ORG | {"PERSON"}, TOWARDS),
    "appoints": Role(ORG, frozenset({"PERSON"}), frozenset({"把", "将", "為", "为"})),
    "supplies": Role(ORG, ORG, TOWARDS),
    "develops": Role(ORG, frozenset({"MODEL", "PRODUCT"}), frozenset()),
}
"""Predicate to its roles; the closed list."""

NEXT = 2
"""Characters between a cue and an object that stands directly behind it."""
_MOVED = frozenset(("把", "将", "將"))
"""Before an object that is moved in front of its verb."""
_PLACED = AT | TOWARDS | {"", "to", "into"}
_NOT_IT = re.compile(
    r"\s*(?:等\S{0,4})?的?(?:定价|价格|退款|用户|额度|限额|配额|细节|漏洞|问题|功能|量化|接口|路线图|进展|财报|故障|宕机|数据|订阅|识破|训练|技术报告|"
    r"论文|规则|条款|调用|请求|插件|新功能|集成|扩展|教程|命令|安全公告|模式|版\s*(?=[A-Za-z])|中|上|里|后|前|时|之|"
    r"(?:api )?(?:pricing|users?|features?|support|outage|data|plugins?|integration)\b)"
)
"""Behind a name: it is something of the thing that is released, not the thing."""
_HARDWARE = re.compile(
    r"\s*(?:的|'s )?\s*(?:\S{0,10}?(?:芯片|加速卡|加速器|服务器|算力|处理器|显卡|云服务|机柜)|"
    r"(?:\w+ ){0,2}(?:gpus?|tpus?|chips?|accelerators?|servers?|processors?|cloud|compute|capacity)\b)",
    re.I,
)
_BOTH = re.compile(
    r"双方|雙方|两家(?:公司)?|(?<![前后後])两者|both (?:companies|sides|firms)|the two (?:companies|firms)"
)

_WITH_IT = re.compile(r"[与與和跟同](?:其|它|该公司|該公司)(?!他)|\bwith (?:it|the company)\b")
_FROM = frozenset(("向", "从", "從", "from"))
"""Before whom one buys from."""
_GETS = re.compile(
    r"(?:拿到|拿下|拿走|获得?|獲得?|赢得|贏得|斩获|斬獲|接到|接获|收到|签下|簽下|中标|得到|揽下|来自|來自|\b(?:wins?|won|lands?|landed|gets?|got))"
    r"[^，,]{0,12}$"
)
_IS = re.compile(r"(?:是|为|為|成(?!立|本)|作为|担任|\bis|\bas|\bbecomes?)\s?[^，,]{0,8}$")
ASIDE = 14
"""Characters between the noun of an order and the name of who ordered, or between that and the verb."""
_WITH = re.compile(r"[与與和跟同]|\b(?:with|and)\b")


def subject_of(clause: Clause) -> list[Name]:
    """What a clause is about: its first organisation that stands free, else the first that owns something."""
    free = [g for g in clause.groups if g.of(ORG) and g.marker in _FREE and not g.former]
    chosen = next((g for g in free if not g.owner), free[0] if free else None)
    early = chosen and not any(h.end <= chosen.start for h in clause.hits)
    return chosen.of(ORG)[:1] if chosen and early else []


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


def object_after(text: str, clause: Clause, hit: Hit, role: Role, near: bool = False) -> list[Name]:
    """The first group after the cue that can be the object; `near`: only directly after it."""
    thing = ORG.isdisjoint(role.object)
    for group in _right(clause, hit, role.object):
        if near and group.start - hit.end > NEXT:
            return []
        made = hit.cue.label == "develops"  # news of how a thing was made says who made it
        if hit.cue.label == "acquires" and _HARDWARE.match(text, group.end):
            continue  # chips of a company are bought, not the company
        if group.marker in _NO_OBJECT or (group.owner and thing and not made):
            continue
        if "PLACE" in role.object and group.marker not in _PLACED:
            continue
        if thing and not made and group.names[-1].type != "WORK" and _NOT_IT.match(text, group.end):
            continue
        return (group if thing else headed(text, clause.groups, group, role.object)).of(role.object)
    return []


def active(text: str, clause: Clause, hit: Hit, role: Role, about: list[Name]) -> Pairs:
    """X acquires Y; Y 被 X 收购; Y acquired by X; 由 X 开发的 Y; X 向 Y 供应; Y 上线 at the end of a clause."""
    agent = next((g for g in _left(clause, hit, role.subject) if g.marker in AGENT), None)
    by = next((g for g in _right(clause, hit, role.subject) if g.marker in {"by", "led by"}), None)
    who = agent or by
    free = [g for g in _left(clause, hit, role.object) if g.marker in _FREE and g is not who]
    if who:
        what = free[0].of(role.object) if free else object_after(text, clause, hit, role) if agent else []
        what = what or [n for n in about if n.type in role.object]
        return product(who.of(role.subject), what), 0.95 if free else 0.85
    if hit.cue.frame == "SO:TO":
        target = next((g for g in _left(clause, hit, role.object) if g.marker in role.before), None)
        subjects, trust = free_subject(clause, hit, role, about) if target else ([], 0.0)
        taken = {n.key for n in target.of(role.object)} if target else set()
        return product([n for n in subjects if n.key not in taken], target.of(role.object) if target else []), trust
    moved = next((g for g in _left(clause, hit, role.object) if g.marker in role.before & _MOVED), None)
    what = moved.of(role.object) if moved else object_after(text, clause, hit, role, near=True)
    if hit.cue.frame == "SO:NEXT" and not what and hit.end < clause.end:
        return (), 0.0
    marked = next((g for g in _left(clause, hit, role.object) if g.marker in role.before), None)
    what = what or (marked.of(role.object) if marked else object_after(text, clause, hit, role))
    if what:
        subjects, trust = free_subject(clause, hit, role, about)
        taken = {n.key for n in what}
        return product([n for n in subjects if n.key not in taken], what), trust
    if ORG.isdisjoint(role.object) and free and not free[0].owner and hit.end > clause.end - 2:
        before = [g for g in _left(clause, hit, role.subject) if g.end <= free[0].start and g.marker in _FREE]
        return product(before[0].of(role.subject) if before else about, free[0].of(role.object)), 0.7
    return (), 0.0


def alone(
    clause: Clause, hit: Hit, role: Role, goals: Sequence[list[Name]], givers: Mapping[str, Name]
) -> Pairs:
    """X 领投: the money goes to what was just invested in, or what sentence or headline is about; not to a giver."""
    left = [g for g in _left(clause, hit, role.subject) if g.marker in _FREE | AGENT]
    if not left:
        return (), 0.0
    who = left[0].of(role.subject)
    keys = {n.key for n in who}
    named = [g.of(ORG) for g in left[1:] if g.marker in _FREE and not g.owner and left[0].marker in AGENT]
    for goal in (*named[:1], *goals):
        what = [n for n in goal if n.type in ORG and n.key not in keys and n.key not in givers]
        if what:
            return product(who, what), 0.9
    return (), 0.0


def joined(clause: Clause, hit: Hit, role: Role, about: list[Name], topic: list[Name]) -> Pairs:
    """P 加入 X; Y 的投资方包括 X. Where one side is not named, it is what sentence or headline is about."""
    left = [g for g in _left(clause, hit, role.object) if g.marker in _FREE and not g.owner]
    right = _right(clause, hit, role.subject)
    what = left[0].of(role.object) if left else [n for n in about or topic if n.type in role.object]
    who = right[0].of(role.subject) if right else about
    return product(who, what), 1.0 if left and right else 0.7


def bought(
    text: str, clause: Clause, hit: Hit, about: list[Name], sides: Mapping[str, Name], pair: Sequence[Name]
) -> Pairs:
    """X 采购 Y 芯片, X 向 Y 采购: Y supplies X; so does the maker of hardware that X deploys, if the headline names it.

    What one of two partners (`pair`) makes and either of them deploys, it supplies to the other.
    """
    buyers, trust = free_subject(clause, hit, ROLES["supplies"], about)
    if hit.cue.weight >= 1:
        shop = next((g for g in _left(clause, hit, ORG) if g.marker in _FROM), None)
        shop = shop or next((g for g in _right(clause, hit, ORG) if g.marker == "from"), None)
        if shop:
            return product(shop.of(ORG), buyers), 0.9 * trust
    makers = [g for g in _right(clause, hit, ORG) if _HARDWARE.match(text, g.end)]
    if makers and (hit.cue.weight >= 1 or makers[0].names[0].key in sides):
        return product(makers[0].of(ORG), buyers), 0.8 * trust
    moved = [g for g in _left(clause, hit, _THINGS) if g.marker in _MOVED]
    for thing in (n for group in (*moved[:1], *_right(clause, hit, _THINGS)) for n in group.of(_THINGS)):
        partner = next((n for n in pair if n.key in thing.makers), None)
        if partner:
            return product([partner], [n for n in pair if n is not partner]), 0.7
        if not thing.hardware:
            continue
        maker = next((key for key in thing.makers if key in sides), "")
        if hit.cue.weight >= 1:
            maker = maker or "".join(thing.makers[:1])
        if maker:
            return product([thing._replace(type="ORG", key=maker)], buyers), 0.7 * trust
    return (), 0.0


def between(text: str, clause: Clause, hit: Hit, about: list[Name]) -> Pairs:
    """X 拿到 Y 的订单, X 是 Y 的供应商: where Y stands between a verb of getting or being (by frame) and the noun."""
    verb = _GETS if hit.cue.frame == "ORDER" else _IS
    beside = _left(clause, hit, ORG)[:1]
    if not beside or hit.start - beside[0].end > ASIDE:
        return (), 0.0
    customer = beside[0]
    if not verb.search(text, max(clause.start, customer.start - ASIDE), customer.start):
        return (), 0.0
    left = [g for g in _left(clause, hit, ORG) if g.end <= customer.start and g.marker in _FREE]
    before = [g for g in left if not g.owner]
    first = before[0].of(ORG) if before else about
    sides = (customer.of(ORG), first) if hit.cue.frame == "OF:BY" else (first, customer.of(ORG))
    return product(*sides), 0.9 if before else 0.8


def named(text: str, clause: Clause, hit: Hit, about: list[Name]) -> Pairs:
    """X 是首发客户: what the story is about supplies X."""
    if not _IS.search(text, max(clause.start, hit.start - ASIDE), hit.start):
        return (), 0.0
    left = [g for g in _left(clause, hit, ORG) if g.marker in _FREE and not g.owner]
    return product(about[:1], left[0].of(ORG) if left else []), 0.8


def customer(text: str, clause: Clause, hit: Hit, role: Role, about: list[Name]) -> Iterable[tuple[Name, Name]]:
    """X 的首个客户是 Y; where nobody is named before it, what sentence or headline is about."""
    left = [g for g in _left(clause, hit, ORG) if g.marker in _FREE]
    return product(left[0].of(ORG) if left else about, object_after(text, clause, hit, role))


def together(
    text: str, clause: Clause, hit: Hit, about: list[Name], topic: list[Name], seen: list[Name]
) -> Pairs:
    """A 与 B 合作: the first with each of the others; A、B 与 C 共同: each with each; 双方 are the two named before."""
    left = _left(clause, hit, ORG)
    for group in left:
        names = group.of(ORG)
        if len(names) > 1 and group.marker not in TOGETHER and set(group.links) & WITH:
            head = headed(text, clause.groups, group, ORG) if group.owner else group
            names = names if head is group else [*names[:-1], *head.of(ORG)]  # 强生旗下杨森 is 杨森
            if group.links[0] in WITH and group.names[0] is names[0]:
                return product(names[:1], names[1:]), 1.0
            return combinations(names, 2), 0.9
    beside = next((g for g in left if g.marker in TOGETHER), None)
    if beside:
        before = [g for g in left if g.end <= beside.start and g.marker in _FREE]
        who = before[0].of(ORG) if before else about
        other = headed(text, clause.groups, beside, ORG)
        return product(who[:1] if not before else who, other.of(ORG)), 1.0 if before else 0.8
    if left and _WITH_IT.search(text, clause.start, hit.start):
        return product(topic, left[0].of(ORG)), 0.8
    if _BOTH.search(text, clause.start, hit.start):
        two = list({n.key: n for n in [*topic, *seen]}.values())[:2]
        return combinations(two, 2), 0.8
    if left and left[0].marker in _FREE and not _WITH.search(text, left[0].end, hit.start) and hit.cue.weight >= 1:
        return product(left[0].of(ORG), topic), 0.6
    return (), 0.0
