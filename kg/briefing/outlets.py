"""The outlet chain in a headline's parentheses or a source line: outlet first, origin last."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.briefing.inline import links

__all__ = ["beside", "chain", "is_outlet", "trailing_parenthesis"]

_PAIRS = {")": "(", "）": "（", "】": "【"}
_MAX_PARENTHESIS = 80  # characters; the longest chain of outlets seen has 41
_MAX_NAME = 30
_MAX_TITLE = 48  # characters of a name of several words that all have a capital (Bulletin of the Atomic Scientists: 33)
_MAX_WORDS = 7
_SMALL = frozenset(("of", "the", "and", "for", "in", "on", "to", "&", "de", "la", "le", "der", "die", "del", "von"))
_MAX_SOURCE = 4000  # characters; the longest source line seen has 900

# "A 引述 B": A is the outlet, B the origin.
_CITES = re.compile(r"\s*(?:引述|援引|转引|引用|转述|citing|quoting)\s*", re.IGNORECASE)
# "A via B": B is where it was read, A the origin.
_VIA = re.compile(r"\s+(?:via|经由|经|通过)\s+", re.IGNORECASE)
_AND = re.compile(r"\s*[、,，/|｜;；]\s*|\s+(?:与|和|及|&|and)\s+")
_DATE = re.compile(
    r"[（(]?\s?(?:20\d\d\s?[-./年]\s?)\d{1,2}\s?[-./月]\s?\d{1,2}\s?日?\s?[)）]?"
    r"|[（(]\s?\d{1,2}\s?月\s?\d{1,2}\s?日\s?[)）]|\b\d{1,2}:\d{2}\b"
)
# Who wrote it, or another name of it, behind an outlet: `彭博社（Mark Gurman）`.
_ASIDE = re.compile(r"(?<=\w) ?[（(]([^（()）]{1,40})[)）]")
_BESIDE = re.compile(r" ?[|｜] ?")
_LEAD = re.compile(r"^(?:来源|来自|原文|source|via|from)\s?[:：]?\s*", re.IGNORECASE)
_REPORTED = re.compile(r"^据\s?(.{1,40}?)\s?(?:报道|消息|称)?$")  # `据 Reuters 报道`

# What tells that a parenthesis is a remark on the story and no outlet, in order.
_REMARKS = (
    # a version or a count: v0.4.8, 7B
    re.compile(r"^v?\d+(?:\.\d+)*[a-z]?$", re.IGNORECASE),
    # a remark begins so
    re.compile(r"^(?:附|含|内含|已|未|更新|仅|限|更多|第\s?[\d一二三四五六七八九十]|(?:共|约|近|超)\s?\d)"),
    # how much it was read: 312 points, 5 min
    re.compile(r"^\d[\d,.k]*\s?(?:point|comment|like|star|view|vote|min|minute|read)s?\b", re.IGNORECASE),
    # its language, or how it can be read
    re.compile(r"^(?:[中英日韩韓法德俄西][文语語]|english|chinese|付[费費]|需登[录入]|paywall(?:ed)?)$", re.IGNORECASE),
    # the part of a series
    re.compile(r"^(?:上|下|中|完|续|[一二三四五六七八九十])$"),
    # a state or a licence
    re.compile(
        r"^(?:beta|alpha|preview|updated?|open[- ]?sourced?|free|exclusive|opinion|video|pdf|new|wip|live|"
        r"rumou?r(?:ed)?|breaking|sponsored|ad|part \d|cve-.*|tl;?dr|mit|apache.*|gpl.*|us|uk|eu)$",
        re.IGNORECASE,
    ),
    # a state or a kind of text
    re.compile(
        r"(?:版|中|测试|预览|开源|更新|传闻|辟谣|独家|快讯|免费|公测|内测|教程|升级|优化|支持|发布|上线|图|视频|汇总|解读|实测|评测)$"
    ),
    # names carry no such sign
    re.compile(r"[。！？!?；;：:=%％$¥€→“”\"]"),
)
_LATIN = re.compile(r"[A-Za-z0-9]")
_CJK = re.compile(r"[\u3400-\u9fff\u3040-\u30ff\uac00-\ud7af]")
_SWITCH = re.compile(r"[A-Za-z0-9.\-/]+|[\u3400-\u9fff]+")


def trailing_parenthesis(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Span (parentheses included) of what a headline closes with, None where it ends otherwise."""
    if start >= end or text[end - 1] not in _PAIRS:
        return None
    depth = 0
    for at in range(end - 1, max(start, end - _MAX_PARENTHESIS) - 1, -1):
        if text[at] in ")）】":
            depth += 1
        elif text[at] in "(（【":
            depth -= 1
            if not depth:
                return (at, end) if at > start else None
    return None


