"""Editions named without their family: ``Pro 与 Max`` of plans, ``Instant、Thinking`` of models."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from nlp.attributes import Candidate
from nlp.matching import any_of
from nlp.unknown.found import Found
from nlp.words import is_generic, words

PLAN, MODEL = "edition of a plan", "edition of a model"
"""The rules' names."""
_GLUED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.+'’_&/@-")
"""What makes the word a part of a longer one."""
_LIST = re.compile(r" ?(?:[、与和及/]|以及) ?")
_PLAN_AFTER = re.compile(
    r" ?的?(?:订户|订阅|用户|会员|套餐|限额|额度|客户|账户|账号|档|版 ?[0-9.]+ ?(?:美元|元|欧元|英镑)"
    r"|[版级]?(?:首月|每月|月费|年费|定价|售价|价格))"
)
_PLAN_BEFORE = re.compile(r"(?:[0-9] ?(?:美元|元|欧元)的?|套餐|订阅|会员|升级到|面向) ?$")
_MODEL_AFTER = re.compile(r" ?(?:[三四两]?[档款个](?:版本|型号|模型|尺寸)?|版本?|模型|型号|限时|用于|先行)")


@lru_cache(maxsize=1)
def _tier() -> re.Pattern[str]:
    return any_of(words("tiers"))


def find(text: str, known: list[Candidate]) -> Iterator[Found]:
    """Editions alone, where the item names what they are editions of.

    In a list they share the kind: a plan where something of plans stands beside one of them, else a model. One alone
    needs such a word beside it.
    """
    families = {k.type for k in known if k.type in {"MODEL", "PRODUCT"}}
    if not families:
        return
    groups = _groups(text)
    plans = {text[s:e] for group in groups if any(_of_plans(text, *one) for one in group) for s, e in group}
    for group in groups:
        plan = any(text[start:end] in plans for start, end in group)
        if plan:
            type_ = "PRODUCT"
        elif "MODEL" in families and (len(group) > 1 or _of_models(text, *group[0])):
            type_ = "MODEL"
        else:
            continue
        for start, end in group:
            yield Found(start, end, type_, PLAN if plan else MODEL, 0.82)


def _of_plans(text: str, start: int, end: int) -> bool:
    return bool(_PLAN_AFTER.match(text, end) or _PLAN_BEFORE.search(text, max(0, start - 10), start))


def _of_models(text: str, start: int, end: int) -> bool:
    """A word that is no term of the trade besides (Instant, Nano) speaks for itself."""
    return not is_generic(text[start:end]) or _MODEL_AFTER.match(text, end) is not None


def _beside(chars: str) -> bool:
    """Whether a Latin word is glued to the edition, or stands one blank away: nearest character first."""
    if not chars or (chars[0] != " " and chars[0] not in _GLUED):
        return False
    return chars[0] != " " or (chars[1:].isascii() and chars[1:].isalnum())


def owner(known: list[Candidate], start: int) -> Candidate | None:
    """Whose edition stands at `start`: the nearest model or product before it, else the first."""
    wares = [one for one in known if one.type in {"MODEL", "PRODUCT"}]
    return next((one for one in reversed(wares) if one.end <= start), wares[0] if wares else None)


def full_name(owner: str, edition: str) -> str:
    """The name of an edition: its owner's, which may be an edition of the same thing.

    >>> full_name("ChatGPT Pro Lite", "Plus"), full_name("GLM Coding Plan", "Max"), full_name("Ultra", "Pro")
    ('ChatGPT Plus', 'GLM Coding Plan Max', 'Ultra Pro')
    """
    first, *rest = owner.split(" ")
    while rest and rest[-1] in words("tiers"):
        rest.pop()
    return " ".join([first, *rest, edition])


def _groups(text: str) -> list[list[tuple[int, int]]]:
    """Editions that stand apart from other Latin words, those of one list together."""
    out: list[list[tuple[int, int]]] = []
    for match in _tier().finditer(text):
        start, end = match.span()
        if _beside(text[max(0, start - 2) : start][::-1]) or _beside(text[end : end + 2]):
            continue
        if out and _LIST.fullmatch(text, out[-1][-1][1], start):
            out[-1].append((start, end))
        else:
            out.append([(start, end)])
    return out
