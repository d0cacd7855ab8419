"""Today: one day, and what is different since another."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kg.dashboard import seen
from kg.store.reader import Reader
from tests.kg.dashboard.kit import Draw, ask, drawer, fine, html_of, words


def button(page, name):
    [found] = [b for b in page.button if b.label == name]
    return found


def test_shows_the_last_day_with_its_names_marked(draw: Draw, archive: Reader):
    page = draw("today")
    day, story, surface = archive.rows(
        "select s.day, s.headline, m.surface from story s join mention m using (story_id) "
        "order by s.day desc, s.position limit 1"
    )[0]
    assert page.date_input[0].value == day
    assert story[:6] in words(page)
    assert f">{surface}</a>" in html_of(page)
    assert "./entities?lang=zh&amp;name=" in html_of(page)


def test_previous_skips_a_gap(draw: Draw):
    page = draw("today", day="2026-03-16", lang="en")
    button(page, "Previous").click().run()
    assert page.query_params["day"] == "2026-03-14"  # there is no briefing on the 15th


def test_a_day_without_a_briefing_is_a_gap_not_an_empty_day(draw: Draw):
    page = draw("today", day="2026-03-15", lang="en")
    assert "There is no briefing on 2026-03-15" in page.warning[0].value
    assert not button(page, "Next").disabled
    assert not button(page, "Previous").disabled


def test_the_first_day_has_no_previous_and_the_last_no_next(draw: Draw):
    assert button(draw("today", day="2026-02-18", lang="en"), "Previous").disabled
    last = draw("today", lang="en")
    assert button(last, "Next").disabled
    assert button(last, "Latest").disabled


def test_how_far_the_reader_read_is_kept_beside_the_database(own: tuple[Path, Draw]):
    db, draw = own
    page = draw("today", day="2026-02-25", since="seen", lang="en")
    assert "You have not marked how far you read" in words(page)
    button(page, "Read up to here").click().run()
    assert seen.path() == db.with_suffix(".seen")
    assert seen.seen() == date(2026, 2, 25)
    assert "after 2026-02-25, up to " in words(draw("today", since="seen", lang="en"))


def test_what_is_new_is_dated_within_the_time_compared(draw: Draw, archive: Reader):
    html = html_of(draw("today", day="2026-03-20", since="week", lang="en"))
    days = [
        str(day) for (day,) in archive.rows("select distinct first_day from entity where story_count > 0")
    ]
    told = [day for day in days if f"first seen on {day}" in html]
    assert told
    assert all("2026-03-13" < day <= "2026-03-20" for day in told)


def test_a_file_beside_the_database_that_says_nonsense_is_no_mark(own: tuple[Path, Draw]):
    db, draw = own
    db.with_suffix(".seen").write_text("yesterday, I think")
    assert "You have not marked" in words(draw("today", since="seen", lang="en"))


def test_a_folder_that_cannot_be_written_is_said_so(monkeypatch: pytest.MonkeyPatch, archive_db: Path):
    draw = drawer(monkeypatch, archive_db)
    page = draw("today", lang="en")
    monkeypatch.setattr(seen, "path", lambda: Path("/proc/nowhere/kg.seen"))
    button(page, "Read up to here").click().run()
    assert "Could not be kept" in page.warning[0].value


CLOSED = "select watch_id, day, fate from fate_event where fate = ? order by day, watch_id limit 1"


@pytest.mark.parametrize("fate", ["answered", "contradicted"])
def test_what_became_of_a_question_is_the_machines_proposal(draw: Draw, archive: Reader, fate: str):
    _, day, _ = archive.rows(CLOSED, (fate,))[0]
    html = html_of(draw("today", day=str(day), since="week", lang="en"))
    block = html.split(f"Possibly {fate} (the machine")[1].split("</section>")[0]
    assert f"{fate} · proposal" in block
    other = {"answered": "contradicted", "contradicted": "answered"}[fate]
    assert f"{other} · proposal" not in block


def test_what_a_person_decided_is_shown_as_decided(own: tuple[Path, Draw]):
    db, draw = own
    [(watch, day, _)] = ask(db, CLOSED, "answered")
    page = draw("watch", item=watch)
    page.selectbox(key="watch-pin").set_value("dropped")
    fine(page.button(key="watch-pin-do").click().run())
    html = html_of(draw("today", day=str(day), since="week", lang="en"))
    assert "dropped · decided" in html
