"""Names on the screen: a Chinese page shows what the posts write, an English one the main name; links hold ids."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import pairwise

import pytest
from streamlit.testing.v1 import AppTest

from kg import report
from tests.kg.dashboard.kit import fine, html_of, popovers, words

LANGUAGES = ("zh", "en")
MAIN = {"amazon": "Amazon", "microsoft": "Microsoft", "united-states": "United States"}
POSTS = {"amazon": "亚马逊", "microsoft": "微软", "united-states": "美国"}


def cells(page: AppTest) -> str:
    """All cells of the tables of a page."""
    return "\n".join(str(cell) for frame in page.dataframe for row in frame.value.to_numpy() for cell in row)


def labels(page: AppTest) -> list[str]:
    return [button.label for button in page.button]


def a_change(archive) -> tuple[str, str]:
    """(day, entity id): a day on which an entity comes up of which the posts write a Chinese name."""
    known = report.names_in_chinese(archive)
    days = [volume.day for volume in report.days(archive) if volume.stories]
    return next(
        (str(day), change.id)
        for before, day in pairwise(days)
        for change in report.changes(archive, day, before)
        if change.what == "entity" and change.id in known
    )  # fmt: skip


def pair_of_names(archive, id_: str) -> tuple[str, str]:
    return report.names_in_chinese(archive)[id_], archive.value("select name from entity where entity_id = ?", (id_,))


def test_today_names_what_changed(draw, archive):
    day, id_ = a_change(archive)
    zh, main = pair_of_names(archive, id_)
    for lang, name in (("zh", zh), ("en", main)):
        page = html_of(draw("today", day=day, lang=lang))
        assert f"name={id_}" in page
        assert f">{name}</span></a>" in page


@pytest.mark.parametrize(("lang", "shown", "beside"), [("zh", POSTS, MAIN), ("en", MAIN, POSTS)])
def test_the_list_of_entities(draw, lang, shown, beside):
    [frame] = [frame.value for frame in draw("entities", lang=lang).dataframe]
    rows = {row[0]: row[1] for row in frame.to_numpy()}
    for id_, name in shown.items():
        assert rows[name] == beside[id_]
    assert rows["OpenAI"] == ""


@pytest.mark.parametrize(("lang", "heading"), [("zh", "亚马逊 · Amazon"), ("en", "Amazon · 亚马逊")])
def test_the_card_shows_both_names_under_any_alias(draw, lang, heading):
    for name in ("amazon", "Amazon", "亚马逊", "AMAZON"):
        assert f">{heading}<" in html_of(draw("entities", name=name, lang=lang))


@pytest.mark.parametrize(("lang", "name"), [("zh", "亚马逊"), ("en", "Amazon")])
def test_companions_and_statements_of_a_card(draw, lang, name):
    page = draw("entities", name="openai", lang=lang)
    assert name in cells(page).splitlines()
    assert f" → {name}<" in html_of(page) or f">{name} — " in html_of(page)


@pytest.mark.parametrize(("lang", "name", "option"), [("zh", "微软", "微软 · Microsoft"), ("en", "Microsoft", "Microsoft")])
def test_a_comparison_takes_any_name(draw, lang, name, option):
    page = draw("entities", view="compare", lang=lang, **{"with": "Microsoft,OpenAI"})
    assert any(label.startswith(f"{name} **") for label in popovers(page))
    assert option in page.multiselect[0].options
    assert page.query_params["with"] == "Microsoft,OpenAI"


def test_a_comparison_keeps_main_names_in_the_address(draw):
    page = draw("entities", view="compare", lang="zh")
    fine(page.multiselect[0].set_value(["Microsoft", "OpenAI"]).run())
    assert page.query_params["with"] == "Microsoft,OpenAI"
    assert any(label.startswith("微软 **") for label in popovers(page))


def test_a_movement_is_said_with_the_names_of_the_page(draw):
    for lang, name, begin in (("zh", "美国", "一起涨落吗"), ("en", "United States", "Do they move together")):
        page = draw("entities", view="compare", lang=lang, **{"with": "美国,Claude"})
        [said] = [one.value for one in page.caption if one.value.startswith(begin)]
        assert name in said


def test_bursts(draw, archive):
    known = report.names_in_chinese(archive)
    found = next(b for b in report.bursts(archive, near=True) if b.kind == "entity" and b.entity_id in known)
    pages = {lang: cells(draw("entities", view="bursts", lang=lang)).splitlines() for lang in LANGUAGES}
    assert known[found.entity_id] in pages["zh"]
    assert found.name not in pages["zh"]
    assert found.name in pages["en"]


def test_companions_of_a_trend(draw, archive):
    known = report.names_in_chinese(archive)
    trend, row = next(
        (card.trend_id, row)
        for card in report.trends(archive, limit=200)
        for row in report.trend(archive, card.trend_id).companions
        if row["entity_id"] in known
    )
    for lang, name in (("zh", known[row["entity_id"]]), ("en", row["name"])):
        page = html_of(draw("trends", trend=trend, lang=lang))
        [link] = [part for part in page.split("<a ")[1:] if f"name={row['entity_id']}&" in part.partition(">")[0] + "&"
                  or f'name={row["entity_id"]}"' in part.partition(">")[0]]  # fmt: skip
        assert link.partition(">")[2].startswith(f"{name}</a>")


@pytest.mark.parametrize(("lang", "name", "other"), [("zh", "微软", "Microsoft"), ("en", "Microsoft", "微软")])
@pytest.mark.parametrize("view", ["near", "change", "groups"])
def test_the_graph(draw, lang, name, other, view):
    page = draw("graph", view=view, name="microsoft" if view != "groups" else "", lang=lang)
    shown = [*drawn(page), *cells(page).replace("、", "\n").splitlines()]
    assert name in shown
    assert other not in shown


def drawn(page: AppTest) -> Iterator[str]:
    """The words on the charts of a page."""
    for element in page.get("plotly_chart"):
        for trace in json.loads(element.proto.spec)["data"]:
            yield from (str(text) for text in trace.get("text", []) or [])


def test_the_way_between_two(draw):
    for lang, name in (("zh", "微软"), ("en", "Microsoft")):
        page = draw("graph", view="path", name="微软", to="openai", lang=lang)
        assert name in labels(page)
        assert "open-name-hop1a-microsoft" in [button.key for button in page.button]


def test_names_beside_what_was_searched(draw):
    for lang, name in (("zh", "亚马逊"), ("en", "Amazon")):
        page = html_of(draw("search", q="亚马逊", lang=lang))
        assert any(f">{name} " in part and "name=amazon" in part for part in page.split("<a "))


def test_names_to_begin_a_search_with_are_those_that_the_posts_write(draw):
    assert "英伟达" in words(draw("search", lang="zh"))
    assert "英伟达" not in words(draw("search", lang="en"))


def test_a_story(draw, archive):
    known = report.names_in_chinese(archive)
    story, id_, main = next(
        row
        for row in archive.rows(
            "select story_id, subject_id, name from relation join entity on entity_id = subject_id order by all"
        )
        if row[1] in known
    )
    for lang, name in (("zh", known[id_]), ("en", main)):
        page = html_of(draw("stories", story=story, lang=lang))
        assert any(f">{name}</span></a>" in part and f"name={id_}" in part for part in page.split("<a "))


@pytest.mark.parametrize(("lang", "heading"), [("zh", "亚马逊 · Amazon"), ("en", "Amazon · 亚马逊")])
def test_a_correction_says_what_it_is_about(draw, lang, heading):
    assert heading in words(draw("corrections", left="亚马逊", lang=lang))


def test_a_rename_wins_on_every_page_and_is_told_as_it_is(own):
    _, draw = own
    assert ">英伟达 · NVIDIA<" in html_of(draw("entities", name="nvidia", lang="zh"))
    page = draw("corrections", action="rename", left="nvidia", right="Nvidia Corp", lang="zh")
    fine(page.button(key="corrections-do").click().run())
    assert {"NVIDIA", "Nvidia Corp"} <= set(cells(page).splitlines())
    assert "Nvidia Corp" in cells(draw("entities", lang="zh")).splitlines()
    assert ">Nvidia Corp · 英伟达<" in html_of(draw("entities", name="英伟达", lang="zh"))


def test_a_preview_shows_entities_as_the_posts_write_them(own):
    _, draw = own
    page = draw("corrections", left="nvidia", right="openai", lang="zh")
    fine(page.button(key="corrections-dry").click().run())
    assert "英伟达" in cells(page).splitlines()


def test_reasons_of_evidence(draw, archive):
    """A reason is stored with main names; on a Chinese page it has the names of the posts."""
    watch, reason = next(
        row
        for row in archive.rows("select watch_id, reason from evidence where reason like 'both name %' order by all")
        if row[1].removeprefix("both name ").partition(";")[0] in report.chinese_of_main(archive)
    )
    main = reason.removeprefix("both name ").partition(";")[0]
    assert f"都提到 {report.chinese_of_main(archive)[main]}" in words(draw("watch", item=watch, lang="zh"))
    assert f"both name {main}" in words(draw("watch", item=watch, lang="en"))


def test_outlets(draw, archive):
    """Chips and choices of outlets follow the rule too; the address keeps what the posts print."""
    known = report.names_in_chinese(archive)
    printed, id_, main = next(
        (printed, id_, main) for printed, (id_, main) in report.outlets(archive).items()
        if known.get(id_, printed) != printed
    )  # fmt: skip
    for lang, name in (("zh", known[id_]), ("en", main)):
        page = draw("stories", outlet=printed, lang=lang)
        [box] = [box for box in page.selectbox if box.key == "choice-outlet"]
        assert box.value == printed
        assert any(option.startswith(f"{name} (") for option in box.options)
        assert any(part.startswith(f">{name}</span>") for part in html_of(page).split('title="')[1:]
                   for part in [part[part.find(">"):]])  # fmt: skip
