"""Ids are readable, the same everywhere, and change only with what they name."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import ids

DAY = date(2026, 2, 28)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("2026-02-28.md", "2026-02-28"),
        ("content/posts/2026-02-28/index.md", "2026-02-28"),
        ("2026-02-28-evening.md", "2026-02-28-evening"),
        ("Morning Brief.md", "2026-02-28-morning-brief"),
        ("index.md", "2026-02-28-index"),
        ("content/posts/2026/02/2026-02-28.md", "2026-02-28"),
        ("2026年/2月/2026-02-28.md", "2026-02-28"),
        ("2026-02/2026-02-28.md", "2026-02-28"),
        ("am/2026-02-28.md", "2026-02-28-am"),
        ("pm/2026-02-28/index.md", "2026-02-28-pm"),
        ("posts/chips/2026-02-28-daily.md", "2026-02-28-daily-chips"),
    ],
)
def test_a_post_is_named_after_its_day_and_file(path: str, expected: str) -> None:
    assert ids.briefing_id(path, DAY) == expected


def test_names_without_latin_letters_stay_apart() -> None:
    assert ids.briefing_id("日报.md", DAY) != ids.briefing_id("周报.md", DAY)


def test_marks_width_and_case_of_a_headline_do_not_matter() -> None:
    assert ids.story_id("b", "**OpenAI** 宣布 ８４ 亿！") == ids.story_id("b", "openai宣布84亿")


def test_another_number_is_another_headline() -> None:
    assert ids.story_id("b", "GPT-5.2 发布") != ids.story_id("b", "GPT-52 发布")


def test_equal_headlines_of_one_post_are_told_apart() -> None:
    free = ids.Counter()
    first, second = ids.story_id("b", "同题", free), ids.story_id("b", "同题", free)
    assert second == f"{first}-2"


@given(st.text())
def test_a_hash_is_eight_letters_whatever_the_text(text: str) -> None:
    hashed = ids.hash8(text)
    assert len(hashed) == 8
    assert hashed.isalnum()
    assert hashed == hashed.lower()
