"""Archives of any length for benchmarks: the sample posts cut into stories and statements, dealt anew, re-dated."""

from __future__ import annotations

import random
import re
from datetime import date, timedelta
from pathlib import Path

SAMPLE = Path(__file__).resolve().parent.parent / "data" / "briefings"
STORY = re.compile(r"^### .*?(?=^### |^## |\Z)", re.MULTILINE | re.DOTALL)
TREND = re.compile(r"^- \*\*趋势.*$", re.MULTILINE)
WATCH = re.compile(r"^\d+\. .*$", re.MULTILINE)
FIRST_DAY = date(2014, 1, 1)


def deck() -> tuple[list[str], list[str], list[str]]:
    """Stories, trend lines and watch lines of the sample, without their numbers."""
    stories: list[str] = []
    trends: list[str] = []
    watch: list[str] = []
    for path in sorted(SAMPLE.glob("*.md")):
        body, _, rest = path.read_text("utf-8").partition("\n## 今日趋势总结")
        stories += [re.sub(r"^### \d+\) ", "", s).rstrip() for s in STORY.findall(body) if re.match(r"### \d+\) ", s)]
        first, _, second = rest.partition("\n## ")
        trends += [re.sub(r"^- \*\*趋势 ?\d+：", "", t) for t in TREND.findall(first)]
        watch += [re.sub(r"^\d+\. ", "", w) for w in WATCH.findall(second)]
    return stories, trends, watch


def post(day: date, cards: tuple[list[str], list[str], list[str]], chance: random.Random) -> str:
    """One post: 6 or 7 stories, 5 trends, 4 watch items, as the sample has them on average."""
    stories = chance.sample(cards[0], chance.choice((6, 7)))
    trends, watch = chance.sample(cards[1], 5), chance.sample(cards[2], 4)
    lines = ["+++", f'title = "AI 技术深度日报｜{day}"', f"date = {day}T08:00:00+08:00", "draft = false", "+++", ""]
    lines += [f"## AI 技术深度日报（{day}）", ""]
    lines += [f"### {n}) {text}\n" for n, text in enumerate(stories, 1)]
    lines += ["## 今日趋势总结", *(f"- **趋势 {n}：{text}" for n, text in enumerate(trends, 1)), ""]
    lines += ["## 我接下来会关注什么", *(f"{n}. {text}" for n, text in enumerate(watch, 1)), ""]
    return "\n".join(lines)


def write(folder: Path, count: int, seed: int = 1) -> Path:
    """`count` posts on consecutive days in `folder`; the same seed gives the same bytes."""
    chance, cards = random.Random(seed), deck()
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        day = FIRST_DAY + timedelta(days=number)
        (folder / f"{day}.md").write_text(post(day, cards, chance), encoding="utf-8")
    return folder
