"""Names in Latin letters: in Chinese text nearly every Latin run that is no term of the trade is one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from nlp.attributes import Candidate
from nlp.matching import glued_right
from nlp.unknown import latin_people as people
from nlp.unknown.found import Found, before, last, weigh
from nlp.unknown.latin_people import PARTICLES
from nlp.words import is_generic, version_words

RUN = re.compile(r"[A-Za-zÀ-ɏ0-9][A-Za-zÀ-ɏ0-9.+'’_&/@-]*(?: (?:& )?[A-Za-zÀ-ɏ0-9][A-Za-zÀ-ɏ0-9.+'’_&/@-]*)*")
LONGEST = 12
"""Words in a name at most; a run without end is no name and must not cost time without end."""
_WARES = re.compile(
    r" ?(?:芯片|模型|大模型|眼镜|助手|功能|智能体|硬件|手机|代理|工具|应用|搜索|服务|能力|系统|算力|基础设施|业务|战略"
    r"|部门|项目|产品|计划|投资|浏览器|机器人|耳机|玩具|编程|音乐|视频|图像|语音|服务器|加速|训练|推理|数据中心|工厂|云"
    r"|生态|技术|订阅|会员|套餐|PC|Agent)"
)
"""Before these a last ``AI`` says what kind of thing it is and belongs to no name."""
_OPENING = frozenset(("Tiny", "Auto", "Open", "Super", "Smart", "Code", "Small", "Live", "Video", "Image", "Voice"))
"""Words of the trade that names begin with; other ones (AI, Agent, API) stand before a name as its kind."""
_SLUG = re.compile(r"[a-z]{3,}(?:-[a-z]+)?[-_](?:[a-z][0-9]+(?:\.[0-9]+)?|[0-9]+\.[0-9]+)(?:-[a-z0-9]+)*")
"""``minimax-m2.1``: how models are called in settings and code."""
_SIZED = re.compile(
    r"(?:tiny|nano|mini|small|base|medium|large|huge|giant|turbo|flash|pro|lite|preview)"
    r"(?:-(?:v?[0-9][0-9.]*|[a-z0-9]{1,8}))+"
)
"""``large-v3``: size and version in lower case behind the name of a model."""
_SIGNS = frozenset("$＄")
_TITLES = frozenset(("CEO", "CTO", "CFO", "COO", "CPO", "CIO", "CMO", "VP", "President", "Chairman", "Founder", "Dr"))
_EDITIONS = frozenset(("Edu", "Enterprise", "Team", "Teams", "Business", "Education", "Personal"))
_JOIN = frozenset(("of", "for", "the", "and", "in", "to", "&", "with")) | PARTICLES
_SIZE = re.compile(r"[0-9]+(?:\.[0-9]+)?[BT]|[0-9]+(?:\.[0-9]+)?B-A[0-9]+(?:\.[0-9]+)?B")
_PLAIN_NUMBER = re.compile(r"[0-9][0-9.,]*")
_SOFTWARE = re.compile(r"v?[0-9]+(?:\.[0-9]+){2,}[0-9A-Za-z.-]*|v[0-9][0-9.]*[0-9A-Za-z.-]*")
_NUMBERED = re.compile(r"[A-Za-z][ -]?[0-9]+\.[0-9]|[A-Za-z]-[0-9]{1,2}$|[0-9]B\b")
"""How models are numbered more often than other things."""
_UNIT = re.compile(
    r"\s?(?:月|日|年|个|款|家|名|位|种|倍|次|项|条|亿|万|千|百|人|天|周|小时|分钟|秒|元|美元|美金|欧元|分|岁|轮|台|枚|块|张|件|级|国"
    r"|%|％|x\b|K\b|M\b|GB|TB|MW|GW|至|到)"
)
_REPO = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*/[A-Za-z0-9][A-Za-z0-9_.-]*")
_FILE = re.compile(r".*\.(?:md|json|jsonl|yaml|yml|toml|txt|py|ts|tsx|sh|csv|html|css|xml|lock|env|cfg|pdf|png)", re.I)
_DOMAIN = re.compile(r"[\w.-]+\.(?:com|org|net|io|cn|gov|edu|dev|app|co|me|xyz)(?:/.*)?", re.I)
_NUMBERED_LETTER = re.compile(r"[A-Z][0-9]{1,2}|v[0-9.]+|[A-Z]|[IVX]{1,4}[a-d]?")
_SOFTWARE_FILE = re.compile(r"[a-z][a-z0-9_-]{2,}\.(?:js|cpp|rs|jl|ai|go|nvim|c)")
_COMMIT = re.compile(
    r"[0-9a-f]{7,40}|CVE-[0-9-]+|[0-9]+(?:st|nd|rd|th)?|[0-9.,]+[A-Za-z%]{1,3}(?:/[a-z]+)?|[A-Z]?[0-9]+[-–/][0-9]+"
)
"""Commits, advisories, ordinals, amounts, page ranges."""


COMPANY = 5
"""Weight of the last words that only companies and bodies are called by, behind a known name too (Sony Ventures)."""


class Word(NamedTuple):
    """One word of a run."""

    text: str
    start: int
    end: int


def find(text: str, known: list[Candidate]) -> Iterator[Found]:
    """Unknown Latin names in `text`; `known` are the settled names, in text order."""
    at = 0
    for run in RUN.finditer(text):
        start, end = run.span()
        if run[0].isdigit():
            continue
        if text[end : end + 1] in _SIGNS and glued_right(text, end):
            end = max(start, text.rfind(" ", start, end))  # NT$500: the last word is a currency
        while at < len(known) and known[at].end <= start:
            at += 1
        inside = []
        probe = at
        while probe < len(known) and known[probe].start < end:
            inside.append(known[probe])
            probe += 1
        if len(inside) == 1 and inside[0].start <= start and inside[0].end >= end:
            continue
        yield from _names(text, _words(text, start, end), inside)


def _words(text: str, start: int, end: int) -> list[Word]:
    out = []
    for written in text[start:end].split(" "):
        word = written if written == "&" else written.rstrip(".'’-_&/@")
        if word.endswith(("'s", "’s")):
            word = word[:-2]
        if word:
            out.append(Word(word, start, start + len(word)))
        start += len(written) + 1
    return out


def _names(text: str, run: list[Word], known: list[Candidate]) -> Iterator[Found]:
    """Split a run at what is known or no name, and judge each piece."""
    group: list[Word] = []
    lead: Candidate | None = None
    for number, word in enumerate(run):
        cover = next((k for k in known if k.start < word.end and word.start < k.end), None) if known else None
        if cover:
            if len(group) == 1 and _surname(text, group[0], word, cover):
                yield Found(group[0].start, word.end, "PERSON", "given name and known name", 0.9)
                group, lead = [], None
                continue
            if group:
                yield from _judge(text, group, lead)
            group, lead = [], (cover if cover.end <= word.end else None)
            yield from _hyphenated(text, word, cover, known)
            if cover.start > word.start or cover.end < word.end:  # a hyphen or slash holds more than the name
                lead = None
            continue
        follows = number + 1 < len(run) and run[number + 1].text[:1].isupper()
        twice = word.text in PARTICLES and number + 2 < len(run) and run[number + 2].text[:1].isupper()
        twice = twice and run[number + 1].text in PARTICLES
        joins = (follows or twice) and word.text in _JOIN and (group or (lead and word.text == "for"))
        if (
            name_like(word.text)
            or (group and _SIZED.fullmatch(word.text))
            or joins
            or (word.text.isdigit() and _starts_with_number(run, number))
            or (group and _number_of(text, word))
            or (follows and _initial(text, word, run[number + 1]))
        ):
            gap = text[group[-1].end : word.start] if group else " "
            if group and ((gap != " " and not (gap == ". " and len(group[-1].text) == 1)) or len(group) == LONGEST):
                yield from _judge(text, group, lead)
                group, lead = [], None
            group.append(word)
            continue
        if group:
            yield from _judge(text, group, lead)
        group, lead = [], None
        if not _odd(word.text):
            continue
        if _SLUG.fullmatch(word.text):
            yield Found(word.start, word.end, "MODEL", "lower-case version", 0.7)
        elif _handle(text, word, run):
            yield Found(word.start, word.end, "PERSON", "title and handle", 0.7)
        elif _lower_name(text, word, run):
            type_, rule = _typed(text, word.start, word.end, {"PRODUCT": 1.5}, "lower-case name")
            yield Found(word.start, word.end, type_, rule, 0.6)
    if group:
        yield from _judge(text, group, lead)


def _surname(text: str, given: Word, word: Word, cover: Candidate) -> bool:
    """``Karen Dell``: a given name before a known name of one word that people are called too."""
    whole = (cover.start, cover.end) == (word.start, word.end) and text[given.end : word.start] == " "
    return whole and cover.type not in {"PERSON", "WORK"} and people.may_be_called(given.text, word.text)


def _initial(text: str, word: Word, following: Word) -> bool:
    """``C. Halvorsen``, ``Dario A. Amodei``: one capital and a point before a word of letters that is no term."""
    single = len(word.text) == 1 and word.text.isupper() and text[word.end : word.end + 2] == ". "
    return single and following.text.isalpha() and len(following.text) > 2 and not is_generic(following.text)


def _starts_with_number(run: list[Word], number: int) -> bool:
    """``8090 Industries``: a number is part of a name where the next word is one that bodies are called by."""
    if number + 1 >= len(run):
        return False
    tail = last(run[number + 1].text)
    return tail is not None and tail[1].type == "ORG"


def _hyphenated(text: str, word: Word, cover: Candidate, known: list[Candidate]) -> Iterator[Found]:
    """``OSWorld-Verified``: a known name with a hyphen and a capital or number is a name of its own (``Disney+``)."""
    if text[cover.end : word.end] == "+" and cover.type in {"ORG", "PRODUCT"} and text[cover.end - 1].isalpha():
        yield Found(cover.start, word.end, "PRODUCT", f"{cover.name} and a plus", 0.8)
        return
    if cover.start != word.start or cover.end + 1 >= word.end or text[cover.end] != "-":
        return
    rest = text[cover.end + 1 : word.end]
    numbered = any(c.isdigit() for c in rest)
    starts_like_one = rest[0].isupper() or rest[0].isdigit()
    if not starts_like_one or not (numbered or cover.type in {"MODEL", "WORK", "PRODUCT"}):
        return
    if is_generic(rest) or any(cover.end < k.end <= word.end for k in known):
        return
    type_ = "MODEL" if numbered and cover.type == "ORG" else cover.type
    yield Found(word.start, word.end, type_, f"{cover.name} and a hyphen", 0.75)


def _number_of(text: str, word: Word) -> bool:
    """A number that belongs to the name before it: ``Pixel 10``, ``Devin 2.2``, not ``10 月``."""
    if _SIZE.fullmatch(word.text):
        return True
    return bool(_PLAIN_NUMBER.fullmatch(word.text)) and len(word.text) < 5 and not _UNIT.match(text, word.end)


@lru_cache(maxsize=65536)
def name_like(word: str) -> bool:
    """Whether a word has the look of a name: a capital, or digits among letters, or an inner point."""
    if not 2 <= len(word) <= 60 or _COMMIT.fullmatch(word) or _SOFTWARE.fullmatch(word) or _FILE.fullmatch(word):
        return False
    if not any(c.isalpha() for c in word):
        return False
    if word[0].isupper() or _REPO.fullmatch(word):
        return True
    return any(c.isupper() for c in word) and word[0].islower() and not word[0].isdigit()


@lru_cache(maxsize=65536)
def _odd(word: str) -> bool:
    """Whether a word without the look of a name may be one all the same, by its letters: most are words of English."""
    lower = len(word) > 3 and word[0].isalpha() and word.isascii() and not is_generic(word)
    return lower or _dotted(word) or _SLUG.fullmatch(word) is not None


def _lower_name(text: str, word: Word, run: list[Word]) -> bool:
    """A lower-case word is a name where a cue or its own mark says so: ``项目 nanochat``, ``read-frog``."""
    name = word.text
    if _dotted(name):
        return True
    if len(run) > 2 or len(name) < 4 or is_generic(name) or not name[0].isalpha() or not name.isascii():
        return False
    if _FILE.fullmatch(name) or _DOMAIN.fullmatch(name) or _COMMIT.fullmatch(name) or "/" in name:
        return False
    cue = before(text, word.start)
    return bool(cue and cue[1].type in {"PRODUCT", "MODEL"} and cue[1].weight >= 2) or text.count(name) > 2


def _handle(text: str, word: Word, run: list[Word]) -> bool:
    """``开发者 tiny-wren``, ``维护者 joeriver``: a lower-case word alone right after a title of people."""
    name = word.text
    if len(run) > 1 or len(name) < 5 or not name[0].isalpha() or not name.isascii() or is_generic(name):
        return False
    if _FILE.fullmatch(name) or _DOMAIN.fullmatch(name) or "/" in name or _dotted(name):
        return False
    cue = before(text, word.start)
    return bool(cue) and cue[1].type == "PERSON" and cue[1].weight >= 3  # type: ignore[index]


def _dotted(name: str) -> bool:
    """``llama.cpp``, ``next.js``: software is called so."""
    return _SOFTWARE_FILE.fullmatch(name) is not None


def _judge(text: str, group: list[Word], lead: Candidate | None) -> Iterator[Found]:
    """One group of name-like words: trim what is generic at its ends, split persons off, give it a type."""
    while group and group[-1].text in _JOIN:
        group = group[:-1]
    if not group:
        return
    for number, word in enumerate(group):
        if word.text in _TITLES:
            yield from _judge(text, group[:number], lead)
            yield from _judge(text, group[number + 1 :], None)
            return
    person = 2 if len(group) > 1 and len(group[0].text) == 1 else people.count([w.text for w in group])
    title = before(text, group[0].start)
    if person and (len(group) > 1 or (title and title[1].type == "PERSON")):
        yield Found(group[0].start, group[person - 1].end, "PERSON", "personal name", 0.9)
        yield from _judge(text, group[person:], None)
        return
    if lead and lead.type in {"MODEL", "PRODUCT"} and len(group) == 1 and group[0].text in {"API", "CLI", "SDK"}:
        yield Found(lead.start, group[0].end, "PRODUCT", f"{lead.name} and {group[0].text}", 0.75)
        return
    if lead and lead.type in {"MODEL", "PRODUCT"} and all(_edition(w.text) for w in group[:2]) and len(group) < 3:
        yield Found(lead.start, group[-1].end, lead.type, f"{lead.name} and an edition", 0.8)
        return
    if lead and len(group) == 2 and group[0].text == "for" and lead.type in {"MODEL", "PRODUCT"}:
        yield Found(lead.start, group[1].end, "PRODUCT", f"{lead.name} for", 0.75)
        return
    group, lead = _trim(text, group, lead)
    if not group or (_reject(group) and not (lead and len(group) > 1)):
        return
    start, end = group[0].start, group[-1].end
    if lead and lead.type in {"ORG", "PRODUCT", "MODEL"} and text[lead.end : start] == " ":
        sized = lead.type == "MODEL" and any(_SIZE.fullmatch(word.text) for word in group)  # Olmo 3.1 Think 32B
        prior = {"MODEL": 6.0} if sized else {"PRODUCT": 2.0}
        type_, rule = _typed(text, lead.start, end, prior, f"{lead.name} and a capitalised word")
        own = last(group[-1].text)
        if own is None or own[1].type != "ORG" or own[1].weight < COMPANY:
            type_ = "PRODUCT" if type_ in {"ORG", "PERSON"} else type_
        yield Found(lead.start, end, type_, rule, 0.7)
        return
    yield from _one(text, group, start, end)


def _one(text: str, group: list[Word], start: int, end: int) -> Iterator[Found]:
    name = text[start:end]
    if _REPO.fullmatch(name):
        if _is_repo(name):
            yield Found(start, end, "PRODUCT", "owner/repo", 0.85)
        else:
            yield from _parts(text, start, end)
        return
    version = len(group) > 1 and any(_SIZE.fullmatch(w.text) or _SIZED.fullmatch(w.text) for w in group[1:])
    inner = _NUMBERED.search(name)
    suffix = len(group) > 1 and group[-1].text in version_words() and any(c.isdigit() for c in name)
    prior = {"PRODUCT": 1.5, "ORG": 1.0}
    if len(group) == 1 and text.startswith(name) and name.isalpha():
        prior["ORG"] = 3.0  # one word that opens a headline is a body in 64 of 77 cases (first half of the sample)
    if version or suffix:
        prior = {"MODEL": 3.0}
    elif name.endswith("+"):
        prior = {"PRODUCT": 4.0}  # services are called so (Paramount+)
    elif inner:
        prior = {"MODEL": 1.8, "PRODUCT": 1.5}
    type_, rule = _typed(text, start, end, prior, "Latin name")
    confidence = 0.8 if rule != "Latin name" or len(group) > 1 else 0.65
    yield Found(start, end, type_, rule, confidence)


def _parts(text: str, start: int, end: int) -> Iterator[Found]:
    """``Foo/Bar`` that is no repository is two names."""
    middle = text.index("/", start)
    for a, b in ((start, middle), (middle + 1, end)):
        part = text[a:b]
        if name_like(part) and not is_generic(part) and "/" not in part and part[0].isupper():
            type_, rule = _typed(text, a, b, {"PRODUCT": 1.5, "ORG": 1.0}, "Latin name")
            yield Found(a, b, type_, rule, 0.6)


def _is_repo(name: str) -> bool:
    owner, _, repo = name.partition("/")
    if is_generic(owner) or is_generic(repo) or len(owner) < 2 or len(repo) < 2 or _DOMAIN.fullmatch(owner):
        return False
    return owner == owner.lower() and any(c.isalpha() for c in owner) and any(c.isalpha() for c in repo)


def _typed(text: str, start: int, end: int, prior: dict[str, float], rule: str) -> tuple[str, str]:
    type_, cue = weigh(text, start, end, prior)
    return type_, f"{rule}, {cue}" if cue else rule


def _trim(text: str, group: list[Word], lead: Candidate | None) -> tuple[list[Word], Candidate | None]:
    """Generic words at the ends fall, unless the last one tells the kind of a longer name (``Foo SDK``)."""
    keeps_tail = len(group) > 1 or lead
    if lead and len(group) > 1 and last(group[-1].text) and group[0].text not in _TITLES:
        return group, lead  # Google AI Studio
    if len(group) > 1 and group[-1].text == "AI" and _WARES.match(text, group[-1].end):
        group = group[:-1]  # Tesla AI 芯片 is Tesla's
    while group and is_generic(group[-1].text) and not (keeps_tail and _kind_word(group)):
        group = group[:-1]
    kind = last(group[-1].text) if group else None
    tail = kind is not None and len(group) + bool(lead) > 2
    while group and is_generic(group[0].text) and not tail and not (len(group) > 1 and group[0].text in _OPENING):
        group, lead = group[1:], None
    return group, lead


def _kind_word(group: list[Word]) -> bool:
    """The last word is one that names end in, and something before it is no term."""
    return (_edition(group[-1].text) or last(group[-1].text) is not None) and not all(is_generic(w.text) for w in group)


def _edition(word: str) -> bool:
    return word in version_words() or word in _EDITIONS


def _reject(group: list[Word]) -> bool:
    if all(is_generic(w.text) for w in group):
        return True
    if len(group) == 1:
        name = group[0].text
        if _PLAIN_NUMBER.fullmatch(name):  # what is left of PCIe 6.0
            return True
        parts = [p for p in name.replace("/", "-").split("-") if p]
        if all(is_generic(p) or p.isdigit() for p in parts) or _DOMAIN.fullmatch(name):
            return True
        return _NUMBERED_LETTER.fullmatch(name) is not None
    return False
