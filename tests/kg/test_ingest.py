"""Ingest brings the database to what the files say, whatever was there before."""

from __future__ import annotations

import shutil
import sys
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from kg.errors import KgError, NotFound
from kg.ingest import IngestReport, ingest, remove
from kg.store.reader import Reader
from tests.kg.kit import folder_of, fresh, said, same, sample_posts


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a post archive and its database, to be copied, not changed."""
    home = tmp_path_factory.mktemp("base")
    fresh(folder_of(home / "posts", sample_posts(4)), home / "kg.duckdb")
    return home


@pytest.fixture
def home(base: Path, tmp_path: Path) -> Path:
    """A copy of the archive at another place, with its database."""
    shutil.copytree(base, tmp_path / "home")
    ingest([tmp_path / "home" / "posts"], tmp_path / "home" / "kg.duckdb")
    return tmp_path / "home"


def counts(report: IngestReport) -> tuple[int, int, int, int, int]:
    return report.added, report.updated, report.unchanged, report.removed, report.quarantined


def again(home: Path, **given: object) -> IngestReport:
    return ingest([home / "posts"], home / "kg.duckdb", **given)  # type: ignore[arg-type]


def rebuilt(home: Path) -> Path:
    """A database of what lies in the folder now, built from nothing."""
    fresh(home / "posts", home / "fresh.duckdb")
    return home / "fresh.duckdb"


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_all_posts_go_in_once(base: Path, tmp_path: Path) -> None:
    report = fresh(base / "posts", tmp_path / "kg.duckdb")
    assert counts(report) == (4, 0, 0, 0, 0)
    with Reader(tmp_path / "kg.duckdb") as reader:
        assert reader.value("select count(*) from briefing") == 4
        assert reader.rows("select added, unchanged, quarantined from run") == [(4, 0, 0)]


def test_nothing_new_means_nothing_touched(home: Path) -> None:
    before = said(home / "kg.duckdb")
    assert counts(again(home)) == (0, 0, 4, 0, 0)
    assert said(home / "kg.duckdb") == before


def test_every_offset_points_at_its_words(base: Path) -> None:
    with Reader(base / "kg.duckdb") as reader:
        paths = reader.rows("select briefing_id, path from briefing")
        files = {id_: (base / "posts" / path).read_bytes().decode("utf-8-sig") for id_, path in paths}
        spans = reader.rows(
            'select briefing_id, "start", "end", text from passage union all '
            'select briefing_id, "start", "end", surface from mention union all '
            'select p.briefing_id, a."start", a."end", a.surface from amount a join passage p using (passage_id)'
        )
    assert len(spans) > 200
    assert [s for s in spans if files[s[0]][s[1] : s[2]] != s[3]] == []


def test_an_edited_post_is_as_if_it_had_always_been_so(home: Path) -> None:
    first = sample_posts(1)[0].name
    edit(
        home / "posts" / first,
        "## 今日趋势总结",
        "### 9) 谷歌收购 Wiz 获批（Reuters）\n- **是什么**：交易额 320 亿美元。\n\n## 今日趋势总结",
    )
    assert counts(again(home)) == (0, 1, 3, 0, 0)
    same(home / "kg.duckdb", rebuilt(home))


def test_a_vanished_file_takes_its_post_along(home: Path) -> None:
    (home / "posts" / sample_posts(2)[1].name).unlink()
    assert counts(again(home)) == (0, 0, 3, 1, 0)
    same(home / "kg.duckdb", rebuilt(home))


def test_a_named_file_removes_nothing(home: Path) -> None:
    paths = sample_posts(2)
    (home / "posts" / paths[1].name).unlink()
    report = ingest([home / "posts" / paths[0].name], home / "kg.duckdb")
    assert counts(report) == (0, 0, 1, 0, 0)
    with Reader(home / "kg.duckdb") as reader:
        assert reader.value("select count(*) from briefing") == 4


@pytest.mark.parametrize("how", ["day", "path", "file"])
def test_remove_is_as_if_never_ingested(home: Path, how: str) -> None:
    post = home / "posts" / sample_posts(3)[2].name
    report = remove({"day": post.stem, "path": post.name, "file": str(post)}[how], home / "kg.duckdb")
    assert counts(report) == (0, 0, 0, 1, 0)
    post.unlink()
    same(home / "kg.duckdb", rebuilt(home))


def test_remove_names_what_is_not_there(home: Path) -> None:
    with pytest.raises(NotFound, match="1999-01-01"):
        remove("1999-01-01", home / "kg.duckdb")


def test_a_broken_post_is_quarantined_and_the_rest_goes_in(home: Path) -> None:
    (home / "posts" / "2026-05-01.md").write_bytes(b"+++\ntitle = 'x'\n+++\n\0\0")
    report = again(home)
    assert counts(report) == (0, 0, 4, 0, 1)
    with Reader(home / "kg.duckdb") as reader:
        rows = reader.rows("select path, line, severity from issue where severity = 'error'")
    assert rows == [("2026-05-01.md", 4, "error")]
    assert counts(again(home)) == (0, 0, 4, 0, 1), "it stays quarantined without being read again"
    same(home / "kg.duckdb", rebuilt(home))


def test_a_mended_post_leaves_quarantine(home: Path) -> None:
    post = home / "posts" / "2026-05-01.md"
    post.write_bytes(b"")
    again(home)
    shutil.copyfile(sample_posts(5)[4], post)
    edit(post, sample_posts(5)[4].stem, "2026-05-01")
    assert counts(again(home)) == (1, 0, 4, 0, 0)
    with Reader(home / "kg.duckdb") as reader:
        assert reader.rows("select * from issue where path = '2026-05-01.md' and severity = 'error'") == []
        assert reader.rows("select * from quarantine") == []
    same(home / "kg.duckdb", rebuilt(home))


def test_a_post_that_breaks_leaves_the_archive(home: Path) -> None:
    """As a fresh ingest of the edited folder would have it."""
    (home / "posts" / sample_posts(1)[0].name).write_bytes(b"")
    assert counts(again(home)) == (0, 0, 3, 0, 1)
    same(home / "kg.duckdb", rebuilt(home))


def test_two_files_of_one_id_keep_the_first_whatever_the_order(home: Path) -> None:
    posts = home / "posts"
    day = sample_posts(1)[0].stem
    beside(posts / "daily", day)  # a folder as any archive has it: it tells nothing of the post
    report = again(home)
    assert report.quarantined == 1
    assert [issue.path for issue in report.issues if issue.severity == "error"] == [f"daily/{day}.md"]
    same(home / "kg.duckdb", rebuilt(home))


def test_posts_of_one_name_in_two_folders_are_two_posts(home: Path) -> None:
    posts = home / "posts"
    day = sample_posts(1)[0].stem
    beside(posts / "am", day)
    beside(posts / "pm", day)
    assert counts(again(home)) == (2, 0, 4, 0, 0)
    with Reader(home / "kg.duckdb") as reader:
        found = reader.rows("select briefing_id from briefing where day = ? order by 1", (day,))
    assert found == [(day,), (f"{day}-am",), (f"{day}-pm",)]
    same(home / "kg.duckdb", rebuilt(home))
    shutil.rmtree(posts / "am")
    assert counts(again(home)) == (0, 0, 5, 1, 0)
    same(home / "kg.duckdb", rebuilt(home))


def test_a_file_that_lost_its_id_leaves_nothing_behind_when_it_goes(home: Path) -> None:
    day = sample_posts(1)[0].stem
    beside(home / "posts" / "daily", day)
    again(home)
    shutil.rmtree(home / "posts" / "daily")
    assert counts(again(home)) == (0, 0, 4, 0, 0)
    with Reader(home / "kg.duckdb") as reader:
        assert reader.rows("select * from issue where severity = 'error'") == []
        assert reader.rows("select * from quarantine") == []
    same(home / "kg.duckdb", rebuilt(home))


@pytest.mark.parametrize("way", ["with dots", "through a link"])
def test_the_way_to_a_folder_does_not_matter(home: Path, way: str) -> None:
    other = home / "inside" / ".." / "posts" if way == "with dots" else home / "link"
    (home / "inside").mkdir()
    (home / "link").symlink_to(home / "posts")
    first, second = (home / "posts" / post.name for post in sample_posts(2))
    assert counts(ingest([other], home / "kg.duckdb")) == (0, 0, 4, 0, 0)
    edit(first, "OpenAI", "Acme")
    second.unlink()
    assert counts(ingest([other], home / "kg.duckdb")) == (0, 1, 2, 1, 0)
    same(home / "kg.duckdb", rebuilt(home))
    assert remove(str(other / first.name), home / "kg.duckdb").removed == 1


def beside(folder: Path, day: str) -> None:
    """Another post of that day, in `folder`."""
    folder.mkdir()
    shutil.copyfile(sample_posts(5)[4], folder / f"{day}.md")
    edit(folder / f"{day}.md", sample_posts(5)[4].stem, day)
    edit(folder / f"{day}.md", "AI", f"AI {folder.name}")


def test_a_moved_archive_is_the_same_archive(home: Path, tmp_path: Path) -> None:
    (home / "posts").rename(tmp_path / "elsewhere")
    before = said(home / "kg.duckdb")
    report = ingest([tmp_path / "elsewhere"], home / "kg.duckdb")
    assert counts(report) == (0, 0, 4, 0, 0)
    assert said(home / "kg.duckdb") == before
    (tmp_path / "elsewhere" / sample_posts(1)[0].name).unlink()
    assert ingest([tmp_path / "elsewhere"], home / "kg.duckdb").removed == 1


def test_a_second_archive_does_not_remove_the_first(home: Path, tmp_path: Path) -> None:
    other = folder_of(tmp_path / "other", sample_posts(6)[4:])
    report = ingest([other], home / "kg.duckdb")
    assert (report.added, report.removed) == (2, 0)
    with Reader(home / "kg.duckdb") as reader:
        assert reader.value("select count(*) from briefing") == 6


def test_a_dry_run_says_what_would_happen_and_writes_nothing(home: Path) -> None:
    shutil.copyfile(sample_posts(5)[4], home / "posts" / sample_posts(5)[4].name)
    (home / "posts" / sample_posts(1)[0].name).unlink()
    (home / "posts" / "2026-05-01.md").write_bytes(b"")
    before = (home / "kg.duckdb").read_bytes()
    report = again(home, dry_run=True)
    assert counts(report) == (1, 0, 3, 1, 1)
    assert report.dry_run
    assert (home / "kg.duckdb").read_bytes() == before
    assert counts(again(home)) == counts(report)


def test_a_dry_run_needs_no_database(tmp_path: Path) -> None:
    posts = folder_of(tmp_path / "posts", sample_posts(1))
    assert ingest([posts], tmp_path / "no" / "kg.duckdb", dry_run=True).added == 1
    assert not (tmp_path / "no").exists()


def test_a_rebuild_holds_what_was_named_and_nothing_else(home: Path, tmp_path: Path) -> None:
    other = folder_of(tmp_path / "other", sample_posts(6)[4:])
    assert counts(ingest([other], home / "kg.duckdb", rebuild=True)) == (2, 0, 0, 0, 0)
    fresh(other, tmp_path / "fresh.duckdb")
    same(home / "kg.duckdb", tmp_path / "fresh.duckdb")


def test_a_rebuild_replaces_even_a_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "kg.duckdb").write_bytes(b"rubbish" * 1000)
    posts = folder_of(tmp_path / "posts", sample_posts(1))
    with pytest.raises(KgError, match=r"kg\.duckdb"):
        ingest([posts], tmp_path / "kg.duckdb")
    assert ingest([posts], tmp_path / "kg.duckdb", rebuild=True).added == 1


def test_a_folder_without_posts_is_an_error_and_nothing_happens(home: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(NotFound):
        ingest([tmp_path / "empty"], home / "kg.duckdb")
    with Reader(home / "kg.duckdb") as reader:
        assert reader.value("select count(*) from briefing") == 4


def test_progress_counts_to_the_end(home: Path) -> None:
    seen: list[tuple[str, int, int]] = []
    again(home, rebuild=True, progress=lambda what, done, total: seen.append((what, done, total)))
    assert seen[0] == ("posts", 0, 4)
    assert ("posts", 4, 4) in seen
    assert len({what for what, _, _ in seen}) > 2


def test_several_processes_give_the_same_rows(base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Streamlit's AppTest leaves its script behind as the main module, and new processes import the main module.
    monkeypatch.setitem(sys.modules, "__main__", ModuleType("__main__"))
    fresh(base / "posts", tmp_path / "kg.duckdb", processes=2)
    same(tmp_path / "kg.duckdb", base / "kg.duckdb")


def test_hostile_text_is_kept_as_text(home: Path) -> None:
    """Nothing is executed, nothing is dropped; showing and exporting it harmlessly is tested there."""
    text = "<script>alert(1)</script> =cmd|' /C calc'!A0 [x](javascript:alert(1)) '); drop table story; --"
    first = sample_posts(1)[0].name
    edit(home / "posts" / first, "## 今日趋势总结", f"### 9) 标题\n- **是什么**：{text}\n\n## 今日趋势总结")
    again(home)
    with Reader(home / "kg.duckdb") as reader:
        assert reader.rows("select kind from passage where contains(text, ?)", [text]) == [("fact",)]


def test_a_run_is_recorded_with_its_totals(home: Path) -> None:
    (home / "posts" / sample_posts(1)[0].name).unlink()
    report = again(home)
    columns = "added, updated, removed, unchanged, quarantined, fingerprint"
    with Reader(home / "kg.duckdb") as reader:
        row = reader.rows(f"select {columns} from run order by started_at desc limit 1")[0]
        assert reader.value("select min(day) from briefing") > date(2026, 2, 18)
    assert row == (0, 0, 1, 3, 0, report.fingerprint)


def test_a_question_means_by_a_name_what_the_stories_of_its_post_mean(tmp_path: Path) -> None:
    """`Composer 2` alone is a word like others; the day's story says whose it is."""
    post = "\n".join([
        "+++", 'title = "日报"', "date = 2026-03-20", "+++", "", "### 1) Cursor 发布 Composer 2（The Verge）",
        "- **是什么：** Cursor 发布 Composer 2。", "", "## 我接下来会关注什么", "1. Composer 2 的 **底座来源** 会不会公开。", "",
    ])  # fmt: skip
    (tmp_path / "2026-03-20.md").write_text(post, encoding="utf-8")
    ingest([tmp_path], tmp_path / "kg.duckdb")
    with Reader(tmp_path / "kg.duckdb") as reader:
        found = reader.rows("select distinct entity_id from mention where surface = 'Composer 2'")
        places = reader.value("select count(distinct passage_id) from mention where surface = 'Composer 2'")
    assert (found, places) == ([("composer-2",)], 3)
