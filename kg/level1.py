"""Level 1: one post as rows. A pure function of (bytes of the file, fingerprint); ids are given here.

`items` says what is to be extracted, `rows` puts the answers and the post together. Between the two any
number of posts can go through the pipeline in one stream.
"""

from __future__ import annotations

import hashlib
from collections import Counter as Count
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from kg import ids
from kg.briefing import plain, seen
from kg.briefing.template import source_of
from kg.model import (
    AmountRow,
    AttributionRow,
    Briefing,
    BriefingRow,
    EntityKeyRow,
    MentionRow,
    Passage,
    PassageRow,
    RelationRow,
    SearchRow,
    StatementThemeRow,
    Story,
    StoryRow,
    StoryThemeRow,
    TrendMentionRow,
    TrendStatement,
    WatchFacetRow,
    WatchMentionRow,
    WatchStatement,
)
from kg.trends.shift import shift
from kg.watch.facets import facets
from kg.watch.terms import term
from nlp.gazetteer import Gazetteer
from nlp.model import Facts, Item, Unit
from nlp.normal import normal_form
from nlp.settings import Config
from nlp.settings import fingerprint as extraction

__all__ = ["fingerprint", "items", "rows"]

HERE = Path(__file__).resolve().parent
SOURCES = (
    "ids.py",
    "level1.py",
    "model.py",
    "briefing",
    "trends/shift.py",
    "watch/facets.py",
    "watch/terms.py",
)
"""What of this package decides level 1, besides `nlp`. Folders with everything in them."""


def fingerprint(template: str | None = None, config: Config | None = None) -> str:
    """Version of reading and extraction: code of both, gazetteer, settings, a template forced by the user.

    Of a forced template its words count, not its place. Raises `NotFound` where there is none.
    """
    forced = hashlib.sha256(source_of(template)).hexdigest() if template else None
    parts = f"{extraction(config)}\n{code_digest(SOURCES)}\n{forced}"
    return hashlib.sha256(parts.encode()).hexdigest()[:16]


@lru_cache(maxsize=8)
def code_digest(sources: tuple[str, ...]) -> str:
    """sha256 over files of this package, and whole folders with their data."""
    total = hashlib.sha256()
    for path in (file for source in sources for file in _files(HERE / source)):
        total.update(path.relative_to(HERE).as_posix().encode() + b"\0" + path.read_bytes())
    return total.hexdigest()


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    return sorted(p for p in path.rglob("*") if p.is_file() and "__pycache__" not in p.parts)


def items(briefing: Briefing) -> list[Item]:
    """What is extracted together, in the order in which `rows` wants the answers."""
    stories = [_item(briefing, (story.headline, *story.passages), story.outlets) for story in briefing.stories]
    told = tuple("\n".join(unit.text for unit in story.units) for story in stories)
    lines = [*(s.passage for s in briefing.trends), *(s.passage for s in briefing.watch), *briefing.notes]
    return [*stories, *(_item(briefing, (line,), around=told) for line in lines)]


def _item(
    briefing: Briefing, passages: Sequence[Passage], outlets: tuple[str, ...] = (), around: tuple[str, ...] = ()
) -> Item:
    return Item(briefing.day, tuple(Unit(p.kind, seen(p.text)) for p in passages), outlets, around)


def rows(
    briefing: Briefing, facts: Sequence[Facts], gazetteer: Gazetteer, sha256: str, mark: str
) -> list[Any]:
    """All rows of the post; `facts` answers `items(briefing)`, `mark` is the fingerprint."""
    return _Post(briefing, gazetteer).rows(iter(facts), sha256, mark)


