"""A run that is killed has not happened, and one that writes hinders no reader."""

from __future__ import annotations

import multiprocessing
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from multiprocessing.context import ForkServerContext
from pathlib import Path
from types import ModuleType

import pytest

from kg.ingest import ingest
from kg.store.reader import Reader
from tests.kg.kit import fresh, said
from tests.kg.small import FIRST, put

FEW = {FIRST + timedelta(days=n): n for n in range(4)}
MORE = {FIRST + timedelta(days=n): 50 + n for n in range(2, 8)}
READ = """
import sys, time
from pathlib import Path
from types import ModuleType
from kg.store.reader import Reader
db, stop = Path(sys.argv[1]), Path(sys.argv[2])
asked = 0
while not stop.exists():
    with Reader(db) as reader:
        told = reader.value("select count(*) from briefing"), reader.value("select count(distinct day) from story")
        assert told[0] == told[1], told
    asked += 1
    if asked == 1:
        print("reading", flush=True)
print(asked)
"""


@pytest.fixture(scope="module")
def processes() -> Iterator[ForkServerContext]:
    """Where a process starts with the program loaded: so the kill falls on the ingest, not on imports."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["kg.ingest"])
    with pytest.MonkeyPatch.context() as patch:
        # Streamlit's AppTest leaves its script behind as the main module, and new processes import the main module.
        patch.setitem(sys.modules, "__main__", ModuleType("__main__"))
        yield context


def killed_runs(place: Path, processes: ForkServerContext, runs: int, longest: float) -> set[str]:
    """Kill `runs` ingests of MORE over FEW at moments up to `longest`; whether each left the state before or after."""
    posts, db = place / "posts", place / "kg.duckdb"
    fresh(put(posts, FEW), db)
    start, before = db.read_bytes(), said(db)
    fresh(put(posts, {**FEW, **MORE}), place / "after.duckdb")
    after, chance, seen = said(place / "after.duckdb"), random.Random(7), set()
    for number in range(runs):
        db.write_bytes(start)
        process = processes.Process(target=ingest, args=([posts], db))
        process.start()
        process.join(longest * (number + chance.random()) / runs)
        process.kill()
        process.join()
        assert process.exitcode in (0, -signal.SIGKILL), "it ran until it was killed"
        now = said(db)
        assert now in (before, after)
        seen.add("before" if now == before else "after")
    ingest([posts], db)
    assert said(db) == after, "what the killed ones left behind hinders nobody"
    assert not [path.name for path in place.glob("kg.duckdb.*") if path.name != "kg.duckdb.lock"]
    return seen


def test_kill_at_any_moment_leaves_the_state_before_or_after(tmp_path: Path, processes: ForkServerContext) -> None:
    """Eight moments here; `python -m benchmarks kill` does thirty cold commands on a larger archive."""
    assert "before" in killed_runs(tmp_path, processes, 8, 2.0)


def test_a_reader_in_a_loop_never_fails_while_ingest_writes(tmp_path: Path) -> None:
    """It sees whole states only: as many posts as days with stories, at every moment."""
    posts, db, stop = tmp_path / "posts", tmp_path / "kg.duckdb", tmp_path / "stop"
    ingest([put(posts, FEW)], db)
    with subprocess.Popen(
        [sys.executable, "-c", READ, str(db), str(stop)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as reader:
        assert reader.stdout is not None
        assert reader.stdout.readline() == "reading\n"
        for number in range(6):
            ingest([put(posts, {**FEW, date(2026, 5, 1 + number): number})], db)
        stop.touch()
        out, err = reader.communicate(timeout=60)
    assert reader.returncode == 0, err
    assert int(out) > 1
    with Reader(db) as after:
        assert after.value("select count(*) from briefing") == len(FEW) + 1


@pytest.mark.parametrize("room", [100, 2000, 5000], ids="{} KB".format)
def test_a_disk_without_room_is_told_in_one_line_and_the_database_stays(tmp_path: Path, room: int) -> None:
    """The limit is on a file's size: the log cannot grow, or what closing writes into the database."""
    posts, db = tmp_path / "posts", tmp_path / "kg.duckdb"
    fresh(put(posts, FEW), db)
    before = db.read_bytes()
    put(posts, {**FEW, **MORE})
    command = f"ulimit -f {room}; exec {sys.executable} -m kg.cli ingest {posts} --db {db} --rebuild"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    assert "free some space" in done.stderr
    assert db.read_bytes() == before
    assert not list(tmp_path.glob("*.new*"))
