"""What goes into what: whose parts, plants or capacity somebody takes, and things told of beside their house.

Frames ``USE``, ``INTO``, ``OUT`` of `nlp.statements.roles`. Who sells is seldom the subject of a verb of selling:
the maker stands behind the word for taking (离不开 Y 的接口), or before what goes in (Y 的芯片进了 X 的产品).
"""

from __future__ import annotations

import re
from itertools import pairwise, product

from nlp.statements.clauses import AT, Clause, Name
from nlp.statements.cues import NO_SIDES, Cue, Hit
from nlp.statements.frames import free_subject
from nlp.statements.roles import FREE, ORG, ROLES, THINGS, Pairs, left_of, right_of

NEAR = 8
"""Characters between a cue and the name it needs."""
HOUSE = 16
"""Characters between a house and its thing."""
_PART = re.compile(
    r"芯片|模型|电池|雷达|传感器|处理器|屏幕|内存|显卡|服务器|系统|软件|引擎|零件|模组|技术|"
    r"\b(?:chips?|models?|batter(?:y|ies)|sensors?|processors?|memory|software|systems?|parts)\b"
)


def used(text: str, clause: Clause, hit: Hit, about: list[Name]) -> Pairs:
    """X 离不开 Y 的接口, X's chips are made by Y, 雷达来自 Y: the maker stands directly behind."""
    maker = next(iter(right_of(clause, hit, ORG)), None)
    if not maker or maker.start - hit.end > NEAR:
        return (), 0.0
    buyers, trust = free_subject(text, clause, hit, ROLES["supplies"], about)
    return product(maker.of(ORG), buyers), 0.9 * trust


def fitted(text: str, clause: Clause, hit: Hit) -> Pairs:
    """Y 的芯片进了 X 的产品: a part stands between the maker and the cue, the buyer directly behind."""
    maker = next((g for g in left_of(clause, hit, ORG) if g.marker in FREE), None)
    buyer = next(iter(right_of(clause, hit, ORG)), None)
    if not maker or not buyer or buyer.start - hit.end > NEAR or not _PART.search(text, maker.end, hit.start):
        return (), 0.0
    return product(maker.of(ORG), buyer.of(ORG)), 0.9


def comes_out(text: str, clause: Clause, hit: Hit, about: list[Name]) -> Pairs:
    """X 的 Y 今起可用, X 让 Y 登上手机: the thing stands directly before, its house before that."""
    thing = next(iter(left_of(clause, hit, THINGS)), None)
    if not thing or not _BARE.fullmatch(text, thing.end, hit.start) or thing.marker in AT:
        return (), 0.0
    house = next((g for g in left_of(clause, hit, ORG) if g.end <= thing.start and g.marker in FREE), None)
    if house and thing.start - house.end <= HOUSE:
        return product(house.of(ORG), thing.of(THINGS)), 0.9
    return product(about[:1], thing.of(THINGS)), 0.7


def is_whole(text: str, clause: Clause, hit: Hit) -> bool:
    """Whether the organisation behind a weak verb of buying is bought, not something of it: 买了 X, 收了做标注的 X."""
    what = next(iter(right_of(clause, hit, ORG)), None)
    return what is not None and not _OF_IT.match(text, what.end)


_OF_IT = re.compile(r"\s*(?:的|'s|’s)?(?![^，,。；]{0,8}(?:股|公司|业务|團隊|团队|部门))\s*[\u4e00-\u9fffA-Za-z\d]{1,}")
"""Behind a company: something of it."""
_BARE = re.compile(r"[”」》]?\s*(?:[\u4e00-\u9fff]{0,2}(?<!的)|is |are |now )?\s*")
"""Between a thing and what it does."""

_SORTS = (
    "引擎|主播|机器人|模型|芯片|车|巴士|小巴|眼镜|助手|平台|工具|系统|框架|应用|数据库|处理器|加速器|无人机|浏览器|智能体|卫星|手机|主机|头显|耳机|"
    "音箱|设备|服务|晶片|机|機|卡|助理|客服|样机|眼鏡|機器人|模组|語音|调度器|编译器|求解器|推理器|版图|插件|数字人"
)
_OWN = re.compile(
    rf"(?:的|旗下的?|自研的?|自家的?|那[台款个套只]|[：:，]\s*其|[：:])\s*"
    rf"(?:自家的?|新一代|新款|首款|首个|新)?[\u4e00-\u9fff]{{0,6}}(?:{_SORTS})\s*[“「《]?|"
    r"那[台款个套只][^，,。；\s]{0,8}叫\s*[“「《]?"
)
"""Between a house and a thing of its own, told with the word for its kind: X 的存储引擎 Y."""
OWN_CUE = Cue("relation", "develops", "的", 0.6, "OWN", (False, False), NO_SIDES, NO_SIDES)
"""What such a statement rests on."""


def own_things(text: str, clause: Clause) -> list[tuple[Name, Name, Hit]]:
    """(house, thing, hit) where a thing is introduced as one's own; no verb says so.

    Not where the house is the object of a verb (买下 X 的写作工具 Y).
    """
    if len(clause.names) < 2 or not (clause.names_any(THINGS) and clause.names_any(ORG)):
        return []  # most clauses
    verbs = {hit.end for hit in clause.hits}
    return [
        (house.names[-1], thing, Hit(house.end, following.start, OWN_CUE))
        for house, following in pairwise(clause.groups)
        if house.names[-1].type == "ORG" and following.names[0].type in THINGS and not house.former
        if house.start not in verbs and house.start - 1 not in verbs
        if _OWN.fullmatch(text, house.end, following.start)
        for thing in following.of(THINGS)
    ]
