"""Trends: gallery, calendar, one trend, gaps, shifts, pairs for a person to decide."""

from __future__ import annotations

import re

import pytest

from kg.dashboard import charts
from kg.dashboard.pages._trend import differences
from kg.ingest import ingest
from tests.kg.dashboard.kit import ask, drawer, fine, html_of, log_of

LONGEST = "select trend_id, name from trend order by day_count desc, trend_id limit 1"
VIEWS = ("gallery", "calendar", "unsupported", "unnamed", "shifts", "proposals")


def opened(page):
    return [b.key for b in page.button if b.key and b.key.startswith("open-trend-")]


@pytest.mark.parametrize("view", VIEWS)
def test_each_view_has_an_address_of_its_own(draw, view):
    page = draw("trends", view=view)
    assert html_of(page) or page.info


def test_the_gallery_filters_by_status(draw, archive):
    dormant = {
        f"open-trend-{id_}" for (id_,) in archive.rows("select trend_id from trend where status = 'dormant'")
    }
    shown = set(opened(draw("trends", status="dormant")))
    assert shown
    assert shown <= dormant


def test_a_trend_shows_all_its_phrasings_in_order(draw, archive):
    trend, name = archive.rows(LONGEST)[0]
    days = [
        str(day)
        for (day,) in archive.rows("select day from trend_mention where trend_id = ? order by day", (trend,))
    ]
    page = draw("trends", trend=trend)
    shown = [box.proto.body for box in page.get("html") if "border-left:3px solid #0072B2" in box.proto.body]
    assert [re.search(r"\d{4}-\d\d-\d\d", box)[0] for box in shown] == days
    assert name in html_of(page)


def test_a_mention_names_its_trend_too(draw, archive):
    trend, name = archive.rows(LONGEST)[0]
    mention = archive.value("select max(trend_mention_id) from trend_mention where trend_id = ?", (trend,))
    assert name in html_of(draw("trends", trend=mention))


def test_differences_mark_what_is_new_and_what_went():
    found = differences("趋势 1：小模型走向本地", "趋势 3：小模型走向离线")
    assert "趋势" not in found
    assert re.findall(r">([^<]+)</span>", found) == ["本地", "离线"]


def test_differences_of_unlike_sentences_show_only_what_is_new():
    assert "line-through" not in differences("价格战开打", "开放权重成为地基")


def test_differences_never_let_markup_through():
    assert "<b>" not in differences("a <b>x</b> c", "a <b>y</b> c")


def test_the_calendar_gives_each_state_a_shape_and_its_day(archive):
    from datetime import date

    from kg.report import trend_calendar

    found = trend_calendar(archive, limit=5)
    rows = {card.trend_id: card.name for card in found.trends}
    made = charts.calendar(rows, found.days, found.cells, {s: s for s in charts.STATES})
    assert len({trace.marker.symbol for trace in made.data}) == 3
    points = [point for trace in made.data for point in trace.customdata]
    assert len(points) == sum(id_ in rows for id_, _ in found.cells)
    assert all((id_, date.fromisoformat(day)) in found.cells for id_, day in points)


def test_a_pair_is_previewed_before_it_is_merged(own, few_posts):
    db, draw = own
    left, right = ask(
        db,
        "select left_id, right_id from proposal where kind = 'trend' order by score desc, left_id, right_id",
    )[0]
    page = draw("trends", view="proposals")
    fine(page.button(key=f"merge-{left}-{right}-dry").click().run())
    assert page.dataframe
    assert not log_of(db)
    before = ask(db, "select count(*) from trend")
    fine(page.button(key=f"merge-{left}-{right}-do").click().run())
    assert page.success
    assert log_of(db)[0]["action"] == "merge"
    assert ask(db, "select count(*) from trend")[0][0] == before[0][0] - 1
    after = ask(db, "select trend_id, name, day_count from trend order by all")
    db.unlink()
    ingest([few_posts], db)
    assert ask(db, "select trend_id, name, day_count from trend order by all") == after


def test_a_phrasing_is_split_off(own):
    db, draw = own
    trend = ask(db, LONGEST)[0][0]
    page = draw("trends", trend=trend)
    part = page.selectbox(key="split-part").value
    fine(page.button(key="trend-split-do").click().run())
    assert ask(db, "select trend_id from trend_mention where trend_mention_id = ?", part)[0][0] != trend


@pytest.mark.parametrize("nonsense", ["T-none", "<script>", "' or 1=1 --", "🙃" * 200, "%00"])
def test_nonsense_in_the_address_is_answered_with_words(draw, nonsense):
    assert draw("trends", trend=nonsense).warning
    page = draw("trends", view=nonsense, status=nonsense, page=nonsense, since=nonsense)
    assert opened(page)
    assert "<script>" not in html_of(page)


def test_without_a_database_the_page_says_what_to_do(monkeypatch, tmp_path):
    assert drawer(monkeypatch, tmp_path / "no.duckdb")("trends").info
