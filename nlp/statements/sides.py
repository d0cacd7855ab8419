"""Two sides of a contract or of something done together: buyer and seller, user and maker, partners."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations, product

from nlp.statements.clauses import AT, TOGETHER, WITH, Clause, Group, Name, headed
from nlp.statements.cues import Hit
from nlp.statements.frames import free_subject, object_after
from nlp.statements.roles import FREE, MOVED, ORG, ROLES, THINGS, Pairs, Role, left_of, right_of

_HARDWARE = re.compile(
    r"\s*(?:的|'s )?\s*(?:[^，,。；]{0,14}?(?:芯片|加速卡|加速器|服务器|算力|处理器|显卡|云服务|机柜|"
    r"机房|模型|系统|助手|方案|平台|引擎|软件|电池|雷达|传感器|产能|接口|零件|屏幕|制程|工艺|许可的|授权的)|"
    r"(?:作为|as )|"
    r"(?:\w+ ){0,2}(?:gpus?|tpus?|chips?|accelerators?|servers?|processors?|cloud|compute|capacity|models?)\b)",
    re.I,
)
_BOTH = re.compile(
    r"双方|雙方|两家(?:公司)?|(?<![前后後])两者|both (?:companies|sides|firms)|the two (?:companies|firms)"
)
_WITH_IT = re.compile(r"[与與和跟同](?:其|它|该公司|該公司)(?!他)|\bwith (?:it|the company)\b")
_SOURCE = frozenset(("由", "以"))
_PASSIVE = frozenset(("被", "遭"))
_FROM = frozenset(("向", "从", "從", "from"))
"""Before whom one buys from."""
_GETS = re.compile(
    r"(?:拿到|拿下|拿走|获得?|獲得?|赢得|贏得|斩获|斬獲|接到|接获|吃下|抢下|包揽|接下|收到|签下|簽下|中标|得到|揽下|来自|來自|[吃挨领領][了过過到]|\b(?:wins?|won|lands?|landed|gets?|got))"
    r"[^，,]{0,12}$"
)
_IS = re.compile(
    r"(?:打入|打进|挤进|进入|切入|跻身|是|为|為|成(?!立|本)|作为|担任|\bis|\bas|\bbecomes?)\s?[^，,]{0,8}$"
)
ASIDE = 14
"""Characters between the noun of an order and the name of who ordered, or between that and the verb."""
_WITH = re.compile(r"[与與和跟同]|\b(?:with|and)\b")


def bought(
    text: str, clause: Clause, hit: Hit, about: list[Name], sides: Mapping[str, Name], pair: Sequence[Name]
) -> Pairs:
    """X 采购 Y 芯片, X 向 Y 采购: Y supplies X; so does the maker of hardware that X deploys, if the headline names it.

    What one of two partners (`pair`) makes and either of them deploys, it supplies to the other.
    """
    taker = next((g for g in left_of(clause, hit, ORG) if g.marker in _PASSIVE), None)
    if taker and hit.cue.weight >= 1:
        sellers = [g for g in left_of(clause, hit, ORG) if g.end <= taker.start and g.marker in FREE]
        return product(sellers[0].of(ORG) if sellers else (), taker.of(ORG)), 0.9
    buyers, trust = free_subject(text, clause, hit, ROLES["supplies"], about)
    if hit.cue.weight >= 1:
        shop = next((g for g in left_of(clause, hit, ORG | THINGS) if g.marker in _FROM), None)
        shop = shop or next((g for g in right_of(clause, hit, ORG) if g.marker == "from"), None)
        if shop:
            return product(shop.of(ORG) or makers_of(shop), buyers), 0.9 * trust
        if about and _ROOM.match(text, hit.end) and all(n.key != about[0].key for n in buyers):
            return product(about[:1], buyers), 0.7  # 某云：X 已预订四成新增容量
    makers = _makers(text, clause, hit)
    told = bool(buyers) and buyers[0].start >= clause.start  # not only carried from another clause
    part = hit.cue.frame == "BUY:PART" and bool(makers) and (told or bool(_PART.match(text, makers[0].end)))
    if makers and (hit.cue.weight >= 1 or part or makers[0].key in sides):
        return product(makers, buyers), 0.8 * trust
    moved = [g for g in left_of(clause, hit, THINGS) if g.marker in MOVED]
    for thing in (n for group in (*moved[:1], *right_of(clause, hit, THINGS)) for n in group.of(THINGS)):
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


_THING = re.compile(r"\s*(?:的|'s\b|’s\b)?\s*[“「]?")
"""Between a house and its thing."""
_ROOM = re.compile(r"了?[^，,。；]{0,10}(?:容量|产能|算力|\bcapacity\b)")
"""Behind a verb of ordering: room for making or computing."""
_PART = re.compile(
    r"\s*的?\s*[^，,。；]{0,14}?(?:芯片|加速卡|加速器|服务器|处理器|显卡|电池|雷达|屏幕|零件|工艺|制程|传感器|内存|液冷|许可的)|"
    r"(?:'s )?(?:\s?\w+){0,2} (?:gpus?|tpus?|chips?|servers?|processors?)\b",
    re.I,
)
"""Behind a maker: a part one can touch. A model or a service is more often only told of beside its maker."""
_AND = re.compile(r"[^，,。；]{0,16}(?:、|与|與|和|及|\band\b)\s*")
"""Between one maker with its part and the next."""


def _makers(text: str, clause: Clause, hit: Hit) -> list[Name]:
    """Who makes the parts behind the cue: Y 芯片, Y 的 Z, and those listed with it (A 的 X1 与 B 的 Y2)."""
    out: list[Name] = []
    end = 0
    for group in right_of(clause, hit, ORG):
        thing = next((g for g in clause.groups if g.start >= group.end), None)
        own = bool(thing and thing.of(THINGS) and _THING.fullmatch(text, group.end, thing.start))
        if out and not _AND.fullmatch(text, end, group.start):
            break
        if own or _HARDWARE.match(text, group.end):
            out, end = [*out, *group.of(ORG)], group.end
        elif out:
            break
    return out


def makers_of(things: Group) -> list[Name]:
    """Who makes them, where it is known."""
    return [n._replace(type="ORG", key=n.makers[0]) for n in things.of(THINGS) if n.makers]


def between(text: str, clause: Clause, hit: Hit, about: list[Name]) -> Pairs:
    """X 拿到 Y 的订单, X 是 Y 的供应商: where Y stands between a verb of getting or being (by frame) and the noun."""
    verb = _GETS if hit.cue.frame in {"ORDER", "GET"} else _IS
    beside = left_of(clause, hit, ORG)[:1]
    if not beside or hit.start - beside[0].end > ASIDE:
        return (), 0.0
    customer = beside[0]
    if not verb.search(text, max(clause.start, customer.start - ASIDE), customer.start):
        return (), 0.0
    left = [g for g in left_of(clause, hit, ORG) if g.end <= customer.start and g.marker in FREE]
    before = [g for g in left if not g.owner]
    first = before[0].of(ORG) if before else about
    sides = (customer.of(ORG), first) if hit.cue.frame in {"OF:BY", "GET"} else (first, customer.of(ORG))
    return product(*sides), 0.9 if before else 0.8


def driven(clause: Clause, hit: Hit, about: list[Name]) -> Pairs:
    """X 的助手由 Y 的模型驱动, X 以 Y 的模型为基础, X 的手机在 Y 的厂区生产: who is behind it supplies whose it is."""
    marks = _SOURCE | AT if hit.cue.frame == "BY:AT" else _SOURCE
    source = next((g for g in left_of(clause, hit, ORG | THINGS) if g.marker in marks), None)
    if not source:
        return (), 0.0
    before = [g for g in left_of(clause, hit, ORG) if g.end <= source.start and g.marker in FREE]
    return product(source.of(ORG) or makers_of(source), before[0].of(ORG) if before else about), 0.8


def named(text: str, clause: Clause, hit: Hit, about: list[Name]) -> Pairs:
    """X 是首发客户, X 率先部署: what the story is about supplies X; X 是基石投资者: X invests in it."""
    if hit.cue.frame == "IS" and not _IS.search(text, max(clause.start, hit.start - ASIDE), hit.start):
        return (), 0.0
    left = [g for g in left_of(clause, hit, ORG) if g.marker in FREE and not g.owner]
    who = left[0].of(ORG) if left else []
    if about and any(n.key == about[0].key for n in who):
        return (), 0.0
    return product(who, about[:1]) if hit.cue.label == "invests_in" else product(about[:1], who), 0.8


def customer(text: str, clause: Clause, hit: Hit, role: Role, about: list[Name]) -> Iterable[tuple[Name, Name]]:
    """X 的首个客户是 Y; where nobody is named before it, what sentence or headline is about."""
    left = [g for g in left_of(clause, hit, ORG) if g.marker in FREE]
    return product(left[0].of(ORG) if left else about, object_after(text, clause, hit, role))


def together(
    text: str, clause: Clause, hit: Hit, about: list[Name], topic: list[Name], seen: list[Name]
) -> Pairs:
    """A 与 B 合作: the first with each of the others; A、B 与 C 共同: each with each; 双方 are the two named before."""
    left = left_of(clause, hit, ORG)
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
        before = [g for g in left if g.end <= beside.start and g.marker in FREE]
        who = before[0].of(ORG) if before else about
        other = headed(text, clause.groups, beside, ORG)
        return product(who[:1] if not before else who, other.of(ORG)), 1.0 if before else 0.8
    if left and _WITH_IT.search(text, clause.start, hit.start):
        return product(topic, left[0].of(ORG)), 0.8
    if _BOTH.search(text, clause.start, hit.start):
        two = list({n.key: n for n in [*topic, *seen]}.values())[:2]
        return combinations(two, 2), 0.8
    if left and left[0].marker in FREE and not _WITH.search(text, left[0].end, hit.start) and hit.cue.weight >= 1:
        return product(left[0].of(ORG), topic), 0.6
    return (), 0.0
