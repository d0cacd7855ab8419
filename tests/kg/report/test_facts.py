"""Rumoured, reported, announced, denied of one statement is one history, on both axes of time."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kg.errors import NotFound
from kg.model import (
    AttributionRow,
    BriefingRow,
    EntityRow,
    PassageRow,
    RelationRow,
    StoryRow,
)
from kg.report import statements
from kg.resolve import AliasKeyRow
from kg.store.reader import Reader
from kg.store.writer import Store

# day reported, event day, modality, outlet chain
SAID = [
    (date(2026, 3, 2), None, "rumoured", ("Reuters", "The Information")),
    (date(2026, 3, 3), None, "reported", ("The Verge", "The Information")),
    (date(2026, 3, 9), date(2026, 3, 8), "announced", ("Amazon",)),
]


@pytest.fixture
def reader(tmp_path: Path):
    rows: list[object] = []
    for day, event, modality, outlets in SAID:
        post, story = day.isoformat(), f"{day}-s"
        rows.append(BriefingRow(post, day, post, f"{post}.md", "t", "", "zh", "day", None, None, 1, "", ""))
        rows.append(StoryRow(story, post, day, 1, 1, "亚马逊入股 OpenAI", modality, None, event, None, None))
        rows.append(PassageRow(f"{story}.p", post, story, day, "headline", None, "亚马逊入股 OpenAI", 0, 12))
        rows += [AttributionRow(story, place, name, None) for place, name in enumerate(outlets, 1)]
        rows.append(RelationRow(f"{story}.r", story, f"{story}.p", day, "amazon", "amazon", "invests_in", "openai",
                                "openai", modality, event, "入股", 0.9))  # fmt: skip
    rows += [EntityRow(id_, name, None, "ORG", None, None, True, SAID[0][0], SAID[-1][0], 3, 3, 3)
             for id_, name in (("amazon", "Amazon"), ("openai", "OpenAI"))]  # fmt: skip
    rows += [AliasKeyRow("amazon", "amazon", 1), AliasKeyRow("openai", "openai", 1)]
    path = tmp_path / "kg.duckdb"
    with Store(path) as store, store.transaction():
        store.insert(rows)
    with Reader(path) as reader:
        yield reader


def test_one_statement_is_one_history(reader):
    [one] = statements(reader)
    assert (one.subject, one.predicate, one.object, one.modality) == ("Amazon", "invests_in", "OpenAI", "announced")
    assert [said["modality"] for said in one.history] == ["rumoured", "reported", "announced"]
    assert (one.first_day, one.last_day, one.event_day) == (SAID[0][0], SAID[2][0], SAID[2][1])


def test_outlets_that_quote_the_same_one_are_one_source(reader):
    [one] = statements(reader, as_of=date(2026, 3, 3))
    assert (one.story_count, one.origins) == (2, 1)
    assert one.reason == "rumoured 2026-03-02, reported 2026-03-03; 1 first source"
    assert statements(reader)[0].origins == 2


def test_what_was_known_on_a_day_is_not_what_had_happened_by_it(reader):
    assert [s.modality for s in statements(reader, as_of=date(2026, 3, 8))] == ["reported"]
    assert [s.modality for s in statements(reader, true_on=date(2026, 3, 8))] == ["announced"]
    assert statements(reader, as_of=date(2026, 3, 1)) == []


def test_by_entity_and_modality(reader):
    assert len(statements(reader, "openai", modality="announced")) == 1
    assert statements(reader, modality="denied") == []
    with pytest.raises(NotFound):
        statements(reader, "nobody")
