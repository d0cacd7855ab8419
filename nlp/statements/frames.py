"""Who does something and to what it is done: subject and object of one cue (frames ``SO…`` and ``OS…``)."""

from __future__ import annotations

import re
from itertools import product

from nlp.statements.clauses import AGENT, AIMED, AT, TOWARDS, Clause, Group, Name, headed
from nlp.statements.cues import Hit
from nlp.statements.roles import FREE, MOVED, ORG, Pairs, Role, left_of, right_of
from nlp.statements.rounds import THIS_ROUND, onward, round_of

_NO_OBJECT = AIMED | AGENT | {"at"}
NEXT = 2
"""Characters between a cue and an object that stands directly behind it."""
_PLACED = AT | TOWARDS | {"", "to", "into"}
_NOT_IT = re.compile(
    r"\s*(?:等\S{0,4})?的?(?:定价|价格|退款|用户|额度|限额|配额|细节|漏洞|问题|功能|量化|接口|路线图|进展|财报|故障|宕机|数据|订阅|识破|训练|技术报告|"
    r"论文|规则|条款|调用|请求|插件|新功能|集成|扩展|教程|命令|安全公告|模式|版\s*(?=[A-Za-z])|中|上|里|后|前|时|之|"
    r"(?:api )?(?:pricing|users?|subscribers?|features?|support|outage|data|plugins?|integration)\b)"
)
"""Behind a name: it is something of the thing that is released, not the thing."""
_CHIPS = re.compile(
    r"\s*(?:的|'s )?\s*(?:\S{0,10}?(?:芯片|加速卡|加速器|服务器|算力|处理器|显卡|云服务|机柜|订单|产能|"
    r"楼|厂房|地皮|土地|仓库|专利|域名|办公室)|"
    r"(?:\w+ ){0,2}(?:gpus?|tpus?|chips?|accelerators?|servers?|processors?|cloud|compute|capacity)\b)",
    re.I,
)
_MAKING = re.compile(
    r"\s*的?\s?[^，,。；]{0,6}?(?:训练|细节|规格|路线图|架构|安全评估|系统卡|研发进展|设计|技术路线|构造|原型|样机|内部结构)"
)
"""Behind a name: how it is made is told."""


def free_subject(
    text: str, clause: Clause, hit: Hit, role: Role, about: list[Name], before: int | None = None
) -> tuple[list[Name], float]:
    """The nearest free group before the cue (and before the place `before`), else what the sentence is about.

    A name that stands directly before a verb inside another phrase is its subject: 对 X 收购 Y 展开审查.
    """
    groups = [g for g in left_of(clause, hit, role.subject) if before is None or g.end <= before]
    if groups and _is_inner(text, clause, groups[0], hit):
        return groups[0].of(role.subject), 0.9
    left = [g for g in groups if g.marker in FREE]
    chosen = next((g for g in left if not g.owner), left[0] if left else None)
    if chosen and role.author and (writer := _author(text, clause, hit, chosen, role.author)):
        return writer, 0.9
    if chosen:
        return chosen.of(role.subject), 1.0 if not chosen.owner else 0.8
    return [n for n in about if n.type in role.subject], 0.8


_PHRASE = (TOWARDS | AT | AIMED) - MOVED
_OF = re.compile(r"(?:'s|’s)\s+(?:[\w$.-]+\s+){0,5}$")
_INTENDS = re.compile(r"\s*(?:拟|计划|提议|意图)?\s*")
INNER = 10
"""Characters between the verb of an inner clause and its object."""


def _is_inner(text: str, clause: Clause, group: Group, hit: Hit) -> bool:
    """Whether `group` is the subject of an inner clause: X's takeover of Y, 对 X 收购 Y, 用 X 开发的 Y."""
    if group.owner and hit.cue.surface.endswith(" of"):
        return bool(_OF.fullmatch(text, group.end, hit.start))
    if group.marker not in _PHRASE or not _INTENDS.fullmatch(text, group.end, hit.start):
        return False
    if text[hit.end : hit.end + 1] == "的":
        return True
    after = right_of(clause, hit, ORG)
    return hit.cue.label == "acquires" and bool(after) and after[0].start - hit.end <= INNER


_AUTHORS = re.compile(
    r"\s*(?:(?:与|與|和|及|同)[^，,。；]{1,24}?的?(?:同事|同行|合作者|学者|研究者|研究人员)|"
    r"等(?:人|学者|研究者|研究人员|作者|\s?\d)|團隊|团队|课题组|研究组|and colleagues|et al)"
)


