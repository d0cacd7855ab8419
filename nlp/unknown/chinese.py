"""Organisations, events and models in Chinese characters: by suffix, as a subject, before 大模型."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from nlp.attributes import Candidate
from nlp.matching import any_of, first_of, matches
from nlp.unknown.bodies import courts, national, of_body, parts
from nlp.unknown.chinese_people import END, HAN, PARTICLES, ordinary, proper
from nlp.unknown.found import Found
from nlp.unknown.trades import company
from nlp.words import words

ANCHORED = (
    "法院|法庭|办公室|管理局|总署|研究中心|条例|法案|议会|参议院|众议院|交易所|新闻社|检察院|科学院|委员会|航天局|司令部"
    "|电信|联通|移动|石油|央行|国防部|研究机构|工作组|海关|国会|空军|海军|陆军|检方|警方|检察厅|检察署|协调中心|监督院"
    "|广播公司|电视台|通讯社|广播协会|公共广播|电视新闻网|铁路公司|电力公司|航空公司|邮政公司|主权财富基金"
    "|部|局|署|委|办|厅"
)
"""What is an organisation only behind a known place or body: else it is a phrase (一边设研究所)."""
OWN = "大学|理工学院|集团|实验室|研究院|研究所|基金会|协会|银行|科技|半导体|资本|智能|出版社|日报|时报|证券|创投|政府"
"""What also follows a brand of two or three characters that is no word (``贝恩资本``, ``面壁智能``)."""
LAWS = frozenset(("条例", "法案"))
"""Anchored too, and works."""
GATHERINGS = "大会|峰会|论坛|博览会"
"""Events behind at least three characters."""
AREAS = (
    "软体园区|软件园区|科学园区|科技园区|工业园区|产业园区|出口加工区|加工区|软件园|科学城|经济区|开发区|高新区|自贸区|保税区|自由贸易区|自治区|工业园|产业园|科技园|经济特区"
)
"""What is a place behind a known one (欧洲经济区)."""

_TRADES = words("trades")
_KIND_OF = {
    **dict.fromkeys(AREAS.split("|"), "area"),
    **dict.fromkeys(ANCHORED.split("|"), "anchored"),
    **dict.fromkeys(OWN.split("|"), "own"),
    **dict.fromkeys(GATHERINGS.split("|"), "event"),
    **{word: "own" if word in OWN.split("|") else "trade" for word in _TRADES},
}
_SUFFIX = any_of(_KIND_OF)
_PART_OF_WORD = {
    "银行": "业家卡间系股",
    "部": "分门署件长队落位下", "局": "面势部限长", "署": "名", "移动": "端应设办", "委": "员托任派屈内",
    "智能": "体化手眼硬终驾音客",
    "办": "公理法事学好到成", "厅": "堂里级", "委员会": "议", "开发区": "别", "经济区": "别",
}  # fmt: skip
"""After a suffix: characters that make it another word (部分, 局面)."""
_WORD_BEFORE = re.compile(
    "(?!安全|对外|国内)(?s:.)[内內外总總全各地布佈结結签簽格僵残举承开创主包督协停申补东西南北中客大餐展舞]"
)
"""Before a suffix of one character: characters that make it another word (内部, 布局, 签署, 举办)."""


def find(text: str, known: list[Candidate], openings: Iterable[int] = (0,)) -> Iterator[Found]:
    """All rules in turn; `openings` are where a headline or a statement of fact begins."""
    bodies = list(organisations(text, known))
    yield from bodies
    named = [(k.start, k.end) for k in known if k.type == "ORG"]
    places_ = {(k.start, k.end) for k in known if k.type == "PLACE"}
    yield from parts(text, [*named, *((one.start, one.end) for one in bodies if one.type == "ORG")], places_)
    yield from national(text, known)
    yield from courts(text)
    yield from subjects(text, known, openings)
    yield from objects(text, known)
    yield from places(text, known)
    yield from models(text)


def organisations(text: str, known: list[Candidate]) -> Iterator[Found]:
    """A name and what it is: ``美国版权局``, ``…研究院``; known places before the suffix are jumped over."""
    for match in _SUFFIX.finditer(text):
        suffix, kind = match[0], _KIND_OF[match[0]]
        if suffix in _TRADES and "\u4e00" <= text[match.start() - 1] <= "\u9fff":
            yield from company(text, match, known)
        if kind == "trade":
            continue
        if text[match.end() : match.end() + 1] in _PART_OF_WORD.get(suffix, "\0"):
            continue
        if len(suffix) == 1 and _WORD_BEFORE.match(text, match.start() - 2):
            continue
        start, anchored = _left(text, match.start(), known)
        if not anchored and kind == "anchored":
            start, anchored = _body(text, match.start(), known) or (start, False)
        if not anchored and kind == "anchored":
            continue
        prefix = text[start : match.start()]
        if len(suffix) == 1 and any(title in prefix for title in _OFFICES):
            continue  # 本田社长三部敏宏
        if suffix == "办公室" and any(k.type == "PLACE" and (k.start, k.end) == (start, match.start()) for k in known):
            continue  # 伦敦办公室 is somebody's
        if not 2 <= len(prefix) <= 14 or _inside(known, start, match.end()):
            continue
        if kind == "event":
            whole = any(k.start == start and k.end == match.start() for k in known)  # 新德里峰会 is a place and a word
            if 2 < len(prefix) < 9 and not whole and (anchored or proper(prefix)):
                yield Found(start, match.end(), "EVENT", f"name with {suffix}", 0.65)
        elif kind == "area":
            if anchored and any(k.start == start and k.type == "PLACE" for k in known):
                yield Found(start, match.end(), "PLACE", f"place and {suffix}", 0.85)
        elif anchored and (kind == "anchored" or suffix not in _KINDS):
            yield Found(start, match.end(), "WORK" if suffix in LAWS else "ORG", f"place or body and {suffix}", 0.85)
        elif kind == "own" and not anchored and suffix != "政府" and _namely(prefix, text, start):
            yield Found(start, match.end(), "ORG", f"name with {suffix}", 0.65)


_OFFICES = ("社长", "会长", "部长", "总裁", "行长", "院长", "校长", "主任", "首相", "总理", "总统", "创始人", "负责人")
"""Titles inside what would be a body: a person's name begins behind them."""
_KINDS = frozenset({"智能", "科技", "资本", "半导体", "证券", "实验室"})
"""Behind a known name these mostly tell its kind (百度智能云, 美国科技)."""


