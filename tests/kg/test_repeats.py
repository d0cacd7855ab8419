"""Aggregators tell a story for days: it is kept, marked as a repeat, and counted once in every series."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from kg.ingest import ingest
from kg.report.archive import story_views
from kg.report.entities import compare
from kg.store.reader import Reader
from tests.kg.kit import fresh, same

STALE = "## 1. OpenAI 完成 1100 亿美元融资\n投资方付了钱。\n\n来源：[Reuters](https://news.example.com/2026/openai)\n"
RENAMED = "## {n}. 阿里云发布第{day}版公告｜更新\n文字{day}。\n\n来源：[36氪](https://news.example.com/alibaba-cloud)\n"
RUBRIC = "## {n}. 融资快讯\n第{day}天的另一笔融资，Anthropic 拿到 {day} 亿美元。\n\n[全部](https://site.example.com/funding) [甲](https://news.example.com/f{day})\n"
FRESH = "## {n}. 谷歌第{day}天发布模型 Gemini\n正文{day}。\n\n[全部](https://site.example.com/funding)\n"
DAYS = [date(2026, 5, 1) + timedelta(days=n) for n in range(4)]


def _post(day: date) -> str:
    parts = [STALE, *(part.format(n=at, day=day.day) for at, part in enumerate((RENAMED, RUBRIC, FRESH), 2))]
    return f"+++\ndate = {day.isoformat()}\n+++\n\n" + "\n".join(parts)


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    home = tmp_path_factory.mktemp("stale")
    (home / "posts").mkdir()
    for day in DAYS:
        (home / f"posts/{day.isoformat()}.md").write_text(_post(day), "utf-8")
    fresh(home / "posts", home / "kg.duckdb")
    return home


@pytest.fixture
def reader(home):
    with Reader(home / "kg.duckdb") as reader:
        yield reader


def test_the_same_title_or_the_same_link_is_a_repeat_of_the_first_day(reader):
    rows = reader.rows(
        "select s.day, s.n, f.day, f.n, reason from story_repeat r join story s using (story_id) "
        "join story f on f.story_id = r.first_story_id order by s.day, s.n"
    )
    first = DAYS[0]
    assert rows == [
        row for day in DAYS[1:] for row in ((day, 1, first, 1, "same title"), (day, 2, first, 2, "same link"))
    ]


def test_repeats_stay_in_the_archive_and_say_so(reader):
    assert reader.value("select count(*) from story") == 16
    told = {(s.day, s.n): s.repeats for s in story_views(reader, "true", ())}
    assert told[DAYS[0], 1] is None
    assert told[DAYS[2], 1] == "same title"
    assert told[DAYS[2], 3] is None


def test_a_rubric_and_a_link_of_the_whole_post_are_no_repeats(reader):
    """`融资快讯` tells something else each day; a link that two stories of a post share is no story's own."""
    again = reader.rows("select distinct n from story join story_repeat using (story_id) order by n")
    assert again == [(1,), (2,)]


def test_series_count_a_repeated_story_once(reader):
    for name, counts in (("OpenAI", [1, 0, 0, 0]), ("阿里云", [1, 0, 0, 0]), ("谷歌", [1, 1, 1, 1])):
        (series,) = compare(reader, [name])
        assert [point.count for point in series.points] == counts, name
        assert [point.volume for point in series.points] == [4, 2, 2, 2], name


def test_series_of_themes_count_a_repeated_story_once(reader):
    (theme,) = reader.rows(
        "select theme_id from story_theme join story using (story_id) where n = 1 and rank = 1 and day = ?", [DAYS[0]]
    )[0]
    others = dict(
        reader.rows(
            "select s.day, count(*) from story_theme t join story s using (story_id) "
            "where theme_id = ? and rank <= 3 and n > 2 group by all", [theme]
        )
    )  # fmt: skip
    (series,) = compare(reader, [theme])
    first = reader.value("select count(*) from story_theme join story using (story_id) where theme_id = ? and n <= 2 and day = ? and rank <= 3", [theme, DAYS[0]])
    assert [p.count for p in series.points] == [others.get(day, 0) + (first if day == DAYS[0] else 0) for day in DAYS]


def test_the_history_says_how_many_stories_of_a_day_are_repeats(reader):
    rows = reader.rows("select day, story_count, repeated_count from entity_history('OpenAI')")
    assert rows == [(day, 1, int(day != DAYS[0])) for day in DAYS]


def test_without_the_first_day_the_second_is_the_first(home, tmp_path):
    """As if the removed post had never been there."""
    posts = tmp_path / "posts"
    posts.mkdir()
    for day in DAYS:
        (posts / f"{day.isoformat()}.md").write_text(_post(day), "utf-8")
    ingest([posts], tmp_path / "kg.duckdb")
    (posts / f"{DAYS[0].isoformat()}.md").unlink()
    ingest([posts], tmp_path / "kg.duckdb")
    with Reader(tmp_path / "kg.duckdb") as reader:
        assert reader.rows("select distinct f.day from story_repeat r join story f on f.story_id = r.first_story_id") == [(DAYS[1],)]
    fresh(posts, tmp_path / "fresh.duckdb")
    same(tmp_path / "kg.duckdb", tmp_path / "fresh.duckdb")
