"""Broken input through the command line: a clear line, the rest goes in, nothing half-written."""

from __future__ import annotations

import io
import json
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from kg import cli
from kg.store.reader import Reader

STORY = "### 1) 云岭发布模型（Reuters）\n- **是什么**：发布。\n"
GOOD = f"+++\ndate = 2026-05-01\n+++\n\n{STORY}"


QUARANTINED = {
    "neither UTF-8 nor GB18030": (b"ok\n\x81\x39\xff\xff\xff", "neither UTF-8 nor GB18030", 2),
    "NUL": (GOOD.encode().replace("发布。".encode(), b"a\0b"), "NUL", 6),
    "empty": (b"", "empty file", None),
    "blank": (b"\n \n", "empty file", None),
    "above 10 MB": (b"a" * (10 * 1024 * 1024 + 1), "limit 10 MB", None),
    "header alone": (b"+++\ndate = 2026-05-01\n+++\n", "no text below the front matter", 4),
    "no date": (f"{STORY}".encode(), "no date", 1),
    "a date that is none, and no other": (f"+++\ndate = '2026-02-31'\n+++\n{STORY}".encode(), "no date", 1),
}


READ = {
    "front matter without end": (f"+++\ntitle = '日报'\ndate = 2026-05-01\n\n{STORY}", "not closed"),
    "invalid TOML": (f"+++\ndate = 2026-05-01\ntitle = '''日\n+++\n{STORY}", "invalid TOML"),
    "invalid YAML": (f"---\ndate: 2026-05-01\na: b: c\n---\n{STORY}", "invalid YAML"),
    "invalid JSON": (f'{{"date": "2026-05-01",\n\n{STORY}', "JSON"),
    "a date that is none, the name has one": (f"+++\ndate = '2026-02-30'\n+++\n{STORY}", "is no date"),
    "no story": ("+++\ndate = 2026-05-01\n+++\n\n今天没有新闻。\n", "no story found"),
}


