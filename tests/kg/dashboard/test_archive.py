"""Archive: uploads are checked and written whole, the ingest runs beside the pages, what is amiss says how to mend it."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest

from kg.dashboard import job
from kg.dashboard.uploads import judge, store
from kg.decide import outcome
from kg.errors import KgError
from kg.ingest import ingest
from kg.store.reader import Reader
from tests.kg.dashboard.kit import Draw, drawer, words

SAMPLE = Path(__file__).parents[3] / "data" / "briefings"
NAMES = (
    "../a.md", "..\\a.md", "/etc/a.md", "C:a.md", ".hidden.md", "-rf.md", "a\0.md", "a\n.md", "a/b.md", "~.md", "..md",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_names_that_leave_the_folder_or_trick_a_shell_are_refused(tmp_path: Path, name: str):
    assert judge(name, b"x", tmp_path).why == "name"
    with pytest.raises(KgError):
        store(name, b"x", tmp_path, replace=True)
    assert not list(tmp_path.rglob("*"))


def test_size_emptiness_length_and_kind_are_judged(tmp_path: Path):
    assert judge("a.md", b"x" * (10 * 1024 * 1024 + 1), tmp_path).why == "size"
    assert judge("a.md", b" \n", tmp_path).why == "empty"
    assert judge("很" * 100 + ".md", b"x", tmp_path).why == "long"
    assert judge("a.html", b"x", tmp_path).why == "suffix"
    assert judge("2026年5月4日.md", b"x", tmp_path).state == "new"


def test_another_file_is_replaced_only_when_told(tmp_path: Path):
    store("a.md", b"one", tmp_path)
    assert judge("a.md", b"one", tmp_path).state == "same"
    assert judge("a.md", b"two", tmp_path).state == "differs"
    with pytest.raises(KgError, match="there already"):
        store("a.md", b"two", tmp_path)
    assert (tmp_path / "a.md").read_bytes() == b"one"
    store("a.md", b"two", tmp_path, replace=True)
    assert (tmp_path / "a.md").read_bytes() == b"two"
    assert [path.name for path in tmp_path.iterdir()] == ["a.md"], "parts are left"


def test_a_link_or_folder_of_that_name_is_not_written_through(tmp_path: Path):
    outside = tmp_path / "outside.md"
    folder = tmp_path / "posts"
    (folder / "b.md").mkdir(parents=True)
    (folder / "a.md").symlink_to(outside)
    for name in ("a.md", "b.md"):
        assert judge(name, b"x", folder).why == "place"
    assert not outside.exists()


def test_a_disk_that_refuses_leaves_no_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.link", full)
    with pytest.raises(OSError, match="No space"):
        store("a.md", b"x", tmp_path)
    assert list(tmp_path.iterdir()) == []


def wait(what: job.Job, seconds: float = 60) -> job.Job:
    until = time.monotonic() + seconds
    while not what.over and time.monotonic() < until:
        time.sleep(0.05)
    assert what.over
    return what


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch):
    """No ingest of another test is remembered."""
    monkeypatch.setattr(job, "_last", [])


def test_an_ingest_runs_beside_the_pages_and_tells_how_far_it_is(tmp_path: Path, alone: None):
    posts = tmp_path / "posts"
    posts.mkdir()
    shutil.copy(SAMPLE / "2026-03-05.md", posts)
    began = job.start(posts, tmp_path / "kg.duckdb")
    assert job.start(posts, tmp_path / "kg.duckdb") is began, "at most one at a time"
    ended = wait(began)
    assert ended.error is None
    assert ended.report
    assert ended.report["added"] == 1
    assert (ended.done, ended.total, ended.share) == (0, 0, 1.0)


def test_an_ingest_that_fails_says_why(tmp_path: Path, alone: None):
    ended = wait(job.start(tmp_path / "nothing", tmp_path / "kg.duckdb"))
    assert ended.report is None
    assert ended.error
    assert "nothing" in ended.error
    assert ended.remedy
    assert not (tmp_path / "kg.duckdb").exists()


def test_the_first_run_offers_the_archive_and_reads_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, alone: None
):
    posts = tmp_path / "data" / "briefings"
    posts.mkdir(parents=True)
    shutil.copy(SAMPLE / "2026-03-05.md", posts)
    monkeypatch.setattr("kg.config.archive", lambda: posts)
    page = drawer(monkeypatch, tmp_path / "kg.duckdb")("archive", lang="en")
    assert "1 post:" in page.info[0].value
    [read] = [b for b in page.button if b.label == "Read these posts"]
    read.click().run()
    running = job.current()
    assert running is not None
    assert not page.exception
    assert wait(running).error is None
    assert "1 added" in drawer(monkeypatch, tmp_path / "kg.duckdb")("archive", lang="en").success[0].value


def test_an_ingest_says_which_decisions_it_took_the_ground_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, alone: None
):
    posts, db = tmp_path / "posts", tmp_path / "kg.duckdb"
    posts.mkdir()
    for name in ("2026-03-05.md", "2026-03-06.md"):
        shutil.copy(SAMPLE / name, posts)
    ingest([posts], db)
    with Reader(db) as reader:
        watch = reader.value("select watch_id from watch where first_day = date '2026-03-06' order by 1 limit 1")
    outcome(db, "pin", {"watch": watch, "fate": "answered"}, who="ann")
    (posts / "2026-03-06.md").unlink()
    assert wait(job.start(posts, db)).error is None
    page = drawer(monkeypatch, db)("archive", lang="en")
    assert any("lost what they speak of: 1" in warning.value for warning in page.warning)


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    posts = tmp_path / "posts"
    posts.mkdir()
    shutil.copy(SAMPLE / "2026-03-05.md", posts)
    (posts / "2026-03-06.md").write_text("")
    (posts / "undated.md").write_text("hello\n")
    ingest([posts], tmp_path / "kg.duckdb")
    return tmp_path / "kg.duckdb"


def amiss(page):
    """The table of what could not be read: severity, file, line, why, what to do."""
    return next(table.value for table in page.dataframe if len(table.value.columns) == 5)


def test_quarantined_files_stand_with_line_reason_and_what_to_do(
    broken: Path, monkeypatch: pytest.MonkeyPatch, alone: None
):
    page = drawer(monkeypatch, broken)("archive", lang="en")
    rows = amiss(page)
    found = {row.iloc[1]: (row.iloc[2], row.iloc[3], row.iloc[4]) for _, row in rows.iterrows()}
    assert found["2026-03-06.md"] == ("", "empty file", "write the post or remove the file")
    assert found["undated.md"][0] == "1"
    assert found["undated.md"][2].startswith("add `date")


def test_reasons_are_said_in_chinese_too(broken: Path, monkeypatch: pytest.MonkeyPatch, alone: None):
    page = drawer(monkeypatch, broken)("archive")
    assert "补上正文，或删掉文件" in amiss(page).iloc[:, 4].tolist()
    assert "空文件" in words(page)
    assert "→ 补上正文，或删掉文件" in words(page)


def test_what_is_in_is_counted(draw: Draw, alone: None):
    page = draw("archive", lang="en")
    assert "All files are in and nothing was amiss" in words(page) or len(page.dataframe) >= 3
