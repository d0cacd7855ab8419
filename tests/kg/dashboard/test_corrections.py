"""Corrections: rehearsed, recorded, undone; names adopted; what could not be applied is shown."""

from __future__ import annotations

import json
import re

import pytest

from kg import corrections
from kg.errors import Locked
from kg.ingest import ingest, refresh
from tests.kg.dashboard.kit import ask, drawer, fine, html_of, log_of, words

PAIR = "select entity_id, name from entity order by story_count desc, entity_id limit 2"


@pytest.fixture
def pair(few_db):
    return ask(few_db, PAIR)


def run_on(page, key):
    return fine(page.button(key=key).click().run())


def test_a_merge_is_rehearsed_on_a_copy(own, pair):
    db, draw = own
    page = draw("corrections", left=pair[1][1], right=pair[0][1].upper())
    run_on(page, "corrections-dry")
    assert page.dataframe
    assert not log_of(db)
    assert ask(db, PAIR) == pair


def test_a_preview_has_headings_and_says_what_it_overrules(own, pair):
    _, draw = own
    (into, _), (gone, name) = pair
    run_on(draw("corrections", action="not-same", left=gone, right=into), "corrections-do")
    page = run_on(draw("corrections", left=gone, right=into), "corrections-dry")
    assert list(page.dataframe[0].value.columns) == ["变化", "编号", "名称", "类型", "新闻"]
    assert name in page.dataframe[0].value["名称"].tolist()
    [warning] = [w.value.replace("\\", "") for w in page.warning]
    assert re.fullmatch(r"推翻了 J-\w+（.+ 于 ....-..-.. 的决定：不是同一个）", warning)


def test_a_recorded_merge_survives_a_rebuild_and_can_be_undone(own, pair, few_posts):
    db, draw = own
    (into, _), (gone, name) = pair
    run_on(draw("corrections", left=gone, right=into), "corrections-do")
    assert [(line["action"], line["left"], line["into"]) for line in log_of(db)] == [("merge", gone, into)]
    db.unlink()
    ingest([few_posts], db)
    assert not ask(db, "select 1 from entity where entity_id = ?", gone)
    made = ask(db, "select judgement_id from judgement")[0][0]
    page = run_on(draw("corrections", view="log"), f"undo-{made}-do")
    assert page.success
    assert ask(db, "select name from entity where entity_id = ?", gone) == [(name,)]


@pytest.mark.parametrize(
    ("action", "right", "sql"),
    [
        ("rename", "新的名字", "select name = '新的名字' from entity where entity_id = ?"),
        ("retype", "EVENT", "select type = 'EVENT' from entity where entity_id = ?"),
    ],
)
def test_names_and_types_are_mended(own, pair, action, right, sql):
    db, draw = own
    run_on(draw("corrections", action=action, left=pair[0][0], right=right), "corrections-do")
    assert ask(db, sql, pair[0][0]) == [(True,)]


def test_two_trends_are_never_joined_again(own):
    db, draw = own
    left, right = ask(
        db, "select left_id, right_id from proposal where kind = 'trend' order by score desc, left_id limit 1"
    )[0]
    run_on(draw("corrections", action="not-same", kind="trend", left=left, right=right), "corrections-do")
    assert log_of(db)[0]["kind"] == "trend"
    assert not ask(db, "select 1 from proposal where left_id = ? and right_id = ?", left, right)


def test_a_waiting_name_is_adopted(own):
    db, draw = own
    page = draw("corrections", view="names")
    button = next(b for b in page.button if b.key and b.key.startswith("adopt-0-") and b.key.endswith("-do"))
    surface = button.key.removeprefix("adopt-0-").removesuffix("-do")
    fine(button.click().run())
    assert log_of(db)[0]["surface"] == surface
    assert ask(
        db, "select bool_and(known) from alias join entity using (entity_id) where surface = ?", surface
    ) == [(True,)]


def test_a_decision_whose_target_is_gone_is_shown(own):
    db, draw = own
    corrections.append(
        db.with_name("corrections.jsonl"), "rename", {"kind": "entity", "id": "nobody", "name": "x"}
    )
    refresh(db)
    page = draw("corrections", view="log", lang="en")
    assert any("target gone 1" in warning.value for warning in page.warning)
    assert "nobody" in html_of(page)


def test_a_line_that_cannot_be_read_is_named(own):
    db, draw = own
    db.with_name("corrections.jsonl").write_text('{"at": "x"}\nnot json\n', "utf-8")
    page = draw("corrections", lang="en")
    assert [w.value.split(" ")[1] for w in page.warning] == ["1", "2"]


def test_a_decision_made_while_another_program_writes_is_kept(own, pair, monkeypatch):
    db, draw = own

    def busy(*_, **__):
        raise Locked("another program writes")

    monkeypatch.setattr("kg.decide.refresh", busy)
    page = run_on(draw("corrections", action="rename", left=pair[0][0], right="later"), "corrections-do")
    assert "下次读入时生效" in page.error[0].value
    monkeypatch.undo()
    assert len(log_of(db)) == 1
    refresh(db)
    assert ask(db, "select name from entity where entity_id = ?", pair[0][0]) == [("later",)]


def test_the_reason_goes_into_the_log(own, pair):
    db, draw = own
    page = draw("corrections", action="rename", left=pair[0][0], right="y")
    page.text_input(key="decision-why").set_value("官方改名 <b>")
    run_on(page, "corrections-do")
    assert log_of(db)[0]["why"] == "官方改名 <b>"
    assert "<b>" not in html_of(draw("corrections", view="log"))


def test_one_thing_is_not_merged_with_itself(draw, pair):
    page = draw("corrections", left=pair[0][0], right=pair[0][1])
    assert page.info
    assert "corrections-do" not in {b.key for b in page.button}


@pytest.mark.parametrize(
    ("action", "kind", "nonsense"),
    [
        ("merge", "entity", "nobody"), ("merge", "trend", "../../etc"), ("split", "watch", "<img src=x>"),
        ("split", "entity", "';--"), ("retype", "{}", "🙃" * 150), ("rename", "entity", "<img src=x>"),
    ],
)  # fmt: skip
def test_nonsense_is_never_recorded(own, action, kind, nonsense):
    db, draw = own
    page = draw("corrections", action=action, kind=kind, left=nonsense, right=nonsense)
    assert "corrections-do" not in {b.key for b in page.button}
    assert "<img" not in html_of(page)
    assert not log_of(db)


def test_an_empty_log_says_so(own):
    assert "还没有任何决定" in own[1]("corrections", view="log").info[0].value


def test_the_log_is_json_line_by_line(own, pair):
    db, draw = own
    run_on(draw("corrections", action="rename", left=pair[0][0], right='a"b\n'), "corrections-do")
    assert len(db.with_name("corrections.jsonl").read_text("utf-8").splitlines()) == 1
    assert json.loads(db.with_name("corrections.jsonl").read_text("utf-8"))["name"].startswith('a"b')


def test_without_a_database_the_page_says_what_to_do(monkeypatch, tmp_path):
    assert words(drawer(monkeypatch, tmp_path / "no.duckdb")("corrections"))
