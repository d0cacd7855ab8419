"""Small generated archives: posts dealt from a few cards of the sample, so that days restate each other."""

from __future__ import annotations

import random
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from hypothesis import strategies as st

from benchmarks.posts import deck

FIRST = date(2026, 3, 1)
Posts = dict[date, int]
"""Day -> the seed of its post."""


@cache
def cards() -> tuple[list[str], list[str], list[str]]:
    """Few enough that two posts often share a story, a trend or a question, sometimes in other words."""
    stories, trends, watch = deck()
    return stories[:14], trends[:8], watch[:8]


def post(day: date, seed: int) -> str:
    """Two stories, two trends, two questions; a third of the posts has Windows line ends, a third a BOM."""
    chance = random.Random(seed)
    stories, trends, watch = (chance.sample(own, 2) for own in cards())
    lines = [
        "+++",
        f'title = "日报 {day}"',
        f"date = {day}T08:00:00+08:00",
        "+++",
        "",
        f"## 日报（{day}）",
        "",
    ]
    lines += [f"### {n}) {text}\n" for n, text in enumerate(stories, 1)]
    lines += ["## 今日趋势总结", *(f"- **趋势 {n}：{text}" for n, text in enumerate(trends, 1)), ""]
    lines += ["## 我接下来会关注什么", *(f"{n}. {text}" for n, text in enumerate(watch, 1)), ""]
    text = "\n".join(lines)
    return ("\ufeff" if seed % 3 == 1 else "") + (text.replace("\n", "\r\n") if seed % 3 == 2 else text)


def put(folder: Path, posts: Posts) -> Path:
    """The folder holds exactly these posts."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.glob("*.md"):
        path.unlink()
    for day, seed in posts.items():
        (folder / f"{day}.md").write_bytes(post(day, seed).encode())
    return folder


DAYS = st.integers(0, 40).map(lambda n: FIRST + timedelta(days=n))
SEEDS = st.integers(0, 60)


def archives(least: int = 2, most: int = 6) -> st.SearchStrategy[Posts]:
    """Archives with gaps, some of them longer than the silence after which a question is stale."""
    return st.dictionaries(DAYS, SEEDS, min_size=least, max_size=most)
