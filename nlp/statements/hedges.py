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
    r"协议|協議|合同|合约|合約|备忘录|備忘錄|合作|联盟|聯盟|订单|訂單|意向书|意向書|大单|框架|合资|联合|实验室|研究院|研究中心|工作组|集团|基金|分成|"
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
    if _PUT_OFF.match(text, end, stop):
        return True
    return bool(_DEALS.match(text, stop)) and bool(_UNDONE.search(text, stop, stop + AFTER))


_DROPPED = re.compile(
    r"\b(?:cancel(?:s|l?ed|l?ing)|scrap(?:s|ped)|shel(?:ves|ved)|postpon(?:es?|ed|ing)|delay(?:s|ed|ing)?|halt(?:s|ed)|"
    r"suspend(?:s|ed)|paus(?:es?|ed)|abandon(?:s|ed)?|"
    r"withdr(?:aws?|ew)|drop(?:s|ped)|call(?:s|ed) off|dismiss(?:es|ed)|rul(?:es|ed) out)"
    r"(?:\s+(?!(?:and|but|to|after|as|while|when|before|in)\b)[^\s,;:]+|"
    r" (?:plans?|bid|talks?|offer) to(?=\s*$)){0,4}\s*$"
)
"""A verb that ends or puts off what follows it in its phrase: cancels the launch of, delays X's release."""


_PUT_OFF = re.compile(
    r"(?:时间|計劃|计划|日期)?(?:已|将|或|再度|再次|又|被){0,2}(?:推迟|推遲|延期|延后|延後|跳票|取消|搁置|擱置)|"
    r"\s(?:\w+ ){0,3}?(?:cancell?ed|postponed|delayed|shelved|pushed back|put off)\b(?! [A-Z])"
)
"""Directly behind a verb that is a noun: GPT-6 launch is delayed, 发布再度推迟."""


def is_dropped(before: str) -> bool:
    """Whether what stands before a cue (lower case, of its clause) ends it or puts it off, in English.

    >>> is_dropped("openai cancels gpt-6 "), is_dropped("openai halts sora to ")
    (True, False)
    """
    return bool(_DROPPED.search(before))


_MOST = re.compile(
    r"全部|全资|全資|剩余|剩餘|控股|控制权|控制權|多数股|多數股|过半|\b(?:all|remaining|majority|controlling|entire|100%)\b"
)
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)\s?(?:%|％|percent\b|per cent\b)(?!\s?(?:premium|discount|溢价|折价))")
_PART = re.compile(
    r"(?:少数|少數|部分)(?:股权|股權|股份)|股票|"
    r"[$€£¥][\d.,]+\s?(?:bn|billion|million|m|b)?(?: worth)? (?:of|in) [^,]* (?:stock|shares)|"
    r"\b(?:minority|small) (?:stake|share|interest)|\bstake in\b",
    re.I,
)
_SHARES = re.compile(r"股权|股權|股份|股票|\bstake|\bshares?\b|\bstock\b|\bof\b|\binterest in\b", re.I)


def is_part(told: str) -> bool:
    """Whether what is bought, the words of a clause from the verb on, is less than half of a company's shares.

    >>> is_part("买入英特尔 5% 股份"), is_part("收购某公司 51% 股权"), is_part("buys 5% of Intel stock")
    (True, False, True)
    """
    if _MOST.search(told):
        return False
    share = _PERCENT.search(told)
    if share and _SHARES.search(told, max(0, share.start() - 12), share.end() + 16):
        return float(share[1]) < 50
    return bool(_PART.search(told))


_LICENCE = re.compile(
    r"(?:MIT|Apache|BSD|[AL]?GPL|MPL|CC)\b[\s\w.-]{0,12}?(?:许可|許可|协议|協議|licen[cs]e|$)|"
    r"[^，,。]{0,12}(?:许可证|許可證|licen[cs]e)",
    re.I,
)


def is_licence(name: str, behind: str) -> bool:
    """Whether a name, with the few characters `behind` it, is a licence: under it things come out.

    >>> is_licence("MIT", " 许可证开源"), is_licence("A2A", " 协议发布")
    (True, False)
    """
    return bool(_LICENCE.match(name + behind))


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


_SHARE = re.compile(r"\d(?:\.\d+)?\s?[%％]|百分之|股权|股權|股份|\b(?:per ?cent|stake|shares?)\b")
_DEBT = re.compile(r"债券|債券|绿色债|公司债|企业债|可转债|票据|\d年期|\b(?:bonds?|notes|debt)\b")


def is_share(text: str, start: int, stop: int) -> bool:
    """Whether a share of a company is told in ``text[start:stop]``."""
    return bool(_SHARE.search(text, start, stop))


_PORTION = re.compile(
    r"\s*(?:其中的?)?(?:约|近)?(?:[一二两三四五六七八九\d]+\s?成|[一大小多]半|"
    r"大头|小头|大部分|其余|余下|\d+(?:\.\d+)?\s?[%％])"
)


def is_portion(text: str, end: int, stop: int) -> bool:
    """Whether a part of a sum is told directly behind: 出了六成."""
    return bool(_PORTION.match(text, end, stop))


def is_debt(text: str, start: int, stop: int) -> bool:
    """Whether what is taken there is debt, which makes no owner."""
    return bool(_DEBT.search(text, start, stop))


_WORD_ONLY = re.compile(
    r"声明|聲明|公开信|公開信|联名信|承诺|承諾|倡议|倡議|宣言|请愿|請願|\b(?:statement|letter|pledge|declaration|petition)\b"
)


def is_word_only(text: str, end: int, stop: int) -> bool:
    """Whether what is signed together is only a word: many sign it and settle nothing with each other."""
    return bool(_WORD_ONLY.search(text, end, min(stop, end + AFTER)))
