"""What takes a statement back though its cue stands there: the deal is only talked of, or nothing came of it.

``就收购 X 发问询`` asks about a deal, ``反对收购`` opposes one, ``收购谈判停滞`` ends one. Each question is asked of
the few characters beside the cue.
"""

from __future__ import annotations

import re

_SUBORDINATE = re.compile(
    r"(?:就|围绕|圍繞|关于|關於|针对|針對|反对|反對|阻止|阻挠|阻撓|否决|否決|禁止|质疑|質疑|是否|要不要|能否|会不会|若|如果|假如|讨论过|考虑过|探讨过|"
    r"\b(?:whether to|against|if|to block|blocks?|blocked|opposes?|opposed|over the|over its))"
    r"\s*(?:其|该|此次|拟|its )?\s*$"
)
_UNDONE = re.compile(
    r"谈崩|談崩|告吹|破裂|停滞|停滯|搁浅|擱淺|流产|流產|泡汤|泡湯|落空|失败|失敗|作罢|作罷|中止|终止|終止|被否决|被否決|被阻|未果|无果|没有成行|未能成行|"
    r"陷入僵局|\b(?:collaps(?:ed?|es)|f[ae]lls? (?:through|apart)|called off|scrapped|abandoned|stall(?:s|ed))\b"
)
_DEALS = re.compile(r"[，,]\s*(?:但|不过|此前|双方|the |but )?(?:谈判|談判|交易|收购案|并购案|要约|talks|deal)", re.I)
_DEAL = re.compile(
    r"协议|協議|合同|合约|合約|备忘录|備忘錄|合作|联盟|聯盟|订单|訂單|意向书|意向書|大单|框架|合资|联合|实验室|研究院|研究中心|工作组|集团|"
    r"\b(?:deals?|agreements?|contracts?|partnerships?|pacts?|memorandum|mou|alliances?)\b",
    re.I,
)
AFTER = 24
"""Characters behind a cue in which its undoing, or its noun, is looked for."""


def is_subordinate(before: str) -> bool:
    """Whether what stands before a cue (lower case, of its clause) makes the deal a subject of talk only."""
    return bool(_SUBORDINATE.search(before[-14:]))


def is_undone(text: str, end: int, stop: int) -> bool:
    """Whether the words behind a cue tell that nothing came of it: in its clause, or the next one of the deal."""
    if _UNDONE.search(text, end, min(stop, end + AFTER)):
        return True
    return bool(_DEALS.match(text, stop)) and bool(_UNDONE.search(text, stop, stop + AFTER))


_APART = re.compile(
    r"分别|各自|先后|相继|双双|同日|同样|\b(?:both|each|separately|respectively)\b(?! (?:companies|sides|firms))"
)


def is_apart(text: str, start: int, end: int) -> bool:
    """Whether two that are named together each do it for themselves (双双涨价)."""
    return bool(_APART.search(text, start, end))


_ANSWER = re.compile(
    r"说明|說明|解释|解釋|整改|答复|答覆|交代|书面|停止|暂停|配合调查|"
    r"\bto (?:explain|stop|halt|suspend|answer|respond|disclose|preserve|hand over|turn over|pay)\b"
)


def is_answer(text: str, end: int, stop: int) -> bool:
    """Whether what is asked for in ``text[end:stop]`` is an answer or an end, as an authority asks."""
    return bool(_ANSWER.search(text, end, stop))


def is_deal(text: str, end: int, stop: int) -> bool:
    """Whether what is signed or reached is a contract."""
    return bool(_DEAL.search(text, end, min(stop, end + AFTER + 16)))


def is_noun(text: str, start: int) -> bool:
    """Whether the verb at `start` is a noun that belongs to what stands before (``至少 100 亿美元的投资``)."""
    return text[start - 1 : start] == "的"
