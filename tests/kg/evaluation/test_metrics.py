"""The statistics behind `kg eval`, against values worked out by hand."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.evaluation.metrics import Counts, Figure, b_cubed, f1, harmonic, macro_f1, ndcg, recall_at


def test_f1_counts_extra_and_missed_alike():
    assert f1([Counts(2, 1, 0), Counts(0, 0, 1)]) == pytest.approx(2 * 2 / (4 + 1 + 1))


def test_nothing_to_find_and_nothing_found_is_right():
    assert f1([Counts()]) == 1.0


def test_b_cubed_of_all_apart_has_full_precision():
    scores = b_cubed({"a": 1, "b": 1, "c": 2}, {"a": "x", "b": "y", "c": "z"})
    assert scores == {"a": (1.0, 0.5), "b": (1.0, 0.5), "c": (1.0, 1.0)}


def test_an_item_that_was_not_found_stands_alone():
    assert b_cubed({"a": 1, "b": 1}, {"a": "x"})["b"] == (1.0, 0.5)


@given(st.dictionaries(st.text(min_size=1, max_size=3), st.integers(0, 4), min_size=1))
def test_b_cubed_of_the_gold_itself_is_one(gold):
    assert harmonic(list(b_cubed(gold, gold).values())) == pytest.approx(1.0)


def test_macro_f1_averages_over_gold_classes():
    assert macro_f1([("a", "a"), ("a", "b"), ("b", "b")]) == pytest.approx((2 / 3 + 2 / 3) / 2)


def test_ndcg_by_hand():
    value = ndcg(["x", "a"], {"a": 2, "b": 1})
    assert value == pytest.approx((3 / math.log2(3)) / (3 + 1 / math.log2(3)))


def test_recall_stops_at_its_depth():
    assert recall_at(["x", "a", "b"], {"a", "b"}, depth=2) == 0.5


def test_the_interval_holds_the_value_and_is_the_same_each_time():
    figure = Figure("f", {str(d): [Counts(d % 3, 1, 1)] for d in range(20)}, f1, str)
    low, high = figure.interval()
    assert low <= figure.value <= high
    assert figure.interval() == (low, high)
