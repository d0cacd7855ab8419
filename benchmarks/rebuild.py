"""Ten years of posts from nothing: seconds, memory, and how the time grows with the archive."""

from __future__ import annotations

from benchmarks.figure import Figure
from benchmarks.workshop import Workshop

__all__ = ["run"]

MANY, FEW = 3650, 365


def run(workshop: Workshop) -> list[Figure]:
    """`kg ingest --rebuild` of MANY posts against FEW."""
    _, db, few = workshop.built(FEW)
    _, db, many = workshop.built(MANY)
    size = db.stat().st_size / 2**20
    return [
        Figure("rebuild of 3,650 posts", "重建 3,650 篇", many.seconds, "s", 15, note=f"{many.cpu:.1f} s of processor"),
        Figure("rebuild of 3,650 posts, peak memory", "重建 3,650 篇的内存峰值", many.peak, "GB", 1,
               note=f"database {size:.0f} MB"),
        Figure("time(3,650) / time(365)", "时间(3,650) / 时间(365)", many.seconds / few.seconds, "", 11,
               note=f"of processor {many.cpu / few.cpu:.1f}"),
    ]  # fmt: skip
