"""Two dozen archives, each in a shape that its author made up: stories, labels and statements, none invented.

The counts are made by hand from the posts, not taken from the reader. What is read in full is in `outline.txt`;
after a deliberate change: `WRITE_GOLDEN=1 pytest tests/kg/briefing/test_archives.py`, then read the diff.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kg.briefing import discover, explain, read_file
from kg.ingest import ingest
from kg.store.reader import Reader
from tests.kg.briefing.archive_outline import archive_outline

HERE = Path(__file__).parent / "archives"
COUNTS = {  # stories, trends, watch items
    "bilingual": (4, 2, 2),  # `Trends / 趋势`, a passage for each language
    "bold-lines": (13, 0, 3),  # no headings; `**一、标题**`, 内容：, 点评：, （来源：…）
    "changed": (14, 4, 4),  # bullets, then H3, then the reference, then tables
    "details": (3, 2, 0),  # `<details><summary>` for each story, badges
    "digest": (3, 0, 2),  # `1/` numbers, `**Why it matters.**`, TL;DR, subscription links
    "emoji-list": (13, 0, 3),  # `1️⃣ **标题**` paragraphs, `▪️` lists
    "en-takeaways": (12, 3, 6),  # Jekyll, What happened / Why it matters, Key takeaways
    "feed": (5, 0, 0),  # a feed reader's list: publication lines, HTML entities, one item in two feeds
    "hexo": (10, 1, 0),  # overview lists that repeat the titles, source quotes, [TOC]
    "html-headings": (10, 3, 3),  # leaf bundles, all in HTML
    "jekyll": (9, 0, 3),  # Liquid and kramdown marks, linked bullets, a watch list in one sentence
    "keycaps": (3, 0, 2),  # `1️⃣` paragraphs, a list with a title of another sign
    "mixed": (10, 3, 3),  # Chinese and English in each line, a translation beside
    "more": (26, 1, 11),  # nine authors: an outliner, hashtags, boxes of generators, full-width, setext, Q and A, e-mail HTML
    "newsletter": (11, 0, 6),  # bold first lines of paragraphs below groups, a sponsor, a number of the day
    "notion": (2, 2, 2),  # an export: property lines, labels as bullets with the text below
    "obsidian": (7, 0, 5),  # wikilinks, callouts, tasks, embeds
    "odd": (27, 4, 9),  # eight authors: H1 stories, times of the day, 【栏】 lines, <details>, a list without headings
    "rocket": (9, 0, 2),  # H3 for the company, the headline in bold, a sponsored story
    "signs": (4, 2, 2),  # `▍組` and `■ 標題（媒體）` instead of headings
    "tables": (5, 2, 2),  # stories, trends and questions in tables, and one table of figures
    "traditional": (9, 3, 5),  # traditional Chinese, `01｜`, `▍重點` alone on its line
    "vault": (4, 0, 4),  # callouts as stories, links to other notes, tasks, comments
    "wechat": (3, 0, 0),  # `**01**` above a title in bold, credits, END and what follows
    "weekly": (15, 0, 2),  # `1、[标题](url)` paragraphs with text below, weekly
}


@pytest.mark.parametrize("name", COUNTS)
def test_an_archive_reads_as_its_outline(name):
    got = archive_outline(HERE / name)
    expected = HERE / name / "outline.txt"
    if os.environ.get("WRITE_GOLDEN"):
        expected.write_text(got, encoding="utf-8")
    assert got == expected.read_text("utf-8")


@pytest.mark.parametrize("name", COUNTS)
def test_stories_trends_and_watch_items_are_those_of_the_author(name):
    found = discover([HERE / name])
    posts = [read_file(found.root, path)[0] for path in found.files]
    assert tuple(sum(len(getattr(p, part)) for p in posts) for part in ("stories", "trends", "watch")) == COUNTS[name]


@pytest.mark.parametrize("name", COUNTS)
def test_every_offset_of_an_archive_is_exact(name):
    for path in discover([HERE / name]).files:
        text = path.read_text("utf-8")
        for line in explain(text, path.name if path.stem != "index" else f"{path.parent.name}/index.md")[1:]:
            assert line.text == text[line.start : line.end]


def test_all_of_them_are_one_memory(tmp_path):
    report = ingest([HERE], tmp_path / "kg.duckdb")
    assert (report.quarantined, report.added) == (0, 79)
    with Reader(tmp_path / "kg.duckdb") as reader:
        count = lambda table: reader.value(f"select count(*) from {table}")  # noqa: E731
        assert tuple(map(count, ("story", "trend_mention", "watch_mention"))) == tuple(map(sum, zip(*COUNTS.values(), strict=True)))
        assert reader.value("select count(*) from briefing where period = 'week'") == 6
        known = {name for (name,) in reader.rows("select entity_id from entity where known")}
        themes = reader.value("select count(distinct story_id) from story_theme")
    assert len(known) > 60
    assert themes > 90