@lru_cache(maxsize=4096)
def is_outlet(content: str) -> bool:
    """Whether a trailing parenthesis names outlets. Evidence in order: a chain word, then the form of names."""
    names = chain(content)
    if not names:
        return False
    if _CITES.search(content):
        return all(len(name) <= _MAX_NAME for name in names)
    return all(_looks_like_name(name) for name in names)


def _is_title(words: list[str]) -> bool:
    """``The Chronicle of Higher Education``: capitals but for an article and what joins; such a name may be longer."""
    if not 1 < len(words) <= _MAX_WORDS:
        return False
    own = words[1:] if words[0].casefold() == "the" else words
    return own[0][:1].isupper() and all(word[:1].isupper() or word in _SMALL for word in own)


def _looks_like_name(name: str) -> bool:
    words = name.split()
    if name.isascii() and len(name) <= _MAX_TITLE and _is_title(words):
        return not any(pattern.search(name) for pattern in _REMARKS)
    if len(name) > _MAX_NAME or any(pattern.search(name) for pattern in _REMARKS):
        return False
    has_cjk, has_latin = bool(_CJK.search(name)), bool(_LATIN.search(name))
    if has_cjk and has_latin:
        # `MiniMax 官网`, `36氪`: one change of script; a remark in two scripts changes more often.
        return len(_SWITCH.findall(name)) <= 2 and len(name) <= 20
    if has_cjk:
        return len(name) <= 14 and not re.search(r"[了的地得是把被将着过]", name)
    return (
        bool(words)
        and len(words) <= 5
        and (len(words) == 1 or words[0][:1].isupper() or words[0][:1].isdigit())
    )


def chain(content: str) -> tuple[str, ...]:
    """Names in a parenthesis or source line; dates, links and `据…报道` around them are taken off."""
    return _short_chain(content) if len(content) <= _MAX_PARENTHESIS else _chain(content)


def _chain(content: str) -> tuple[str, ...]:
    """Names of the first of several sources side by side: the others are no origin of it."""
    return next(filter(None, map(_names, _pieces(content))), ())


def beside(content: str) -> tuple[str, ...]:
    """Names that stand behind a bar (`来源：CNBC | 路透`): sources of their own, of which a chain has no place."""
    found = [names for names in map(_names, _pieces(content)) if names]
    others = dict.fromkeys(name for names in found[1:] for name in names)
    return tuple(name for name in others if name not in found[0])


def _pieces(content: str) -> list[str]:
    """What bars divide. Runs of blanks are joined first: the separators would try each of them."""
    text = " ".join(content[:_MAX_SOURCE].split())
    pieces = _BESIDE.split(text)
    whole = all(piece.count("[") == piece.count("]") for piece in pieces)  # a bar in a link's label divides nothing
    return pieces if whole else [text]


def _names(piece: str) -> tuple[str, ...]:
    text = _ASIDE.sub(_without_aside, _without_links(piece))
    text = _DATE.sub(" | ", text).strip(" |｜\t")
    text = _LEAD.sub("", text.strip("()（）【】 *_`>|｜"))
    out: list[str] = []
    for part in _CITES.split(text):
        for name in _split_names(part):
            if name and name not in out:
                out.append(name)
    return tuple(out)


def _without_aside(match: re.Match[str]) -> str:
    """Nothing, but for a bracket with the origin (`路透（引述 The Information）`) or a day, which is read below."""
    kept = _CITES.search(match[1]) or _VIA.search(f" {match[1]} ") or match[1][:1].isdecimal()
    return match[0] if kept else ""


_short_chain = lru_cache(maxsize=4096)(_chain)  # the same outlets come in every post


def _split_names(part: str) -> list[str]:
    names: list[str] = []
    for piece in _AND.split(part):
        steps = _VIA.split(piece)
        names.extend(_clean(step) for step in reversed(steps))
    return names


def _clean(name: str) -> str:
    name = name.strip(' \t\r\n*_`>·-—–:：。.()（）[]【】《》「」"')
    return _REPORTED.sub(r"\1", name)


def _without_links(content: str) -> str:
    """Links as their labels, bare addresses and images dropped, with a separator between neighbours."""
    found = links(content, 0, len(content))
    if not found:
        return content
    parts: list[str] = []
    position = 0
    for link in found:
        parts.append(content[position : link.start])
        bare = link.label_start == link.start
        parts.append(" | " if bare or link.image else f" | {content[link.label_start : link.label_end]} | ")
        position = link.end
    parts.append(content[position:])
    return "".join(parts)
