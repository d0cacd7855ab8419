"""Where the subject and the object of a cue stand: one function for each kind of frame.

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
``MORE`` an object alone; who released the last one released it too: 另有 Y
``BUY`` the buyer before, the maker of hardware after: X 采购 Y 芯片, X 向 Y 采购
``ORDER`` the seller before, the buyer beside the noun: X 拿到 Y 的订单
``OF``  two names before: X 成为 Y 的股东, X 是 Y 的供应商
``OF:BY`` the same, the other way round: X 是 Y 的客户
``IS``  a subject alone that is something to what the story is about: X 是首批客户, X 成为首批合作方
``FIRST`` a subject alone that has first what the story is about: X 率先搭载
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
    "SO", "SO:NEXT", "SO:WORK", "SO:TO", "SO:ANSWER", "SO:INSIDE", "OS", "OS:FROM", "BY", "S", "S:ROUND", "T", "MORE", "BUY", "FIRST", "ORDER",
    "OF", "OF:BY", "IS", "W", "W:DEAL", "W:SELL", "W:BUY",
)  # fmt: skip
ORG = frozenset({"ORG"})
_THINGS = frozenset({"PRODUCT", "MODEL"})
_PERSON = frozenset({"PERSON"})
_FREE = frozenset({"", "将", "將"})
_NO_OBJECT = AIMED | AGENT | {"at"}
_MOVED = frozenset(("把", "将", "將"))
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
    "releases": Role(ORG, frozenset({"MODEL", "PRODUCT", "WORK"}), _MOVED, frozenset({"PERSON"})),
    "expands_in": Role(ORG, frozenset({"PLACE"}), AT | TOWARDS),
    "sues_or_investigates": Role(ORG | {"PERSON"}, ORG | {"PERSON"}, TOWARDS),
    "appoints": Role(ORG, frozenset({"PERSON"}), frozenset({"把", "将", "為", "为", "由"})),
    "supplies": Role(ORG, ORG, TOWARDS),
    "develops": Role(ORG, frozenset({"MODEL", "PRODUCT"}), frozenset()),
}
"""Predicate to its roles; the closed list."""

NEXT = 2
"""Characters between a cue and an object that stands directly behind it."""
_PLACED = AT | TOWARDS | {"", "to", "into"}
_NOT_IT = re.compile(
    r"\s*(?:等\S{0,4})?的?(?:定价|价格|退款|用户|额度|限额|配额|细节|漏洞|问题|功能|量化|接口|路线图|进展|财报|故障|宕机|数据|订阅|识破|训练|技术报告|"
    r"论文|规则|条款|调用|请求|插件|新功能|集成|扩展|教程|命令|安全公告|模式|版\s*(?=[A-Za-z])|中|上|里|后|前|时|之|"
    r"(?:api )?(?:pricing|users?|features?|support|outage|data|plugins?|integration)\b)"
)
"""Behind a name: it is something of the thing that is released, not the thing."""
_CHIPS = re.compile(
    r"\s*(?:的|'s )?\s*(?:\S{0,10}?(?:芯片|加速卡|加速器|服务器|算力|处理器|显卡|云服务|机柜)|"
    r"(?:\w+ ){0,2}(?:gpus?|tpus?|chips?|accelerators?|servers?|processors?|cloud|compute|capacity)\b)",
    re.I,
)
_HARDWARE = re.compile(
    r"\s*(?:的|'s )?\s*(?:\S{0,10}?(?:芯片|加速卡|加速器|服务器|算力|处理器|显卡|云服务|机柜|"
    r"机房|模型|系统|助手|方案|平台|引擎|软件|电池|雷达|传感器|产能)|(?:作为|as )|"
    r"(?:\w+ ){0,2}(?:gpus?|tpus?|chips?|accelerators?|servers?|processors?|cloud|compute|capacity)\b)",
    re.I,
)
_MAKING = re.compile(
    r"\s*的?\s?[^，,。；]{0,6}?(?:训练|细节|规格|路线图|架构|安全评估|系统卡|研发进展|设计|技术路线|构造|原型|样机|内部结构)"
)
"""Behind a name: how it is made is told."""
_BOTH = re.compile(
    r"双方|雙方|两家(?:公司)?|(?<![前后後])两者|both (?:companies|sides|firms)|the two (?:companies|firms)"
)

_WITH_IT = re.compile(r"[与與和跟同](?:其|它|该公司|該公司)(?!他)|\bwith (?:it|the company)\b")
_SOURCE = frozenset(("由", "以"))
_FROM = frozenset(("向", "从", "從", "from"))
"""Before whom one buys from."""
_GETS = re.compile(
    r"(?:拿到|拿下|拿走|获得?|獲得?|赢得|贏得|斩获|斬獲|接到|接获|收到|签下|簽下|中标|得到|揽下|来自|來自|\b(?:wins?|won|lands?|landed|gets?|got))"
    r"[^，,]{0,12}$"
)
_IS = re.compile(r"(?:打入|进入|切入|跻身|通过|是|为|為|成(?!立|本)|作为|担任|\bis|\bas|\bbecomes?)\s?[^，,]{0,8}$")
ASIDE = 14
"""Characters between the noun of an order and the name of who ordered, or between that and the verb."""
_WITH = re.compile(r"[与與和跟同]|\b(?:with|and)\b")


def subject_of(clause: Clause) -> list[Name]:
    """What a clause is about: its first organisation that stands free, else the first that owns something."""
    free = [g for g in clause.groups if g.of(ORG) and g.marker in _FREE and not g.former]
    chosen = next((g for g in free if not g.owner), free[0] if free else None)
    early = chosen and not any(h.end <= chosen.start for h in clause.hits)
    return chosen.of(ORG)[:1] if chosen and early else []


def person_of(clause: Clause) -> list[Name]:
    """The first person of a clause that stands free."""
    return next((g.of(_PERSON)[:1] for g in clause.groups if g.of(_PERSON) and g.marker in _FREE), [])


def _left(clause: Clause, hit: Hit, types: frozenset[str]) -> list[Group]:
    """Groups before the cue that have a name of those types, nearest first."""
    return [g for g in reversed(clause.groups) if g.end <= hit.start and g.of(types) and not g.former]


def _right(clause: Clause, hit: Hit, types: frozenset[str]) -> list[Group]:
    return [g for g in clause.groups if g.start >= hit.end and g.of(types)]


def free_subject(
    text: str, clause: Clause, hit: Hit, role: Role, about: list[Name], before: int | None = None
) -> tuple[list[Name], float]:
    """The nearest free group before the cue (and before the place `before`), else what the sentence is about.

    A name that stands directly before a verb inside another phrase is its subject: 对 X 收购 Y 展开审查.
    """
    groups = [g for g in _left(clause, hit, role.subject) if before is None or g.end <= before]
    if groups and _is_inner(text, clause, groups[0], hit):
        return groups[0].of(role.subject), 0.9
    left = [g for g in groups if g.marker in _FREE]
    chosen = next((g for g in left if not g.owner), left[0] if left else None)
    if chosen and role.author and (writer := _author(text, clause, hit, chosen, role.author)):
        return writer, 0.9
    if chosen:
        return chosen.of(role.subject), 1.0 if not chosen.owner else 0.8
    return [n for n in about if n.type in role.subject], 0.8


_PHRASE = (TOWARDS | AT | AIMED) - _MOVED
_OF = re.compile(r"(?:'s|’s)\s+(?:[\w$.-]+\s+){0,5}$")
_INTENDS = re.compile(r"\s*(?:拟|计划|提议|意图)?\s*")
INNER = 10
"""Characters between the verb of an inner clause and its object."""


def _is_inner(text: str, clause: Clause, group: Group, hit: Hit) -> bool:
    """Whether `group` is the subject of an inner clause: X's takeover of Y, 对 X 收购 Y, 用 X 开发的 Y."""
    if group.owner and hit.cue.surface.endswith(" of"):
        return bool(_OF.fullmatch(text, group.end, hit.start))
    if group.marker not in _PHRASE or not _INTENDS.fullmatch(text, group.end, hit.start):
        return False
    if text[hit.end : hit.end + 1] == "的":
        return True
    after = _right(clause, hit, ORG)
    return hit.cue.label == "acquires" and bool(after) and after[0].start - hit.end <= INNER


