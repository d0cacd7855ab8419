"""SQL: boxed questions, saved ones with parameters, answers as files, and the SQL behind each page."""

from __future__ import annotations

import io
import re
from datetime import date
from importlib import resources
from pathlib import Path

import pandas as pd
import pytest

from kg import report
from kg.dashboard.i18n import _comments
from kg.dashboard.pages.sql import frame
from kg.export import FORMATS, export
from kg.report.behind import PARAMETER, behind
from kg.store.box import boxed
from kg.store.reader import Reader
from tests.kg.dashboard.kit import Draw, html_of


def test_a_question_of_the_address_is_answered(draw: Draw, archive: Reader):
    page = draw("sql", q="select count(*) as n from story", lang="en")
    assert page.dataframe[0].value["n"].tolist() == [archive.value("select count(*) from story")]


@pytest.mark.parametrize(
    "sql",
    ["drop table story", "select 1; select 2", "copy story to 'x.csv'", "select * from read_csv('/etc/passwd')",
     "attach 'x.db'", "pragma database_list", "select nothing from story", "selec", "'", "--", "install fts"],
)  # fmt: skip
def test_what_is_no_question_is_an_error_in_plain_words(draw: Draw, sql: str):
    page = draw("sql", q=sql, lang="en")
    assert len(page.error) == 1
    assert "Traceback" not in page.error[0].value


def test_a_saved_question_asks_for_its_parameter_and_keeps_it_in_the_address(draw: Draw):
    page = draw("sql", saved="entity_by_week", lang="en")
    assert "Fill in first: name" in page.info[0].value
    page.text_input(key="p_name").input("OpenAI")
    [run] = [b for b in page.button if b.label == "Run"]
    run.click().run()
    assert page.query_params == {"saved": "entity_by_week", "p_name": "OpenAI", "lang": "en"}
    assert len(page.dataframe[0].value) > 3


def test_saved_questions_are_titled_in_the_readers_language(draw: Draw):
    for language, chinese in (("zh", True), ("en", False)):
        titles = draw("sql", lang=language).selectbox[0].options[1:]
        assert titles
        assert all(bool(re.search("[\u4e00-\u9fff]", title)) == chinese for title in titles)


def test_a_saved_question_that_is_changed_becomes_ones_own(draw: Draw):
    page = draw("sql", saved="money", lang="en")
    page.text_area(key="sql").input("select 7 as seven")
    [run] = [b for b in page.button if b.label == "Run"]
    run.click().run()
    assert page.query_params["q"] == "select 7 as seven"
    assert page.dataframe[0].value["seven"].tolist() == [7]


def test_a_field_is_filled_from_the_address_once(draw: Draw):
    """A page that is drawn anew sends no value over what somebody is typing; another address does."""
    page = draw("sql", q="select 1 as one", saved="", lang="en")
    assert page.text_area(key="sql").proto.set_value
    page.run()
    assert not page.text_area(key="sql").proto.set_value
    assert page.text_area(key="sql").value == "select 1 as one"
    page.query_params["q"] = "select 2 as two"
    page.run()
    assert page.text_area(key="sql").value == "select 2 as two"


@pytest.mark.parametrize("query", report.saved_queries(), ids=lambda query: query.name)
def test_saved_questions_run(archive_db: Path, query):
    found = boxed(archive_db, query.sql, parameters=dict.fromkeys(query.parameters, "OpenAI"))
    assert found.columns
    assert query.title


def test_the_schema_is_searched_by_its_comments(draw: Draw):
    html = html_of(draw("sql", find="outlet chain"))
    assert "attribution</code>" in html
    assert "trend_day</code>" not in html


def test_every_comment_of_the_database_has_a_chinese_form_and_none_is_left_over(archive: Reader):
    rows = report.schema(archive)
    assert set(_comments()) == {row[key] for row in rows for key in ("about", "comment")}
    plain = {en for en, zh in _comments().items() if not re.search("[\u4e00-\u9fff]", zh)}
    assert plain == set()


def test_the_schema_is_described_in_the_readers_language(draw: Draw):
    assert "一行是一个实体" in html_of(draw("sql", lang="zh"))
    assert "One row an entity" not in html_of(draw("sql", lang="zh"))
    assert "One row an entity" in html_of(draw("sql", lang="en"))
    assert "attribution</code>" in html_of(draw("sql", find="媒体链", lang="zh"))