@dataclass
class _Post:
    """The work on one post: counters for its ids and the rows so far."""

    briefing: Briefing
    gazetteer: Gazetteer
    found: list[Any] = field(default_factory=list)
    free: ids.Counter = field(default_factory=ids.Counter)
    number: ids.Counter = field(default_factory=ids.Counter)
    keys: dict[str, tuple[str, Any, str | None]] = field(default_factory=dict)
    key_count: Count[str] = field(default_factory=Count)
    placed: dict[tuple[int, int], str] = field(default_factory=dict)
    """Passages of stories by their place: a watch statement inside a story is one of them."""

    def rows(self, facts: Iterator[Facts], sha256: str, mark: str) -> list[Any]:
        post = self.briefing
        self.id = ids.briefing_id(post.path, post.day)
        note = "\n".join(plain(note.text) for note in post.notes) or None
        self.found.append(
            BriefingRow(
                self.id, post.day, post.title, post.path, post.template, post.template_reason, post.language,
                post.period, post.url, note, len(post.stories), sha256, mark,
            )
        )  # fmt: skip
        stories = [self.story(story, position, next(facts)) for position, story in enumerate(post.stories, 1)]
        for trend in post.trends:
            self.trend(trend, next(facts))
        for watch in post.watch:
            inside = stories[watch.story_position - 1] if watch.story_position else None
            self.watch(watch, inside, next(facts))
        for passage in post.notes:
            self.facts(next(facts), (self.passage(self.id, None, passage),), (passage,), None)
        for key, (name, kind, family) in self.keys.items():
            self.found.append(EntityKeyRow(self.id, key, name, kind, family, self.key_count[key]))
        return self.found

    def story(self, story: Story, position: int, facts: Facts) -> str:
        headline = plain(story.headline.text)
        story_id = ids.story_id(self.id, headline, self.free)
        self.found.append(
            StoryRow(
                story_id, self.id, self.briefing.day, story.n, position, headline, facts.modality,
                facts.modality_cue, facts.event_day, story.section, story.links[0] if story.links else None,
            )
        )  # fmt: skip
        for place, outlet in enumerate(story.outlets, 1):
            known = self.gazetteer.find(outlet)
            self.found.append(AttributionRow(story_id, place, outlet, known[0] if known else None))
        passages = (story.headline, *story.passages)
        names = tuple(self.passage(story_id, story_id, passage) for passage in passages)
        self.facts(facts, names, passages, story_id)
        for rank, theme in enumerate(facts.themes, 1):
            self.found.append(StoryThemeRow(story_id, theme.theme_id, theme.score, rank, theme.reason))
        return story_id

    def trend(self, trend: TrendStatement, facts: Facts) -> None:
        text = plain(trend.passage.text)
        passage = self.passage(self.id, None, trend.passage)
        mention = ids.trend_mention_id(self.id, text, self.free)
        before, after = shift(text) or (None, None)
        self.found.append(
            TrendMentionRow(
                mention,
                self.id,
                passage,
                self.briefing.day,
                trend.n,
                trend.name,
                text,
                before,
                after,
                None,
                None,
            )
        )
        self.facts(facts, (passage,), (trend.passage,), None)
        self.themes(mention, facts)

    def watch(self, watch: WatchStatement, story_id: str | None, facts: Facts) -> None:
        text, place = plain(watch.passage.text), (watch.passage.start, watch.passage.end)
        known = self.placed.get(place)
        passage = known or self.passage(story_id or self.id, story_id, watch.passage)
        mention = ids.watch_mention_id(self.id, text, self.free)
        by_day, by_text = term(text, self.briefing.day)
        self.found.append(
            WatchMentionRow(
                mention,
                self.id,
                passage,
                story_id,
                self.briefing.day,
                watch.n,
                text,
                by_day,
                by_text,
                None,
                None,
            )
        )
        names = {mention.surface for mention in facts.mentions}
        for position, facet in enumerate(facets(watch.passage.text, names), 1):
            self.found.append(WatchFacetRow(mention, position, facet))
        if known is None:
            self.facts(facts, (passage,), (watch.passage,), story_id)
        self.themes(mention, facts)

    def passage(self, owner: str, story_id: str | None, p: Passage) -> str:
        passage_id = ids.passage_id(owner, p.kind, self.number)
        self.placed[p.start, p.end] = passage_id
        self.found.append(
            PassageRow(
                passage_id, self.id, story_id, self.briefing.day, p.kind, p.label, p.text, p.start, p.end
            )
        )
        self.found.append(SearchRow(passage_id, self.id, normal_form(plain(p.text))))
        return passage_id

    def themes(self, statement: str, facts: Facts) -> None:
        for rank, theme in enumerate(facts.themes, 1):
            self.found.append(StatementThemeRow(statement, theme.theme_id, theme.score, rank))

    def facts(
        self, facts: Facts, names: Sequence[str], passages: Sequence[Passage], story_id: str | None
    ) -> None:
        """Mentions, amounts and relations of one item, with offsets in the file."""
        add: Callable[[Any], None] = self.found.append
        day = self.briefing.day
        for m in facts.mentions:
            passage, base = names[m.unit], passages[m.unit].start
            add(
                MentionRow(
                    self.free(ids.inner_id(passage, m.start)), passage, self.id, story_id, day, m.key, m.key,
                    passages[m.unit].text[m.start : m.end], base + m.start, base + m.end, m.type, m.rule, m.confidence,
                )
            )  # fmt: skip
            if self.gazetteer.entity(m.key) is None:
                self.keys.setdefault(m.key, (m.name, m.type, m.family))
                self.key_count[m.key] += 1
        for a in facts.amounts:
            passage, base = names[a.unit], passages[a.unit].start
            add(
                AmountRow(
                    self.free(ids.inner_id(passage, a.start, "amount")), passage, story_id, day,
                    passages[a.unit].text[a.start : a.end],
                    a.value, a.value_high, a.measure, a.approx, a.role, a.owner, a.owner, base + a.start,
                    base + a.end,
                )
            )  # fmt: skip
        if story_id is None:
            return
        named = {m.key for m in facts.mentions}
        for r in facts.relations:
            if not named >= {r.subject, r.object}:
                continue  # an end that no text names could not be shown to anybody
            passage = names[r.unit]
            tail = f"{r.subject}:{r.predicate}:{r.object}"
            add(
                RelationRow(
                    self.free(f"{passage}@{tail}"), story_id, passage, day, r.subject, r.subject, r.predicate,
                    r.object, r.object, r.modality, r.event_day, r.cue, r.confidence,
                )
            )  # fmt: skip