def _run(db: Path, *arguments: object) -> tuple[int, str, str]:
    """`kg ARGUMENTS` in this process: (exit code, stdout, stderr)."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.setenv("KG_DB", str(db))
        patch.setattr("sys.argv", ["kg", *map(str, arguments)])
        with pytest.raises(SystemExit) as left:
            cli.main()
    assert "Traceback" not in out.getvalue() + err.getvalue()
    return int(left.value.code or 0), out.getvalue(), err.getvalue()


def _whole(home: Path) -> tuple[list[str], list[tuple[str, int | None, str, str]]]:
    """Paths of the posts that are in, and what is said of files. Nothing refers to a post that is not in."""
    with Reader(home / "kg.duckdb") as reader:
        for table in ("story", "passage", "mention", "trend_mention", "watch_mention"):
            orphans = f"select count(*) from {table} where briefing_id not in (select briefing_id from briefing)"
            assert reader.value(orphans) == 0
        return (
            [path for (path,) in reader.rows("select path from briefing order by path")],
            reader.rows("select path, line, severity, message from issue where severity <> 'info' order by all"),
        )


@pytest.fixture
def home(tmp_path):
    """An empty folder for posts, and a place for the database."""
    (tmp_path / "posts").mkdir()
    return tmp_path


@pytest.fixture
def kg(home):
    return lambda *arguments: _run(home / "kg.duckdb", *arguments)


@pytest.fixture(scope="module")
def damaged(tmp_path_factory):
    """Every broken and every damaged file in one folder with a good one, ingested once."""
    home = tmp_path_factory.mktemp("damaged")
    posts = home / "posts"
    posts.mkdir()
    (posts / "good.md").write_text(GOOD.replace("05-01", "04-30"), "utf-8")
    for at, (data, *_) in enumerate(QUARANTINED.values()):
        (posts / f"broken-{at}.md").write_bytes(data)
    (posts / f"broken-{len(QUARANTINED)}.md").symlink_to(posts / "gone.md")
    for at, (text, _) in enumerate(READ.values(), 1):
        (posts / f"2026-05-{at:02d}.md").write_bytes(text.replace("2026-05-01", f"2026-05-{at:02d}").encode())
    return home, _run(home / "kg.duckdb", "ingest", posts)


@pytest.mark.parametrize("name", QUARANTINED)
def test_what_cannot_be_read_is_quarantined_with_its_reason(damaged, name):
    home, (code, text, _) = damaged
    _, reason, line = QUARANTINED[name]
    path = f"broken-{list(QUARANTINED).index(name)}.md"
    assert code == 1
    assert path in text
    said = [(row[1], row[2]) for row in _whole(home)[1] if row[0] == path and reason in row[3]]
    assert said == [(line, "error")]


@pytest.mark.parametrize("name", READ)
def test_what_is_only_damaged_is_read_and_said(damaged, name):
    path = f"2026-05-{list(READ).index(name) + 1:02d}.md"
    posts, issues = _whole(damaged[0])
    assert path in posts
    assert [(row[2], READ[name][1] in row[3]) for row in issues if row[0] == path] == [("warning", True)]


def test_the_rest_goes_in_and_nothing_of_what_is_broken(damaged):
    home, (_, text, _) = damaged
    assert f"{len(READ) + 1} added" in text
    assert f"{len(QUARANTINED) + 1} quarantined" in text
    assert _whole(home)[0] == [*(f"2026-05-{at:02d}.md" for at in range(1, len(READ) + 1)), "good.md"]


def test_a_link_that_leads_nowhere_is_said(damaged):
    path = f"broken-{len(QUARANTINED)}.md"
    assert [row[2:] for row in _whole(damaged[0])[1] if row[0] == path and "cannot be opened" in row[3]]


def test_bytes_of_another_encoding_are_read_and_said(home, kg):
    (home / "posts/2026-05-01.md").write_bytes(GOOD.encode("gb18030"))
    assert kg("ingest", home / "posts")[0] == 0
    assert _whole(home)[1] == [("2026-05-01.md", 5, "warning", "not UTF-8; read as GB18030")]
    with Reader(home / "kg.duckdb") as reader:
        assert reader.value("select headline from story") == "云岭发布模型"


def test_two_files_of_one_day_are_both_in_and_said(home, kg):
    (home / "posts/2026-05-01-morning.md").write_text(GOOD, "utf-8")
    (home / "posts/2026-05-01-evening.md").write_text(GOOD.replace("云岭", "海岳"), "utf-8")
    assert kg("ingest", home / "posts")[0] == 0
    posts, issues = _whole(home)
    assert posts == ["2026-05-01-evening.md", "2026-05-01-morning.md"]
    assert issues == []
    assert "another post of 2026-05-01" in kg("status")[1]
    with Reader(home / "kg.duckdb") as reader:
        assert reader.value("select count(distinct story_id) from story") == 2


def test_a_link_out_of_the_folder_is_not_followed(home, kg):
    (home / "secret.md").write_text(GOOD, "utf-8")
    (home / "posts/good.md").write_text(GOOD.replace("2026-05-01", "2026-05-02"), "utf-8")
    (home / "posts/2026-05-01.md").symlink_to(home / "secret.md")
    assert kg("ingest", home / "posts")[0] == 0
    posts, issues = _whole(home)
    assert posts == ["good.md"]
    assert [(path, "symbolic link out of the folder" in message) for path, *_, message in issues] == [("2026-05-01.md", True)]


@pytest.mark.parametrize("content", [(), ("readme.md",), ("draft.md",)], ids=["empty", "readme", "draft"])
def test_a_folder_without_posts_is_one_line_and_no_database(home, kg, content):
    for name in content:
        (home / "posts" / name).write_text("+++\ndate = 2026-05-01\ndraft = true\n+++\n\n文。\n", "utf-8")
    code, text, err = kg("ingest", home / "posts")
    assert (code, text) == (2, "")
    assert "posts" in err
    assert err.count("\n") == 1
    assert not (home / "kg.duckdb").exists()


def test_a_template_of_the_users_own_reads_the_posts_and_an_edit_reads_them_again(home, kg, monkeypatch):
    """From any folder, so it works where the package is installed and nothing can be added to it."""
    monkeypatch.chdir(home)
    Path("posts/2026-05-01.md").write_text("# 晨报 2026-05-01\n\n## 甲\n- 咋办：先试。\n\n## 乙\n- 咋办：再看。\n", "utf-8")
    Path("mine.toml").write_text("[labels]\nadvice = ['咋办']\n", "utf-8")

    def answer() -> list[tuple[object, ...]]:
        with Reader(home / "kg.duckdb") as reader:
            return reader.rows(
                "select template, kind, count(*) from briefing join passage using (briefing_id) where kind <> 'headline' group by all"
            )

    assert kg("ingest", "posts", "--template", "mine.toml")[0] == 0
    assert answer() == [("mine", "advice", 2)]
    assert json.loads(kg("ingest", "posts", "--template", "mine.toml", "--json")[1])["unchanged"] == 1
    Path("mine.toml").write_text("[labels]\nimpact = ['咋办']\n", "utf-8")
    assert json.loads(kg("ingest", "posts", "--template", "mine.toml", "--json")[1])["updated"] == 1
    assert answer() == [("mine", "impact", 2)]
    code, text, _ = kg("template", "explain", "posts/2026-05-01.md", "--template", "mine.toml")
    assert (code, "mine, because it was asked for" in text) == (0, True)


@pytest.mark.parametrize("source", [None, "[labels", "[labels]\nadvise = ['咋办']\n"], ids=["missing", "no TOML", "no kind"])
def test_a_template_that_is_none_is_one_line_and_no_database(home, kg, source):
    (home / "posts/2026-05-01.md").write_text(GOOD, "utf-8")
    if source:
        (home / "mine.toml").write_text(source, "utf-8")
    code, text, err = kg("ingest", home / "posts", "--template", home / "mine.toml")
    assert (code, text) == (2, "")
    assert "mine.toml" in err
    assert err.count("\n") == 1
    assert not (home / "kg.duckdb").exists()