@pytest.mark.parametrize(
    ("sql", "words", "original"),
    [("selec 1", "写法有误", "Parser Error"), ("select nothing from story", "没有这样的列", "Binder Error"),
     ("select * from nowhere", "没有这样的表", "Catalog Error"), ("select 'x'::date", "转换不成", "Conversion Error")],
)  # fmt: skip
def test_an_error_of_the_engine_begins_in_chinese_and_keeps_its_own_words(
    draw: Draw, sql: str, words: str, original: str
):
    [said] = [error.value for error in draw("sql", q=sql, lang="zh").error]
    assert words in said
    assert said.index(words) < said.index(original)
    [said] = [error.value for error in draw("sql", q=sql, lang="en").error]
    assert said.startswith(original)


KINDS = """select 1::tinyint as a, 170141183460469231731687303715884105727 as b, 1.5::decimal(9,2) as c, [1,2] as d,
{'x': 1} as e, interval 3 days as f, 'a'::blob as g, null as h, date '9999-12-31' as i, true as j, map {'k': 1} as k,
time '10:00' as l, timestamp '2026-01-01 10:00' as m, 'nan'::double as n, 1 as a, uuid '5e4ab39c-0d3a-4b3f-8e4c-5f0e6a1d2b3c' as o"""


def test_answers_of_every_type_are_shown_and_exported(draw: Draw, archive_db: Path):
    assert not draw("sql", q=KINDS).error
    found = boxed(archive_db, KINDS)
    assert len(frame(found).columns) == len(found.columns)
    for form in FORMATS:
        assert export(form, found.columns, found.rows)


def test_exported_text_is_no_formula(archive_db: Path):
    found = boxed(archive_db, "select '=cmd|''/c calc''!A1' as \"=1+1\"")
    lines = export("csv-excel", found.columns, found.rows).decode("utf-8-sig").splitlines()
    assert lines[0].startswith(("'=", "\"'="))
    assert lines[1].startswith(("'=", "\"'="))
    assert (
        pd.read_parquet(io.BytesIO(export("parquet", found.columns, found.rows)))
        .iloc[0, 0]
        .startswith("=cmd")
    )


# ------------------------------------------------------------------ the SQL behind a page


def names() -> list[str]:
    return sorted(
        f.name[:-4] for f in (resources.files("kg.report") / "behind").iterdir() if f.name.endswith(".sql")
    )


@pytest.mark.parametrize("name", names())
def test_the_sql_behind_a_page_runs_whatever_is_given(archive_db: Path, name: str):
    text = (resources.files("kg.report") / "behind" / f"{name}.sql").read_text("utf-8")
    given = dict.fromkeys(PARAMETER.findall(text), "it's; -- 2")
    given |= {key: date(2026, 3, 1) for key in ("day", "since", "until", "as_of") if key in given}
    if "select" in behind(name):  # some ask for one thing and are nothing without it
        assert boxed(archive_db, behind(name)).columns
    assert boxed(archive_db, behind(name, given)).columns


def test_the_sql_behind_stories_gives_the_same_stories(archive_db: Path, archive: Reader):
    filters = {"since": date(2026, 3, 1), "entity": "亚马逊", "type": "ORG"}
    rows = boxed(archive_db, behind("stories", filters)).rows
    assert [row[-1] for row in rows] == [s.story_id for s in report.stories(archive, **filters, limit=1000)]


def test_the_sql_behind_a_day_gives_its_passages(archive_db: Path, archive: Reader):
    day = date(2026, 3, 5)
    rows = boxed(archive_db, behind("day", {"day": day})).rows
    shown = {p.text for story in report.day_page(archive, day).stories for p in story.passages}
    assert shown
    assert shown <= {row[4] for row in rows}


def test_every_page_links_its_sql(draw: Draw):
    page = draw("today", day="2026-03-05", lang="en")
    [link] = [one for one in page.get("page_link") if one.proto.label.startswith("Open and change")]
    assert "date+%272026-03-05%27" in link.proto.query_string
    assert "where p.day = date '2026-03-05'" in page.code[0].value
    assert "from story s" in draw("stories", lang="en").code[0].value
