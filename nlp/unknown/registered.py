"""Companies by their full name: ``合肥云海投资管理有限公司``, ``青禾资产管理公司``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from nlp.attributes import Candidate
from nlp.unknown.chinese_people import HAN
from nlp.unknown.found import Found
from nlp.unknown.trades import is_brand
from nlp.words import words

_WRITTEN = "有限责任 股份有限 有限 管理 投资 控股 置业 贸易 咨询 开发 运营 电力 物业 服务 建设 工程 信托"
_FORMS = tuple(f"{form}公司" for form in _WRITTEN.split())
"""The legal form, or what a company that is told without it does."""
_ENDS = frozenset("的了和与及在对从把被将是为着由向给到让使称说并且但因于则")
"""Characters that stand in no such name."""
_AHEAD = re.compile(
    "包括|收购|入股|起诉|旗下|子公司|公司|企业|获得|引入|联合|携手|宣布|表示|委托|选择|来自|投资方|受让方|股东|客户|供应商|成立|设立|出售"
    "|转让|签约|签署|通过|指定|聘请|名为|叫做|厂商|伙伴|机构|一家|两家|三家|多家|几家|方"
)
"""Words before such a name that are no part of it."""
_PARTS = """
投资 管理 创业 资产 股权 资本 私募 基金 控股 实业 产业 置业 贸易 咨询 国际 环球 亚洲 中国 香港 开发 运营 工程 建设 服务
物业 环境 供应链 文化 信息 进出口
"""
"""What companies do, besides the trades."""
LONGEST = 20
"""Characters before the form."""


@lru_cache(maxsize=1)
def _trade() -> re.Pattern[str]:
    """Words of trades at the end of a name, as many as there are."""
    named = sorted(words("trades") | set(_PARTS.split()), key=len, reverse=True)
    return re.compile(f"(?:{'|'.join(named)})+$")


def find(text: str, known: list[Candidate]) -> Iterator[Found]:
    """Names that end in a legal form, or in what the company does behind a place or a brand."""
    end = text.find("公司") + 2
    while end > 1:
        form = next((form for form in _FORMS if text.endswith(form, 0, end)), None)
        if form and (found := _named(text, end - len(form), end, form, known)):
            yield found
        end = text.find("公司", end) + 2


def _named(text: str, at: int, end: int, form: str, known: list[Candidate]) -> Found | None:
    """The name before a form that stands at `at`, with it."""
    start = _start(text, at)
    inside = [k.start for k in known if start <= k.start and k.end <= at and k.type in {"PLACE", "ORG"}]
    start = min(inside, default=start)
    if at - start < 2 or not ("有限" in form or _told(text[start:at], bool(inside))):
        return None
    return Found(start, end, "ORG", f"name with {form}", 0.85)


def _start(text: str, at: int) -> int:
    start = at
    while start > 0 and at - start < LONGEST and re.match(f"[{HAN}]", text[start - 1]) and text[start - 1] not in _ENDS:
        start -= 1
    last = start
    for ahead in _AHEAD.finditer(text, start, at):
        last = ahead.end()
    return last


def _told(name: str, anchored: bool) -> bool:
    """Whether a place and more, or a brand, stands before the words of trades."""
    rest = _trade().sub("", name)
    return 2 <= len(rest) <= (8 if anchored else 4) and is_brand(rest, anchored)