_AUTHORS = re.compile(r"\s*(?:等(?:人|学者|研究者|研究人员|作者|\s?\d)|團隊|团队|课题组|研究组|and colleagues|et al)")


def _author(text: str, clause: Clause, hit: Hit, house: Group, types: frozenset[str]) -> list[Name]:
    """Who wrote or made it at `house`, where the sentence says so: X 大学的 P 等人, X 研究者 P 团队."""
    beside = next((g for g in _left(clause, hit, types) if g.start >= house.end), None)
    if beside and _AUTHORS.match(text, beside.end) and beside.start - house.end <= INNER:
        return beside.of(types)
    return []


def object_after(text: str, clause: Clause, hit: Hit, role: Role, near: bool = False) -> list[Name]:
    """The first group after the cue that can be the object; `near`: only directly after it."""
    thing = ORG.isdisjoint(role.object)
    for group in _right(clause, hit, role.object):
        if near and group.start - hit.end > NEXT:
            return []
        made = hit.cue.label == "develops"  # news of how a thing was made says who made it
        if hit.cue.label == "acquires" and _CHIPS.match(text, group.end):
            continue  # chips of a company are bought, not the company
        if group.marker in _NO_OBJECT or (group.owner and thing and not made):
            continue
        if hit.cue.frame == "SO:INSIDE" and not _MAKING.match(text, group.end):
            continue
        if "PLACE" in role.object and group.marker not in _PLACED:
            continue
        if thing and not made and group.names[-1].type != "WORK" and _NOT_IT.match(text, group.end):
            continue
        if thing:
            return _with_next(text, clause, group, role.object)
        return headed(text, clause.groups, group, role.object).of(role.object)
    return []


