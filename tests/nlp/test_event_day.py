"""The event day: labelled cases of our own, where days are found, and from which units."""

import time
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.days import days, event_day, nearest
from nlp.extract import extract
from nlp.model import Item, Unit
from nlp.pipeline import STAGES, Config, build_pipeline

LINES = (Path(__file__).parent / "event_days.tsv").read_text("utf-8").splitlines()
CASES = [line.split("\t") for line in LINES if line.strip() and not line.startswith("#")]
POST = date(2026, 2, 28)


@pytest.mark.parametrize(("post", "headline", "fact", "expected"), CASES, ids=[f"{c[0]} {c[2]}" for c in CASES])
def test_labelled_event_days(post, headline, fact, expected):
    found = event_day([headline, fact], date.fromisoformat(post))
    assert (str(found) if found else "-") == expected


def test_days_are_where_they_say():
    text = "上周三与 2026 年 2 月 27 日，以及 Feb. 26"
    assert [(text[d.start : d.end], d.rule) for d in days(text, POST)] == [
        ("上周三", "周四"), ("2026 年 2 月 27 日", "month and day"), ("Feb. 26", "Feb 27"),
    ]  # fmt: skip


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(-150, 150))
def test_a_day_without_its_year_is_found_again(post, distance):
    day = post + timedelta(distance)
    if (day.month, day.day) != (2, 29):
        assert nearest(day.month, day.day, post) == day
        assert [d.day for d in days(f"{day.month} 月 {day.day} 日", post)] == [day]


@given(st.text(alphabet="0123456789 年月日号周一昨今前上-/至FebMarThursday ，。于", max_size=60), st.dates())
def test_no_text_and_no_day_breaks_it(text, post):
    end = 0
    for one in days(text, post) if date(3, 1, 1) < post < date(9990, 1, 1) else []:
        assert end <= one.start < one.end <= len(text)
        end = one.end


def test_only_headline_and_fact_tell_the_day():
    without = tuple(stage for _, stage in STAGES if stage != "bg_event_day")
    nlp = build_pipeline(Config(model=None, without=without))
    told = Item(POST, (Unit("headline", "发布"), Unit("fact", "2 月 27 日上线")))
    advised = Item(POST, (Unit("headline", "发布"), Unit("advice", "2 月 27 日的文档值得一读")))
    assert [facts.event_day for facts in extract(nlp, [told, advised])] == [date(2026, 2, 27), None]


@pytest.mark.parametrize("text", ["1" * 100_000, "2 月 " * 10_000, "周" * 50_000, "昨日" * 20_000, "20" * 50_000, "Feb " * 20_000])
def test_time_grows_with_the_text_only(text):
    assert seconds(text * 2) < 5 * seconds(text) + 0.3


def seconds(text):
    """Processor time of finding days."""
    start = time.process_time()
    event_day([text], POST)
    return time.process_time() - start
