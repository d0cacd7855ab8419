"""Who belongs to an entity, whose company it keeps more often than before, and where its name stands."""

from __future__ import annotations

from datetime import timedelta

import pytest

from kg.report import entity, passages_of_entity, relatives, rising_companions


@pytest.fixture
def busiest(archive):
    return archive.value("select entity_id from entity order by story_count desc, entity_id limit 1")


def test_a_rising_companion_has_a_larger_share_of_the_recent_stories(archive, busiest):
    for row in rising_companions(archive, busiest):
        assert row["now"] >= 3
        assert row["now"] / row["own_now"] > row["before"] / row["own_before"]


def test_shares_are_those_of_the_stories_that_both_names_stand_in(archive, busiest):
    found = rising_companions(archive, busiest)
    assert found
    last = archive.value("select max(day) from briefing")
    shared = archive.value(
        "select count(distinct a.story_id) from mention a join mention b using (story_id) where a.entity_id = ? "
        "and b.entity_id = ? and a.day > ? and a.story_id not in (select story_id from story_repeat)",
        (busiest, found[0]["entity_id"], last - timedelta(days=28)),
    )
    assert shared == found[0]["now"]


def test_nothing_rises_where_there_was_too_little_before(archive):
    rare = archive.value("select entity_id from entity where story_count = 1 order by entity_id limit 1")
    assert rising_companions(archive, rare) == []


def test_a_member_names_its_parent_and_the_parent_its_member(archive):
    child, parent = archive.rows(
        "select c.entity_id, p.entity_id from entity c join entity p on p.entity_id = c.parent_id "
        "order by c.story_count desc, c.entity_id limit 1"
    )[0]
    assert parent in {row["entity_id"] for row in relatives(archive, child) if row["tie"] == "parent"}
    assert child in {row["entity_id"] for row in relatives(archive, parent, 1000) if row["tie"] == "member"}


def test_passages_are_the_latest_of_each_kind_and_hold_the_name(archive, busiest):
    views = passages_of_entity(archive, busiest, 3)
    kinds = [view.kind for view in views]
    assert max(kinds.count(kind) for kind in kinds) == 3
    assert all(busiest in {m.entity_id for m in view.mentions} for view in views)
    assert [view.day for view in views] == sorted((view.day for view in views), reverse=True)


def test_a_card_without_its_test_is_the_same_but_for_bursts(archive, busiest):
    tested, plain = entity(archive, busiest), entity(archive, busiest, tested=False)
    assert plain.bursts == ()
    assert (tested.series, tested.facts, tested.salience) == (plain.series, plain.facts, plain.salience)
