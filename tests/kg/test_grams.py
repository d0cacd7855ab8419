"""Grams of many texts at once are those of each text alone."""

from __future__ import annotations

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from kg.briefing import plain
from kg.features import grams, vectors
from kg.grams import Grams, column
from tests.kg.kit import sample_posts

LETTERS = st.sampled_from("aZé5.-－９Ａ中国的了龍马　 \n,·²İΣ\U00020000\ud800")


def of_each(texts: list[str]) -> list[list[int]]:
    found = Grams.of(texts)
    return [found.columns[a:b].tolist() for a, b in zip(found.starts, found.starts[1:], strict=False)]


def one_by_one(texts: list[str]) -> list[list[int]]:
    return [[column(gram) for gram in grams(text)] for text in texts]


@given(st.lists(st.text(LETTERS, max_size=12), max_size=5))
@example(["", "5g gpt-5.2. -a ..5..", "", "中国a"])
def test_many_texts_give_the_grams_of_each(texts: list[str]) -> None:
    texts = [plain(text) for text in texts]
    assert of_each(texts) == one_by_one(texts)


def test_a_whole_post_gives_the_same_grams() -> None:
    texts = [plain(line) for line in sample_posts(1)[0].read_text("utf-8").splitlines()]
    assert sum(map(len, of_each(texts))) > 500
    assert of_each(texts) == one_by_one(texts)


def test_texts_longer_than_one_piece_are_cut_between_texts() -> None:
    long = "开源模型 gpt-5.2 " * 60_000
    assert of_each([long, "短", long])[2] == of_each([long])[0]


def test_names_are_latin_words() -> None:
    found = Grams.of(["OpenAI 发布 GPT-5.2 共 20 项"])
    assert found.only_names().columns.tolist() == [column("openai"), column("gpt-5.2")]


def test_rows_over_several_texts_count_each_gram_once() -> None:
    found = Grams.of(["开源 开源", "开源", "闭源"])
    rows = found.counted(np.array([0, 2]), np.array([2, 3]))
    assert rows.toarray().sum(axis=1).tolist() == [1, 1]


def test_vectors_have_length_one_and_nothing_stays_zero() -> None:
    made = vectors(["开源模型", "", "……"])
    assert np.allclose(np.sqrt(made.multiply(made).sum(axis=1)).ravel(), [1, 0, 0])
