"""What a sum of money is (funding, valuation …): the nearest cue of its sentence."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from nlp.amounts.find import Found
from nlp.amounts.units import Form, Forms
from nlp.matching import first_of
from nlp.normal import data_folder

# Both begin with one set of characters: searched four times as fast as a choice.
SENTENCE = re.compile(r"[。！？!?\n.](?:(?<!\.)|(?<=\.) )")
CLAUSE = re.compile(r"[，；：。！？!?;:\n,.](?:(?<![,.])|(?<=[,.]) )")
_JOINED = frozenset({"、", "和", "与", "及", "或", "到", "至", "以及", "and", "to", "-", "or"})
_COMMA = 4  # characters that a comma between cue and sum counts for
_SEMICOLON = 12
_DEAREST = 1e6
_DEAR = 20  # characters that a price above that counts for
_SUM = 8  # characters that another sum between counts for
_BACK = 100  # characters before a sum in which a cue may stand: the farthest reach, with blanks
_AHEAD = 24  # characters behind a sum in which a cue may stand
OTHER = "other"
_ABOUT = r"(?:约|近|超|逾|至少|超过|总计|合计|共计|共|总额)*[ *]*$"
_OWN_PLANS = (
    (re.compile(rf"[在于][^，。；：向入对给]{{1,10}}(?:追加|新增|加码|投资|再投|投下|投){_ABOUT}"), -1),
    (re.compile(rf"(?:计划|拟|将|承诺|宣布|打算)投资{_ABOUT}"), 1),
)
"""Before a sum: who invests in a place, or plans to and names nobody who gets it, builds; and the cost as of a cue."""


class Cue(NamedTuple):
    """One line of ``amount_roles.tsv`` for one cue."""

    order: int
    role: str
    cost: int
    reach: int


@lru_cache(maxsize=1)
def _cues() -> dict[str, tuple[re.Pattern[str], Forms, dict[str, Cue]]]:
    """Place (before, after) to the cues: their first characters, as forms, by text; the first line of a cue wins."""
    table: dict[str, dict[str, Cue]] = {"before": {}, "after": {}}
    lines = (data_folder() / "amount_roles.tsv").read_text("utf-8").splitlines()
    for order, line in enumerate(line for line in lines if line.strip() and not line.startswith("#")):
        role, place, cost, reach, written = line.split("\t")
        for cue in written.split(" | "):
            table[place].setdefault(cue.strip(), Cue(order, role, int(cost), int(reach)))
    return {
        place: (first_of(*cues), Forms.of({text: Form(cue.role, "", "", text) for text, cue in cues.items()}), cues)
        for place, cues in table.items()
    }


def _cues_in(place: str, folded: str, left: int, right: int) -> Iterator[tuple[int, int, Cue]]:
    """Start, end and line of the cues in ``folded[left:right]``; of two that overlap the longer counts."""
    first, forms, cues = _cues()[place]
    for match in first.finditer(folded, left, right):
        at = match.start()
        found = forms.behind(folded, at) if at >= left and not _inside(folded, at) else None
        if found and found[0] <= right:
            yield at, found[0], cues[folded[at : found[0]]]
            left = found[0]


def _inside(folded: str, at: int) -> bool:
    """Whether a Latin word goes on at `at`: a cue begins a word."""
    return at > 0 and "a" <= folded[at] <= "z" and "a" <= folded[at - 1] <= "z"


def roles(folded: str, found: Sequence[Found]) -> list[str | None]:
    """The role of each amount, None for what is no money.

    Order: a list shares its role, and so do equal sums of one text (a headline says what the fact repeats); the
    cheapest cue of the sentence; the role of the sum before; the last cue of the first line (headline); else "other".
    """
    out: list[str | None] = [None] * len(found)
    last: str | None = None
    lists = list(_lists(folded, found))
    sentences = cuts(folded, SENTENCE, found) if lists else []
    choices = [
        [c for at in members for c in _choices(folded, found, at, *part(sentences, found[at].start))]
        for members in lists
    ]
    clearest = _clearest(found, lists, choices)
    for members, own in zip(lists, choices, strict=True):
        told = [*own, *(clearest[sum_] for at in members if (sum_ := _sum(found[at])) in clearest)]
        role = min(told)[2] if told else last or _headline(folded, found[members[0]].start) or OTHER
        last = role if role != OTHER else last
        for at in members:
            out[at] = role
    return out


def _sum(one: Found) -> tuple[float, str]:
    return one.value, one.measure


def _clearest(
    found: Sequence[Found], lists: Sequence[list[int]], choices: Sequence[list[tuple[int, int, str]]]
) -> dict[tuple[float, str], tuple[int, int, str]]:
    """Each sum named more than once to the cheapest cue at any of its places."""
    places: dict[tuple[float, str], list[tuple[int, int, str]]] = {}
    for members, own in zip(lists, choices, strict=True):
        for at in members:
            places.setdefault(_sum(found[at]), []).extend(own)
    return {sum_: min(cues) for sum_, cues in places.items() if cues}


def _lists(folded: str, found: Sequence[Found]) -> Iterator[list[int]]:
    """The places of the sums, those together that 、, 和 or 至 join (49 元、99 元、199 元/月)."""
    members: list[int] = []
    for at, one in enumerate(found):
        if one.kind != "money":
            continue
        if members and (members[-1] != at - 1 or folded[found[at - 1].end : one.start].strip() not in _JOINED):
            yield members
            members = []
        members.append(at)
    if members:
        yield members


def _choices(
    folded: str, found: Sequence[Found], at: int, left: int, right: int
) -> Iterator[tuple[int, int, str]]:
    """(cost, line, role) of every cue in reach of the sum, inside its sentence ``folded[left:right]``."""
    one = found[at]
    near = folded[max(left, one.start - _AHEAD) : one.start]
    if "投" in near or "追加" in near:
        yield from ((cost, -1, "spending") for plan, cost in _OWN_PLANS if plan.search(near))
    for _, end, cue in _cues_in("before", folded, max(left, one.start - _BACK), one.start):
        distance = _cost(folded, found, end, one.start)
        if distance <= cue.reach:
            yield distance + cue.cost + _unlikely(cue, one), cue.order, cue.role
    for start, _, cue in _cues_in("after", folded, one.end, min(right, one.end + _AHEAD)):
        gap = folded[one.end : start]
        if len(gap) <= cue.reach and not CLAUSE.search(gap) and not _between(found, one.end, start):
            distance = len(gap.replace(" ", "").replace("的", ""))
            yield distance + cue.cost + _unlikely(cue, one), cue.order, cue.role


def _unlikely(cue: Cue, one: Found) -> int:
    """Nobody prices a seat or a million tokens in millions: such a sum "a year" is a contract or a cost."""
    return _DEAR if cue.role == "price" and one.value >= _DEAREST else 0


def _cost(folded: str, found: Sequence[Found], left: int, right: int) -> int:
    gap = folded[left:right]
    commas = gap.count("，") + gap.count("、") + gap.count(", ")
    extra = commas * _COMMA + (gap.count("；") + gap.count(";")) * _SEMICOLON
    sums = sum(f.kind == "money" for f in _between(found, left, right))
    return len(gap.replace(" ", "")) + extra + sums * _SUM


def _between(found: Sequence[Found], left: int, right: int) -> Sequence[Found]:
    return found[bisect_left(found, (left,)) : bisect_left(found, (right,))]


def cuts(folded: str, marks: re.Pattern[str], found: Sequence[Found]) -> list[int]:
    """Where the parts begin that `marks` divide, as far as the last amount (and its cues) goes, and the end."""
    end = min(len(folded), found[-1].end + _AHEAD) if found else 0
    return [0, *(match.end() for match in marks.finditer(folded, 0, end)), end]


def part(places: Sequence[int], at: int) -> tuple[int, int]:
    """Start and end of the part around `at`, by `cuts`."""
    number = bisect_right(places, at, 1, max(1, len(places) - 1))
    return places[number - 1], places[number]


def _headline(folded: str, before: int) -> str | None:
    role = None
    for _, _, cue in _cues_in("before", folded, 0, max(0, folded.find("\n", 0, before))):
        role = cue.role
    return role
