"""What the fuzz tests share: posts as authors use and abuse Markdown, and what must hold of any reading."""

from __future__ import annotations

from bisect import bisect_left
from pathlib import Path

from hypothesis import strategies as st

from kg.briefing import explain, parse, plain, seen
from kg.briefing.blocks import blocks
from kg.briefing.frontmatter import read_front_matter
from kg.briefing.source import decode
from kg.errors import Unreadable

__all__ = ["CASES", "check"]

HERE = Path(__file__).parent
SAMPLE = HERE.parents[2] / "data/briefings/2026-02-28.md"
NAME = "2026-05-01.md"
POSTS = [path.read_bytes() for path in (SAMPLE, *sorted(HERE.glob("golden/*.md")), *sorted(HERE.glob("archives/**/*.md")))]

PIECES = [
    "### 1) 标题（Reuters）", "## 2. Title (Reuters citing Axios)", "#", "# ", "####### x", "标题\n===", "- ", "  - ", "\t- ", "1. ", "7) ",
    "- **是什么**：文。", "**影响：** 文", "**", "****", "`[自由]` 文", "> ", ">> ", "来源：[a](https://e.org/x(1)) | 2026-05-01", "[", "](", ")",
    "| a | b |", "|---|---|", "| \\| |", "| 事件 | 来源 |\n|---|---|\n| 甲 | 乙 |", "```", "~~~", "---", "***", "<h2>节</h2>", "<h2", "<b>影响：</b>文",
    "<!--", "-->", "<script>", "</script>", "## 今日趋势总结", "- **趋势 1：短名**，后文", "## 我接下来会关注什么", "- [ ] 是否", "- [x] 已", "趋势 1：",
    "第一，**名**。", "值得继续跟踪", "…", "0", "\u200b", "\ufeff", "🔥 **今日高光**", "1️⃣ 题", "1️⃣ **题**\n文", "1、甲\n2、乙", "▪️ 甲\n▪️ 乙", "①", "1、",
    "[[页|名]]", "![[图]]", "{{< x >}}", "[TOC]", "\\", "&amp;", "　", "ＡＩ", "為什麼重要：", "What 是什么：", "https://e.org", "![i](j)", "    code", "=1+1", "<img src=x onerror=y>", "a <b && c> d", "[r]: https://e.org", "C#",
    "> [!news] 标题标题标题", "■ 题（甲）", "▍组", ":::note 影响", ":::", "{% note %}", "{% endnote %}", "<details><summary>题</summary>", "</details>", "**01**", "- TODO 题",
    "#标签 #b", "🔟 题", "**题** — [源](https://e.org)", "## Trends / 趋势", "%% 注 %%", "图源：甲", "<br>", "&#8217;",
    "+++", "\u2028", "\x0b", "## 公司动态", "**一、题**", "## 值得关注", "## 快讯",
]  # fmt: skip
ENDS = ["\n", "\n\n", "\r\n", "", " ", "\r"]
HEADER_LINES = [
    "date = 2026-05-01", "date: 2026-05-01T07:00:00+08:00", "title = '''", "title: x: y", "draft = true", "tags = [", "tags:\n- a", "[params]",
    '"date": "2026-05-01",', "}", "{", "? ", "&a *a", "!!python/object:os.system", "\t", "date = '2026-02-30'", "date: !!timestamp x", "# c", "'", '"""',
]  # fmt: skip

documents = st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(ENDS)), max_size=40).map(
    lambda parts: "".join(piece + end for piece, end in parts)
)