_SORT = (
    "模型|框架|工具|平台|数据集|评测|基准|芯片|智能体|应用|产品|论文|报告|助手|机器人|插件|系统|库|引擎|服务|套件|版本?"
)
_ALONGSIDE = re.compile(
    r"\s*(?:的?\s?(?:模型|权重|代码|源码|论文|技术报告|数据集?|预览版|正式版))?\s*"
    rf"(?:，?\s*(?:以及|与|與|和|及|、)\s*[^，,。；、与和将被由把]{{0,10}}?(?:{_SORT})|"
    r"\s+and (?:its|a|the)? ?(?:[a-z-]+ ){1,3})"
    r"\s*[“「『《]?"
)
"""Between two things that come out together, the second described: X 权重与仿真框架 Y."""


def _with_next(text: str, clause: Clause, group: Group, types: frozenset[str]) -> list[Name]:
    """The things of `group` and the described ones that are listed behind it."""
    out, end = group.of(types), group.end
    for following in clause.groups:
        if following.start < end or not following.of(types):
            continue
        if following.owner or not _ALONGSIDE.fullmatch(text, end, following.start):
            break
        out, end = [*out, *following.of(types)], following.end
    return out


def active(text: str, clause: Clause, hit: Hit, role: Role, about: list[Name]) -> Pairs:
    """X acquires Y; Y 被 X 收购; Y acquired by X; 由 X 开发的 Y; X 向 Y 供应; Y 上线 at the end of a clause."""
    agent = next((g for g in _left(clause, hit, role.subject) if g.marker in AGENT), None)
    by = next((g for g in _right(clause, hit, role.subject) if g.marker in {"by", "led by"}), None)
    who = agent or by
    free = [g for g in _left(clause, hit, role.object) if g.marker in _FREE and g is not who]
    if who:
        what = _of_relative(text, clause, hit, role) if agent else []
        if not what:
            after = agent and not (hit.cue.label == "invests_in" and _THIS_ROUND.match(text, hit.end))
            what = free[0].of(role.object) if free else object_after(text, clause, hit, role) if after else []
        what = what or [n for n in about if n.type in role.object]
        return product(who.of(role.subject), what), 0.95 if free else 0.85
    if hit.cue.frame == "SO:TO":
        target = next((g for g in _left(clause, hit, role.object) if g.marker in role.before), None)
        subjects, trust = _doer(text, clause, hit, role, about, target) if target else ([], 0.0)
        taken = {n.key for n in target.of(role.object)} if target else set()
        return product([n for n in subjects if n.key not in taken], target.of(role.object) if target else []), trust
    moved = next((g for g in _left(clause, hit, role.object) if g.marker in role.before & _MOVED), None)
    what = moved.of(role.object) if moved else object_after(text, clause, hit, role, near=True)
    if hit.cue.frame == "SO:NEXT" and not what and hit.end < clause.end:
        return (), 0.0
    marked = next((g for g in _left(clause, hit, role.object) if g.marker in role.before), None)
    what = what or (marked.of(role.object) if marked else object_after(text, clause, hit, role))
    if what:
        aimed = moved or (marked if what[0].start < hit.end else None)
        subjects, trust = _doer(text, clause, hit, role, about, aimed)
        taken = {n.key for n in what}
        return product([n for n in subjects if n.key not in taken], what), trust
    if ORG.isdisjoint(role.object) and free and not free[0].owner and hit.end > clause.end - 2:
        before = [g for g in _left(clause, hit, role.subject) if g.end <= free[0].start and g.marker in _FREE]
        return product(before[0].of(role.subject) if before else about, free[0].of(role.object)), 0.7
    return (), 0.0


