"""Kill -9 at random moments of an ingest: the database opens and says what it said before, or after."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from benchmarks import posts
from benchmarks.figure import Figure
from benchmarks.process import ROOT
from benchmarks.workshop import Workshop
from tests.kg.kit import fresh, said

__all__ = ["run"]

RUNS, POSTS = 30, 40


def run(workshop: Workshop) -> list[Figure]:
    """RUNS cold ingests of twice POSTS posts over POSTS, each killed at a moment spread over a whole run."""
    folder, db, whole_db = (workshop.folder / name for name in ("kill", "killed.duckdb", "after.duckdb"))
    fresh(posts.write(folder, POSTS), db)
    before = said(db)
    posts.write(folder, 2 * POSTS)
    fresh(folder, whole_db)
    after, start = said(whole_db), db.read_bytes()
    began = time.perf_counter()
    _ingest(folder, db).wait()
    whole, chance = time.perf_counter() - began, random.Random(5)
    wrong = finished = 0
    for number in range(RUNS):
        db.write_bytes(start)
        process = _ingest(folder, db)
        time.sleep(whole * (number + chance.random()) / RUNS)
        process.send_signal(signal.SIGKILL)
        process.wait()
        now = said(db)
        wrong += now not in (before, after)
        finished += now == after
    _ingest(folder, db).wait()  # over what the last one left behind
    wrong += said(db) != after
    return [Figure("kill -9 in 30 ingests: neither before nor after", "30 次 kill -9：既非之前也非之后", wrong, "", 0,
                   note=f"{RUNS - finished} before, {finished} after; the next run completes")]  # fmt: skip


def _ingest(folder: Path, db: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "kg.cli", "ingest", str(folder), "--db", str(db)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT)
