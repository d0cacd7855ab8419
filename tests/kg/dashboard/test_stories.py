"""Stories: filters stand in the address and say how many stories they lead to; one story with its reasons."""

from __future__ import annotations

import re

import pytest

from kg.dashboard.story import source_link
from kg.store.reader import Reader
from tests.kg.dashboard.kit import Draw, html_of, words


def count(page) -> int:
    return int(re.search(r"(\d+) stories", words(page))[1])


@pytest.mark.parametrize(
    ("address", "condition"),
    [
        ({}, "true"),
        ({"since": "2026-03-01", "until": "2026-03-05"}, "day between '2026-03-01' and '2026-03-05'"),
        ({"modality": "reported"}, "modality = 'reported'"),
        ({"outlet": "GitHub"}, "story_id in (select story_id from attribution where outlet = 'GitHub')"),
        ({"type": "PERSON"}, "story_id in (select story_id from mention where type = 'PERSON')"),
        ({"entity": "亚马逊"}, "story_id in (select story_id from mention where entity_id = entity_of('亚马逊'))"),
        ({"outlet": "X", "type": "MODEL"}, "story_id in (select story_id from attribution where outlet = 'X') "
         "and story_id in (select story_id from mention where type = 'MODEL')"),
    ],
)  # fmt: skip
def test_filters_are_those_of_the_address(
    draw: Draw, archive: Reader, address: dict[str, str], condition: str
):
    assert count(draw("stories", lang="en", **address)) == archive.value(
        f"select count(*) from story where {condition}"
    )


def test_a_choice_goes_into_the_address_and_back_to_page_one(draw: Draw):
    page = draw("stories", page="2")
    [outlet] = [box for box in page.selectbox if box.key == "choice-outlet"]
    outlet.select("GitHub").run()
    assert page.query_params["outlet"] == "GitHub"
    assert "page" not in page.query_params
    assert not page.exception


def test_nothing_found_says_so_and_offers_a_way_out(draw: Draw):
    page = draw("stories", modality="denied", outlet="GitHub", lang="en")
    assert "Nothing fits these filters" in page.info[0].value
    assert any(link.proto.label == "Clear the filters" for link in page.get("page_link"))


def test_an_unknown_name_is_met_with_near_ones(draw: Draw):
    page = draw("stories", entity="OpenAY", lang="en")
    assert "OpenAY" in page.warning[0].value
    assert "OpenAI" in words(page)


def test_one_story_shows_its_passages_and_why_it_is_filed_so(draw: Draw, archive: Reader):
    id_, headline = archive.rows(
        "select story_id, headline from story where story_id in (select story_id from evidence) order by story_id"
    )[0]
    page = draw("stories", story=id_, lang="en")
    assert headline[:8] in page.header[0].value
    for title in (
        "Amounts",
        "Relations",
        "Trends it bears out",
        "Questions it bears on",
        "Why it is filed so",
    ):
        assert title in words(page)
    [text] = archive.rows(
        "select text from passage where story_id = ? and kind = 'fact' order by start limit 1", (id_,)
    )[0]
    assert text[-12:].replace("*", "")[:4] in words(page)
    assert "./watch?lang=en&amp;item=" in html_of(page)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//evil.example", "http:", "", None, "http://[x"]
)
def test_only_addresses_of_the_web_are_links(url: str | None):
    assert source_link(url) == ""


def test_a_link_out_tells_nothing_of_where_it_is_from():
    html = source_link('https://a.example/?q="><script>')
    assert 'rel="noopener noreferrer' in html
    assert "<script>" not in html


def test_a_story_that_is_not_there_leaves_the_page_its_title(draw):
    page = draw("stories", story="no-such-story", lang="en")
    assert [title.value for title in page.title] == ["Stories"]
    assert "no-such-story" in words(page).replace("\\", "")
