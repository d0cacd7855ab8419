"""What passes between the parts: plain frozen dataclasses, no engine, no behaviour.

Three groups, in the order in which the knowledge grows:

* what the reader of Markdown returns (`Briefing` and its parts);
* the rows of level 1, a pure function of one file (`BriefingRow` … `WatchFacetRow`);
* the rows of level 2, a pure function of all level 1 rows and the corrections (`EntityRow` …).

A row class has exactly the columns of the table it names (`TABLE`), in order; a test holds this
against the schema. All offsets count Unicode code points in the decoded file (front matter
included, line ends as they are, a BOM not counted): ``text == file_text[start:end]``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Literal

Kind = Literal["headline", "fact", "why", "impact", "advice", "trend", "watch", "note", "other"]
Severity = Literal["error", "warning", "info"]
Modality = Literal["announced", "reported", "rumoured", "denied", "opinion"]
EntityType = Literal["ORG", "PERSON", "PLACE", "MODEL", "PRODUCT", "WORK", "EVENT"]
Fate = Literal["open", "touched", "progressing", "answered", "contradicted", "stale", "dropped"]
Stance = Literal["supports", "contradicts", "progress", "mention"]
TrendStatus = Literal["new", "rising", "steady", "fading", "dormant", "returned"]


# ---------------------------------------------------------------- what the reader returns


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of the file with its place: ``text == file_text[start:end]``, Markdown kept."""

    kind: Kind
    text: str
    start: int
    end: int
    label: str | None = None
    """The label as printed (是什么, 摘要 …), None where there is none."""


@dataclass(frozen=True, slots=True)
class Story:
    """A numbered item. `n` is the printed number, or the position (from 1) where none is printed."""

    n: int
    headline: Passage
    passages: tuple[Passage, ...] = ()
    outlets: tuple[str, ...] = ()
    """Outlet first, origin last, as printed: ``("Reuters", "The Information")``."""
    links: tuple[str, ...] = ()
    """http(s) links of the story in order, the source first."""
    section: str | None = None
    """The heading above the story where stories are grouped (公司动态 …)."""


@dataclass(frozen=True, slots=True)
class TrendStatement:
    """One trend of the day as the author put it. `name` is the short form, `passage` the whole."""

    n: int
    name: str
    passage: Passage


@dataclass(frozen=True, slots=True)
class WatchStatement:
    """One thing the author will watch. `story_n` is set where it stands inside a story (1-based position)."""

    n: int
    passage: Passage
    story_position: int | None = None


@dataclass(frozen=True, slots=True)
class Issue:
    """What could not be read, and why. TABLE issue."""

    TABLE: ClassVar[str] = "issue"
    path: str
    line: int | None
    severity: Severity
    message: str
    stage: Literal["find", "read"] = "read"
    """Noticed while looking for posts (a draft skipped), or while reading one."""


@dataclass(frozen=True, slots=True)
class Briefing:
    """One post as read. `path` is relative to the archive folder, with forward slashes."""

    day: date
    title: str
    path: str
    template: str
    template_reason: str
    """Why this template: ``reference, because 今日趋势总结 and 4 of 4 labels``."""
    language: Literal["zh", "en", "other"]
    period: Literal["day", "week"] = "day"
    url: str | None = None
    """Link back to the published post where hugo.toml gives a baseURL."""
    notes: tuple[Passage, ...] = ()
    stories: tuple[Story, ...] = ()
    trends: tuple[TrendStatement, ...] = ()
    watch: tuple[WatchStatement, ...] = ()
    issues: tuple[Issue, ...] = ()


# ---------------------------------------------------------------- level 1: one file


@dataclass(frozen=True, slots=True)
class BriefingRow:
    TABLE: ClassVar[str] = "briefing"
    briefing_id: str
    day: date
    title: str
    path: str
    template: str
    template_reason: str
    language: str
    period: str
    url: str | None
    note: str | None
    story_count: int
    sha256: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class StoryRow:
    TABLE: ClassVar[str] = "story"
    story_id: str
    briefing_id: str
    day: date
    n: int
    position: int
    headline: str
    modality: Modality
    modality_cue: str | None
    """The words that decided the modality, None for the default."""
    event_day: date | None
    section: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class PassageRow:
    TABLE: ClassVar[str] = "passage"
    passage_id: str
    briefing_id: str
    story_id: str | None
    day: date
    kind: Kind
    label: str | None
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SearchRow:
    """A passage as it is searched: usual width, lower case, simplified characters, without Markdown marks."""

    TABLE: ClassVar[str] = "search_passage"
    passage_id: str
    briefing_id: str
    text: str


