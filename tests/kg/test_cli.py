"""`kg` as users and their programs see it: what is printed, the exit code, one line for what went wrong."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
from datetime import date
from pathlib import Path

import networkx as nx
import pytest
from rich.console import Console

from kg import cli, console, corrections, derive, open_archive
from kg.errors import KgError
from kg.ingest import ingest, refresh
from kg.store.reader import Reader
from nlp.gazetteer import load
from tests.kg.dashboard import browser

SAMPLE = Path(__file__).parents[2] / "data" / "briefings"


@pytest.fixture
def kg(archive_db, monkeypatch, capfd):
    """Run `kg ARGUMENTS`; returns (exit code, stdout, stderr)."""
    monkeypatch.setenv("KG_DB", str(archive_db))

    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["kg", *arguments])
        with pytest.raises(SystemExit) as left:
            cli.main()
        out, err = capfd.readouterr()
        return int(left.value.code or 0), out, err

    return run


@pytest.fixture
def own_db(archive_db, tmp_path, monkeypatch):
    """A copy that a test may change."""
    db = tmp_path / "kg.duckdb"
    shutil.copyfile(archive_db, db)
    monkeypatch.setenv("KG_CORRECTIONS", str(tmp_path / "corrections.jsonl"))
    return str(db)


READING = [
    ("status",), ("entity", "OpenAI"), ("entities",), ("trends",), ("facts",), ("bursts",), ("compare", "OpenAI", "Anthropic"),
    ("compare", "OpenAI", "capital", "--grain", "month", "--place", "headline"), ("graph", "diff", "2026-03-01", "2026-03-08"), ("watch",), ("themes",), ("search", "融资"),
    ("sql", "select day, title from briefing order by day"), ("brief",), ("suggest",), ("correct", "log"), ("review", "--week", "--day", "2026-03-05"),
    ("template", "explain", str(SAMPLE / "2026-02-28.md")), ("graph", "path", "OpenAI", "Anthropic"),
]  # fmt: skip


@pytest.mark.parametrize("command", READING, ids=" ".join)
def test_every_reading_command_prints_text_and_json(kg, command):
    code, text, err = kg(*command)
    assert (code, err) == (0, "")
    assert text.strip()
    code, text, err = kg(*command, "--json")
    assert (code, err) == (0, "")
    json.loads(text)


@pytest.mark.parametrize(
    ("command", "names"),
    [
        (("entity", "no such thing"), "no such thing"),
        (("trend", "T-nothing"), "T-nothing"),
        (("watch", "W-nothing"), "W-nothing"),
        (("ingest", "no/such/folder"), "no/such/folder"),
        (("remove", "1999-01-01"), "1999-01-01"),
        (("sql", "drop table story"), "select"),
        (("sql", "select nonsense from story"), "nonsense"),
        (("brief", "--day", "1999-01-01"), "1999-01-01"),
        (("review", "--week", "--day", "1999-01-01"), "1998-12-28"),
        (("graph", "export", "archive.xyz"), "archive.xyz"),
        (("graph", "path", "OpenAI", "no such thing"), "no such thing"),
        (("graph", "path", "OpenAI", "openai"), "same"),
        (("compare", "OpenAI", "OpenAI"), "two different"),
        (("compare", "OpenAI", "openai"), "two different"),
        (("template", "explain", "no-such-post.md"), "no-such-post.md"),
        (("correct", "merge", "no such thing", "OpenAI"), "no such thing"),
        (("correct", "pin", "W-nothing", "answered"), "W-nothing"),
        (("correct", "undo", "J-nothing"), "J-nothing"),
        (("correct", "rename", "OpenAI", "a" * 201), "201 characters"),
        (("correct", "rename", "OpenAI", " "), "1 to 200"),
        (("eval", "no/such/gold"), "no/such/gold"),
        (("status", "--db", "no/such.duckdb"), "no/such.duckdb"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)
def test_what_cannot_be_done_is_one_line_that_names_it(kg, command, names):
    code, text, err = kg(*command)
    assert code == 2
    assert text == ""
    assert names in err
    assert err.count("\n") == 1
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("command", "names"),
    [
        (("no-such-command",), "no-such-command"),
        (("entity",), "name"),
        (("entity", "a", "b"), "(b)"),
        (("entities", "--nope"), "--nope"),
        (("graph",), "kg graph --help"),
        (("correct", "merge", "a"), "kg correct merge --help"),
        (("entities", "--since", "yesterday"), "yesterday"),
        (("entities", "--since"), "--since"),
        (("review",), "--week"),
        (("search", "a", "--limit", "0"), "--limit"),
        (("search", "a", "--limit", "many"), "many"),
        (("entities", "--limit", "9" * 5000), "--limit"),
        (("serve", "--port", "70000"), "65,535"),
        (("ingest", ""), "an empty path"),
        (("search", " "), "no words"),
        (("status", "--db", ""), "--db"),
        (("status", "--db", "a" * 5000), "name too long"),
        (("status", "--db", "a\x00b"), "no path"),
        (("eval", "--half", "third"), "first, second"),
        (("sql", "select 1", "--json", "--format", "csv"), "two formats"),
        (("entities", "--since", "20261301"), "20261301"),
    ],
    ids=lambda value: " ".join(value)[:40].replace("\x00", "") if isinstance(value, tuple) else None,
)
def test_wrong_usage_is_one_line_that_names_it_and_says_where_help_is(kg, command, names):
    code, text, err = kg(*command)
    assert (code, text, err.count("\n")) == (2, "", 1)
    assert err.startswith("kg: ")
    assert names in err
    assert "--help" in err
    assert len(err) < 1100


def test_without_a_command_the_help_is_printed(kg):
    code, text, err = kg()
    assert (code, err) == (2, "")
    assert "ingest" in text


def test_a_reader_that_closes_early_and_a_full_disk_end_without_a_traceback(archive_db):
    command = f"{sys.executable} -m kg.cli sql 'select * from mention' --format csv --limit 100000 --db {archive_db}"
    for target, code, says in (("| head -1", 0, ""), ("> /dev/full", 2, "kg: output: No space left on device (free some space and try again)\n")):
        done = subprocess.run(["bash", "-o", "pipefail", "-c", f"{command} {target}"], capture_output=True, text=True)
        assert (done.returncode, done.stderr) == (code, says)


def test_chinese_is_taken_and_printed_where_the_locale_has_none(archive_db):
    plain = {**os.environ, "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    command = [sys.executable, "-m", "kg.cli", "entity", "亚马逊", "--json", "--db", str(archive_db)]
    done = subprocess.run(command, env=plain, capture_output=True, check=True)
    assert json.loads(done.stdout)["entity"]["name_zh"] == "亚马逊"


@pytest.mark.parametrize(
    ("command", "says"),
    [
        (("entities", "--type", "FOO"), "ORG, PERSON"),
        (("suggest", "--type", "FOO"), "ORG, PERSON"),
        (("trends", "--status", "xx"), "new, rising"),
        (("watch", "--status", "nope"), "open, touched"),
        (("facts", "--modality", "xx"), "announced, reported"),
        (("search", "OpenAI", "--kind", "xx"), "headline, fact"),
        (("sql", "select 1", "--format", "xml"), "table, csv, csv-excel, json, parquet"),
        (("entities", "--since", "2026-03-02", "--until", "2026-03-01"), "swapped"),
        (("entities", "--until", "2026-03-01", "--since", "2026-03-02"), "swapped"),
        (("graph", "diff", "2026-03-08", "2026-03-01"), "swapped"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)
def test_a_value_that_cannot_be_meant_is_refused_with_what_can(kg, command, says):
    code, text, err = kg(*command)
    assert (code, text) == (2, "")
    assert says in err
    assert err.count("\n") == 1


def test_a_period_of_one_day_is_none_too_short(kg):
    assert kg("entities", "--since", "2026-03-02", "--until", "2026-03-02")[0] == 0
    assert kg("entities", "--type", "org", "--limit", "1")[0] == 0


def test_serving_on_a_port_in_use_prints_no_address(kg):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        code, text, err = kg("serve", "--port", port)
    assert (code, text, err.count("\n")) == (2, "", 1)
    assert port in err


@pytest.mark.parametrize("day", ["xx", 5])
def test_a_graph_since_no_day_is_refused_by_value(archive_db, day):
    with pytest.raises(KgError, match=repr(day)):
        open_archive(archive_db).graph(since=day)


def test_an_empty_path_is_not_the_working_directory(tmp_path):
    with pytest.raises(KgError, match="empty path"):
        ingest([""], tmp_path / "kg.duckdb")


def test_every_command_has_help_with_an_example(kg):
    import typer.main

    def commands(group, *prefix: str):
        for name, command in group.commands.items():
            if hasattr(command, "commands"):
                yield from commands(command, *prefix, name)
            else:
                yield (*prefix, name)

    for command in commands(typer.main.get_command(cli.app)):
        code, text, _ = kg(*command, "--help")
        assert code == 0
        assert f"Example: kg {' '.join(command)}" in " ".join(text.split()), command


def test_an_entity_is_found_under_any_name(kg):
    answers = [json.loads(kg("entity", name, "--json")[1])["entity"]["entity_id"] for name in ("openai", "ＯＰＥＮＡＩ")]
    assert answers[0] == answers[1]


def test_a_long_history_is_cut_to_its_latest_days_and_says_so(kg):
    whole = json.loads(kg("entity", "OpenAI", "--json")[1])
    days = [row["day"] for row in whole["history"]]
    shown = kg("entity", "OpenAI", "--limit", "3")[1]
    said = f"the latest 3 of {len(days)} days (--limit {len(days)} shows all)"
    history = shown.partition(said)[2].partition("the latest 3 of")[0]  # facts come behind it
    assert [day in history for day in days[-4:]] == [False, True, True, True]
    cut = json.loads(kg("entity", "OpenAI", "--json", "--limit", "3")[1])
    assert [row["day"] for row in cut["history"]] == days[-3:]


def test_a_history_is_of_the_days_that_were_asked_for(kg):
    since, until = "2026-02-25", "2026-03-05"
    found = json.loads(kg("entity", "OpenAI", "--json", "--since", since, "--until", until)[1])
    assert {since, until} & {row["day"] for row in found["history"]}
    assert all(since <= row["day"] <= until for row in [*found["history"], *found["facts"]])
    assert "not mentioned in these days" in kg("entity", "OpenAI", "--since", "2031-01-01")[1]


def test_ingest_says_what_it_did_and_leaves_with_1_for_a_broken_post(kg, tmp_path):
    posts, db = tmp_path / "posts", str(tmp_path / "kg.duckdb")
    posts.mkdir()
    shutil.copy(SAMPLE / "2026-02-28.md", posts)
    (posts / "2026-03-01.md").write_bytes(b"\x00\x01\x02" * 100)
    code, text, _ = kg("ingest", str(posts), "--db", db)
    assert code == 1
    assert "1 added" in text
    assert "1 quarantined" in text
    assert "2026-03-01.md" in text
    code, text, _ = kg("ingest", str(posts), "--db", db, "--json")
    assert code == 1
    assert json.loads(text)["unchanged"] == 1
    (posts / "2026-03-01.md").unlink()
    code, text, _ = kg("ingest", str(posts), "--db", db)
    assert (code, "1 unchanged" in text) == (0, True)
    code, text, _ = kg("remove", "2026-02-28", "--db", db)
    assert (code, "1 removed" in text) == (0, True)
    assert json.loads(kg("status", "--db", db, "--json")[1])["briefings"] == 0


def test_a_folder_that_lost_all_its_posts_keeps_them_in_and_says_so(kg, tmp_path):
    posts, db = tmp_path / "posts", str(tmp_path / "kg.duckdb")
    posts.mkdir()
    shutil.copy(SAMPLE / "2026-02-28.md", posts)
    kg("ingest", str(posts), "--db", db)
    (posts / "2026-02-28.md").unlink()
    code, _, err = kg("ingest", str(posts), "--db", db)
    assert (code, err.count("\n"), "still holds 1 post" in err, "kg remove" in err) == (2, 1, True, True)
    assert json.loads(kg("status", "--db", db, "--json")[1])["briefings"] == 1


def test_only_the_default_folder_of_the_database_is_made(kg, tmp_path, monkeypatch):
    code, _, err = kg("ingest", str(SAMPLE / "2026-02-28.md"), "--db", str(tmp_path / "no" / "kg.duckdb"))
    assert (code, err.count("\n"), str(tmp_path / "no") in err) == (2, 1, True)
    assert not (tmp_path / "no").exists()
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KG_DB")
    assert kg("ingest", str(SAMPLE / "2026-02-28.md"))[0] == 0
    assert (tmp_path / "data" / "kg.duckdb").is_file()


def test_a_dry_run_writes_nothing(kg, tmp_path):
    db = tmp_path / "kg.duckdb"
    code, text, _ = kg("ingest", str(SAMPLE), "--dry-run", "--db", str(db))
    assert (code, "43 added" in text) == (0, True)
    assert not db.exists()


@pytest.mark.parametrize("command", [("status",), ("correct", "log"), ("graph", "path", "a", "b")])
def test_the_database_may_be_named_before_the_command(kg, tmp_path, command):
    elsewhere = str(tmp_path / "elsewhere.duckdb")
    before, after = kg("--db", elsewhere, *command), kg(*command, "--db", elsewhere)
    assert before == after
    assert "elsewhere" in before[2] or command == ("correct", "log")


def test_an_option_before_the_command_is_told_its_place(kg):
    code, _, err = kg("--limit", "3", "trends")
    assert (code, err.count("\n"), "--limit" in err, "after the command" in err) == (2, 1, True, True)
    assert "after the command" not in kg("trends", "--nonsense")[2]


def test_a_database_named_after_the_command_wins(kg, archive_db, tmp_path):
    assert kg("--db", str(tmp_path / "none.duckdb"), "status", "--db", str(archive_db))[0] == 0
    assert kg("--db", "", "status")[2].startswith("kg: ")
    assert kg("--db", "", "status")[0] == 2


def test_csv_is_for_a_pipe_unless_excel_is_named(kg):
    query = ("sql", "select '一' as a, 1 as n", "--format")
    assert kg(*query, "csv")[1] == "a,n\n一,1\n"
    assert kg(*query, "csv-excel")[1] == "\ufeffa,n\r\n一,1\r\n"


@pytest.mark.parametrize("form", ["csv", "json", "table"])
def test_sql_prints_every_format(kg, form):
    code, text, _ = kg("sql", "select count(*) as n from briefing", "--format", form)
    assert code == 0
    assert "43" in text


def test_structs_and_days_are_printed_as_text(kg):
    _, text, _ = kg("sql", "select [{'day': date '2026-03-01', 'n': 2}, {'day': null, 'n': 3}] as said")
    assert text.splitlines()[1].strip() == "day 2026-03-01, n 2; day –, n 3"
    assert "2026-03-01 08:00:00" in kg("sql", "select timestamp '2026-03-01 08:00:00.25' as at")[1]


def test_a_long_cell_is_cut_in_a_table_only(kg):
    _, text, _ = kg("sql", "select repeat('x', 1000000) as said")
    assert text.count("x") == 2000
    assert "…" in text
    assert kg("sql", "select repeat('x', 3000) as said", "--json")[1].count("x") == 3000


def test_headings_stay_whole_in_a_narrow_terminal(monkeypatch, capsys):
    monkeypatch.setattr(console, "console", lambda: Console(width=60, markup=False))
    headings = ("run", "unchanged", "quarantined", "removed", "updated", "reason")
    console.table([dict.fromkeys(headings, "文" * 60)], {h: h for h in headings})
    assert set(headings) <= set(capsys.readouterr().out.split())


def test_where_columns_have_no_room_each_row_is_a_block_of_lines(monkeypatch, capsys):
    monkeypatch.setattr(console, "console", lambda: Console(width=40, markup=False))
    headings = ("name", "type", "stories", "first", "last")
    console.table([dict.fromkeys(headings, "a long value")] * 2, {h: h for h in headings})
    lines = capsys.readouterr().out.splitlines()
    block = [f"{heading}: a long value" for heading in headings]
    assert lines == [*block, "", *block]


def test_a_headline_cannot_move_the_cursor(kg, tmp_path):
    posts = tmp_path / "posts"
    posts.mkdir()
    post = "---\ndate: 2026-05-01\n---\n\n### 1) \x1b[2J\u202e假标题 OpenAI（Reuters）\n\n- **是什么**：\x1b]0;x\x07文\n"
    (posts / "2026-05-01.md").write_text(post, "utf-8")
    db = str(tmp_path / "kg.duckdb")
    kg("ingest", str(posts), "--db", db)
    _, text, _ = kg("search", "假标题", "--db", db)
    assert "假标题" in text
    assert not {"\x1b", "\x07", "\u202e"} & set(text)


def test_a_decision_is_rehearsed_recorded_undone(kg, own_db):
    """Dry run says what would change and records nothing; undo brings back what was."""

    def counts() -> list[int]:
        rows = json.loads(kg("entities", "--json", "--limit", "1000", "--db", own_db)[1])
        return [row["story_count"] for row in rows if row["entity_id"] in ("openai", "name:openai")]

    before = counts()
    code, text, _ = kg("correct", "merge", "Anthropic", "OpenAI", "--dry-run", "--db", own_db)
    assert (code, "dry run" in text, "id" in text, "stories" in text) == (0, True, True, True)
    assert counts() == before
    code, text, _ = kg("correct", "merge", "Anthropic", "OpenAI", "--why", "test", "--db", own_db, "--json")
    assert (code, json.loads(text)["dry_run"]) == (0, False)
    assert counts() > before
    log = json.loads(kg("correct", "log", "--db", own_db, "--json")[1])
    assert [(row["action"], row["why"], row["status"]) for row in log] == [("merge", "test", "applied")]
    assert kg("correct", "undo", log[0]["id"], "--db", own_db)[0] == 0
    assert counts() == before


def test_a_pinned_fate_and_a_rejected_story_stand(kg, own_db):
    board = json.loads(kg("watch", "--db", own_db, "--json")[1])
    item = next(row for row in board if row["evidence_count"])
    page = json.loads(kg("watch", item["watch_id"], "--db", own_db, "--json")[1])
    story = page["evidence"][0]["story_id"]
    assert kg("correct", "reject", item["watch_id"], story, "--db", own_db)[0] == 0
    assert kg("correct", "pin", item["watch_id"], "dropped", "--db", own_db)[0] == 0
    page = json.loads(kg("watch", item["watch_id"], "--db", own_db, "--json")[1])
    assert page["item"]["fate"] == "dropped"
    assert page["item"]["fate_decided_by"] != "machine"
    assert {e["decision"] for e in page["evidence"] if e["story_id"] == story} == {"rejected"}


def logged(db: str) -> list[str]:
    log = Path(db).with_name("corrections.jsonl")
    return log.read_text("utf-8").splitlines() if log.exists() else []


@pytest.mark.parametrize(
    ("decision", "says"),
    [
        (("merge", "OpenAI", "openai"), "both"),
        (("not-same", "OpenAI", "openai"), "both"),
        (("split", "openai", "NVIDIA"), "no part"),
        (("split", "openai", "no such thing"), "no part"),
        (("split", "openai", "openai"), "whole"),
        (("split", "OpenAI", "OpenAI"), "name a surface that `kg entity` lists"),
        (("merge", "OpenAI", "Anthropic", "--kind", "planet"), "planet"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)
def test_a_decision_that_could_change_nothing_is_not_recorded(kg, own_db, decision, says):
    code, text, err = kg("correct", *decision, "--db", own_db)
    assert (code, text, err.count("\n")) == (2, "", 1)
    assert says in err
    assert logged(own_db) == []


def test_a_name_found_by_rule_is_not_split_from_itself(kg, own_db):
    with Reader(Path(own_db)) as reader:
        [(id_, surface)] = reader.rows(
            "select entity_id, surface from alias where entity_id = 'name:' || lower(surface) limit 1"
        )
    code, _, err = kg("correct", "split", id_, surface, "--db", own_db)
    assert (code, "whole" in err, logged(own_db)) == (2, True, [])


def test_the_values_of_a_preview_stand_under_headings(kg, own_db):
    _, text, _ = kg("correct", "rename", "openai", "Open AI", "--dry-run", "--db", own_db)
    at = text.splitlines().index("entity")
    assert text.splitlines()[at + 1].split() == ["id", "name", "type", "stories"]
    assert [line.split()[:2] for line in text.splitlines()[at + 2 : at + 4]] == [["-", "openai"], ["+", "openai"]]
    made = json.loads(kg("correct", "rename", "openai", "Open AI", "--dry-run", "--json", "--db", own_db)[1])
    assert (made["id"], made["dry_run"]) == (None, True)
    [new] = [row for row in made["changes"] if row["change"] == "new"]
    assert {key: new[key] for key in ("what", "id", "name", "type")} == {
        "what": "entity", "id": "openai", "name": "Open AI", "type": "ORG"
    }  # fmt: skip
    done = json.loads(kg("correct", "rename", "openai", "Open AI", "--json", "--db", own_db)[1])
    assert [done["id"]] == [made["id"] for made in json.loads(kg("correct", "log", "--json", "--db", own_db)[1])]


@pytest.mark.parametrize("how", [["--dry-run"], []])
def test_a_name_that_another_entity_has_is_said(kg, own_db, how):
    _, text, _ = kg("correct", "rename", "openai", "anthropic", *how, "--db", own_db)
    assert "another entity has this name: anthropic; if both are one, merge them" in text
    assert "another entity" not in kg("correct", "rename", "openai", "OpenAI", *how, "--db", own_db)[1]


def test_the_log_says_what_is_gone_as_status_does(kg, own_db):
    kg("correct", "rename", "name:no-such-thing-anywhere", "X", "--db", own_db)
    log = Path(own_db).with_name("corrections.jsonl")
    corrections.append(log, "pin", {"watch": "2026-01-01-w-abcdefgh", "fate": "open"}, who="ann")
    corrections.append(log, "pin", {"watch": "W-abcdefgh", "fate": "open"}, who="ann")
    refresh(own_db)
    listed = json.loads(kg("correct", "log", "--json", "--db", own_db)[1])
    assert [row["status"] for row in listed] == ["vanished", "vanished"]
    assert [row["message"] for row in listed] == [
        "not in the archive any more: 2026-01-01-w-abcdefgh",
        "W-abcdefgh is a whole item; the log names one of its mentions, as `kg correct` writes it",
    ]
    assert len(json.loads(kg("status", "--json", "--db", own_db)[1])["judgements"]) == 2


def test_what_a_preview_leaves_out_is_counted(kg, own_db, monkeypatch):
    monkeypatch.setattr("kg.cli.correct.MOST", 1)
    arguments = ("correct", "merge", "Anthropic", "OpenAI", "--dry-run", "--db", own_db)
    changed = json.loads(kg(*arguments, "--json")[1])["changes"]
    assert [row["change"] for row in changed if row["what"] == "entity"] == ["gone", "gone", "new"]
    assert "1 more of these; --json lists all" in kg(*arguments)[1].partition("\n\nwatch")[0]


@pytest.mark.parametrize("dry_run", [True, False])
def test_a_merge_against_an_earlier_decision_says_so_at_once(kg, own_db, dry_run):
    how = ["--dry-run"] if dry_run else []
    kg("correct", "not-same", "Anthropic", "OpenAI", "--why", "two companies", "--db", own_db)
    [made] = json.loads(kg("correct", "log", "--db", own_db, "--json")[1])
    _, text, _ = kg("correct", "merge", "Anthropic", "OpenAI", *how, "--db", own_db)
    assert re.search(rf"^overrules {made['id']}, not-same by .* on ....-..-..: two companies$", text, re.MULTILINE)


def test_a_merge_in_two_steps_against_an_earlier_decision_says_so_at_the_second(kg, own_db):
    kg("correct", "not-same", "Anthropic", "OpenAI", "--db", own_db)
    first = kg("correct", "merge", "Anthropic", "NVIDIA", "--db", own_db)[1]
    second = kg("correct", "merge", "NVIDIA", "OpenAI", "--db", own_db)[1]
    assert "kept apart" not in first
    assert "joins what is kept apart by J-" in second
    assert "not-same" not in kg("correct", "merge", "Google", "OpenAI", "--db", own_db)[1]


def test_a_decision_is_undone_once_and_the_undo_can_be_undone(kg, own_db):
    kg("correct", "rename", "openai", "Open AI", "--db", own_db)
    made = json.loads(kg("correct", "log", "--db", own_db, "--json")[1])[0]["id"]
    assert kg("correct", "undo", made, "--db", own_db)[0] == 0
    code, _, err = kg("correct", "undo", made, "--db", own_db)
    assert (code, made in err, "already" in err, len(logged(own_db))) == (2, True, True, 2)
    undo = json.loads(kg("correct", "log", "--db", own_db, "--json")[1])[1]["id"]
    assert kg("correct", "undo", undo, "--db", own_db)[0] == 0
    assert "Open AI" in kg("entity", "openai", "--db", own_db)[1]


def test_what_was_merged_is_split_by_id_or_by_name(kg, own_db):
    kg("correct", "merge", "anthropic", "openai", "--db", own_db)
    assert kg("correct", "split", "openai", "anthropic", "--dry-run", "--db", own_db)[0] == 0
    assert kg("correct", "split", "openai", "Anthropic", "--dry-run", "--db", own_db)[0] == 0


def test_who_pinned_a_fate_is_said_once(kg, own_db, monkeypatch):
    monkeypatch.setenv("KG_WHO", "ann")
    item = json.loads(kg("watch", "--limit", "1", "--db", own_db, "--json")[1])[0]["watch_id"]
    kg("correct", "pin", item, "answered", "--db", own_db)
    assert kg("watch", item, "--db", own_db)[1].splitlines()[0].count("by ann") == 1
    log = kg("correct", "log", "--db", own_db)[1]
    assert "fate answered" in " ".join(log.split())
    assert not {"{", "}"} & set(log)


def test_an_unknown_name_is_adopted_by_decision(kg, own_db):
    name = json.loads(kg("suggest", "--limit", "1", "--json", "--db", own_db)[1])[0]["surface"]
    code, _, err = kg("correct", "adopt", name, "--type", "product", "--db", own_db)
    assert (code, err) == (0, "")
    card = json.loads(kg("entity", name, "--json", "--db", own_db)[1])["entity"]
    assert (card["type"], card["known"]) == ("PRODUCT", True)


def test_who_ends_kg_serve_ends_the_dashboard(archive_db, tmp_path):
    port = browser.free_port()
    command = [sys.executable, "-m", "kg.cli", "serve", "--port", str(port), "--db", str(archive_db)]
    with (tmp_path / "log").open("w") as log, subprocess.Popen(command, stdout=log, stderr=log) as serving:
        try:
            browser.wait_for(f"http://localhost:{port}/_stcore/health", serving, tmp_path / "log")
        finally:
            serving.terminate()
        serving.wait(20)
    with socket.create_server(("127.0.0.1", port)):
        pass


@pytest.mark.parametrize("ending", ["graphml", "gexf", "json", "csv"])
def test_the_graph_is_exported_in_each_format(kg, tmp_path, ending):
    target = tmp_path / f"graph.{ending}"
    code, text, _ = kg("graph", "export", str(target), "--since", "2026-03-01", "--until", "2026-03-07", "--json")
    said = json.loads(text)
    assert (code, said["nodes"] > 0) == (0, True)
    if ending == "graphml":
        assert nx.read_graphml(target, force_multigraph=True).number_of_nodes() == said["nodes"]
    elif ending == "gexf":
        assert nx.read_gexf(target).number_of_nodes() == said["nodes"]
    elif ending == "json":
        read = nx.node_link_graph(json.loads(target.read_text("utf-8")), edges="edges")
        assert read.number_of_edges() == said["edges"]
    else:
        assert target.read_text("utf-8").count("\n") >= said["edges"]


def test_a_review_is_a_post_that_is_not_counted_when_ingested(kg, tmp_path):
    code, text, _ = kg("review", "--week", "--day", "2026-03-05")
    assert code == 0
    assert text.startswith("+++\n")
    posts, db = tmp_path / "posts", str(tmp_path / "kg.duckdb")
    posts.mkdir()
    shutil.copy(SAMPLE / "2026-03-05.md", posts)
    (posts / "review.md").write_text(text, "utf-8")
    assert kg("ingest", str(posts), "--db", db)[0] == 0
    assert json.loads(kg("status", "--json", "--db", db)[1])["briefings"] == 1
    assert "1 story on 1 day\n" in kg("review", "--week", "--lang", "en", "--db", db)[1]


def test_a_review_as_json_holds_the_same_post(kg):
    said = json.loads(kg("review", "--month", "--day", "2026-03-05", "--lang", "en", "--json")[1])
    assert (said["title"], said["from"], said["to"]) == ("The month 2026-03-01 – 2026-03-31", "2026-03-01", "2026-03-31")
    assert said["markdown"] == kg("review", "--month", "--day", "2026-03-05", "--lang", "en")[1]


def test_near_names_are_like_the_one_that_was_asked_for(kg):
    assert "near names: Anthropic" in kg("entity", "Antropic")[2]
    assert "near" not in kg("entity", "qqzzxxjj")[2]


def test_one_is_counted_in_the_singular(kg):
    out = kg("brief", "--limit", "100")[1] + kg("trends", "--limit", "500")[1] + kg("entity", "腾讯混元")[1]
    assert "1 time," in out
    assert not re.search(r"\b1 (stories|times|days|later stories)\b", out)


def test_a_template_is_derived_from_a_folder(kg, tmp_path):
    code, text, _ = kg("template", "new", str(SAMPLE))
    assert code == 0
    assert "今日趋势总结" in text


def test_a_path_that_is_the_default_is_taken_as_it_is():
    from kg.cli.options import path_of

    assert path_of(Path("tests/eval/gold")) == Path("tests/eval/gold")


def test_evidence_is_told_after_its_question(kg, own_db):
    first = "select watch_id, story_id from watch w join story s on s.day = w.first_day order by 1, 2 limit 1"
    with Reader(own_db) as reader:
        watch, story = reader.rows(first)[0]
    code, _, error = kg("correct", "accept", watch, story, "--db", own_db)
    assert code == 2
    assert "evidence is told after its question" in error


def test_a_word_on_evidence_is_computed_from_its_day_on_and_a_merge_from_nothing(own_db, tmp_path):
    log = tmp_path / "corrections.jsonl"
    with Reader(own_db) as reader:
        watch, story, day = reader.rows(
            "select watch_mention_id, story_id, day from evidence order by day, 1, 2 limit 1"
        )[0]
        last = reader.value("select max(day) from briefing")
        before = derive.version(corrections.load(log), load())

        def since() -> date | None:
            decisions = corrections.load(log)
            return derive.decided_since(reader, before, derive.version(decisions, load()), decisions)

        assert since() == date.max
        corrections.append(log, "pin", {"watch": watch, "fate": "dropped"})
        assert since() == last
        corrections.append(log, "reject", {"watch": watch, "story": story})
        assert since() == day
        corrections.append(log, "merge", {"kind": "entity", "left": "openai", "into": "anthropic"})
        assert since() is None


@pytest.mark.parametrize("written", ["20260303", "2026/3/3", "2026.03.03", "2026年3月3日", " 2026-03-03 "])
def test_a_day_may_be_written_in_other_ways(kg, written):
    assert kg("entities", "--since", written, "--json") == kg("entities", "--since", "2026-03-03", "--json")


def test_what_is_told_of_an_entity_is_told_of_the_period(kg):
    """Days, facts, amounts, companions and counts; the head names the period."""
    card = json.loads(kg("entity", "OpenAI", "--json", "--since", "2026-03-03", "--until", "2026-03-04")[1])
    days = {row["day"] for key in ("history", "facts", "amounts", "series") for row in card[key]}
    assert days <= {"2026-03-03", "2026-03-04"}
    assert card["within"]["story_count"] == sum(row["story_count"] for row in card["history"])
    assert card["within"]["story_count"] < card["entity"]["story_count"]
    assert sum(card["salience"].values()) == card["within"]["mention_count"]
    assert all(row["first_day"] >= "2026-03-03" and row["last_day"] <= "2026-03-04" for row in card["companions"])
    text = kg("entity", "OpenAI", "--since", "2026-03-03")[1]
    assert f"from 2026-03-03 to the last day: {counts(card, text)}" in text


def counts(card, text):
    """The counts of the second line, which must be fewer than those of the first."""
    first, second = re.findall(r"(\d+) stor", text)[:2]
    assert int(second) < int(first)
    return re.search(r"last day: (.*)", text)[1]


def test_parquet_is_not_written_to_a_terminal(kg, monkeypatch):
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    code, text, err = kg("sql", "select 1", "--format", "parquet")
    assert (code, text) == (2, "")
    assert "> answer.parquet" in err


def test_an_id_is_found_as_it_was_copied(kg, archive_db):
    with Reader(archive_db) as reader:
        watch = reader.value("select watch_id from watch order by 1 limit 1")
        trend = reader.value("select trend_id from trend order by 1 limit 1")
    assert kg("watch", f" {watch.upper()}。", "--json") == kg("watch", watch, "--json")
    assert kg("trend", trend.lower(), "--json") == kg("trend", trend, "--json")
