"""Chinese companies by the trade they are called by: ``澄心医疗宣布…``, ``由东岳证券牵头``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from nlp.attributes import Candidate
from nlp.unknown.chinese_people import PARTICLES, ordinary, proper
from nlp.unknown.found import Found
from nlp.words import words

_NO_FIRST = frozenset("者方人商得了款额家们性化式类级型年月日所")
"""The rest of the word before: 投资|者, 获|得."""
LONGEST = 4
"""Characters of a brand."""
_WRITTEN = "证券 基金 期货 人寿 财险 资管 信托 网络 创投 资本 保险 物流 电池 半导体 微电子"
_HOUSES = frozenset(_WRITTEN.split())
"""What a known company's daughters are called by (中金证券)."""
_DOES = re.compile(
    r"宣布|完成|获[得投批选评颁近超数融]|获 ?[0-9]|拿下|推出|发布|上线|开源|递交|提交|公布|披露|公告|中标|上市|称"
    r"|表示|回应|否认|透露|签[署约]|与|旗下|联合|联手|携手|创始人| ?C[ETFO]O|董事长|总裁|股价|估值|营收|市值|领投|跟投"
    r"|参投|牵头|将|拟|计划|已|正在|收购|入股|起诉|分析师|研究员|研报|首席|合伙人|董事|高级|副总裁|总经理|负责人|团队|高管|员工|关停|裁员|成立|启动"
    r"|开始|拿到|交付|量产|代理|担任|参与|作为|涨|跌|承销|保荐|供货|供应|代工|承建|承接|承包|组装|封装|开发|制造|生产|打造|运营|负责"
)
"""What only somebody does, or has."""
_CLOSES = re.compile(r"[、，,。；：）)》”\s]|$|与|和|及|以及|等|的|在内|为|作|同|继续|追加|加[注码]|也|均|则|共同")
_BEFORE = re.compile(
    r"(?:[\n，,。；：:（“*|·—] ?|[由获被向对与和及、让给有]|其中|此前|随后|近日|日前|今日|昨日|目前|同时|此外|公司|企业"
    r"|股东|投资方|领投方|跟投方|机构|厂商|品牌|券商|伙伴|客户|供应商|运营商|巨头|独角兽|黑马|平台|包括|来自|收购|入股|投资"
    r"|获得|引入|联合|联手|携手|加盟|加入|起诉|约谈|以及|还有|拿到|选择|委托|停供|断供|托管|接管|持有|控股|增持|减持|出售给|卖给|供货给|不到)$"
)
"""What stands before somebody."""
_WRITTEN = "停供 断供 托管 接管 持有 控股 增持 减持 出售给 卖给 供货给 不到"
_TAKEN = frozenset(_WRITTEN.split())
"""What is done to a company, before its name."""
_GIVEN = "由 获 被 让 、 与 和 及 股东 投资方 领投方 跟投方 机构 厂商 客户 供应商 包括 来自 收购 入股 获得 引入"
_GIVES = frozenset((*_GIVEN.split(), "联合", "联手", "携手", "起诉", "以及", *_TAKEN))
"""Of these, what makes a company of a name that nothing is told of."""
_OWNS = re.compile(r"[把因向用对]|的(?!公司|企业)")
"""What also follows a company that opens a headline or fact."""
_WRITTEN = "动力 智能 科技 医疗 光子 生物 制药 药业 互娱 资本 证券 微电子 航天 重工 控股 股份 集团 传媒 课堂"
_NO_NOUN = frozenset(_WRITTEN.split())
_HAS = re.compile("的(?:货|芯片|零件|产品|订单|股份|股权|工厂|产线|设备|器件|客户|供应|模型|服务|团队)")
"""What is taken from a company."""
"""Trades that hardly end a common noun of three or four characters."""
_ROUND = re.compile(r"[^。；\n]{0,40}(?:领投|跟投|参投|共同投资|投资)")
"""A list of investors goes on to what they did."""


def company(text: str, trade: re.Match[str], known: list[Candidate]) -> Iterator[Found]:
    """The company whose name ends in the match of a word of trades; nothing where an ordinary word stands before it."""
    at, end = trade.start(), trade.end()
    does, owns = _DOES.match(text, end), _OWNS.match(text, end)
    closes = does or _CLOSES.match(text, end)
    if not closes and not owns:
        return
    house = next((k for k in known if k.end == at and k.type == "ORG"), None) if trade[0] in _HOUSES else None
    if house and closes:
        yield Found(house.start, end, "ORG", f"{house.name} and {trade[0]}", 0.75)
    elif brand := _brand(text, at, known):
        start, before = brand
        listed = text[end : end + 1] in "、与和" and _ROUND.match(text, end)
        opens = owns and before == "\n" and trade[0] in _NO_NOUN
        taken = before in _TAKEN and _HAS.match(text, end)
        if does or opens or listed or taken or (closes and before in _GIVES):
            yield Found(start, end, "ORG", f"brand and {trade[0]}", 0.75)


def _brand(text: str, at: int, known: list[Candidate]) -> tuple[int, str] | None:
    """(start, what stands before): two to four characters behind the longest word that stands before somebody."""
    start = at
    while start > max(0, at - LONGEST) and "\u4e00" <= text[start - 1] <= "\u9fff" and text[start - 1] not in PARTICLES:
        start -= 1
    found = []
    place = any(k.end == at and k.type == "PLACE" for k in known)
    for first in range(start, at - 1):
        before = _before(text, first, known)
        if before is not None and text[first] not in _NO_FIRST and is_brand(text[first:at], place):
            cut = any(k.start < first < k.end or (k.start <= first and k.end >= at) for k in known)
            found += [] if cut else [(len(before), -first, before)]
    return (-max(found)[1], max(found)[2]) if found else None


def _before(text: str, start: int, known: list[Candidate]) -> str | None:
    """The word before a brand; behind 的 only where a place is named before it (杭州的澄心医疗)."""
    if start == 0:
        return "\n"
    if text[start - 1] == "的":
        return "的" if any(k.type == "PLACE" and k.end == start - 1 for k in known) else None
    found = _BEFORE.search(text, max(0, start - 4), start)
    return found[0] if found else None


@lru_cache(maxsize=8192)
def is_brand(name: str, place: bool) -> bool:
    """Whether no word that tells the kind of a trade stands in it (数字|医疗, 国有|基金).

    Behind two characters of a brand it may (鸿图亚洲|基金, 澄海智能|机器人); `place` says that it ends in a known one.
    """
    kinds = words("modifiers")
    core = name[:-2] if len(name) == LONGEST and (place or name[-2:] in kinds | words("trades")) else name
    if not proper(core) or ordinary(core) or core in kinds or core in words("trades"):
        return False
    return not any(core[i : i + 2] in kinds for i in range(len(core) - 1))