@dataclass(frozen=True, slots=True)
class AttributionRow:
    TABLE: ClassVar[str] = "attribution"
    story_id: str
    position: int
    outlet: str
    """As printed."""
    outlet_id: str | None
    """The gazetteer's entity for it, None where unknown."""


@dataclass(frozen=True, slots=True)
class MentionRow:
    TABLE: ClassVar[str] = "mention"
    mention_id: str
    passage_id: str
    briefing_id: str
    story_id: str | None
    day: date
    entity_key: str
    """What level 1 says it is: gazetteer id, minted model id, or `name:<normalised surface>`."""
    entity_id: str
    """`entity_key` after corrections (level 2); equal to it where no decision touches it."""
    surface: str
    start: int
    end: int
    type: EntityType
    rule: str
    """The rule that found it, in words that a person can check (`alias`, `version`, `title+name` …)."""
    confidence: float


@dataclass(frozen=True, slots=True)
class EntityKeyRow:
    """Grain: post x entity key that the gazetteer does not hold (minted versions, names found by rule)."""

    TABLE: ClassVar[str] = "entity_key"
    briefing_id: str
    entity_key: str
    name: str
    type: EntityType
    family_id: str | None
    mentions: int


@dataclass(frozen=True, slots=True)
class AmountRow:
    TABLE: ClassVar[str] = "amount"
    amount_id: str
    passage_id: str
    story_id: str | None
    day: date
    surface: str
    value: float
    value_high: float | None
    """Upper end where the text gives a range."""
    unit: str
    approx: bool
    role: str | None
    """funding valuation revenue spending price deal fine other, None where none is stated."""
    entity_key: str | None
    """Whose amount, where stated, as extraction says."""
    entity_id: str | None
    """`entity_key` after corrections."""
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class RelationRow:
    TABLE: ClassVar[str] = "relation"
    relation_id: str
    story_id: str
    passage_id: str
    day: date
    subject_key: str
    subject_id: str
    predicate: str
    object_key: str
    object_id: str
    modality: Modality
    event_day: date | None
    cue: str
    """The words that state it."""
    confidence: float


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """The closed list of themes (data/gazetteer/themes.tsv)."""

    TABLE: ClassVar[str] = "theme"
    theme_id: str
    name_zh: str
    name_en: str


@dataclass(frozen=True, slots=True)
class StoryThemeRow:
    TABLE: ClassVar[str] = "story_theme"
    story_id: str
    theme_id: str
    score: float
    rank: int
    """1 is the main theme."""
    reason: str
    """The cues that spoke for it."""


@dataclass(frozen=True, slots=True)
class StatementThemeRow:
    """Theme of a trend mention or a watch mention."""

    TABLE: ClassVar[str] = "statement_theme"
    statement_id: str
    theme_id: str
    score: float
    rank: int


@dataclass(frozen=True, slots=True)
class TrendMentionRow:
    TABLE: ClassVar[str] = "trend_mention"
    trend_mention_id: str
    briefing_id: str
    passage_id: str
    day: date
    n: int
    name: str
    text: str
    shift_from: str | None
    shift_to: str | None
    trend_id: str | None
    """Level 2; None before it ran."""
    trend_reason: str | None
    """Why it belongs to that trend."""


@dataclass(frozen=True, slots=True)
class WatchMentionRow:
    TABLE: ClassVar[str] = "watch_mention"
    watch_mention_id: str
    briefing_id: str
    passage_id: str
    story_id: str | None
    day: date
    n: int
    text: str
    by_day: date | None
    by_text: str | None
    """The words that set the term (本周内, 4 月前)."""
    watch_id: str | None
    watch_reason: str | None


