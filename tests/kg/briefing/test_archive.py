"""The sample archive is read exactly as its gold says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.briefing import discover, parse, read_file

ROOT = Path(__file__).parents[3]
POSTS = sorted((ROOT / "data/briefings").glob("*.md"))


def _gold(day):
    return json.loads((ROOT / f"tests/eval/gold/{day}.gold.json").read_text("utf-8"))


@pytest.mark.parametrize("post", POSTS, ids=lambda path: path.stem)
def test_post_equals_gold(post):
    briefing, text = read_file(post.parent, post)
    gold = _gold(briefing.day)
    assert briefing.template == "reference"
    assert not briefing.issues
    assert [story.n for story in briefing.stories] == [story["n"] for story in gold["stories"]]
    assert [list(story.outlets) for story in briefing.stories] == [story["sources"] for story in gold["stories"]]
    assert [(t.n, t.name) for t in briefing.trends] == [(t["n"], t["name"]) for t in gold["trends"]]
    assert [item.n for item in briefing.watch] == [item["n"] for item in gold["watch"]]
    for passage in _passages(briefing):
        assert passage.text == text[passage.start : passage.end] == passage.text.strip()


def _passages(briefing):
    for story in briefing.stories:
        yield from (story.headline, *story.passages)
    yield from briefing.notes
    yield from (item.passage for item in (*briefing.trends, *briefing.watch))


def test_reference_post_is_read_without_a_loss():
    briefing, _ = read_file(ROOT / "data/briefings", ROOT / "data/briefings/2026-02-28.md")
    assert briefing.title == "AI 技术深度日报｜2026-02-28"
    assert briefing.notes[0].label == "说明"
    assert [[p.kind for p in story.passages] for story in briefing.stories] == [["fact", "why", "impact", "advice"]] * 6
    assert briefing.stories[4].headline.text.endswith("（macOS 本地训练 UI/UX 打磨）")
    assert briefing.stories[5].outlets == ("Reuters", "The Information")
    assert "confidence 1.00" in briefing.template_reason
    assert briefing.watch[0].passage.text.endswith("的实质影响。")


def test_whole_archive_is_discovered():
    found = discover([ROOT / "data/briefings"])
    assert found.files == tuple(POSTS)
    assert found.issues == ()


def test_crlf_moves_offsets_and_nothing_else():
    text = (ROOT / "data/briefings/2026-02-28.md").read_text("utf-8")
    unix, windows = parse(text, "2026-02-28.md"), parse(text.replace("\n", "\r\n"), "2026-02-28.md")
    assert [p.text for p in _passages(unix)] == [p.text for p in _passages(windows)]
    last = windows.watch[-1].passage
    assert text.replace("\n", "\r\n")[last.start : last.end] == last.text
    assert last.start > unix.watch[-1].passage.start
