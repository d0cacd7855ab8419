"""Whatever comes in, it is read or refused with a reason, in time linear in its size, with exact offsets."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.briefing import explain, parse, plain
from kg.briefing.source import decode
from kg.errors import Unreadable

ROOT = Path(__file__).parents[3]
POST = (ROOT / "data/briefings/2026-02-28.md").read_text("utf-8")

# Pieces of Markdown as posts use and abuse it.
PIECES = [
    "### 1) 标题（Reuters）", "## 2. Title (Reuters citing Axios)", "#", "# ", "####### x", "标题\n===", "- ", "  - ", "\t- ", "1. ", "7) ",
    "- **是什么**：文。", "**影响：** 文", "**", "****", "`[自由]` 文", "> ", ">> ", "来源：[a](https://e.org/x(1)) | 2026-05-01", "[", "](", ")",
    "| a | b |", "|---|---|", "| \\| |", "```", "~~~", "---", "***", "<h2>节</h2>", "<h2", "<!--", "-->", "<script>", "</script>",
    "## 今日趋势总结", "- **趋势 1：短名**，后文", "## 我接下来会关注什么", "- [ ] 是否", "趋势 1：", "第一，**名**。", "值得继续跟踪", "…", "0",
    "\u200b", "\ufeff", "🔥 **今日高光**", "1️⃣ 题", "\\", "&amp;", "　", "ＡＩ", "為什麼重要：", "https://e.org", "![i](j)", "    code", "+++", "\u2028", "\x0b",
]  # fmt: skip
DOCUMENTS = st.lists(
    st.tuples(st.sampled_from(PIECES), st.sampled_from(["\n", "\n\n", "\r\n", "", " ", "\r"])), max_size=40
).map(lambda parts: "".join(piece + end for piece, end in parts))


def check(text: str, path: str = "2026-05-01.md") -> None:
    """Read or refused; every passage is the stretch of the file it says it is."""
    try:
        briefing = parse(text, path)
    except Unreadable as error:
        assert error.reason
        return
    passages = [*briefing.notes, *(item.passage for item in (*briefing.trends, *briefing.watch))]
    for story in briefing.stories:
        assert story.headline.text
        passages.extend((story.headline, *story.passages))
    for passage in passages:
        assert 0 <= passage.start < passage.end <= len(text)
        assert passage.text == text[passage.start : passage.end]
        plain(passage.text)
    assert all(item.name for item in briefing.trends)
    positions = {item.story_position for item in briefing.watch} - {None}
    assert positions <= set(range(1, len(briefing.stories) + 1))


@settings(max_examples=150, deadline=None)
@given(DOCUMENTS)
def test_any_structure(text):
    check(text)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400))
def test_any_text(text):
    check(text)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes(data):
    try:
        text, _ = decode(data, "2026-05-01.md")
    except Unreadable as error:
        assert error.reason
        return
    check(text)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(POST)), st.integers(0, len(POST)))
def test_any_cut_of_a_post(first, second):
    check(POST[: min(first, second)] + POST[max(first, second) :])


@settings(max_examples=40, deadline=None)
@given(st.integers(0, len(POST)), st.sampled_from(PIECES))
def test_anything_put_into_a_post(at, piece):
    check(POST[:at] + piece + POST[at:])


@settings(max_examples=40, deadline=None)
@given(DOCUMENTS)
def test_explain_covers_what_parse_returns(text):
    try:
        briefing = parse(text, "2026-05-01.md")
    except Unreadable:
        return
    shown = {(line.start, line.end) for line in explain(text, "2026-05-01.md")}
    for story in briefing.stories:
        assert {(p.start, p.end) for p in (story.headline, *story.passages)} <= shown


@settings(max_examples=40, deadline=None)
@given(DOCUMENTS)
def test_reading_is_a_pure_function(text):
    try:
        first = parse(text, "2026-05-01.md")
    except Unreadable:
        return
    assert parse(text, "2026-05-01.md") == first


# 100 KB of what makes careless readers slow: repeated marks without an end.
NASTY = {
    "brackets": "[](", "links": "](", "open": "[", "bold": "**a", "stars": "*", "quotes": "> ", "lists": "- ", "tags": "<h2", "scripts": "<script></script>",
    "comments": "<!--", "colons": "：", "labels": "影响：a。", "blanks": " ", "blank lines": "a\n\n", "headings": "## 后续关注\n", "tops": "# a\n",
    "stories": "### 1) 标题{}（X）\n- **是什么**：a\n", "same": "### 1) 标题（X）\n- 值得继续跟踪：a\n", "rows": "| a | b |\n|--|--|\n", "pipes": "|",
    "digits": "1", "numbers": "1. ", "parens": "（（", "ticks": "`", "urls": "https://e.org/", "trend": "## 今日趋势总结\n- **a**，b…\n", "items": "1. **a{}**：b\n",
    "prose": "第一，**a**。", "nested": "  - a\n", "dashes": "-", "underline": "a\n---\n", "sources": "来源：a   、   b\n\n", "dates": "2026-05-01 ", "tabs": "-\ta\n",
}  # fmt: skip


@pytest.mark.parametrize("name", NASTY)
@pytest.mark.parametrize("head", ["", "## 今日趋势总结\n\n", "### 1) 标题（X）\n- **是什么**：", "### 1) 标题（"], ids=["bare", "trend", "story", "paren"])
def test_time_is_bounded(name, head):
    unit = NASTY[name]
    count = 34_000 // len(unit.encode()) * 3
    text = head + "".join(unit.replace("{}", str(i)) for i in range(count))
    started = time.process_time()
    check(text)
    seconds = time.process_time() - started
    assert seconds < 3, f"{seconds:.1f} s for {len(text.encode()) / 1000:.0f} kB"  # aim 1 s per 100 kB; CI is slower
