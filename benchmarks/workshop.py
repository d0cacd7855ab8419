"""Archives that several benchmarks use, built once a run in a folder that goes away."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path
from random import Random

from benchmarks import posts
from benchmarks.process import Used, kg

__all__ = ["Workshop"]


class Workshop:
    """`folder` is temporary; `built` ingests an archive of so many posts the first time it is asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._built: dict[int, Used] = {}

    def built(self, count: int) -> tuple[Path, Path, Used]:
        """(posts, database, what building took)."""
        source, db = self.folder / f"posts{count}", self.folder / f"db{count}" / "kg.duckdb"
        if count not in self._built:
            posts.write(source, count)
            db.parent.mkdir(parents=True, exist_ok=True)
            self._built[count] = kg("ingest", source, "--db", db, "--rebuild")
        return source, db, self._built[count]

    def with_one_more(self, count: int) -> tuple[Path, Path]:
        """A copy of that archive and its database with one more post that is not ingested yet."""
        source, db, _ = self.built(count)
        target = self.folder / f"more{count}"
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(source, target / "posts")
        copy = target / "db" / "kg.duckdb"
        copy.parent.mkdir()
        shutil.copyfile(db, copy)
        kg("ingest", target / "posts", "--db", copy)  # the posts lie elsewhere now: that is settled before
        day = posts.FIRST_DAY + timedelta(days=count)
        (target / "posts" / f"{day}.md").write_text(posts.post(day, posts.deck(), Random(count)), "utf-8")
        return target / "posts", copy