def _author(text: str, clause: Clause, hit: Hit, house: Group, types: frozenset[str]) -> list[Name]:
    """Who wrote or made it at `house`, where the sentence says so: X 大学的 P 等人, X 研究者 P 团队."""
    beside = next((g for g in left_of(clause, hit, types) if g.start >= house.end), None)
    if beside and _AUTHORS.match(text, beside.end) and beside.start - house.end <= INNER:
        return beside.of(types)
    return []


def object_after(text: str, clause: Clause, hit: Hit, role: Role, near: bool = False) -> list[Name]:
    """The first group after the cue that can be the object; `near`: only directly after it."""
    thing = ORG.isdisjoint(role.object)
    for group in right_of(clause, hit, role.object):
        if near and group.start - hit.end > NEXT and not _APPOSED.fullmatch(text, hit.end, group.start):
            return []
        made = hit.cue.label == "develops"  # news of how a thing was made says who made it
        if hit.cue.label == "acquires" and _CHIPS.match(text, group.end):
            continue  # chips of a company are bought, not the company
        barred = group.marker in _NO_OBJECT and not hit.cue.surface.endswith(f" {group.marker}")
        if barred or (group.owner and thing and not made):
            continue
        if hit.cue.frame == "SO:INSIDE" and not _MAKING.match(text, group.end):
            continue
        if "PLACE" in role.object and group.marker not in _PLACED:
            continue
        if thing and not made and group.names[-1].type != "WORK" and _NOT_IT.match(text, group.end):
            continue
        if thing:
            return _with_next(text, clause, group, role.object)
        return headed(text, clause.groups, group, role.object).of(role.object)
    return []


_SORT = (
    "模型|框架|工具|平台|数据集|评测|基准|芯片|智能体|应用|产品|论文|报告|助手|机器人|插件|系统|库|引擎|服务|套件|浏览器|晶片|眼镜|手机|平板|耳机|无人机|卫星|编辑器|翻译机|客户端|游戏|版本?"
)
_APPOSED = re.compile(
    rf"\s*(?:[^，,。；的\s]{{0,8}}(?:{_SORT})|第[一二三四五六七八九十\d]代|新一代|首款|新款|全新)\s*[“「『《]?"
)
"""Between a verb and what kind of thing its object is: 上线语音模型 X."""
_ALONGSIDE = re.compile(
    r"\s*(?:的?\s?(?:模型|权重|代码|源码|论文|技术报告|数据集?|预览版|正式版))?\s*"
    rf"(?:，?\s*(?:以及|与|與|和|及|、)\s*[^，,。；、与和将被由把]{{0,10}}?(?:{_SORT})|"
    r"\s+and (?:its|a|the)? ?(?:[a-z-]+ ){1,3})"
    r"\s*[“「『《]?"
)
"""Between two things that come out together, the second described: X 权重与仿真框架 Y."""


def _with_next(text: str, clause: Clause, group: Group, types: frozenset[str]) -> list[Name]:
    """The things of `group` and the described ones that are listed behind it."""
    out, end = group.of(types), group.end
    for following in clause.groups:
        if following.start < end or not following.of(types):
            continue
        if following.owner or not _ALONGSIDE.fullmatch(text, end, following.start):
            break
        out, end = [*out, *following.of(types)], following.end
    return out


