"""The macros of the contract on an archive small enough to count by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from kg import resolve
from kg.model import AliasRow, BriefingRow, EntityRow, MentionRow, PassageRow, StoryRow
from kg.store.reader import Reader
from kg.store.writer import Store
from nlp.gazetteer import load as gazetteer
from nlp.gazetteer import loose
from nlp.normal import characters

DAY = date(2026, 3, 1)
# day after DAY -> the entities of each of its stories
STORIES = {
    0: [["amazon", "openai"], ["amazon"]],
    1: [["openai"]],
    3: [["amazon", "openai"], ["amazon", "openai"], []],
}


def archive(path: Path, days: dict[int, list[list[str]]]) -> Path:
    rows: list[object] = []
    for offset, stories in days.items():
        day = DAY + timedelta(days=offset)
        post = day.isoformat()
        rows.append(
            BriefingRow(post, day, post, f"{post}.md", "t", "", "zh", "day", None, None, len(stories), "", "")
        )
        for n, entities in enumerate(stories, 1):
            story = f"{post}-s-{n}"
            rows.append(
                StoryRow(story, post, day, n, n, f"标题 {offset} {n}", "announced", None, None, None, None)
            )
            rows.append(PassageRow(f"{story}.headline1", post, story, day, "headline", None, "x" * 50, 0, 50))
            for at, entity in enumerate(entities):
                rows.append(
                    MentionRow(
                        f"{story}@{at}", f"{story}.headline1", post, story, day, entity, entity, entity, at, at + 1,
                        "ORG", "alias", 1.0,
                    )
                )  # fmt: skip
    aliases = [AliasRow("amazon", surface, "test") for surface in ("Amazon", "亚马逊", "Amazon Web-Services")]
    found = resolve.lookups(aliases, [], gazetteer(), {})
    rows += [*aliases, *found]
    with Store(path) as store, store.transaction():
        store.insert(rows)
        store.insert(
            EntityRow(e, e.title(), None, "ORG", None, None, True, DAY, DAY, 1, n, n)
            for e, n in (("amazon", 4), ("openai", 4))
        )
        store.replace(resolve.ScriptRow, [resolve.ScriptRow.of(characters())])
        store.derive("entity_day")
    return path


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    with Reader(archive(tmp_path_factory.mktemp("macros") / "kg.duckdb", STORIES)) as reader:
        yield reader


@pytest.mark.parametrize(
    "name", ["amazon", "AMAZON", "亚马逊", "亞馬遜", "Ａｍａｚｏｎ", "amazon web services"]
)
def test_any_alias_in_any_script_and_case_names_the_entity(reader: Reader, name: str) -> None:
    assert reader.rows("select day, story_count from entity_history(?)", [name]) == [
        (DAY, 2),
        (DAY + timedelta(days=3), 2),
    ]


def test_a_day_kept_is_counted_anew_from_its_day_on_only(tmp_path: Path) -> None:
    """What lies before the first changed day is not touched, even where it is wrong."""
    later = DAY + timedelta(days=1)
    with Store(archive(tmp_path / "kg.duckdb", STORIES)) as store, store.transaction() as reader:
        store.connection.execute("update entity_day set mention_count = 99 where entity_id = 'openai'")
        assert store.derive("entity_day", later) == 2
        counts = reader.rows("select mention_count from entity_history('openai')")
    assert counts == [(99,), (1,), (2,)]


def test_a_share_is_of_the_stories_of_that_day(reader: Reader) -> None:
    assert reader.rows("select share from entity_history('openai')") == [
        (0.5,),
        (1.0,),
        (pytest.approx(2 / 3),),
    ]


def test_history_comes_with_its_headlines(reader: Reader) -> None:
    assert reader.rows("select headlines from entity_history('amazon') limit 1") == [
        (["标题 0 1", "标题 0 2"],)
    ]


def test_a_name_nobody_has_gives_no_row(reader: Reader) -> None:
    for macro in ("entity_history", "entity_stories", "companions", "trend_history", "watch_history"):
        assert reader.rows(f"from {macro}('nobody')") == []


def test_stories_say_whether_the_headline_names_it(reader: Reader) -> None:
    rows = reader.rows("select day, n, mention_count, in_headline from entity_stories('openai')")
    assert rows[0] == (DAY, 1, 1, True)
    assert len(rows) == 4


def test_lift_is_shared_stories_against_chance(reader: Reader) -> None:
    """3 shared of 6 stories, 4 with the one and 4 with the other: 3 * 6 / (4 * 4)."""
    assert reader.rows("select entity_id, shared, lift, reason from companions('Amazon')") == [
        ("openai", 3, pytest.approx(18 / 16), None)
    ]


def test_companions_of_a_period_are_those_of_the_archive_cut_to_it(reader: Reader, tmp_path: Path) -> None:
    """Counts, shares and lift know nothing of stories before or after."""
    with Reader(archive(tmp_path / "kg.duckdb", {0: STORIES[0], 1: STORIES[1]})) as cut:
        expected = cut.rows("from companions('amazon')")
    until = DAY + timedelta(days=1)
    assert reader.rows("from companions_between('amazon', null, ?)", [until]) == expected
    assert reader.rows("from companions_between('amazon', ?, ?)", [DAY, until]) == expected
    assert expected != reader.rows("from companions('amazon')")


def test_few_shared_stories_give_no_lift_but_a_reason(tmp_path: Path) -> None:
    with Reader(archive(tmp_path / "kg.duckdb", {0: STORIES[0]})) as reader:
        assert reader.rows("select shared, lift, reason from companions('amazon')") == [
            (1, None, "too few: fewer than 3 shared stories")
        ]


def test_momentum_compares_shares_of_two_windows(tmp_path: Path) -> None:
    """amazon: 2 of 10 stories, then 8 of 10; openai: all stories of both windows."""
    before = [["openai", *(["amazon"] if n < 2 else [])] for n in range(10)]
    after = [["openai", *(["amazon"] if n < 8 else [])] for n in range(10)]
    with Reader(archive(tmp_path / "kg.duckdb", {0: before, 7: after})) as reader:
        rows = reader.rows(
            "select entity_id, story_count_before, story_count, momentum, reason from momentum(?, 7)",
            [DAY + timedelta(days=7)],
        )
    assert rows[0] == ("amazon", 2, 8, pytest.approx(1.766, abs=0.001), None)
    assert rows[1] == ("openai", 10, 10, pytest.approx(0.0), None)


def test_momentum_of_a_small_archive_is_no_number(reader: Reader) -> None:
    rows = reader.rows("select momentum, reason from momentum(?, 7)", [DAY + timedelta(days=3)])
    assert rows
    assert all(m is None and reason.startswith("too few") for m, reason in rows)


def test_the_database_looks_names_up_as_the_gazetteer_does(reader: Reader) -> None:
    """lookup() in SQL and loose() in Python agree on every name that ships."""
    surfaces = sorted(
        {alias.surface for alias in gazetteer().aliases} | {"Ｗｉｄｅ－Name", "繁體 中文·名", "O’Neil"}
    )
    found = reader.rows("select s, lookup(s) from (select unnest(?) as s)", [surfaces])
    assert [(s, loose(s)) for s in surfaces] == sorted(found)