@dataclass(frozen=True, slots=True)
class WatchFacetRow:
    TABLE: ClassVar[str] = "watch_facet"
    watch_mention_id: str
    position: int
    text: str


# ---------------------------------------------------------------- level 2: the archive


@dataclass(frozen=True, slots=True)
class EntityRow:
    TABLE: ClassVar[str] = "entity"
    entity_id: str
    name: str
    name_zh: str | None
    type: EntityType
    parent_id: str | None
    family_id: str | None
    known: bool
    """True where the gazetteer or a decision vouches for it, False for a name found by rule."""
    first_day: date
    last_day: date
    day_count: int
    story_count: int
    mention_count: int


@dataclass(frozen=True, slots=True)
class AliasRow:
    TABLE: ClassVar[str] = "alias"
    entity_id: str
    surface: str
    origin: str
    """Where it comes from: `gazetteer labs.tsv:12`, `correction 7`, `rule title+name`."""


@dataclass(frozen=True, slots=True)
class TrendRow:
    TABLE: ClassVar[str] = "trend"
    trend_id: str
    name: str
    first_day: date
    last_day: date
    day_count: int
    status: TrendStatus
    status_reason: str


@dataclass(frozen=True, slots=True)
class TrendDayRow:
    """Grain: trend x day on which it was asserted by the author, evidenced by stories, or both."""

    TABLE: ClassVar[str] = "trend_day"
    trend_id: str
    day: date
    asserted: bool
    evidence_count: int


@dataclass(frozen=True, slots=True)
class TrendEvidenceRow:
    TABLE: ClassVar[str] = "trend_evidence"
    trend_id: str
    story_id: str
    day: date
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class WatchRow:
    TABLE: ClassVar[str] = "watch"
    watch_id: str
    text: str
    first_day: date
    last_day: date
    asked_count: int
    by_day: date | None
    boilerplate: bool
    """True where most posts of the archive repeat the same words."""
    fate: Fate
    fate_reason: str
    fate_decided_by: str
    """`machine` (a proposal) or the person who decided."""
    first_evidence_day: date | None
    last_evidence_day: date | None
    evidence_count: int


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """Grain: watch item x story. Always dated after the item was first asked."""

    TABLE: ClassVar[str] = "evidence"
    watch_id: str
    story_id: str
    watch_mention_id: str
    """The wording it answers best."""
    passage_id: str
    """The passage that bears on it (the quote)."""
    day: date
    score: float
    grade: int
    stance: Stance
    facet: str | None
    reason: str
    decision: Literal["proposed", "accepted", "rejected"]


@dataclass(frozen=True, slots=True)
class FateEventRow:
    """Grain: one change of a watch item's fate."""

    TABLE: ClassVar[str] = "fate_event"
    watch_id: str
    day: date
    fate: Fate
    reason: str
    story_id: str | None


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """A pair that may be the same thing, left to a person: kind is `trend`, `watch` or `entity`."""

    TABLE: ClassVar[str] = "proposal"
    kind: Literal["trend", "watch", "entity"]
    left_id: str
    right_id: str
    left_text: str
    right_text: str
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class DoubtRow:
    """A statement that may repeat an earlier one but is not like enough to join it."""

    TABLE: ClassVar[str] = "doubt"
    mention_id: str
    kind: Literal["trend", "watch"]
    neighbour_id: str
    day: date
    score: float


@dataclass(frozen=True, slots=True)
class JudgementRow:
    """A recorded decision as replayed: TABLE judgement."""

    TABLE: ClassVar[str] = "judgement"
    judgement_id: str
    made_at: datetime
    who: str
    why: str | None
    action: str
    payload: str
    """JSON of the decision's arguments."""
    status: Literal["applied", "undone", "vanished", "conflict"]
    message: str | None


@dataclass(frozen=True, slots=True)
class RunRow:
    """One ingest."""

    TABLE: ClassVar[str] = "run"
    run_id: str
    started_at: datetime
    """UTC, without zone."""
    seconds: float
    added: int
    updated: int
    removed: int
    unchanged: int
    quarantined: int
    fingerprint: str
