"""Relations of the closed list from cues: who does what to whom, clause by clause (frames: `nlp.statements.roles`)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from nlp.statements.clauses import AT, Clause, Name, sentences
from nlp.statements.cues import Hit, longest, outside
from nlp.statements.frames import active, joined, object_after
from nlp.statements.given import giver, is_office, lender, priced, staked, whose_round
from nlp.statements.hedges import (
    is_answer,
    is_apart,
    is_deal,
    is_debt,
    is_dropped,
    is_licence,
    is_noun,
    is_part,
    is_portion,
    is_share,
    is_subordinate,
    is_undone,
    is_word_only,
)
from nlp.statements.parts import comes_out, fitted, is_whole, own_things, used
from nlp.statements.roles import (
    FREE,
    MOVED,
    ORG,
    ROLES,
    Pairs,
    Role,
    left_of,
    person_of,
    right_of,
    subject_of,
)
from nlp.statements.rounds import alone, onward
from nlp.statements.sides import between, bought, customer, driven, named, together

AHEAD = 5
"""Clauses from here in which the company that raised the money is looked for."""
REACH = 80
"""Characters before a cue in which a negation is looked for."""
_NOT = re.compile(
    r"(?:未(?!来)|没有|沒有|没|不(?![断久仅只但光过同止少])|拒绝|拒絕|放弃|放棄|取消|终止|終止|停止|叫停|搁置|擱置|暂缓|暫緩|撤下|无意|無意|并非|"
    r"从未|暂停|暫停|推迟|推遲|延期|延后|延後|跳票|撤回|撤销|撤銷|撤诉|撤訴|"
    r"\bnot|n't|\bnever|\bno longer|\bwithout|\bhalts?|\bcancel(?:s|l?ed)?\b|\bdelay(?:s|ed|ing)?\b|"
    r"\bpostpon(?:es?|ed|ing)\b|\bno plans? to|\b(?:refus|declin)ed? to)"
    r"(?:\s*\w{0,2}|\s+\w+|\s*(?:与|與|和|同|跟|向|对|對|在|把|将|將|被|with|in)[^，,]{0,40})\s*$"
)
_PLANNED = re.compile(
    r"计划|計劃|拟|擬|将|將|准备|準備|筹备|预计|打算|有望|"
    r"\bplan(?:s|ning)? to|\bwill\b|\bpreparing|\b(?:expected|set) to"
)
_DENIAL = re.compile(r"否认|辟谣|驳斥|\bden(?:y|ies|ied|ying)\b|\brefut")
_SELLS = re.compile(r"卖给|賣給|出售给|售予|售给|sold to|sell~? to|sell to")
_ITSELF = re.compile(r"(?:正?[将已被拟]|同意|计划|整体|决定|was |is |has been |being )?\s?")
"""Between a company and the word that it is sold itself."""
_LATTER = re.compile(r"了?(?:后者|後者|对方)|\s*the latter")
"""Behind a cue: its object is the organisation named last."""
_LATTER_DOES = re.compile(r"后者|後者|\bthe latter\b")
"""Before a cue: the organisation named last does it."""
_IT = re.compile(r"了?(?:它|其|该公司|該公司|这家公司)(?!他|余|中|的|旗下|[\u4e00-\u9fff]{0,6}(?:部门|业务))")
_MOVED_IT = re.compile(r"(?:把|将|將)(?:它|其|该公司|該公司|这家公司)\s*\S{0,2}$")
"""Beside a verb of buying: what the sentence is about is bought."""
_PLAINTIFFS = Role(ROLES["sues_or_investigates"].subject, ROLES["sues_or_investigates"].subject)
_STANDS = re.compile(r"了?(?:后者|後者|对方|它)|\s*the latter")
_FUNDING = re.compile(
    r"融资|融資|种子轮|[A-FＡ-Ｆ] ?[轮輪]|[领跟参]投|也投了|各投|出大头|进账|作价|持股|股份|"
    r"[本此新]轮|入股|战略投资|股东|战投|Series [A-F]\b|"
    r"(?:又?拿|融|收|募)(?:到|了|得)? ?\d[\d.,]* ?[万亿千百]*(?:多|余)? ?(?:美元|欧元|英镑|日元|韩元|元|美金)|"
    r"又融|[又再新]\s?[拿融收进]\S?\s?\d|(?:进账|到账|募得)\s?\d|\d\s?[亿万億萬]\S{1,3}到账|新钱|"
    r"注资|注資|估值|募资|funding|round|raise|valuation|financing|stake", re.I
)


@dataclass(frozen=True, slots=True)
class Statement:
    """A relation as read, before the story gives it day and modality."""

    subject: str
    predicate: str
    object: str
    hit: Hit
    sentence: tuple[int, int]
    confidence: float
    denied: bool
    planned: bool
    """Said of a time to come (拟发布, plans to release)."""


class Reader:
    """Reads the passages of one item in order and remembers what they are about."""

    def __init__(self, text: str, author: Sequence[Name] = ()) -> None:
        self.text = text
        self.author = list(author)
        """Who speaks where no passage names a subject: the outlet, where it is no medium."""
        self.topic: list[Name] = []
        self.sides: dict[str, Name] = {}
        """Organisations of the first passage with names, the headline."""
        self.goals: dict[str, list[Name]] = {}
        """Predicate to what it last was done to."""
        self.doers: dict[str, list[Name]] = {}
        """Predicate to who last did it in the passage."""
        self.last: list[Name] = []
        """The organisation named last before the sentence: 后者."""
        self.givers: dict[str, Name] = {}
        """Who invested so far, and so is not where the money went."""
        self.clauses: list[Clause] = []
        self.at = 0
        """The sentence, and which of its clauses is read."""
        self.pair: list[Name] = []
        """The last two that did something together."""
        self.said: list[Name] = []
        """What the last clause of the passage with a subject was about: who ``投资方包括`` speaks of."""
        self.seen: list[Name] = []
        """Organisations of the sentence so far."""
        self.person: list[Name] = []
        """The first person that stands free in the sentence: 某人离开 X，加入 Y."""

    def passage(self, start: int, end: int, names: Sequence[Name], hits: Iterable[Hit]) -> Iterator[Statement]:
        """The statements of ``text[start:end]``."""
        inside = outside(longest(hits), names)
        self.sides = self.sides or {n.key: n for n in names if n.type in ORG}
        self.said = []
        self.doers.pop("releases", None)
        for clauses in sentences(self.text, start, end, names, inside):
            about: list[Name] = []
            place = (clauses[0].start, clauses[-1].end) if clauses else (start, end)
            seen: list[Name] = []
            self.seen = seen
            self.clauses, self.person = clauses, []
            for self.at, clause in enumerate(clauses):
                if clause.names and len(seen) < 4:
                    self.seen = seen = [*seen, *(name for name in clause.names if name.type in ORG)]
                for house, thing, hit in own_things(self.text, clause):
                    sure = round(hit.cue.weight * min(house.confidence, thing.confidence), 3)
                    yield Statement(house.key, hit.cue.label, thing.key, hit, place, sure, False, False)
                for hit in clause.hits:
                    yield from self.read(clause, hit, about or self.topic or self.author, place)
                if clause.names:
                    about = about or subject_of(clause)
                    self.person = self.person or person_of(clause)
                    self.said = about or self.said
            self.topic = self.topic or about
            self.last = seen[-1:] or self.last

    def read(self, clause: Clause, hit: Hit, about: list[Name], sentence: tuple[int, int]) -> Iterator[Statement]:
        """The statements of one cue."""
        label, frame = hit.cue.label, hit.cue.frame
        if not clause.names and frame[:1] != "W" and not _STANDS.match(self.text, hit.end):
            return  # one side at least stands beside the cue, unless it is 双方 or 后者
        if self.last and hit.start - clause.start > 1 and _LATTER_DOES.search(self.text, clause.start, hit.start):
            about = self.last
        found, trust = self.pairs(clause, hit, about, sentence)
        pairs = list(found)
        if not pairs:
            return
        before = self.text[max(clause.start, hit.start - REACH) : hit.start].lower()
        denied = bool(_DENIAL.search(before))
        undone = is_subordinate(before) or is_dropped(before) or is_undone(self.text, hit.end, clause.end)
        if undone or (not denied and _NOT.search(before)):
            return
        if label == "acquires" and is_part(self.text[hit.start : clause.end]):
            label, pairs = "invests_in", [(who, what) for who, what in pairs if what.type in ORG]
        if label == "supplies" and frame[:2] == "SO":
            label, pairs = self.sale(clause, hit, pairs)
        if label in {"releases", "develops"}:
            pairs = [(who, what) for who, what in pairs if not self.licence(what)]
        if not pairs:
            return
        planned = bool(_PLANNED.search(before))
        self.goals[label] = [target for _, target in pairs[:1]]
        if frame[0] == "S" and frame[:2] != "SO" and label == "invests_in":
            self.givers.update((subject.key, subject) for subject, _ in pairs)
        if label == "partners_with":
            self.pair = [*pairs[0]]
        self.doers[label] = [pairs[0][0]]
        for subject, target in pairs:
            if frame in {"W", "W:DEAL"} and self.topic and target.key == self.topic[0].key:
                subject, target = target, subject  # of two equals the one the story is about
            if subject.key != target.key:
                sure = hit.cue.weight * trust * min(subject.confidence, target.confidence)
                yield Statement(subject.key, label, target.key, hit, sentence, round(sure, 3), denied, planned)

    def pairs(self, clause: Clause, hit: Hit, about: list[Name], sentence: tuple[int, int]) -> Pairs:
        """Subjects and objects of one cue, by its frame, and how far they are trusted."""
        label, frame = hit.cue.label, hit.cue.frame
        role = ROLES[label]
        if frame[:1] == "W":
            return self.two(clause, hit, about)
        if frame in {"OS", "OS:FROM"}:
            about = self.said or about
            known = self.goals.get(label, []) if label == "invests_in" else self.person
            return joined(self.text, clause, hit, role, about, self.topic, known)
        if frame in {"BY", "BY:AT"}:
            return driven(clause, hit, about)
        if frame == "USE":
            return used(self.text, clause, hit, about)
        if frame == "INTO":
            return fitted(self.text, clause, hit)
        if frame == "OUT":
            return comes_out(self.text, clause, hit, about)
        if frame in {"SO:SUM", "OS:SUM"}:
            return giver(self.text, clause, hit, about, back=frame[0] == "O")
        if frame == "LENT":
            return lender(self.text, clause, hit, about)
        if frame == "ON":
            return staked(self.text, clause, hit, about)
        if frame == "S:THIS":
            return whose_round(clause, hit, about)
        if frame == "OUT:PRICE":
            return priced(self.text, clause, hit, about)
        if frame == "CO":
            return product(self.others(clause, hit, _PLAINTIFFS), self.goals.get(label, [])), 0.8
        if frame == "SO" and label == "invests_in" and self.text[hit.end : hit.end + 1] == "、":
            return (), 0.0  # X 领投、Z 跟投: the next who pays
        if frame == "T":
            return customer(self.text, clause, hit, role, about or self.topic), 0.8
        if frame in {"BUY", "BUY:PART"}:
            return bought(self.text, clause, hit, about, self.sides, self.pair)
        if frame == "IS":
            return named(self.text, clause, hit, self.topic)
        if frame == "FIRST":
            found, trust = bought(self.text, clause, hit, about, self.sides, self.pair)
            pairs = list(found)
            return (pairs, trust) if pairs else named(self.text, clause, hit, self.topic)
        if frame in {"ORDER", "GET", "OF", "OF:BY"}:
            return between(self.text, clause, hit, about)
        if frame == "MORE":
            return product(self.doers.get(label, []), self.others(clause, hit, role)), 0.8
        if frame == "TOO":
            sides = (g for g in left_of(clause, hit, role.object) if g.marker in FREE | MOVED)
            these = next((g.of(role.object) for g in sides), [])
            return product(self.doers.get(label, []), these), 0.8
        if frame in {"S:SHARE", "SO:SHARE"} and not is_share(self.text, hit.start, clause.end):
            return (), 0.0
        if frame.endswith(":EQUITY") and is_debt(self.text, sentence[0], hit.start):
            return (), 0.0
        if frame == "SO:WHOLE" and not is_whole(self.text, clause, hit):
            return (), 0.0
        if frame == "SO:NEXT" and is_noun(self.text, hit.start):
            return (), 0.0
        if frame == "SO:ANSWER" and not is_answer(self.text, hit.end, clause.end):
            return (), 0.0
        if frame == "S:PORTION" and not is_portion(self.text, hit.end, clause.end):
            return (), 0.0
        if frame in {"S", "S:ROUND", "S:SHARE", "S:EQUITY", "S:PORTION"}:
            money = label == "invests_in"
            if is_noun(self.text, hit.start):
                return (), 0.0
            told = label in self.goals or frame in {"S:ROUND", "S:SHARE"} or _FUNDING.search(self.text)
            if money and not told:
                return (), 0.0
            goals = [about, self.topic, self.raiser()] if money else []
            goals = [] if frame == "S:ROUND" else [self.goals.get(label, []), *goals]
            goals = [self.topic, *goals] if frame == "S:SHARE" else goals
            return alone(self.text, clause, hit, role, goals, self.givers if money else {})
        if frame == "SO:WORK":
            role = Role(role.subject, frozenset({"WORK"}), AT)
        if label == "acquires" and self.stands_for(clause, hit):
            who = next((g.of(ORG) for g in left_of(clause, hit, ORG) if g.marker in FREE and not g.owner), [])
            return product(who, [n for n in about[:1] if n not in who]), 0.8
        if ORG.isdisjoint(role.object) and not clause.names_any(role.object):
            return (), 0.0  # what is released or opened stands in the clause
        after = next(iter(right_of(clause, hit, ORG)), None) if hit.cue.surface.endswith("的") else None
        if label == "develops" and after and after.start - hit.end <= 1:
            return (), 0.0  # X 孵化的 Y 上线 Z
        found, trust = active(self.text, clause, hit, role, about)
        pairs = [(a, b) for a, b in found if frame != "SO:OFFICE" or is_office(self.text, a)]
        if not pairs and role.object >= ORG and _LATTER.match(self.text, hit.end) and len(self.seen) > 1:
            return ((who, self.seen[-1]) for who in about[:1]), 0.8
        return pairs, trust

    def others(self, clause: Clause, hit: Hit, role: Role) -> list[Name]:
        """What is listed behind the cue; organisations and persons however described."""
        if role.object.isdisjoint(ORG):
            return object_after(self.text, clause, hit, role)
        return onward(self.text, clause, right_of(clause, hit, role.object), role.object)

    def sale(self, clause: Clause, hit: Hit, pairs: list[tuple[Name, Name]]) -> tuple[str, list[tuple[Name, Name]]]:
        """What is sold: X 把两成股份卖给 Y makes Y an owner, X 卖给 Y a buyer of X itself; else X supplies Y."""
        if not _SELLS.fullmatch(hit.cue.surface):
            return "supplies", pairs
        if is_share(self.text, clause.start, hit.start):
            return "invests_in", [(b, a) for a, b in pairs]
        if any(_ITSELF.fullmatch(self.text, a.end, hit.start) for a, _ in pairs):
            return "acquires", [(b, a) for a, b in pairs]
        return "supplies", pairs

    def stands_for(self, clause: Clause, hit: Hit) -> bool:
        """Whether a pronoun stands for what is bought: 把它买去, 收购了该公司."""
        return bool(_IT.match(self.text, hit.end) or _MOVED_IT.search(self.text, clause.start, hit.start))

    def licence(self, name: Name) -> bool:
        """Whether a name is one of a licence."""
        return is_licence(self.text[name.start : name.end], self.text[name.end : name.end + 8])

    def raiser(self) -> list[Name]:
        """Who the next clauses of the sentence are about: A 领投, B 跟投, X 完成 C 轮."""
        for clause in self.clauses[self.at + 1 : self.at + AHEAD]:
            text = self.text
            given = any(hit.cue.frame == "S" for hit in clause.hits)
            if not given and _FUNDING.search(text, clause.start, clause.end) and (names := subject_of(clause)):
                return names
        return []

    def two(self, clause: Clause, hit: Hit, about: list[Name]) -> Pairs:
        """The sides of something done together; of a contract, seller and buyer."""
        frame, label = hit.cue.frame, hit.cue.label
        if is_apart(self.text, clause.start, hit.start) or is_word_only(self.text, hit.end, clause.end):
            return (), 0.0
        if frame == "W:DEAL" and not is_deal(self.text, hit.end, clause.end):
            return (), 0.0
        sold = any(other.cue.frame in {"W:SELL", "W:BUY"} for other in clause.hits)
        if label == "partners_with" and hit.cue.weight < 1 and sold:
            return (), 0.0  # the contract says more
        pairs, trust = together(self.text, clause, hit, about, self.topic, self.seen or list(self.sides.values()))
        return ((b, a) for a, b in pairs) if frame == "W:BUY" else pairs, trust
