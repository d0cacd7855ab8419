"""The log of decisions: append-only, replayed, mergeable line by line."""

from __future__ import annotations

import random
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.corrections import append, load, read, replay, rows
from kg.errors import KgError
from kg.ingest import ingest, refresh
from tests.kg.kit import said, sample_posts

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def decide(log, *steps):
    return [
        append(log, action, payload, who="ann", now=NOON + timedelta(seconds=i))
        for i, (action, payload) in enumerate(steps)
    ]


def merge(left, into, kind="entity"):
    return "merge", {"kind": kind, "left": left, "into": into}


def test_a_chain_of_merges_ends_at_the_last_entity(tmp_path):
    log = tmp_path / "corrections.jsonl"
    decide(log, merge("a", "b"), merge("b", "c"))
    assert load(log).entity_merges == {"a": "c", "b": "c"}


def test_merge_then_undo_is_as_if_nothing_was_said(tmp_path):
    log = tmp_path / "corrections.jsonl"
    (first,) = decide(log, merge("a", "b"))
    append(log, "undo", {"judgement": first.judgement_id}, now=NOON + timedelta(hours=1))
    decisions = load(log)
    assert decisions.entity_merges == {}
    assert [status for _, status, _ in decisions.standing] == ["undone", "applied"]


def test_an_undo_can_be_undone(tmp_path):
    log = tmp_path / "corrections.jsonl"
    (first,) = decide(log, merge("a", "b"))
    undo = append(log, "undo", {"judgement": first.judgement_id}, now=NOON + timedelta(hours=1))
    append(log, "undo", {"judgement": undo.judgement_id}, now=NOON + timedelta(hours=2))
    assert load(log).entity_merges == {"a": "b"}


def test_merge_then_split_is_identity_and_the_merge_is_reported_as_overruled(tmp_path):
    log = tmp_path / "corrections.jsonl"
    decide(log, merge("a", "b"), ("split", {"kind": "entity", "id": "b", "part": "a"}))
    decisions = load(log)
    assert decisions.entity_merges == {}
    assert decisions.standing[0][1] == "conflict"


def test_two_people_who_decide_the_same_are_no_conflict(tmp_path):
    log = tmp_path / "corrections.jsonl"
    decide(log, merge("a", "b"), merge("a", "b"), ("pin", {"watch": "w", "fate": "answered"}))
    append(log, "pin", {"watch": "w", "fate": "answered"}, who="bob", now=NOON + timedelta(hours=1))
    decisions = load(log)
    assert {status for _, status, _ in decisions.standing} == {"applied"}
    assert decisions.fates == {"w": ("answered", "bob")}


def test_the_later_word_on_evidence_wins(tmp_path):
    log = tmp_path / "corrections.jsonl"
    decide(log, ("accept", {"watch": "w", "story": "s"}), ("reject", {"watch": "w", "story": "s"}))
    assert load(log).evidence == {("w", "s"): "rejected"}


@given(st.permutations(list(range(6))))
def test_the_order_of_lines_does_not_matter(tmp_path_factory, order):
    """Two people's logs merged by git may stand in any order."""
    log = tmp_path_factory.mktemp("log") / "corrections.jsonl"
    decide(
        log,
        merge("a", "b"),
        merge("c", "b"),
        ("pin", {"watch": "w", "fate": "answered"}),
        ("rename", {"kind": "entity", "id": "b", "name": "Bee"}),
        merge("b", "d"),
        ("pin", {"watch": "w", "fate": "open"}),
    )
    judgements = read(log)[0]
    assert replay([judgements[i] for i in order]) == replay(judgements)


def test_the_same_line_twice_counts_once(tmp_path):
    log = tmp_path / "corrections.jsonl"
    decide(log, merge("a", "b"))
    log.write_bytes(log.read_bytes() * 2)
    assert len(load(log).standing) == 1


