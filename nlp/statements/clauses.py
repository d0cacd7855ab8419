"""Sentences, clauses, and the names in them, listed and marked: what the frames of relations read.

A name's marker is the word directly before it that gives it a part in the clause: 由 X, 被 X, 向 X, with X, by X.
Everything is read from the characters between names and cues, once from left to right.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from nlp.statements.cues import Hit

# Both begin with one set of characters: the search for it runs four times as fast as one for a choice of marks.
_SENTENCE = re.compile(r"[。；;！!？?\n.](?:(?<!\.)[。；;！!？?\n]*|(?<=[a-z0-9)\]\"”]\.)(?=\s|$))")
_CLAUSE = re.compile(
    r"[，：,:\s—wa](?:(?<=[，：])|(?<=[,:])(?=\s|$)|(?<=\s)[—–-]+\s|(?<=—)—|(?<=\bw)hile\b|(?<=\ba)fter\b"
    r"|(?<=\ba)s\b(?= (?:it|he|she|they)\b))"
)
_LIST = re.compile(
    r"\s*(?:[（(][^（()）]{0,40}[）)]\s*)?"
    r"(?P<word>、|/|，\s*(?:以及|及|和|与|與)?|,\s*(?:and\s+)?|以及|与|與|和|及|跟|同|and|&)\s*(?:the\s+)?"
)
WITH = frozenset({"与", "與", "和", "跟", "同", "with", "and"})
AGENT = frozenset(("由", "被", "遭", "获", "獲", "获得", "獲得", "拿到", "得到", "接受", "by", "led by", "backed by"))
"""Before who does it."""
TOGETHER = WITH | {"联合", "聯合", "联手", "聯手", "携手", "攜手", "together with"}
"""Before who does it too."""
TOWARDS = frozenset(("向", "往", "对", "對", "为", "為", "给", "給", "替", "把", "将", "將"))
"""Before whom it is done to."""
AT = frozenset(("在", "于", "於", "in", "at"))
AIMED = {
    "面向", "针对", "基于", "采用", "搭载", "支持", "兼容", "适配", "依托", "借助", "替代", "取代", "超过", "对标",
    "用", "以", "从", "從", "除", "随", "隨", "通过", "通過",
    "powered by", "based on", "built on", "compared with", "from", "on",
}  # fmt: skip
"""Before what only describes something else."""
TOLD = {"据", "據", "援引", "引述", "according to", "citing"}
"""Before who tells it."""
_OTHER = {"to", "into", "for", "of", "against", "over"}
_WORDS = sorted(AGENT | TOGETHER | TOWARDS | AT | AIMED | TOLD | _OTHER, key=len, reverse=True)
_INSIDE = {
    "往": "以交前来过",
    "为": "成认作因", "為": "成認作因", "向": "转方面", "在": "正存现仍", "与": "参", "同": "合共不相如一",
    "于": "由关对至鉴", "随": "伴追跟相", "隨": "伴追跟相", "由": "自理",
    "替": "代接顶", "据": "数证占收凭", "據": "數證佔收憑",
}  # fmt: skip
"""Characters before which a marker is the end of another word (成为, 转向, 正在)."""


def _word(word: str) -> str:
    if word.isascii():
        return rf"\b{word}"
    return f"(?<![{_INSIDE[word]}]){word}" if word in _INSIDE else word


_KIND = (
    "公司|商|企业|集团|机构|厂|巨头|平台|初创|基金|银行|政府|新秀|对手|伙伴|客户|大学|团队"
    "|主管|高管|员工|雇员|工程师|经理"
)
_ARTICLE = "the|its|a|an|startup|rival|chipmaker|company|maker"
_QUOTES = "“\"「『《"
_MARK = re.compile(
    f"(?P<word>{'|'.join(map(_word, _WORDS))})"
    rf"\s*(?:[\u4e00-\u9fff ]{{0,8}}(?:{_KIND})\s*|(?:(?:{_ARTICLE})\s+)+)?[{_QUOTES}]?\s*$"
)
_MARK_ENDS = frozenset(_QUOTES) | {word[-1] for word in (*_WORDS, *_KIND.split("|"), *_ARTICLE.split("|"))}
"""What a marker, and what may stand between it and the name, ends in: asked first, as most names have none."""
_OWNER = re.compile(r"\s*(?:的|旗下|'s\b|’s\b)")
_MAKES = re.compile(r"\s*的?[\u4e00-\u9fff]{0,4}(?:开发商|开发方|制造商|运营商|运营方|母公司|背后公司|东家)\s*")
"""Between a thing and who makes it: Cursor 开发商 Anysphere."""
_MAKER_ENDS = frozenset("商方司家")
_BEHIND = re.compile(
    r"\s*的?(?:前|原)?(?:联合|聯合)?(?:创始人|創始人|创办人|創辦人|创办者|高管|主管|员工|工程师|研究员|"
    r"对手|對手|竞争对手|死对头|科技园|园区|孵化器|校友)"
    r"(?:[^，,。；的]{0,6})(?:的|所?(?:创办|創辦|创立|創立)的)?[\u4e00-\u9fff]{0,5}?(?:初创|公司|企业|团队)?\s*"
)
"""Between an organisation and the one it only describes: X 创始人某的 Y, X 的对手 Y, X 科技园的初创 Y."""
_PAPER = re.compile(
    r"(?:[日时時晚早周商新经經]报|[日時晚早商]報|周刊|週刊|通讯社|电视台|新闻网|"
    r"Times|Post|Journal|News|Gazette)$"
)
_TOLD_BY = re.compile(
    r"[》”]?\s*(?:[：:，,]|称|稱|说|說|记者|記者|援引|引述|拿到|看到|听说|获悉|查到|写道|的报道|获得的文件)"
)
"""Behind a newspaper: it tells what others do."""
_FORMER = (
    "前", "前任", "原", "曾任", "曾在", "曾是", "曾负责", "曾领导", "曾执掌", "曾供职于", "曾就职于", "曾效力",
    "former", "ex-",
)  # fmt: skip
_TELLS = re.compile(
    r"》?\s*(?:报道|報道|报导|報導)|》\s*(?:称|稱|说|說|写道|寫道|援引|披露|指出|消息|获悉|獲悉)|"
    r"\s+report(?:s|ed) that\b"
)
"""Behind a paper that only tells what others do."""
_ARM = re.compile(
    r"\s*(?:的|旗下|'s|’s)?\s*(?:企业|企業|战略|戰略)?(?:投资部|投資部|风投部|風投部|创投部|創投部|战投部|戰投部|"
    r"(?:corporate )?(?:venture|investment)(?:s| capital)? (?:arm|unit))"
)
"""Behind a house: its arm for investing, which is the house itself."""
_CROWD = re.compile(
    r"\s*(?:的)?(?:订阅|訂閱|付费|付費|企业|企業|普通)?(?:社区|用户|用戶|开发者(?!大会|日)|客户|客戶|订阅者|订户|会员(?!卡|制|店)|前员工|前高管|粉丝|"
    r"users?\b|customers?\b|subscribers\b|developers\b|alum)"
)
_TAKES = frozenset(" \n\t\r\v\f\u3000\xa0\u2002\u2003\u2009\u202f的旗'’社用开客前粉订訂付企普会ucdsa》报報")
"""What these begin with."""
_LOOSE = re.compile(
    r"\s*(?P<word>以及|与|與|和|及|、)\s*(?:[^，,。；、与與和及在将被由把]{1,12}的\s*[“「『《]?|"
    r"(?<=、)[^，,。；;：:、]{2,12}(?:、|以及|与|與|和|及)\s*)"
)
"""Between two listed names: the second is described (X 与 9B 的 Y), or an unknown one stands between (X、某某、Y)."""
_ALSO = re.compile(r"，\s*(?:以及|及|和|与|與)\s*")
"""Before the last of a list: X、Y，以及 Z."""
_UNKNOWN = re.compile(
    r"(?P<word>由(?!于)|获(?!悉)|獲|获得|獲得|被(?!告)|遭)[^，,。；;：:、的由获獲被]{2,14}"
    r"(?:、[^，,。；;：:、的]{2,14}){0,3}(?:、|以及|与|與|和|及)\s*$"
)
"""Before a name that is listed behind unknown ones: 由某某资本、某某创投和 X."""
_LISTED = frozenset("、及与與和")
"""What that ends in."""
_BESIDE = re.compile(r"的?\s?[“「『《]?")
"""Between a place and what is there: 法国《世界报》."""
_HEAD = re.compile(
    r"\s*(?:(?:(?:背后|旗下)?的|旗下|'s\b|’s\b)\s*[\u4e00-\u9fff]{0,8}|"
    r"[\u4e00-\u9fff]{0,6}(?:公司|[商方厂]|企业|运行时|平台|框架|引擎|工具|初创|创企|团队|机构|实验室|模型|芯片|应用)|"
    r"(?:[a-z-]+ ){0,3}(?:maker|developer|startup|company|firm|lab|owner|creator|parent|provider))\s*[“「『《]?"
)
"""Between a name that only describes and the one it describes: Slurm 的开发方 SchedMD, RISC-V 设计公司 Ventana."""
_EDITION = re.compile(
    r"\s*的?\s*(?:[^，。；\s]{0,6}(?:权重|權重|版本|预览|預覽|测试版|正式版|公测|版)|weights|preview|beta)"
)


class Name(NamedTuple):
    """A mention in character offsets."""

    start: int
    end: int
    type: str
    key: str
    confidence: float
    makers: tuple[str, ...] = ()
    """Keys of the organisations that make this product or model, the nearest first, where they are known."""
    hardware: bool = False
    """It is something one buys and puts up: a chip, a server."""


REACH = 30
"""Characters before a name in which its marker is looked for."""
LONGEST = 40
"""Names from which a clause is a table rather than a sentence, and is not read (keeps time linear)."""


@dataclass(slots=True)
class Group:
    """Names that are listed together (``A、B 与 C``) and the word that gives them their part."""

    names: list[Name]
    links: list[str]
    marker: str
    owner: bool = False
    """What follows belongs to it (``X 的 Y``), so that it takes no part itself."""
    former: bool = False
    """It stands for somebody who left it or only uses it (前 X 研究员, X 用户)."""

    @property
    def start(self) -> int:
        """Where the first name starts."""
        return self.names[0].start

    @property
    def end(self) -> int:
        """Where the last name ends."""
        return self.names[-1].end

    def of(self, types: frozenset[str]) -> list[Name]:
        """Its names of those types."""
        return [name for name in self.names if name.type in types]


@dataclass(slots=True)
class Clause:
    """A stretch between commas, with its names and the cues that start in it."""

    text: str
    start: int
    end: int
    names: Sequence[Name] = ()
    hits: Sequence[Hit] = ()
    _groups: list[Group] | None = None

    @property
    def groups(self) -> list[Group]:
        """Its names, listed ones together; told apart at the first question, as half of all clauses get none."""
        if self._groups is None:
            self._groups = groups(self.text, self.start, self.names)
        return self._groups

    def names_any(self, types: frozenset[str]) -> bool:
        """Whether it has a name of these types."""
        for name in self.names:  # noqa: SIM110  (`any` over a generator takes twice as long)
            if name.type in types:
                return True
        return False


def sentences(text: str, start: int, end: int, names: Sequence[Name], hits: Sequence[Hit]) -> list[list[Clause]]:
    """The sentences of ``text[start:end]`` as lists of clauses that hold their names (grouped) and cues.

    Of the sentences without a cue only the first is kept, for what the passage is about.
    """
    out: list[list[Clause]] = []
    places, at = [name.start for name in names], [hit.start for hit in hits]
    for a, b in _cut(_SENTENCE, text, start, end, names, places):
        if bisect_left(at, a) < bisect_left(at, b) or not out:
            pieces = _cut(_CLAUSE, text, a, b, names, places)
            out.append([
                _clause(text, x, y, _within(names, places, x, y), hits[bisect_left(at, x) : bisect_left(at, y)])
                for x, y in pieces
            ])
    return out


def _clause(text: str, start: int, end: int, names: Sequence[Name], hits: Sequence[Hit]) -> Clause:
    """A clause with its names and the `hits` that start in it."""
    return Clause(text, start, end, names, hits) if len(names) <= LONGEST else Clause(text, start, end)


def _within(names: Sequence[Name], places: Sequence[int], start: int, end: int) -> Sequence[Name]:
    """Those of `names` that start there; `places` are their starts."""
    return names[bisect_left(places, start) : bisect_left(places, end)]


def _cut(
    at: re.Pattern[str], text: str, start: int, end: int, names: Sequence[Name], places: Sequence[int]
) -> list[tuple[int, int]]:
    """Pieces of ``text[start:end]``; no cut inside a name or between two listed names."""
    pieces, begin = [], start
    for found in at.finditer(text, start, end):
        number = bisect_right(places, found.start())
        before = names[number - 1] if number else None
        if before and found.start() < before.end:
            continue
        after = names[number] if number < len(names) else None
        mark = _LINKS.get(found.group())
        if mark and before and after and mark.fullmatch(text, before.end, after.start):
            continue  # BCG, McKinsey, and Accenture
        pieces.append((begin, found.start()))
        begin = found.end()
    pieces.append((begin, end))
    return [(a, b) for a, b in pieces if a < b]


_LINKS = {",": _LIST, "，": _ALSO}
"""Commas to how two names beside one are listed."""


def groups(text: str, start: int, names: Sequence[Name]) -> list[Group]:
    """Names in order, listed ones together, each group with its marker."""
    out: list[Group] = []
    for name in names:
        last = out[-1] if out else None
        link = _LIST.fullmatch(text, last.end, name.start) if last else None
        if last and last.marker in TOLD:
            link = None  # according to the paper, X
        word = link["word"] if link else ""
        if last and not link:
            word, last = _described(text, out, name)
        if last and word and (last.names[-1].type == name.type or word in "、/"):
            last.names.append(name)
            last.links.append(word.strip())
        else:
            left = text[max(out[-1].end if out else start, name.start - REACH) : name.start].rstrip()
            mark = _MARK.search(left.lower()) if left and left[-1].lower() in _MARK_ENDS else None
            if left and left[-1] in _LISTED:
                mark = _UNKNOWN.search(left) or mark
            marker = mark["word"] if mark else ""
            if last and not marker and last.names[0].type == "PLACE" and _BESIDE.fullmatch(text, last.end, name.start):
                marker = last.marker  # 把东京的 X 买下
            out.append(Group([name], [], marker, former=left.endswith(_FORMER)))
    for group, following in pairwise(out):
        if not _MAKER_ENDS.isdisjoint(text[following.start - 2 : following.start]):
            group.owner = bool(_MAKES.fullmatch(text, group.end, following.start))
    _describe(text, out)
    for group in out:
        end = group.end
        if text[end : end + 1] in _TAKES:
            group.former |= bool(_CROWD.match(text, end) or _TELLS.match(text, end))
            group.owner = group.owner or (bool(_OWNER.match(text, end)) and not _takes_part(text, end))
    return out


def _describe(text: str, out: Sequence[Group]) -> None:
    """Marks the groups that only describe the organisation behind them, and newspapers that tell."""
    for number, group in enumerate(out):
        last = group.names[-1]
        if last.type != "ORG":
            continue
        following = next((one for one in out[number + 1 : number + 3] if one.names[0].type == "ORG"), None)
        if following and _BEHIND.fullmatch(text, last.end, following.start):
            group.owner = True
        if _PAPER.search(text, last.start, last.end) and _TOLD_BY.match(text, last.end):
            group.former = True


def _takes_part(text: str, end: int) -> bool:
    """Whether what follows the name that ends there is the name's own: an edition, an arm."""
    return bool(_EDITION.match(text, end) or _ARM.match(text, end))