def _doer(
    text: str, clause: Clause, hit: Hit, role: Role, about: list[Name], aimed: Group | None
) -> tuple[list[Name], float]:
    """The subject of something done to `aimed`: it stands before that (A 对 B 收购 C 展开审查), if it stands there."""
    if aimed and aimed.marker in TOWARDS:
        found, trust = free_subject(text, clause, hit, role, about, aimed.start)
        if found:
            return found, trust
    return free_subject(text, clause, hit, role, about)


def _of_relative(text: str, clause: Clause, hit: Hit, role: Role) -> list[Name]:
    """What a clause with 的 describes: 由 X 领投的 Y 新一轮融资, 被 X 收购的 Y."""
    if text[hit.end : hit.end + 1] != "的":
        return []
    if hit.cue.label == "invests_in":
        return _round(text, clause, hit)
    after = _right(clause, hit, role.object)
    near = bool(after) and after[0].start - hit.end <= INNER and after[0].marker in _FREE
    return after[0].of(role.object) if near else []


_ROUND = re.compile(
    r"\s*(?:的|'s|’s)?\s*[^，,。；]{0,12}?"
    r"(?:融资|融資|[A-FＡ-Ｆ]\+{0,2} ?[轮輪]|种子轮|天使轮|[新本首]一?[轮輪]|增资|\bround\b|\bSeries [A-F]|\braise\b)"
)
_THIS_ROUND = re.compile(r"的[^，,。；]{0,8}?(?:[轮輪]|融资|融資)")
_ROUND_OF = re.compile(r"\b(?:round|Series [A-F]|funding|financing)\b[^,，]{0,12}\b(?:of|in|for|at)\s+$")


def _round(text: str, clause: Clause, hit: Hit) -> list[Name]:
    """Whose round it is, where that stands behind the cue: 参与 Y 新一轮融资, led the Series B of Y."""
    for group in _right(clause, hit, ORG):
        if group.marker not in AGENT and _ROUND.match(text, group.end):
            return group.of(ORG)
        if _ROUND_OF.search(text, hit.start, group.start):
            return group.of(ORG)
    return []


