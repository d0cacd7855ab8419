"""Entities: search under any name, the card, comparison, bursts."""

from __future__ import annotations

import html

import pytest

from tests.kg.dashboard.kit import drawer, fine, html_of, popovers, words


@pytest.fixture
def busiest(archive):
    """Name of the entity with the most stories."""
    return archive.value("select name from entity order by story_count desc, entity_id limit 1")


@pytest.fixture
def rare(archive):
    """Id of an entity with one story."""
    return archive.value("select entity_id from entity where story_count = 1 order by entity_id limit 1")


@pytest.fixture
def pair(archive):
    rows = archive.rows("select name from entity order by story_count desc, entity_id limit 2")
    return [name for (name,) in rows]


def test_the_list_has_the_busiest_first(draw, busiest):
    assert draw("entities").dataframe[0].value.iloc[0]["name"] == busiest


def test_the_type_in_the_address_filters_the_list(draw):
    types = set(draw("entities", type="PLACE", lang="en").dataframe[0].value["type"])
    assert types == {"place"}


@pytest.mark.parametrize("shape", [str.lower, str.upper, lambda name: f"  {name} "])
def test_letter_case_and_blanks_do_not_matter(draw, busiest, shape):
    assert busiest in html_of(draw("entities", name=shape(busiest)))


def test_every_known_alias_opens_the_same_card(draw, archive):
    id_, name = archive.rows(
        "select entity_id, e.name from alias join entity e using (entity_id) "
        "group by all order by count(distinct surface) desc, entity_id limit 1"
    )[0]
    for (surface,) in archive.rows(
        "select surface from alias_key join alias using (entity_id) where entity_id = ? and rank = 1 "
        "and lookup = lookup(surface) limit 3", (id_,)
    ):  # fmt: skip
        assert name in html_of(draw("entities", name=surface))


def test_numbers_of_the_card_open_their_sentences(draw, archive, busiest):
    page = draw("entities", name=busiest, lang="en")
    stories = archive.value("select story_count from entity where name = ?", (busiest,))
    assert any(label.startswith("Stories") and str(stories) in label for label in popovers(page))
    assert ".md [" in html_of(page)


def test_a_name_with_few_stories_has_no_shares(draw, rare):
    page = draw("entities", name=rare, lang="en")
    assert not any("%" in label for label in popovers(page))
    assert "Too few" in words(page)


def test_a_superseded_statement_is_struck_through_and_still_there(draw, archive):
    row = archive.rows(
        "select subject_id from relation group by subject_id, predicate, object_id "
        "having count(*) > 1 order by count(*) desc, subject_id limit 1"
    )
    assert row, "the sample archive tells a relation twice"
    page = draw("entities", name=row[0][0])
    assert "line-through" in html_of(page)
    assert "已有后来的说法" in html_of(page)


def test_two_names_stand_on_one_axis(draw, pair):
    page = draw("entities", view="compare", **{"with": ",".join(pair), "measure": "share", "grain": "week"})
    assert len(page.get("plotly_chart")) == 1
    assert {label.split(" **")[0].replace("\\", "") for label in popovers(page)} == set(pair)


def test_a_rare_name_gets_a_count_but_no_share(draw, archive, pair, rare):
    name = archive.value("select name from entity where entity_id = ?", (rare,))
    page = draw("entities", view="compare", measure="share", lang="en", **{"with": f"{pair[0]},{rare}"})
    assert any("too few" in label for label in popovers(page)), name


def test_one_name_is_no_comparison(draw, pair):
    assert draw("entities", view="compare", **{"with": pair[0]}).info


def test_the_view_of_bursts_tells_the_test_or_why_there_is_none(draw):
    page = draw("entities", view="bursts", lang="en")
    stands = page.dataframe[0].value["holds"]
    assert len(stands)
    assert all(stands) == (not page.info)
    for reason in page.dataframe[0].value["why"]:
        assert reason in html.unescape(words(page)), "told whole, beside the table"


def test_a_raised_name_opens_its_card(draw):
    page = draw("entities", view="bursts", lang="en")
    opener = next(b for b in page.button if b.key.startswith("open-burst-"))
    opener.click().run()
    assert "view" not in page.query_params
    assert page.query_params["name"] in opener.key


def test_choosing_a_measure_is_kept_in_the_address(draw, pair):
    page = draw("entities", view="compare", **{"with": ",".join(pair)})
    control = next(c for c in page.button_group if c.key == "choice-measure")
    fine(control.set_value("index").run())
    assert page.query_params["measure"] == "index"


@pytest.mark.parametrize(
    "nonsense",
    [
        "nobody of that name",
        "<img src=x onerror=alert(1)>",
        "');--",
        "🙃" * 150,
        "%",
        "[a](http://x)",
        "\x00",
    ],
)
def test_nonsense_is_answered_with_words(draw, nonsense):
    page = draw("entities", name=nonsense, type=nonsense, grain=nonsense)
    assert page.warning
    assert "<img" not in html_of(page)
    compared = draw(
        "entities",
        view="compare",
        measure=nonsense,
        since=nonsense,
        until="2026-99-99",
        **{"with": f"{nonsense},b"},
    )
    assert compared.warning or compared.info


def test_an_empty_archive_says_what_to_do(monkeypatch, tmp_path):
    assert drawer(monkeypatch, tmp_path / "none.duckdb")("entities").info


@pytest.mark.parametrize(("name", "said"), [("Antropic", "相近的名字：Anthropic"), ("qqzzxxjj", "在实体页里找")])
def test_what_to_do_about_an_unknown_name_is_said_in_the_readers_language(draw, name, said):
    for slug in ("entities", "graph"):
        assert said in words(draw(slug, name=name)).replace("\\", "")
