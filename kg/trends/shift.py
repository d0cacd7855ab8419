"""The shift that a trend states: `安全治理从“政策文本”升级到“事件响应系统”` is (政策文本, 事件响应系统)."""

from __future__ import annotations

import re

__all__ = ["shift"]

TURN = "转向|转到|转为|升级到|升级为|升级成|走向|变成|变为|扩展到|扩散到|延伸到|蔓延到|回到|移到|移向|挪到|挪向|推进到|演变为|演变成|切换到|切到|转成|迈向|下沉到|上升到|进化到|过渡到|让位于|到"  # noqa: E501  # one list of words
FROM_TO = re.compile(
    rf"(?:不再)?从\s*(?P<a>[^，。；：、\n]{{1,24}}?)\s*(?:{TURN})\s*(?P<b>[^，。；：\n]{{1,24}})"
)
ENGLISH = re.compile(
    r"\b(?:shifts?|moves?|moving|shifting|turns?) from (?P<a>[^,.;:]{2,40}?) to (?P<b>[^,.;:]{2,40})",
    re.IGNORECASE,
)
MARKS = '*“”"‘’「」『』《》 \t'
QUOTED = re.compile(r"^[“「『\"](?P<inner>[^”」』\"]+)[”」』\"]")


SPREADS = ("蔓延到", "扩散到")
SIMPLE = str.maketrans("從轉為級變擴蔓進過於讓邁換應", "从转为级变扩蔓进过于让迈换应")
NAME = re.compile(r"[A-Z]")


def shift(text: str) -> tuple[str, str] | None:
    """(from, to) as printed without quotation marks, None where no shift is stated. Of several the first.

    What spreads from a name to another (`从 OpenAI 蔓延到 Anthropic`) leaves neither: that is no shift.
    """
    alike = text.translate(SIMPLE)
    match = next((found for found in FROM_TO.finditer(alike) if not _spreads(found)), None) or ENGLISH.search(alike)
    if not match:
        return None
    a, b = (_inner(text[match.start(side) : match.end(side)]) for side in ("a", "b"))
    return (a, b) if a and b and a != b else None


def _spreads(match: re.Match[str]) -> bool:
    between = match.string[match.end("a") : match.start("b")].strip()
    return between in SPREADS and any(NAME.search(match[side]) for side in ("a", "b"))


def _inner(side: str) -> str:
    side = side.replace("**", "").strip()
    quoted = QUOTED.match(side)
    return (quoted["inner"] if quoted else side).strip(MARKS)