def test_a_broken_line_is_named_and_the_rest_is_read(tmp_path):
    log = tmp_path / "corrections.jsonl"
    decide(log, merge("a", "b"))
    with log.open("ab") as file:
        file.write(b'{"at": "2026-03-01T12:00:00+00:00", "action": "explode"}\n\xff\xfe\n{"at": "2026')
    append(log, *merge("c", "d"), who="ann", now=NOON)
    found, broken = read(log)
    assert [j.action for j in found] == ["merge", "merge"]
    assert [line for line, _ in broken] == [2, 3, 4]
    assert "explode" in broken[0][1]
    assert "no JSON" in broken[2][1]


def test_a_mark_of_git_is_said_to_be_one(tmp_path):
    log = tmp_path / "corrections.jsonl"
    decide(log, merge("a", "b"))
    log.write_bytes(b"<<<<<<< HEAD\n" + log.read_bytes() + b"=======\n>>>>>>> theirs\n")
    found, broken = read(log)
    assert len(found) == 1
    assert [(line, "git" in why) for line, why in broken] == [(1, True), (3, True), (4, True)]


def test_git_merges_two_logs_and_keeps_every_decision(tmp_path):
    log = tmp_path / "corrections.jsonl"

    def git(*words):
        own = ["-c", "user.name=ann", "-c", "user.email=ann@example.org"]
        subprocess.run(["git", *own, *words], cwd=tmp_path, check=True, capture_output=True)

    git("init", "-b", "main")
    shutil.copy(Path(__file__).parents[2] / ".gitattributes", tmp_path)
    decide(log, merge("a", "b"))
    git("add", ".")
    git("commit", "-m", "begin")
    git("switch", "-c", "theirs")
    append(log, *merge("c", "d"), who="bob", now=NOON + timedelta(minutes=1))
    git("commit", "-am", "bob")
    git("switch", "main")
    append(log, *merge("e", "f"), who="ann", now=NOON + timedelta(minutes=2))
    git("commit", "-am", "ann")
    git("merge", "theirs")
    found, broken = read(log)
    assert (sorted(j.payload["left"] for j in found), broken) == (["a", "c", "e"], [])


@pytest.mark.parametrize(
    ("action", "payload"),
    [
        ("merge", {"kind": "entity", "left": "a"}),
        ("merge", {"kind": "planet", "left": "a", "into": "b"}),
        ("pin", {"watch": "w", "fate": "lost"}),
        ("retype", {"id": "a", "type": "THING"}),
        ("explode", {}),
    ],
)
def test_a_decision_that_is_none_is_refused_and_nothing_is_written(tmp_path, action, payload):
    log = tmp_path / "corrections.jsonl"
    with pytest.raises(KgError):
        append(log, action, payload)
    assert not log.exists()


def test_a_vanished_target_is_reported_not_lost(tmp_path):
    log = tmp_path / "corrections.jsonl"
    decide(log, merge("a", "b"), ("accept", {"watch": "w", "story": "gone"}))
    found = rows(load(log), exists=lambda target: target != "gone")
    assert [(row.action, row.status) for row in found] == [("merge", "applied"), ("accept", "vanished")]
    assert "gone" in found[1].message


def test_shuffled_merges_of_a_cycle_never_loop():
    """a into b, b into c, c into a: the last one is a repetition, and replay ends."""
    from kg.corrections import Judgement

    steps = [("a", "b"), ("b", "c"), ("c", "a")]
    random.Random(0).shuffle(steps)
    log = [
        Judgement(NOON + timedelta(seconds=i), "ann", "merge", {"kind": "entity", "left": x, "into": y})
        for i, (x, y) in enumerate(steps)
    ]
    ends = set(replay(log).entity_merges.values())
    assert len(ends) == 1


def test_a_rename_changes_the_name_and_nothing_that_was_derived(tmp_path):
    db, log = tmp_path / "kg.duckdb", tmp_path / "corrections.jsonl"
    ingest(sample_posts(6), db, log=log)
    before = said(db)
    decide(log, ("rename", {"kind": "entity", "id": "openai", "name": "又名"}))
    refresh(db, log=log)
    after = said(db)
    assert {name for name in before if before[name] != after[name]} == {"entity", "alias_key", "judgement"}
