"""Search: all words must stand in a passage, in any script; the words are marked."""

from __future__ import annotations

import pytest

from kg.store.search import places, words
from tests.kg.dashboard.kit import Draw, html_of
from tests.kg.dashboard.kit import words as written


@pytest.mark.parametrize(
    "question", ["融资", "融資", "OpenAI 融资", "ｏｐｅｎａｉ", '"Claude Code"', "github"]
)
def test_finds_and_marks(draw: Draw, question: str):
    html = html_of(draw("search", q=question))
    assert html.count("<strong") >= 3


def test_facets_say_what_they_lead_to(draw: Draw):
    page = draw("search", q="OpenAI", lang="en")
    [kinds] = [box for box in page.selectbox if box.key == "choice-kind"]
    option = next(o for o in kinds.options if o.startswith("headline"))
    number = int(option.split("(")[1].rstrip(")"))
    assert f"{number} passages" in written(draw("search", q="OpenAI", kind="headline", lang="en"))


def test_nothing_found_says_what_to_try(draw: Draw):
    assert "Use fewer words" in draw("search", q="亚马逊 zzzzz", lang="en").info[0].value


def test_before_a_question_it_says_how_to_ask(draw: Draw):
    page = draw("search", lang="en")
    assert "Quotes keep words together" in page.info[0].value
    assert "./search?lang=en&amp;q=" in html_of(page)


@pytest.mark.parametrize(
    "question", ["*", "%", "_", "\\", "'", '"', "((", "“”", "  ", "a" * 5000, "[x](javascript:1)", "$q"]
)
def test_any_question_is_one(draw: Draw, question: str):
    draw("search", q=question)


def test_a_word_is_marked_where_it_was_found_only():
    text = "Meta 与 metadata，ＭＥＴＡ & <b>"
    assert [text[a:b] for a, b in places(text, words("meta"))] == ["Meta", "ＭＥＴＡ"]
