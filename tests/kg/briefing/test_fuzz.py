"""Whatever comes in, it is read or refused with a reason, in time linear in its size, with exact offsets.

A few hundred cases here; `make nightly` runs the same over more than ten thousand.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from kg.briefing import parse
from kg.errors import Unreadable
from tests.kg.briefing.fuzzing import CASES, NAME, PIECES, check

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]
NIGHTLY = {"structure": 5000, "text": 1500, "bytes": 1500, "headers": 2000, "damaged posts": 4000, "encodings": 1500}
"""Cases of the nightly run, 15,500 together."""


@pytest.mark.parametrize("case", CASES)
def test_anything_is_read_or_refused_and_nothing_is_lost(case):
    settings(max_examples=80, deadline=None, suppress_health_check=SLOW)(given(CASES[case])(check))()


@pytest.mark.nightly
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("case", CASES)
def test_the_same_over_thousands_of_cases(case):
    settings(max_examples=NIGHTLY[case], deadline=None, suppress_health_check=SLOW)(given(CASES[case])(check))()


# 100 KB of what makes careless readers slow: repeated marks without an end.
NASTY = {
    "brackets": "[](", "links": "](", "open": "[", "bold": "**a", "stars": "*", "quotes": "> ", "lists": "- ", "tags": "<h2", "scripts": "<script></script>",
    "comments": "<!--", "colons": "：", "labels": "影响：a。", "blanks": " ", "blank lines": "a\n\n", "headings": "## 后续关注\n", "tops": "# a\n",
    "stories": "### 1) 标题{}（X）\n- **是什么**：a\n", "same": "### 1) 标题（X）\n- 值得继续跟踪：a\n", "rows": "| a | b |\n|--|--|\n", "pipes": "|",
    "digits": "1", "numbers": "1. ", "parens": "（（", "ticks": "`", "urls": "https://e.org/", "trend": "## 今日趋势总结\n- **a**，b…\n", "items": "1. **a{}**：b\n",
    "prose": "第一，**a**。", "nested": "  - a\n", "dashes": "-", "underline": "a\n---\n", "sources": "来源：a   、   b\n\n", "dates": "2026-05-01 ", "tabs": "-\ta\n",
    "letters": "a\n\n", "underlined": "a\n=\n", "dash rows": "-|-\n", "two lists": "- a\n* a\n", "bold lines": "**a**\n\n", "loose": "> a\n\n",
    "empty quotes": ">> \nx\n", "quoted heads": "> # a\nx\n", "quoted items": ">> - \nx\n", "quoted rows": "> | a |\n> | - |\nx\n", "quoted tags": "> <b>\nx\n",
}  # fmt: skip


HEADS = {"bare": "", "trend": "## 今日趋势总结\n\n", "story": "### 1) 标题（X）\n- **是什么**：", "paren": "### 1) 标题（"}
LINEAR = 30
"""A text ten times as long may take thirty times the processor time; what is quadratic takes a hundred."""
NOISE = 0.05
"""Seconds below which a time says nothing."""


PER_100_KB = 1.0
"""Seconds of processor time that 100 KB of anything may take at most; what it takes is about the half."""


def _seconds(text: str) -> float:
    """Processor time of one reading: what other processes do does not count, nor what the tests have in memory."""
    gc.freeze()
    started = time.process_time()
    with suppress(Unreadable):
        parse(text, NAME)
    taken = time.process_time() - started
    gc.unfreeze()
    return taken


def _is_linear(make: Callable[[int], str], size: int) -> str:
    """"" where a text takes no more than `LINEAR` times what a tenth of it takes; slow runs are repeated."""
    short, long = make(size // 10), make(size)
    for _ in range(3):
        small, large = _seconds(short), _seconds(long)
        if large <= max(NOISE, LINEAR * small):
            return ""
    return f"{small:.3f} s for {size // 10} bytes, {large:.3f} s for {size}"


def _repeated(head: str, unit: str, size: int) -> str:
    count = max(1, (size - len(head.encode())) // len(unit.replace("{}", "00").encode()))
    return head + "".join(unit.replace("{}", str(i)) for i in range(count))


@pytest.mark.parametrize("name", NASTY)
@pytest.mark.parametrize("head", HEADS)
def test_time_grows_with_the_size_and_no_faster(name, head):
    assert _is_linear(lambda size: _repeated(HEADS[head], NASTY[name], size), 30_000) == ""


@pytest.mark.nightly
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("name", NASTY)
@pytest.mark.parametrize("head", HEADS)
def test_a_hundred_kilobytes_take_as_long_as_ten_times_ten(name, head):
    assert _is_linear(lambda size: _repeated(HEADS[head], NASTY[name], size), 100_000) == ""


@pytest.mark.nightly
@pytest.mark.parametrize("name", NASTY)
@pytest.mark.parametrize("head", HEADS)
def test_a_hundred_kilobytes_take_less_than_a_second(name, head):
    text = _repeated(HEADS[head], NASTY[name], 100_000)
    assert min(_seconds(text) for _ in range(5)) < PER_100_KB


@pytest.mark.nightly
@pytest.mark.timeout(3600)
def test_time_of_any_repeated_pieces_is_linear():
    @settings(max_examples=400, deadline=None, suppress_health_check=SLOW, phases=[Phase.generate])
    @given(st.sampled_from(list(HEADS)), st.lists(st.sampled_from(PIECES), min_size=1, max_size=4), st.sampled_from(["", "\n", " ", "\n\n"]))
    def run(head, pieces, joiner):
        unit = joiner.join(pieces) + joiner
        assert _is_linear(lambda size: _repeated(HEADS[head], unit, size), 100_000) == "", (head, unit)

    run()
