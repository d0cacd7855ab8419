"""Words of a concept are found where they stand, the longest first; short Latin words only whole."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.features import concept_vectors, concepts, concepts_of, spoken_of
from kg.lexicon import Lexicon
from nlp.normal import normal_form

WORDS = {"降价": (0,), "pric": (0,), "price": (0,), "法案": (1,), "act": (1,), "app": (2,), "应用": (2, 1)}
SMALL = Lexicon(
    ("price", "law", "app"), WORDS, frozenset(w[:end] for w in WORDS for end in range(2, len(w) + 1))
)


@given(
    st.lists(st.sampled_from(sorted(concepts().by_word)), min_size=1, max_size=4),
    st.sampled_from([" ", "，"]),
)
def test_every_word_of_the_lexicon_is_found_in_a_text(words: list[str], between: str) -> None:
    text = between.join(words)
    expected = {number for word in words for number in concepts().by_word[word]}
    assert expected <= concepts().find(text).keys()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the act", {1}),
        ("two acts", {1}),
        ("active", set()),
        ("an exact fact", set()),
        ("apple", set()),
        ("apps", {2}),
        ("prices", {0}),
        ("降价法案", {0, 1}),
        ("应用", {1, 2}),
        ("", set()),
        ("a", set()),
    ],
)
def test_short_latin_words_are_found_whole(text: str, found: set[int]) -> None:
    assert SMALL.find(text).keys() == found


def test_the_first_word_is_shown() -> None:
    assert SMALL.find("price 降价") == {0: "price"}


def test_every_place_counts_in_many_texts() -> None:
    numbers, spoken = SMALL.hits(["降价之后又降价, PRICE", "", "法案", "應用 act s"])
    assert list(zip(numbers.tolist(), spoken.tolist(), strict=True)) == [
        (0, 0), (0, 0), (0, 0), (2, 1), (3, 2), (3, 1), (3, 1),
    ]  # fmt: skip


@given(st.lists(st.text(alphabet="降价法案应用pricetas aA1，\n"), max_size=5))
def test_many_texts_at_once_give_the_words_of_each(texts: list[str]) -> None:
    each = [
        (number, concept)
        for number, text in enumerate(texts)
        for word in SMALL.words(normal_form(text))
        for concept in WORDS[word]
    ]
    numbers, spoken = SMALL.hits(texts)
    assert list(zip(numbers.tolist(), spoken.tolist(), strict=True)) == each


def test_concepts_are_found_in_any_script_and_width() -> None:
    assert concepts_of("漲價") == dict.fromkeys(concepts_of("涨价"), "涨价") != {}
    assert concepts_of("ＧＰＵ") == concepts_of("gpu") != {}


def test_no_word_is_a_single_character() -> None:
    """A character says too little, and heads of words are two characters."""
    assert [word for word in concepts().by_word if len(word) < 2] == []


def test_what_is_spoken_of_more_often_weighs_more() -> None:
    rows, spoken, counts = np.array([0, 0, 0, 1, 1]), np.array([0, 1, 0, 0, 1]), np.array([3, 1, 1, 1, 1], np.float32)
    row = concept_vectors(rows, spoken, counts, 2).toarray()
    assert row[0, 0] / row[0, 1] > row[1, 0] / row[1, 1]


def test_a_text_that_says_it_twice_speaks_of_it_once() -> None:
    once, twice = spoken_of(["法案，涨价", "法案，涨价，法案"]).toarray()
    assert once.any()
    assert (once == twice).all()