def _inside(known: list[Candidate], start: int, end: int) -> bool:
    return any(k.start <= start and k.end >= end for k in known)


def _namely(prefix: str, text: str, start: int) -> bool:
    """Whether an unanchored prefix looks like a brand: short, at a boundary, no word that is none."""
    if len(prefix) > 3 or not proper(prefix):
        return False
    return start == 0 or bool(END.match(text, start - 1)) or text[start - 1] in "与和、由对及被向"


def _left(text: str, at: int, known: list[Candidate]) -> tuple[int, bool]:
    """Where the name whose suffix starts at `at` begins, and whether a known place or body starts it."""
    cover = {k.end: k for k in known if k.end <= at and at - k.end < 14 and k.type in {"PLACE", "ORG", "PERSON"}}
    stops, start, anchor = words("stops"), at, -1
    while start > 0 and at - start < 14:
        if start in cover:
            start = anchor = cover[start].start
            continue
        char = text[start - 1]
        if not "\u4e00" <= char <= "\u9fff" or char in PARTICLES or text[start - 2 : start] in stops:
            break
        start -= 1
    if "立" in text[start:at] and (founded := _FOUNDED.search(text, start, at)):
        anchor = founded.start() if anchor < 0 else min(anchor, founded.start())
    return (anchor, True) if anchor >= 0 else (start, False)


_FOUNDED = re.compile("[国省市州县]立(?![法案项即])")
"""Who founded a school, before its place or its name."""

def _body(text: str, at: int, known: list[Candidate]) -> tuple[int, bool] | None:
    """The nearest place before a suffix that starts at `at`, where only words of bodies stand between."""
    place = next((k for k in reversed(known) if k.end < at and at - k.end < 12 and k.type == "PLACE"), None)
    if place is None:
        return None
    between = text[place.end : at]
    if between[0] in "和及与" or between[-1] in "和及与" or not re.fullmatch(f"[{HAN}]+", between):
        return None
    return (place.start, True) if of_body(between) else None


_OWN_END = re.compile(f"(?:{OWN})$")
_LAND = frozenset("国州省市岛洲")
"""Last characters of places."""
_AFTER_SUBJECT = "与|和|因|让|向|对|被|在|为|给|把|将|已|再|拟|也|仍|或|旗下|内部|的 [A-Z]| [A-Z]"
"""What else follows who opens a headline; elsewhere it follows any noun."""
_WEAK = frozenset(("与", "将", "拟", "已", "再", "押", "考虑", "要求", "限制", "更新", "升级", "停止", "关闭"))


@lru_cache(maxsize=1)
def _subject() -> tuple[re.Pattern[str], re.Pattern[str]]:
    adverbs = {word for word in words("stops") if len(word) > 1}
    doing = sorted(words("verbs") | words("actions") | adverbs, key=len, reverse=True)
    strong = sorted((verb for verb in words("verbs") - _WEAK if len(verb) > 1), key=len, reverse=True)
    return (
        re.compile(rf"[*\s]{{0,3}}([{HAN}]{{2,4}}?)(?=\s?(?:{_any(doing)}|{_AFTER_SUBJECT}))"),
        re.compile(rf"[，。；]([{HAN}]{{2,4}}?)(?={_any(strong)}|称|表示|也在|已开放|同期|随后|旗下)"),
    )


