"""Money told without a verb of investing, price that tells of a launch, letters of authorities, further plaintiffs.

Frames ``SO:SUM``, ``OS:SUM``, ``LENT``, ``ON``, ``S:THIS``, ``OUT:PRICE``, ``CO``, ``SO:OFFICE`` of
`nlp.statements.roles`. The words alone say too little (给, 拿到, 借, 卖, 致函): each frame asks for a sum, a price or
an authority beside them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import product

from nlp.statements.clauses import Clause, Name
from nlp.statements.cues import Hit
from nlp.statements.frames import NEXT, free_subject
from nlp.statements.parts import comes_out
from nlp.statements.roles import FREE, ORG, ROLES, Pairs, left_of, right_of

_NUMBER = r"(?:[\d.,]+|[一二两三四五六七八九十百千几数]+)\s?(?:[多余]\s?)?[万萬亿億千百]*\s?"
_MONEY = rf"(?:{_NUMBER}(?:美元|美金|欧元|歐元|日元|日圆|英镑|英鎊|港元|港币|新台币|瑞郎|韩元|卢比|元)|[$€£¥]\s?\d)"
_OTHER = (
    r"[^，,。；]{0,6}?(?:订单|訂單|合同|合约|合約|罚|罰|赔|賠|货款|采购|採購|服务|服務|收入|芯片|晶片|设备|设计|工程|项目|薪|奖|红包|优惠|折扣|"
    r"租金|账单|佣金|版税|许可费|授权费|专利费|大单|标案|电费)"
)
_SUM = re.compile(rf"\s*(?:的)?\s?(?:近|约|約|超过?|逾|至多|最多|至少|共)?\s?{_MONEY}(?!{_OTHER})")
"""Behind who gives or gets: a sum, which is no pay for goods, work or damage."""
_ANY_SUM = re.compile(rf"[^，,。；]{{0,4}}?{_MONEY}(?!{_OTHER})")
_PRICE = re.compile(rf"\s*(?:为|為|仅|只|约)?\s?{_MONEY}")
_LENDER = frozenset({"向", "从", "從"})
_STAKED = re.compile(rf"\s*(?:又|再|已|共|还)?(?:押|投|花|砸|赌|下)(?:下|了|注)?[^，,。；]{{0,3}}{_MONEY}")
"""Behind 身上: money is put there."""
_OFFICE = re.compile(
    r"(?:局|委员会|委員會|[发工网改经监委]委|[^总]部|署|[^公]办|[^医学]院|厅|廳|处|處|警方|检方|檢調|公平会|公平會|当局|\b[A-Z]{2,5}|"
    r"Commission|Authority|Agency|Office|Department|Committee|Board|Court)$"
)
"""How the name of an authority ends."""


def giver(text: str, clause: Clause, hit: Hit, about: list[Name], back: bool) -> Pairs:
    """X 再给 Y 5 亿美元; `back`: Y 得到 X 900 万元. The sum follows the name directly."""
    other = next(iter(right_of(clause, hit, ORG)), None)
    if not other or other.start - hit.end > NEXT or not _SUM.match(text, other.end):
        return (), 0.0
    one, trust = free_subject(text, clause, hit, ROLES["invests_in"], about)
    one = [name for name in one if name not in other.names]
    what = [name for name in one if name.type in ORG]
    return (product(other.of(ORG), what[:1]) if back else product(one[:1], other.of(ORG))), 0.9 * trust


def lender(text: str, clause: Clause, hit: Hit, about: list[Name]) -> Pairs:
    """Y 从 X 借来 180 亿美元."""
    bank = next((g for g in left_of(clause, hit, ORG) if g.marker in _LENDER), None)
    if not bank or not _ANY_SUM.match(text, hit.end):
        return (), 0.0
    debtors = next((g.of(ORG) for g in left_of(clause, hit, ORG) if g.end <= bank.start and g.marker in FREE), about)
    return product(bank.of(ORG), debtors[:1]), 0.9


def staked(text: str, clause: Clause, hit: Hit, about: list[Name]) -> Pairs:
    """X 在 Y 身上押了 3 亿元."""
    what = next(iter(left_of(clause, hit, ORG)), None)
    if not what or what.marker != "在" or hit.start - what.end > NEXT or not _STAKED.match(text, hit.end):
        return (), 0.0
    who = next((g.of(ORG) for g in left_of(clause, hit, ORG) if g.end <= what.start and g.marker in FREE), about)
    return product(who, what.of(ORG)), 0.9


def whose_round(clause: Clause, hit: Hit, about: Sequence[Name]) -> Pairs:
    """X 和 Z 的这一轮: the round belongs to who pays, where the story is about another and nobody else pays."""
    who = next(iter(left_of(clause, hit, ORG)), None)
    others = [g for g in clause.groups if g is not who]
    if not who or others or hit.start - who.end > NEXT or any(name in about for name in who.names):
        return (), 0.0
    keys = {name.key for name in who.names}
    return product(who.of(ORG), [name for name in about if name.key not in keys][:1]), 0.8


def priced(text: str, clause: Clause, hit: Hit, about: list[Name]) -> Pairs:
    """X 的 Y 卖 1999 元: a device with its price comes out."""
    if not _PRICE.match(text, hit.end):
        return (), 0.0
    found, trust = comes_out(text, clause, hit, about)
    return [(house, thing) for house, thing in found if thing.type == "PRODUCT"], trust


def is_office(text: str, name: Name) -> bool:
    """Whether a name ends as those of authorities do, whose letters ask and whose looking is an inquiry."""
    return bool(_OFFICE.search(text[name.start : name.end]))
