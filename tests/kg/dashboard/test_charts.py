"""Charts: gaps stay gaps, a log axis has round ticks, hollow marks are unsure, text is no markup."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.dashboard import charts

DAY = date(2026, 3, 1)


def test_a_day_without_a_briefing_is_a_gap():
    made = charts.lines({"a": [(DAY, 1.0), (DAY + timedelta(days=1), None), (DAY + timedelta(days=2), 2.0)]})
    assert made.data[0].y[1] is None
    assert made.data[0].connectgaps is False


@given(st.lists(st.floats(min_value=1e-3, max_value=1e15), min_size=1, max_size=20))
def test_a_log_axis_always_has_ticks_and_never_a_crowd(values):
    ticks = charts.magnitudes(values)
    assert 1 <= len(ticks) <= 20
    assert ticks == sorted(ticks)


@pytest.mark.parametrize(
    ("value", "shown"), [(5e10, "50B"), (1.1e11, "110B"), (8.4e11, "840B"), (999, "999"), (2e13, "20T")]
)
def test_magnitudes_are_short(value, shown):
    assert charts.compact(value) == shown


def test_rumoured_amounts_are_hollow():
    made = charts.amounts([(DAY, 1e9, "x", True, "sure"), (DAY, 2e9, "x", False, "rumour")], "USD")
    assert list(made.data[0].marker.symbol) == ["circle", "circle-open"]


def test_amounts_without_a_place_on_a_log_axis_are_left_out():
    made = charts.amounts([(DAY, 0.0, "x", True, "zero")], "USD")
    assert [len(trace.x) for trace in made.data] == [0]


def test_markup_in_a_label_stays_text():
    assert "<b>" not in charts.lines({"<b>x</b>": [(DAY, 1.0)]}).data[0].name


def test_few_days_show_no_hours():
    made = charts.timeline([(DAY, "asked", "x")], {"asked": "asked"})
    assert made.layout.xaxis.dtick == 86_400_000


def test_a_shift_and_its_return_are_no_loop():
    link = charts.sankey([("a", "b", 1), ("b", "a", 1)]).data[0].link
    assert not set(link.source) & set(link.target)


def test_a_post_without_a_story_has_a_mark_of_its_own():
    days = [DAY + timedelta(days=n) for n in range(3)]
    made = charts.coverage(list(zip(days, [2, None, 0], strict=True)), "stories")
    marks = {trace.marker.symbol: list(trace.x) for trace in made.data if trace.type == "scatter"}
    assert marks == {"x-thin-open": [days[1]], "circle-open": [days[2]]}


@pytest.mark.parametrize("most", [0, 1, 2, 5])
def test_few_stories_have_whole_ticks(most):
    assert charts.coverage([(DAY, most)], "stories").layout.yaxis.dtick == 1


def placed(nodes, centre=""):
    """Name -> where it stands beside its node; marks of the centre taken out."""
    made = charts.network(nodes, [], {"ORG": "o"}, {}, centre)
    return {
        label.removeprefix("<b>").removesuffix("</b>"): place
        for trace in made.data if trace.mode == "markers+text"
        for label, place in zip(trace.text, trace.textposition, strict=True) if label
    }  # fmt: skip


def labels(nodes, centre=""):
    return list(placed(nodes, centre))


CORNERS = [("p", "P", "ORG", 0, 0, 0), ("q", "Q", "ORG", 1, 1, 0)]


def test_a_name_that_is_cut_is_cut_between_words_and_says_so():
    far = ("b", "B", "ORG", 1, 1, 1)
    assert labels([("a", "Model Context Protocol SDK", "ORG", 0, 0, 1), far]) == ["Model Context…", "B"]


def test_names_of_a_graph_do_not_lie_on_each_other_and_the_centre_and_the_strongest_are_named():
    crowd = [(str(n), f"name {n}", "ORG", 0.5 + n / 1000, 0.5, 1 - n / 100) for n in range(40)]
    assert labels([*crowd, *CORNERS]) == ["name 0"]
    named = placed([*crowd, *CORNERS], "39")
    assert set(named) == {"name 0", "name 39"}
    assert named["name 0"] != named["name 39"]


def test_the_strongest_node_is_named_whatever_lies_around_it():
    ring = [(str(n), f"a rather long name {n}", "ORG", 0.5 + x, 0.5 + y, 0.99)
            for n, (x, y) in enumerate([(0, 0.06), (0, -0.06), (0.08, 0), (-0.08, 0)])]  # fmt: skip
    assert "strongest" in labels([*ring, *CORNERS, ("s", "strongest", "ORG", 0.5, 0.5, 1)])


def test_a_name_stands_where_no_other_node_hides_it():
    low, high = ("a", "below", "ORG", 0.5, 0.5, 0.9), ("b", "above", "ORG", 0.5, 0.56, 1)
    assert placed([low, *CORNERS])["below"] == "top center"
    assert placed([low, high, *CORNERS])["below"] == "bottom center"


def test_a_name_at_the_edge_stands_towards_the_middle():
    left, right = ("a", "US Department of War", "ORG", 0, 0.5, 0.9), ("b", "Sensor Tower Inc", "ORG", 1, 0.5, 1)
    assert placed([left, right, *CORNERS]) == {
        "US Department of War": "middle right", "Sensor Tower Inc": "middle left", "P": "top center", "Q": "top center",
    }  # fmt: skip


def test_names_of_a_graph_have_a_rim_so_that_edges_do_not_cross_them_out():
    made = charts.network([("a", "A", "ORG", 0, 0, 1)], [], {"ORG": "o"}, {})
    assert {trace.textfont.shadow for trace in made.data if trace.mode == "markers+text"} == {"auto"}
    assert len(made.data[-1].x) == 1, "a trace without a point is not drawn, and another would be the last"


def test_only_the_strongest_are_named():
    grid = [(str(n), str(n), "ORG", n % 10, n // 10, n / 999) for n in range(100)]
    assert set(labels(grid, "0")) == {"0", *(str(n) for n in range(100 - charts.LABELS, 100))}


def test_a_label_of_an_axis_is_broken_between_words():
    names = {"a": "视频生成开始按用过的 token 计费", "b": "短", "c": "Coding subscriptions start a first month price war now"}
    made = charts.calendar(names, [DAY], {}, dict.fromkeys(charts.STATES, ""))
    assert made.layout.yaxis.ticktext == (
        "视频生成开始按用<br>过的 token 计费", "短", "Coding subscriptions<br>start a first month…",
    )  # fmt: skip


@given(st.text(max_size=60), st.integers(4, 40), st.integers(1, 3))
def test_a_fitted_name_is_no_wider_than_its_place_and_lost_nothing_in_silence(name, width, rows):
    made = charts.fit(name, width, rows)
    assert len(made) <= rows
    assert all(charts.cells(line) <= width for line in made)
    assert made[-1].endswith("…") or "".join("".join(made).split()) == "".join(name.split())


def test_a_broken_label_leaves_no_single_character_alone():
    assert charts.in_two("军用条款成为供应商的分水岭", 24) == ["军用条款成为供", "应商的分水岭"]
    assert charts.in_two("资金继续涌向算力底座", 24) == ["资金继续涌向算力底座"]


def test_markup_in_a_broken_label_stays_text():
    made = charts.calendar({"a": "<b>x</b> & more"}, [DAY], {}, dict.fromkeys(charts.STATES, ""))
    assert "<b>" not in made.layout.yaxis.ticktext[0]
