"""The day until which a statement wants its answer, in Chinese and English; nothing where it sets no term."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.watch.terms import term

DAY = date(2026, 3, 11)  # a Wednesday

CASES = [
    ("本周内能否公布细则", date(2026, 3, 15)),
    ("下周会不会开庭", date(2026, 3, 22)),
    ("月底前是否交割", date(2026, 3, 31)),
    ("下个月能否恢复供货", date(2026, 4, 30)),
    ("4 月前有没有正式版", date(2026, 4, 1)),
    ("4 月底前能否看到结果", date(2026, 4, 30)),
    ("5 月中旬前拿出方案", date(2026, 5, 15)),
    ("6 月上旬能否上线", date(2026, 6, 10)),
    ("3 月 20 日前是否签约", date(2026, 3, 20)),
    ("二季度末投产", date(2026, 6, 30)),
    ("年中之前能否灰度", date(2026, 6, 30)),
    ("年底前上市", date(2026, 12, 31)),
    ("1 月底前交付", date(2027, 1, 31)),
    ("whether it ships by May 3", date(2026, 5, 3)),
    ("an answer by the end of the year", date(2026, 12, 31)),
    ("a ruling this week", date(2026, 3, 15)),
    ("价格会不会再降", None),
    ("2 月 30 日前", None),
    ("GPT-5.4 的 4 月评测", None),
]


@pytest.mark.parametrize(("text", "wanted"), CASES, ids=[text for text, _ in CASES])
def test_term(text, wanted):
    day, words = term(text, DAY)
    assert day == wanted
    assert (words in text) if words else day is None


@given(st.text(max_size=60), st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_a_term_is_never_before_the_day_it_was_set(text, day):
    found, words = term(text, day)
    assert (found is None) == (words is None)


@given(st.sampled_from([text for text, wanted in CASES if wanted]), st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_terms_of_the_list_lie_ahead(text, day):
    found, _ = term(text, day)
    assert found is None or (found - day).days >= 0