def _described(text: str, out: list[Group], name: Name) -> tuple[str, Group]:
    """The link of `name` to the list before it where it is described: X 与 9B 的 Y, X 以及法国的 Y (the place goes)."""
    last = out[-1]
    if last.names[-1].type == name.type:
        link = _LOOSE.fullmatch(text, last.end, name.start)
        return link["word"] if link else "", last
    if last.names[-1].type != "PLACE" or not _BESIDE.fullmatch(text, last.end, name.start):
        return "", last
    if len(last.names) > 1 and last.names[-2].type == name.type:  # X、法国的 Y
        last.names.pop()
        return last.links.pop(), last
    if len(out) > 1 and len(last.names) == 1 and out[-2].names[-1].type == name.type:
        link = _LIST.fullmatch(text, out[-2].end, last.start)
        if link:
            out.pop()
            return link["word"], out[-1]
    return "", last


def headed(text: str, all_groups: Sequence[Group], group: Group, types: frozenset[str]) -> Group:
    """The group that `group` only describes, where one of `types` follows; else itself."""
    at = next(number for number, one in enumerate(all_groups) if one is group)
    for following in all_groups[at + 1 : at + 3]:
        if not _HEAD.fullmatch(text, group.end, following.start):
            break
        if following.of(types):
            group = following
    return group
