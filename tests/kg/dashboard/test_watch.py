"""Watch: the board, a question's page, decisions that land in the log and survive a rebuild."""

from __future__ import annotations

import pytest

from kg import report
from kg.dashboard.components import marked
from kg.ingest import ingest, remove
from tests.kg.dashboard.kit import ask, drawer, fine, html_of, log_of, words

EVIDENCED = "select watch_id, story_id from evidence order by score desc, watch_id limit 1"


def test_the_board_shows_questions_and_their_figures(draw):
    page = draw("watch")
    assert "关注" in page.title[0].value
    assert len([b for b in page.button if b.key.startswith("open-item-")]) == 20
    labels = [popover.proto.popover.label for popover in page.get("popover")]
    assert any("7 天内有结果" in label and "%" in label for label in labels)


def test_english_words_stand_where_the_address_says_so(draw):
    assert draw("watch", lang="en").title[0].value == "Watch"


def test_a_fate_in_the_address_filters_the_board(draw, archive):
    page = draw("watch", fate="answered")
    answered = {id_ for (id_,) in archive.rows("select watch_id from watch where fate = 'answered'")}
    shown = {b.key.removeprefix("open-item-") for b in page.button if b.key.startswith("open-item-")}
    assert shown
    assert shown <= answered


def test_opening_a_question_puts_it_into_the_address(draw):
    page = draw("watch")
    button = next(b for b in page.button if b.key.startswith("open-item-"))
    fine(button.click().run())
    assert page.query_params["item"] == button.key.removeprefix("open-item-")
    assert page.subheader[0].value == "时间线"


def test_a_question_shows_its_evidence_with_quotes(draw, archive):
    watch, story = archive.rows(EVIDENCED)[0]
    page = draw("watch", item=watch)
    headline = archive.value("select headline from story where story_id = ?", (story,))
    assert marked(headline) in html_of(page)
    assert "<blockquote" in html_of(page)


@pytest.mark.parametrize(
    "nonsense", ["W-none", "'; drop table watch; --", "<script>alert(1)</script>", "🙃" * 300, " "]
)
def test_nonsense_in_the_address_is_answered_with_words(draw, nonsense):
    page = draw("watch", item=nonsense, fate=nonsense, page=nonsense)
    assert "<script>" not in html_of(page)
    assert nonsense == " " or page.warning


def test_without_a_database_the_page_says_what_to_do(monkeypatch, tmp_path):
    page = drawer(monkeypatch, tmp_path / "none.duckdb")("watch")
    assert page.info


def test_rejected_evidence_is_recorded_and_survives_a_rebuild(own, few_posts):
    db, draw = own
    watch, story = ask(db, EVIDENCED)[0]
    page = draw("watch", item=watch)
    fine(page.button(key="watch-reject-0-do").click().run())
    assert page.success
    assert [(line["action"], line["story"]) for line in log_of(db)] == [("reject", story)]
    assert ask(db, "select decision from evidence where watch_id = ? and story_id = ?", watch, story) == [
        ("rejected",)
    ]
    db.unlink()
    ingest([few_posts], db)
    assert ask(db, "select decision from evidence where watch_id = ? and story_id = ?", watch, story) == [
        ("rejected",)
    ]


def test_a_story_that_the_machine_missed_becomes_evidence(own, few_posts):
    db, draw = own
    missed = (
        "select w.watch_id, s.story_id from watch w join story s on s.day > w.first_day "
        "where w.fate = 'open' and (w.watch_id, s.story_id) not in (select (watch_id, story_id) from evidence) "
        "order by 1, 2 limit 1"
    )
    watch, story = ask(db, missed)[0]
    page = draw("watch", item=watch)
    fine(page.selectbox(key=f"watch-missed-{watch}").set_value(story).run())
    page = fine(page.button(key="watch-missed-do").click().run())
    assert page.success
    assert "有人认定它与这个问题有关" in html_of(page)
    kept = "select decision, reason from evidence where watch_id = ? and story_id = ?"
    recorded = ask(db, kept, watch, story)
    assert recorded == [("accepted", "a person says that it bears on the question")]
    assert ask(db, "select fate from watch where watch_id = ?", watch) == [("progressing",)]
    db.unlink()
    ingest([few_posts], db)
    assert ask(db, kept, watch, story) == recorded


def test_a_story_that_is_gone_meanwhile_is_said_to_be(own, few_posts):
    """The button of a page that was drawn before an edit records nothing, and the page says so."""
    db, draw = own
    watch, first = ask(db, "select watch_id, first_day from watch where fate = 'open' order by 1 limit 1")[0]
    story, day = ask(db, "select story_id, day from story where day > ? order by day desc, n limit 1", first)[0]
    page = draw("watch", item=watch)
    fine(page.selectbox(key=f"watch-missed-{watch}").set_value(story).run())
    remove(str(day), db)
    page = fine(page.button(key="watch-missed-do").click().run())
    assert any("没有记下" in warning.value for warning in page.warning)
    assert log_of(db) == []


def test_a_preview_of_a_fate_records_nothing(own):
    db, draw = own
    watch = ask(db, "select watch_id from watch where fate = 'open' order by watch_id limit 1")[0][0]
    page = draw("watch", item=watch)
    page.selectbox(key="watch-pin").set_value("dropped")
    fine(page.button(key="watch-pin-dry").click().run())
    assert any("不再追踪" in str(frame.value.to_dict()) for frame in page.dataframe)
    assert not db.with_name("corrections.jsonl").exists()
    assert ask(db, "select fate from watch where watch_id = ?", watch) == [("open",)]


def test_a_pinned_fate_lands_with_its_reason(own):
    db, draw = own
    watch = ask(db, "select watch_id from watch where fate = 'open' order by watch_id limit 1")[0][0]
    page = draw("watch", item=watch)
    page.selectbox(key="watch-pin").set_value("dropped")
    page.text_input(key="decision-why").set_value("不再相关")
    fine(page.button(key="watch-pin-do").click().run())
    assert ask(db, "select fate from watch where watch_id = ?", watch) == [("dropped",)]
    assert log_of(db)[0]["why"] == "不再相关"


def test_a_fate_says_whether_a_person_decided_it(own):
    db, draw = own
    watch = ask(db, "select watch_id from watch where fate = 'answered' order by watch_id limit 1")[0][0]
    page = draw("watch", item=watch)
    assert ">待确认<" in html_of(page)
    page.selectbox(key="watch-pin").set_value("answered")
    page = fine(page.button(key="watch-pin-do").click().run())
    assert ">已判定<" in html_of(page)
    assert ">待确认<" not in html_of(page)


def test_questions_are_found_by_their_words(draw, archive):
    """All words must stand in a question, in any letter case; the address keeps them."""
    board = report.watch_board(archive)
    meant = {item.watch_id for item in board if "openai" in item.text.lower() and "会不会" in item.text}
    assert 0 < len(meant) < 20
    page = draw("watch", q="OPENAI 会不会", lang="en")
    found = {button.key.removeprefix("open-item-") for button in page.button if str(button.key).startswith("open-item-")}
    assert found == meant
    assert f"{len(meant)} of {len(board)}" in words(page)
    assert "Nothing fits" in words(draw("watch", q="no such words anywhere", lang="en"))
