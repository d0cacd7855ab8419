"""Products between Chinese quotes behind the word for their kind: ``机器人“小栗”开始…``, ``产品“心语随行”``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.unknown.chinese_people import HAN, no_names, ordinary
from nlp.unknown.found import Found

_WRITTEN = """
产品 游戏 机器人 应用 平台 系统 智能体 助手 软件 小程序 玩具 眼镜 耳机
音箱 插件 框架 引擎 芯片 工具 卫星 火箭 无人机 航天器 客户端 浏览器
服务 项目 方案 终端 数字人 App APP IP 模组 套件 名为 叫做
取名
"""
_WRITTEN = """
产品 游戏 机器人 应用 平台 系统 智能体 助手 软件 小程序 玩具 眼镜 耳机 音箱 插件 框架 引擎 芯片 工具 卫星 火箭
无人机 航天器 客户端 浏览器 服务 项目 方案 终端 数字人 App APP IP 模组 套件 名为 叫做 取名
"""
_KINDS = tuple(_WRITTEN.split())
_LAST = frozenset(kind[-1] for kind in _KINDS)
_OPENS = re.compile("[“「]")
_NAME = re.compile(rf"[“「](?P<name>[{HAN}][{HAN}A-Za-z0-9 .·-]{{1,9}})[”」](?P<after>.?)")
_PHRASE = frozenset("秒零一先后不没无未难可能会要被去回看听说做打用省免更最很太好坏轻快慢多少全每边越再又只即从把让按")
"""First characters of sayings between quotes (“秒开”, “先审后发”), which are no names."""
_SAYS = re.compile("[的了着是在被把将不就也都]")
"""Characters inside a saying."""
LONGEST = 6
"""Characters of a name."""
_SAID = frozenset("的式化性地吗")
"""Behind the quote these tell of a saying."""


def find(text: str) -> Iterator[Found]:
    """Names of two to six characters between quotes, directly behind the word of their kind."""
    for opening in _OPENS.finditer(text):
        at = opening.start() - (text[opening.start() - 1 : opening.start()] == " ")
        if text[at - 1 : at] not in _LAST or not text.endswith(_KINDS, 0, at):
            continue
        match = _NAME.match(text, opening.start())
        if match is None:
            continue
        name = match["name"]
        if len(name) > LONGEST or name[0] in _PHRASE or match["after"] in _SAID or _SAYS.search(name):
            continue
        if not ordinary(name) and not any(name[at : at + 2] in no_names() for at in range(len(name) - 1)):
            yield Found(*match.span("name"), "PRODUCT", "in quotes behind its kind", 0.7)