def active(text: str, clause: Clause, hit: Hit, role: Role, about: list[Name]) -> Pairs:
    """X acquires Y; Y 被 X 收购; Y acquired by X; 由 X 开发的 Y; X 向 Y 供应; Y 上线 at the end of a clause."""
    agent = next((g for g in left_of(clause, hit, role.subject) if g.marker in AGENT), None)
    by = next((g for g in right_of(clause, hit, role.subject) if g.marker in {"by", "led by"}), None)
    who = agent or by
    free = [g for g in left_of(clause, hit, role.object) if g.marker in FREE and g is not who]
    if who:
        what = _of_relative(text, clause, hit, role) if agent else []
        if not what:
            after = agent and not (hit.cue.label == "invests_in" and THIS_ROUND.match(text, hit.end))
            what = free[0].of(role.object) if free else object_after(text, clause, hit, role) if after else []
        what = what or [n for n in about if n.type in role.object]
        return product(who.of(role.subject), what), 0.95 if free else 0.85
    if hit.cue.frame == "SO:TO":
        target = next((g for g in left_of(clause, hit, role.object) if _is_target(text, clause, g, role)), None)
        subjects, trust = _doer(text, clause, hit, role, about, target) if target else ([], 0.0)
        taken = {n.key for n in target.of(role.object)} if target else set()
        return product([n for n in subjects if n.key not in taken], target.of(role.object) if target else []), trust
    moved = next((g for g in left_of(clause, hit, role.object) if g.marker in role.before & MOVED), None)
    what = moved.of(role.object) if moved else object_after(text, clause, hit, role, near=True)
    if hit.cue.frame == "SO:NEXT" and not what and hit.end < clause.end:
        return (), 0.0
    marked = next((g for g in left_of(clause, hit, role.object) if g.marker in role.before), None)
    what = what or (marked.of(role.object) if marked else object_after(text, clause, hit, role))
    if what:
        aimed = moved or (marked if what[0].start < hit.end else None)
        subjects, trust = _doer(text, clause, hit, role, about, aimed)
        taken = {n.key for n in what}
        return product([n for n in subjects if n.key not in taken], what), trust
    if ORG.isdisjoint(role.object) and free and not free[0].owner and hit.end > clause.end - 2:
        before = [g for g in left_of(clause, hit, role.subject) if g.end <= free[0].start and g.marker in FREE]
        return product(before[0].of(role.subject) if before else about, free[0].of(role.object)), 0.7
    return (), 0.0


_SITE = re.compile(
    r"(?:州|市|县|省)?的?[^，,。；的]{0,6}(?:工厂|厂区|厂房|厂|园区|数据中心|机房|基地|研发中心)"
)
"""Behind a place: what stands there."""


_SAID = re.compile(r"[说称：:]|表示|透露|宣布|确认|预计")


def _is_target(text: str, clause: Clause, group: Group, role: Role) -> bool:
    """Whether `group` is what is marked before a cue: 为 Y 提供, 在 Z 建; behind a name also X 称 Z 的厂区开建."""
    if group.marker in role.before:
        return True
    if "PLACE" not in role.object or not _SITE.match(text, group.end):
        return False
    before = [g for g in clause.groups if g.end <= group.start and g.of(role.subject)]
    return bool(before) and bool(_SAID.search(text, before[-1].end, group.start))


def _doer(
    text: str, clause: Clause, hit: Hit, role: Role, about: list[Name], aimed: Group | None
) -> tuple[list[Name], float]:
    """The subject of something done to `aimed`: it stands before that (A 对 B 收购 C 展开审查), if it stands there."""
    if aimed and aimed.marker in TOWARDS:
        found, trust = free_subject(text, clause, hit, role, about, aimed.start)
        if found:
            return found, trust
    return free_subject(text, clause, hit, role, about)


def _of_relative(text: str, clause: Clause, hit: Hit, role: Role) -> list[Name]:
    """What a clause with 的 describes: 由 X 领投的 Y 新一轮融资, 被 X 收购的 Y."""
    if text[hit.end : hit.end + 1] != "的":
        return []
    if hit.cue.label == "invests_in":
        return round_of(text, clause, hit)
    after = right_of(clause, hit, role.object)
    near = bool(after) and after[0].start - hit.end <= INNER and after[0].marker in FREE
    return after[0].of(role.object) if near else []


def joined(
    text: str, clause: Clause, hit: Hit, role: Role, about: list[Name], topic: list[Name], known: list[Name]
) -> Pairs:
    """P 加入 X; X 的职务由 P 出任; Y 的投资方包括 X.

    Where one side is not named, it is what sentence or headline is about.
    """
    free = {"由", *FREE} if hit.cue.label == "appoints" else FREE
    left = [g for g in left_of(clause, hit, role.object) if g.marker in free and not g.owner]
    right = right_of(clause, hit, role.subject)
    if hit.cue.frame == "OS:FROM":
        right = [g for g in right[:1] if g.marker == "from"]
        if not right:
            return (), 0.0
    goal = [n for n in (*known, *(about or topic)) if n.type in role.object]
    owner = [g.of(ORG) for g in left_of(clause, hit, ORG) if g.owner and hit.cue.label == "invests_in"]
    what = left[0].of(role.object) if left else goal[:1] or [n for names in owner[:1] for n in names]  # X 的股东里有
    passive = bool(left) and left[0].marker == "由"
    house = [g for g in left_of(clause, hit, role.subject) if passive and g.marker in FREE]
    who = house[0].of(role.subject) if house else onward(text, clause, right, role.subject) or about
    return product(who, what), 1.0 if left and right else 0.7