@st.composite
def headers(draw: st.DrawFn) -> str:
    """Front matter of any kind, whole, broken or without an end, above a post."""
    opening = draw(st.sampled_from(["+++", "---", "{", "+++ ", "----", "\ufeff+++", "---\r"]))
    lines = draw(st.lists(st.sampled_from(HEADER_LINES), max_size=8))
    closing = draw(st.sampled_from(["+++", "---", "}", "...", ""]))
    return "\n".join([opening, *lines, closing, "", draw(documents)])


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A post of ours, cut, spliced, with lines swapped or doubled, or with a byte that is another."""
    data = draw(st.sampled_from(POSTS))
    for _ in range(draw(st.integers(1, 4))):
        a, b = sorted((draw(st.integers(0, len(data))), draw(st.integers(0, len(data)))))
        how = draw(st.sampled_from(["cut", "end", "put", "byte", "double", "swap", "splice"]))
        if how == "cut":
            data = data[:a] + data[min(b, a + 200) :]
        elif how == "end":
            data = data[:b]
        elif how == "put":
            data = data[:a] + draw(st.sampled_from(PIECES)).encode() + data[a:]
        elif how == "byte":
            data = data[:a] + bytes([draw(st.integers(0, 255))]) + data[a + 1 :]
        elif how == "splice":
            other = draw(st.sampled_from(POSTS))
            data = data[:a] + other[len(other) // 2 :]
        else:
            lines = data.split(b"\n")
            i, j = a * len(lines) // (len(data) + 1), b * len(lines) // (len(data) + 1)
            lines[i:i] = lines[j : j + 3] if how == "double" else [lines.pop(j)]
            data = b"\n".join(lines)
    return data


@st.composite
def encoded(draw: st.DrawFn) -> bytes:
    """A post in another encoding, perhaps with a byte lost."""
    data = draw(st.sampled_from(POSTS)).decode("utf-8")[: draw(st.integers(1, 2000))]
    raw = data.encode(draw(st.sampled_from(["gb18030", "utf-16", "utf-16-be", "utf-8-sig", "big5", "latin-1"])), "replace")
    at = draw(st.integers(0, len(raw)))
    return raw[:at] + raw[at + draw(st.integers(0, 1)) :]


CASES: dict[str, st.SearchStrategy[bytes]] = {
    "structure": documents.map(str.encode),
    "text": st.text(max_size=400).map(lambda text: text.encode("utf-8", "surrogatepass")),
    "bytes": st.binary(max_size=400),
    "headers": headers().map(str.encode),
    "damaged posts": damaged(),
    "encodings": encoded(),
}


def check(data: bytes) -> None:
    """Read, or refused with a reason; every passage is the stretch of the file it says; nothing is lost."""
    try:
        text, _ = decode(data, NAME)
        briefing = parse(text, NAME)
    except Unreadable as error:
        assert error.reason
        assert error.remedy
        return
    assert parse(text, NAME) == briefing, "reading is no pure function"
    passages = [*briefing.notes, *(item.passage for item in (*briefing.trends, *briefing.watch))]
    for story in briefing.stories:
        assert story.headline.text
        passages.extend((story.headline, *story.passages))
    for passage in passages:
        assert 0 <= passage.start < passage.end <= len(text)
        assert passage.text == text[passage.start : passage.end]
        plain(passage.text)
        assert len(seen(passage.text)) == len(passage.text)
    assert all(item.name for item in briefing.trends)
    assert {item.story_position for item in briefing.watch} - {None} <= set(range(1, len(briefing.stories) + 1))
    shown = explain(text, NAME)
    assert {(p.start, p.end) for p in passages} <= {(line.start, line.end) for line in shown}
    assert lost(text, [(line.start, line.end) for line in shown[1:]]) == []


def lost(text: str, shown: list[tuple[int, int]]) -> list[str]:
    """Blocks with words of which `explain` shows no part; a label without text says nothing."""
    covered = sorted(shown)
    starts = [start for start, _ in covered]
    longest: list[int] = []
    for _, end in covered:
        longest.append(max(end, longest[-1] if longest else 0))
    out: list[str] = []
    for block in blocks(text, read_front_matter(text).end):
        words = text[block.start : block.end]
        at = bisect_left(starts, block.end)
        if any(ch.isalnum() for ch in words) and (not at or longest[at - 1] <= block.start) and len(words) > 4:
            out.append(words)
    return out
