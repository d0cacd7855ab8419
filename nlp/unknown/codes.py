"""Names that are codes: candidate drugs (``候选药 HLX-22``), repositories by owner and name (``owner/repo``)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.attributes import Candidate
from nlp.unknown.found import Found

_DRUG = re.compile(r"(?<![A-Za-z0-9-])[A-Z]{1,4}-?[0-9]{2,5}[A-Z]?(?![A-Za-z0-9.-])")
_BEFORE = re.compile(r"(?:药|药物|药候选|抗体|疫苗|注射液|抑制剂|激动剂|疗法|化合物|分子|偶联物|管线) ?$")
_AFTER = re.compile(
    r" ?(?:的 ?)?(?:[ⅠⅡⅢI1-3一二三]{1,3} ?期|获批临床|临床|新药申请|进入 ?[ⅠⅡⅢI一二三]{1,3} ?期|治疗|用于治疗|给药)"
)
_REPOSITORY = re.compile(
    r"(?<![A-Za-z0-9/.:_-])([A-Za-z0-9][A-Za-z0-9-]{1,38})/([A-Za-z0-9][\w.-]{1,60}\w)(?![\w/])", re.A
)
_HOSTED = re.compile(r"(?:GitHub|仓库|开源项目|代码库|Hugging Face|repo|项目)[^，。；\n]{0,6}$")


def find(text: str, known: list[Candidate]) -> Iterator[Found]:
    """All rules in turn."""
    yield from drugs(text)
    if "/" in text:
        yield from repositories(text, known)


def drugs(text: str) -> Iterator[Found]:
    """Letters and a number behind the word for a medicine, or before a phase of its trial."""
    for match in _DRUG.finditer(text):
        start, end = match.span()
        if _BEFORE.search(text, max(0, start - 6), start) or _AFTER.match(text, end):
            yield Found(start, end, "PRODUCT", "code of a medicine", 0.9)


def repositories(text: str, known: list[Candidate]) -> Iterator[Found]:
    """Owner and name, where the owner is written in small letters and is known, or the words before tell of a host."""
    spans = {(one.start, one.end): one.type for one in known}
    for match in _REPOSITORY.finditer(text):
        if not match[1].islower() or spans.get(match.span(2)) == "MODEL":
            continue
        owned = spans.get(match.span(1)) == "ORG"
        if owned or _HOSTED.search(text, max(0, match.start() - 16), match.start()):
            yield Found(*match.span(), "PRODUCT", "owner and repository", 0.9)