_ENUM = re.compile(
    r"\s*(?:、|/|，\s*(?:以及|及|和)|以及|及|和|与|與|,\s*(?:and\s)?|and|&)\s*(?:[^，,。；;：:、由获獲被向对對]{0,12})"
)
"""Between two of a list, the second described: 和前谷歌 CEO P, 以及现有投资方 X."""


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
    listed = [g for g in _left(clause, hit, role.subject) if g.marker in _FREE | AGENT | WITH]
    left = [g for g in listed if g.marker in _FREE | AGENT]
    if not left:
        return (), 0.0
    who = _company(text, clause, listed[0], role.subject)
    if left[0].names[0] not in who:
        who = left[0].of(role.subject)
    keys = {n.key for n in who}
    named = [g.of(ORG) for g in left[1:] if g.marker in _FREE and not g.owner and left[0].marker in AGENT]
    for goal in (_round(text, clause, hit), *named[:1], *goals):
        what = [n for n in goal if n.type in ORG and n.key not in keys and n.key not in givers]
        if what:
            return product(who, what), 0.9
    return (), 0.0


def joined(
    clause: Clause, hit: Hit, role: Role, about: list[Name], topic: list[Name], known: list[Name]
) -> Pairs:
    """P 加入 X; Y 的投资方包括 X. Where one side is not named, it is what sentence or headline is about."""
    left = [g for g in _left(clause, hit, role.object) if g.marker in {"由", *_FREE} and not g.owner]
    right = _right(clause, hit, role.subject)
    if hit.cue.frame == "OS:FROM":
        right = [g for g in right[:1] if g.marker == "from"]
        if not right:
            return (), 0.0
    goal = [n for n in (*known, *(about or topic)) if n.type in role.object]
    what = left[0].of(role.object) if left else goal[:1]
    who = right[0].of(role.subject) if right else about
    return product(who, what), 1.0 if left and right else 0.7


def bought(
    text: str, clause: Clause, hit: Hit, about: list[Name], sides: Mapping[str, Name], pair: Sequence[Name]
) -> Pairs:
    """X 采购 Y 芯片, X 向 Y 采购: Y supplies X; so does the maker of hardware that X deploys, if the headline names it.

    What one of two partners (`pair`) makes and either of them deploys, it supplies to the other.
    """
    buyers, trust = free_subject(text, clause, hit, ROLES["supplies"], about)
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


def driven(clause: Clause, hit: Hit, about: list[Name]) -> Pairs:
    """X 的助手由 Y 的模型驱动, X 以 Y 的模型为基础: who makes what is behind it supplies whose it is."""
    source = next((g for g in _left(clause, hit, ORG | _THINGS) if g.marker in _SOURCE), None)
    if not source:
        return (), 0.0
    makers = [n._replace(type="ORG", key=n.makers[0]) for n in source.of(_THINGS) if n.makers]
    before = [g for g in _left(clause, hit, ORG) if g.end <= source.start and g.marker in _FREE]
    return product(source.of(ORG) or makers, before[0].of(ORG) if before else about), 0.8


def named(text: str, clause: Clause, hit: Hit, about: list[Name]) -> Pairs:
    """X 是首发客户, X 率先部署: what the story is about supplies X; X 是基石投资者: X invests in it."""
    if hit.cue.frame == "IS" and not _IS.search(text, max(clause.start, hit.start - ASIDE), hit.start):
        return (), 0.0
    left = [g for g in _left(clause, hit, ORG) if g.marker in _FREE and not g.owner]
    who = left[0].of(ORG) if left else []
    if about and any(n.key == about[0].key for n in who):
        return (), 0.0
    return product(who, about[:1]) if hit.cue.label == "invests_in" else product(about[:1], who), 0.8


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
