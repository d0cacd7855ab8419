"""Chinese companies without a trade that the item tells twice: by their kind, or by several places of the name.

``物流公司驭风启用无人车``, ``订单交给了炬芒，炬芒将在六月交付``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from nlp.attributes import Candidate
from nlp.matching import any_of
from nlp.unknown.chinese_people import END, HAN, boundary
from nlp.unknown.found import Found
from nlp.unknown.ventures import brand

_WRITTEN = """
公司 初创公司 创业公司 初创企业 初创 车企 汽车厂 药企 律所 药店 厂商 代工厂 软件商 供应商
运营商 集成商 经销商 电池厂 芯片厂 钢厂 晶圆厂 面板厂 工作室 平台 网站 独角兽 券商 咨询公司
连锁店 餐饮品牌 品牌
"""
_KIND = any_of(_WRITTEN.split())
_NOT_OF_ONE = frozenset("该此本母子分总这那两三各家等多些的国外")
"""Before the kind: somebody's, or several."""
_STRONG = """
裁员 下线 扩产 停产 涨价 倒闭 破产 融资 启用 被 接入 上线 拿到 流片 增资 共建 宣布 发布 推出 完成
获 裁撤 停牌 召回 关停 开放 交付 收购 入股 起诉 公布 披露 回应 称 表示 代理
"""
_DOES = any_of(_STRONG.split())
_TO = re.compile(rf"(?:由|交给了?|卖给了?|搬进|交由|委托|转给|交付给|售予|投给)(?P<name>[{HAN}]{{2,4}})")
_CLAUSE = re.compile(rf"(?:^|[\n，。；：“（]|公司|车企|厂商)(?P<name>[{HAN}]{{2,4}})")
_HAS = re.compile("股价|股票|创始人|宣布|推出|发布|CEO|董事长|旗下|裁员|称|停牌|的客户|上市|融资|估值")
"""What only companies do or have."""
LONGEST = 4
"""Characters of a name."""


def find(text: str, known: list[Candidate]) -> Iterator[Found]:
    """All rules in turn; nothing where a known name stands."""
    for found in (*appositions(text), *repeated(text)):
        if not any(k.start < found.end and found.start < k.end for k in known):
            yield found


def appositions(text: str) -> Iterator[Found]:
    """A brand between the word for its kind and what a company does, or between quotes behind that word."""
    for kind in _KIND.finditer(text):
        start = kind.end()
        if kind.start() and text[kind.start() - 1] in _NOT_OF_ONE:
            continue
        quoted = text[start : start + 1] in "“「" and start < len(text)
        start += quoted
        for end in range(start + 2, min(start + LONGEST, len(text)) + 1):
            if quoted:
                closed = text[end : end + 1] in ("”", "」") and _DOES.match(text, end + 1) is not None
            else:
                pair = end - start == 2 and kind[0] == "公司" and text[end : end + 1] in "与和"
                closed = pair or (end - start < LONGEST and _DOES.match(text, end) is not None)
            if closed and re.fullmatch(f"[{HAN}]+", text[start:end]) and company(text[start:end]):
                yield Found(start, end, "ORG", f"name behind {kind[0]}", 0.65)
                break


def repeated(text: str) -> Iterator[Found]:
    """A brand that opens a clause or receives something, twice in the item and at a boundary each time."""
    seen: dict[str, list[tuple[int, int]]] = {}
    given = set()
    for pattern in (_CLAUSE, _TO):
        for match in pattern.finditer(text):
            start = match.start("name")
            if text.count(text[start : start + 2]) < 2:
                continue  # most openings of clauses, told without looking at what follows
            for end in range(start + 2, match.end("name") + 1):
                if boundary(text, end) or _DOES.match(text, end):
                    name = text[start:end]
                    seen.setdefault(name, []).append((start, end))
                    given.update([name] if pattern is _TO else [])
                    break
    for name, spans in seen.items():
        if (
            len(spans) < 2
            or not (name in given or any(_does(text, end) for _, end in spans))
            or not company(name)
        ):
            continue
        for start, end in spans:
            yield Found(start, end, "ORG", "opens clauses, more than once", 0.62)


def _does(text: str, end: int) -> bool:
    return _HAS.match(text, end) is not None


@lru_cache(maxsize=8192)
def company(name: str) -> bool:
    """Whether no known word and no character of common words stands in it."""
    if any(word in name for word in _ADVERBS) or END.match(name) or name[-1] in _COMMON_LAST:
        return False
    return brand(name)


_WRITTEN = """
大幅 再次 连续 主动 集体 悄悄 继续 陆续 大量 全面 紧急 突然 批量 纷纷 率先 大举 全员 只剩
报备 大多 普遍 多数 均 只 仅 或
"""
_ADVERBS = tuple(_WRITTEN.split())
"""What stands between the word for a kind and what all of them do."""
_COMMON_LAST = frozenset("们人者员方家性量率度化力期部门层类款型版元价费")
"""Last characters of common nouns."""
