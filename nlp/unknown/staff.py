"""Chinese persons told by what stands around them: an institution before them, or a task behind ``由``.

``清华大学的唐远舟与…``, ``浙江大学孙怀瑾团队``, ``由沈亦舟带队``, ``会长山本和彦``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from nlp.attributes import Candidate
from nlp.matching import any_of
from nlp.unknown.chinese_people import boundary, full_name, proper
from nlp.unknown.found import Found
from nlp.words import words

_OF = ("大学", "学院", "研究院", "研究所", "实验室", "医院", "科学院")
_BESIDE = re.compile(
    "团队|课题组|小组|组的|与|和|、|等|教授|博士|研究员|，|。|也|在|说|称|表示|认为|指出|主导|带领|领衔|合作"
)
_WRITTEN = (
    "带队 带领 负责 领导 领衔 主持 牵头 操刀 执笔 掌舵 指导 主导 出任 接任 接棒 执导 创办 创立 设计 担任"
)
_TASK = re.compile(f"(?:亲自)?(?:{'|'.join(_WRITTEN.split())}|接替|兼任|主刀)")
_WRITTEN = """
小泽 大泽 中泽 黑田 植田 三木 柳井 宫泽 大桥 吉野 浅野 福井 三宅 荒木 荒井 泷泽 北川 内山 内藤 星野 须藤 堀江 松下
佐藤 铃木 高桥 田中 伊藤 渡边 山本 中村 小林 加藤 吉田 山田 佐佐木 山口 松本 井上 木村 斋藤 清水
山崎 阿部 森田 池田 桥本 山下 石川 中岛 前田 藤田 后藤 小川 冈田 村上 长谷川 近藤 石井 坂本 远藤
青木 藤井 西村 福田 太田 三浦 藤原 松田 冈本 中川 中野 原田 小野 田村 竹内 金子 和田 中山 石田
上田 柴田 酒井 宫崎 横山 高木 安藤 宫本 大野 小岛 谷口 今井 工藤 高田 增田 丸山 杉山 村田 大冢
新井 小山 平野 藤本 河野 上野 野口 武田 松井 千叶 菅原 岩崎 久保 木下 佐野 野村 松尾 菊地 市川
杉本 古川 大西 岛田 水野 樱井 高野 吉川 山内 西田 饭田 菊池 西川 小松 北村 安田 五十岚 川口 平田
关口 中田 久保田 服部 东野 岩田 土屋 川崎 福岛 本田 辻 樋口 秋山 永井 田口 小泉 石破 岸田 高市
孙正义 十时 御手洗 稻盛
"""
_FAMILIES = tuple(sorted((name for name in _WRITTEN.split() if len(name) > 1), key=len, reverse=True))
"""The most frequent family names of Japan."""


def find(text: str, known: list[Candidate]) -> Iterator[Found]:
    """All rules in turn."""
    yield from members(text, known)
    yield from charged(text)
    yield from japanese(text)


def members(text: str, known: list[Candidate]) -> Iterator[Found]:
    """A full name behind an institution, and what stands beside people."""
    for one in known:
        if one.type != "ORG" or not text[one.start : one.end].endswith(_OF):
            continue
        at = one.end + (text[one.end : one.end + 1] == "的")
        match = full_name().match(text, at)
        if match and _BESIDE.match(text, match.end()) and proper(match[0]):
            yield Found(*match.span(), "PERSON", "name behind an institution", 0.75)


def charged(text: str) -> Iterator[Found]:
    """A full name between ``由`` and what one person is charged with."""
    at = text.find("由")
    while at >= 0:
        match = full_name().match(text, at + 1)
        if match and _TASK.match(text, match.end()) and proper(match[0]):
            yield Found(*match.span(), "PERSON", "who is charged with something", 0.8)
        at = text.find("由", at + 1)


@lru_cache(maxsize=1)
def _title() -> re.Pattern[str]:
    return any_of(words("titles"))


@lru_cache(maxsize=1)
def _japanese() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(_FAMILIES)})[\u4e00-\u9fff]{{1,2}}")


_OF_JAPAN = frozenset(("社长", "会长", "取缔役", "首相", "官房长官"))
"""Titles behind which four characters are a name."""
_FOUR = re.compile("[\u4e00-\u9fff]{4}")
_JP_END = re.compile(
    "在|说|称|宣|表|出|持|将|已|也|与|和|、|，|。|（|与会|于|对|向|退|辞|就|接|承|否|强|指|认|道|等|的|为|主|参|回|透|证|卸"
)


def japanese(text: str) -> Iterator[Found]:
    """A frequent family name of Japan and a given name behind a title."""
    for title in _title().finditer(text):
        at = title.end() + (text[title.end() : title.end() + 1] == " ")
        match = _japanese().match(text, at)
        if match is None:
            whole = text[at : at + 4]
            if title[0] in _OF_JAPAN and _FOUR.fullmatch(whole) and boundary(text, at + 4) and proper(whole):
                yield Found(at, at + 4, "PERSON", "Japanese title and four characters", 0.8)
            continue
        end = next((e for e in (match.end(), match.end() - 1) if e - at > 2 and _ends(text, e)), None)
        if end:
            yield Found(at, end, "PERSON", "title and Japanese name", 0.86)


def _ends(text: str, end: int) -> bool:
    return end == len(text) or text[end].isspace() or _JP_END.match(text, end) is not None
