"""Text of posts on the screen: nothing of it becomes a tag or a mark; words in both languages are complete."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kg.dashboard
from kg.dashboard import i18n, text
from kg.dashboard.page import discover

CODE = Path(kg.dashboard.__file__).parent


@pytest.fixture(autouse=True)
def _chinese(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(i18n, "language", lambda: "zh")
    monkeypatch.setattr(text, "language", lambda: "zh")


def seen(marked: str) -> str:
    """What a reader sees of our HTML."""
    return html.unescape(re.sub(r"<[^>]*>", "", marked))


def test_marks_of_bold_and_addresses_of_links_are_not_shown():
    made = text.marked("**重点** 见 [原文](javascript:alert(1)) & <b>", words=["重点"])
    assert seen(made) == "重点 见 原文 & <b>"
    assert "javascript" not in made
    assert re.search("<strong[^>]*>重点</strong>", made)


def test_a_searched_word_does_not_break_an_escaped_sign():
    assert seen(text.marked("a & b &amp; c", words=["amp", "&"])) == "a & b &amp; c"


def test_mentions_are_links_and_overlapping_ones_are_left_out():
    made = text.marked("OpenAI 与微软", [(0, 6, "ORG", "openai"), (3, 8, "ORG", "x"), (8, 10, "ORG", "a&b")])
    assert made.count("<a ") == 2
    assert "name=a%26b" in made
    assert seen(made) == "OpenAI 与微软"


@given(
    st.text(alphabet="ab<>&\"'*_[]()!:/\\`$#中\n", max_size=40), st.lists(st.tuples(st.integers(0, 40), st.integers(1, 9)), max_size=4)
)  # fmt: skip
def test_no_text_becomes_a_tag(given_text: str, spans: list[tuple[int, int]]):
    mentions = [(start, start + length, 'O"RG', '"><script>') for start, length in spans]
    made = text.marked(given_text, mentions, words=["a", "<", "&"])
    tags = re.findall(r"<[^>]*>", made)
    assert all(re.match(r'</?(a|strong)( href="\./| style="|>)', tag) for tag in tags)
    letters = re.sub(r"[^ab中]", "", seen(made))
    assert letters in re.sub(r"[^ab中]", "", given_text) or len(letters) <= len(given_text)


@given(st.text(alphabet="ab*_[]()!:`$#<>\\~@^|中", max_size=30))
def test_no_text_becomes_a_mark(given_text: str):
    made = text.escape(given_text)
    assert not re.search(r"(?<!\\)(?:\\\\)*[*_\[\]()`$#<>~@^|]", made)


def test_every_word_stands_in_both_languages():
    for key, forms in i18n.words().items():
        assert all(forms.values()), key
        assert set(re.findall(r"{(\w+)", forms["zh"])) == set(re.findall(r"{(\w+)", forms["en"])), key


def test_every_word_the_code_asks_for_is_there():
    asked = {
        key: path.name
        for path in CODE.rglob("*.py")
        for key in re.findall(r"\bt\(\s*\"([\w.]+)\"", path.read_text("utf-8"))
    }
    assert len(asked) > 100
    assert {key: name for key, name in asked.items() if key not in i18n.words()} == {}


def test_every_page_has_a_title_and_a_question():
    assert [
        p.slug for p in discover() if not {f"{p.slug}.title", f"{p.slug}.question"} <= i18n.words().keys()
    ] == []


def test_a_reason_is_said_in_chinese_part_by_part(monkeypatch: pytest.MonkeyPatch):
    said = i18n.say("answered on 2026-03-20: both name openai; asked; something quite new")
    assert said == "2026-03-20 已有答案：都提到 openai；提出；something quite new"
    monkeypatch.setattr(i18n, "language", lambda: "en")
    assert i18n.say("asked") == "asked"


def test_one_is_singular_in_english(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(i18n, "language", lambda: "en")
    assert i18n.t("watch.line", age=1, asked=1, evidence=2) == "1 day old · asked 1 time · 2 stories"
    assert i18n.t("graph.least.n", n="1") == "≥ 1 story"  # a choice is a text
    assert i18n.say("1 stories in 7 days, 11 stories, both names 0.1 names") == (
        "1 story in 7 days, 11 stories, both names 0.1 names"
    )


def test_no_english_word_has_its_number_beside_a_bare_plural():
    nouns = "stories|times|names|mentions|questions|posts|files|passages|rows|trends|changes"
    assert [k for k, forms in i18n.words().items() if re.search(rf"{{\w+}} (?:{nouns})\b", forms["en"])] == []
