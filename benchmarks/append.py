"""One post more, as a cold command: seconds, how much of it is start-up, and whether it grows with the archive."""

from __future__ import annotations

import sys
from statistics import median

from benchmarks import process
from benchmarks.figure import Figure
from benchmarks.process import Used, kg
from benchmarks.workshop import Workshop

__all__ = ["run"]

REPEATS = 5
START = "import kg.cli, kg.ingest, kg.reading as r; r._pipeline(r.How.of().config)"
"""What every command that reads a post has to do before the first post: imports, gazetteer, pipeline."""


def run(workshop: Workshop) -> list[Figure]:
    """Median of REPEATS cold commands; for archives of 3,650 and 365 posts by turns, so that load meets both."""
    many: list[Used] = []
    few: list[Used] = []
    start: list[Used] = []
    for _ in range(REPEATS):
        for count, found in ((3650, many), (365, few)):
            posts, db = workshop.with_one_more(count)
            found.append(kg("ingest", posts, "--db", db))
        start.append(process.run([sys.executable, "-c", START]))
    seconds, less, before = (median(u.seconds for u in used) for used in (many, few, start))
    cpu, less_cpu, before_cpu = (median(u.cpu for u in used) for used in (many, few, start))
    return [
        Figure("one post added to 3,650, cold command", "向 3,650 篇加一篇（冷启动命令）", seconds, "s", 1.5,
               note=f"{cpu:.2f} s of processor"),
        Figure("of it start-up", "其中启动", before / seconds, "",
               note=f"{before:.2f} s, {before_cpu:.2f} s of processor"),
        Figure("one post: 3,650 against 365 posts", "加一篇：3,650 篇对 365 篇", seconds / less, "", 1.5,
               note=f"of processor {cpu / less_cpu:.2f}"),
    ]  # fmt: skip