def _any(of: Iterable[str]) -> str:
    return "|".join(map(re.escape, of))


def subjects(text: str, known: list[Candidate], openings: Iterable[int]) -> Iterator[Found]:
    """``腾讯发布…``: who does what only organisations and people do, where a headline, fact or clause begins."""
    surnames = words("surnames")
    opening, clause = _subject()
    starts = [match for match in (opening.match(text, at) for at in openings) if match]
    for number, match in enumerate([*starts, *clause.finditer(text)]):
        name = match[1]
        if not proper(name) or any(k.start < match.end(1) and match.start(1) < k.end for k in known):
            continue
        type_ = "PERSON" if len(name) == 3 and name[0] in surnames else "PLACE" if name[-1] in _LAND else "ORG"
        if type_ == "ORG" and (ordinary(name) or name[:2] in words("modifiers") or name.endswith("品牌")):
            continue
        if number >= len(starts) and not _seconded(text, match.start(1), name):
            continue
        rule = "subject of a headline or fact" if number < len(starts) else "subject of a clause"
        yield Found(match.start(1), match.end(1), type_, rule, 0.6)


def _seconded(text: str, start: int, name: str) -> bool:
    """A second sign that the subject of a clause is a name: it stands elsewhere too, in quotes, or ends like one."""
    return text[start - 1 : start] in "“「" or text.count(name) > 1 or bool(_OWN_END.search(name))


_TOWARDS = "起诉|状告|指控|来自|收购|入股|参股|投奔|加盟|竞争对手|老股东|逼近|赶超"
_DONE = "等|领投|起诉|收购|投资|列为|纳入|调查|指控|罚款|点名|曝光|约谈|禁止|封禁|叫停"
_GIVEN = "售出|开放|供应|提供|投入|支付|供货|采购|出售|转移|授权|租用|购买"
_OBJECT = re.compile(
    rf"(?:{_TOWARDS})([{HAN}]{{2,4}}?)(?=等|、|，|。|的|旗下|研究|设计|工程|开发|创始)|向([{HAN}]{{2,4}}?)(?={_GIVEN})"
    rf"|[由让被获]([{HAN}]{{2,5}}?)(?={_DONE}|、[{HAN}]{{2,4}}等)"
)
"""Measured: 由, 加入 and 前 before the name were wrong in 14 of 19 cases and are left out."""
_OPENS_OBJECT = first_of(*_TOWARDS.split("|"), *"向由让被获")


def objects(text: str, known: list[Candidate]) -> Iterator[Found]:
    """``起诉谷歌，``, ``向华为开放``: whom only organisations and people are done to."""
    for match in matches(_OBJECT, _OPENS_OBJECT, text):
        group = match.lastindex or 1
        name, (start, end) = match[group], match.span(group)
        if proper(name) and not any(k.start < end and start < k.end for k in known):
            type_ = "PLACE" if name[-1] in _LAND else "ORG"
            if type_ == "ORG" and ordinary(name):
                continue
            yield Found(start, end, type_, f"object of {match[0][: -len(name)]}", 0.55)


_DEEDS = "举行|召开|创办|创立|设立|开设|建设|建立|举办|扩建|建厂|设厂|开建|动工|开业|销量|上市|开庭|等地"
_HELD = any_of(_DEEDS.split("|"))
_WHERE = re.compile(f"[在于]([{HAN}]{{2,4}})$")


def places(text: str, known: list[Candidate]) -> Iterator[Found]:
    """``在孟买开设办事处``: where something is opened, built or held."""
    for held in _HELD.finditer(text):
        match = _WHERE.search(text, max(0, held.start() - 5), held.start())
        if match is None or not proper(match[1]):
            continue
        if not any(k.start < match.end(1) and match.start(1) < k.end for k in known):
            yield Found(match.start(1), match.end(1), "PLACE", "where something is held or built", 0.6)


def models(text: str) -> Iterator[Found]:
    """``盘古大模型``: a proper word before 大模型."""
    at = text.find("大模型")
    while at >= 0:
        start = at
        while at - start < 5 and "\u4e00" <= text[start - 1 : start] <= "\u9fff" and text[start - 1] not in PARTICLES:
            start -= 1
        if 2 <= at - start <= 4 and proper(text[start:at]):
            yield Found(start, at, "MODEL", "name before 大模型", 0.6)
        at = text.find("大模型", at + 3)
