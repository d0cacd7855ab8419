"""What must hold for every archive, whatever the posts say and in whatever order they come.

Facts and decisions are stored, everything else is derived: so two ways to the same files and the same
decisions end in the same database, row for row.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from kg import corrections
from kg.brief import brief
from kg.errors import NotFound
from kg.graph.build import build
from kg.ingest import ingest, refresh, remove
from kg.store.reader import Reader
from tests.kg.kit import fresh, said, same
from tests.kg.small import DAYS, SEEDS, Posts, archives, put

NIGHT = settings.get_current_profile_name() == "nightly"
"""`make nightly`: forty times the cases; a failing one is made small, and tried first on the next night."""
pytestmark = pytest.mark.timeout(7200 if NIGHT else 180)


def cases(count: int, **given: int) -> settings:
    """Settings for `count` examples: each is a few ingests (half a second), so there are few of them by day."""
    return settings(
        max_examples=count * (40 if NIGHT else 1), deadline=None, suppress_health_check=list(HealthCheck),
        phases=[Phase.explicit, Phase.generate, *([Phase.reuse, Phase.shrink] if NIGHT else [])], **given,
    )  # fmt: skip


few, some = cases(3), cases(6)
NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


@contextmanager
def home() -> Iterator[Path]:
    """A folder for one example."""
    with TemporaryDirectory(prefix="kg-test-") as folder:
        yield Path(folder)


def built(place: Path, posts: Posts, name: str = "fresh") -> Path:
    """A database of these posts made from nothing."""
    db = place / f"{name}.duckdb"
    fresh(put(place / name, posts), db, log=place / "corrections.jsonl")
    return db


class Archive(RuleBasedStateMachine):
    """Posts come, change and go in any order, by folder or one by one; nothing of the way there stays."""

    @initialize(posts=archives(2, 3))
    def begin(self, posts: Posts) -> None:
        self.folder = TemporaryDirectory(prefix="kg-test-")
        self.place = Path(self.folder.name)
        self.posts, self.db = dict(posts), self.place / "kg.duckdb"
        ingest([put(self.place / "posts", self.posts)], self.db)

    @rule(day=DAYS, seed=SEEDS)
    def write_a_post_and_ingest_the_folder(self, day: date, seed: int) -> None:
        self.posts[day] = seed
        ingest([put(self.place / "posts", self.posts)], self.db)

    @rule(day=DAYS, seed=SEEDS)
    def write_a_post_and_ingest_the_file(self, day: date, seed: int) -> None:
        self.posts[day] = seed
        ingest([put(self.place / "posts", self.posts) / f"{day}.md"], self.db)

    @precondition(lambda self: len(self.posts) > 1)
    @rule(data=st.data())
    def delete_a_post(self, data: st.DataObject) -> None:
        day = data.draw(st.sampled_from(sorted(self.posts)))
        del self.posts[day]
        ingest([put(self.place / "posts", self.posts)], self.db)

    @precondition(lambda self: len(self.posts) > 1)
    @rule(data=st.data())
    def remove_a_day(self, data: st.DataObject) -> None:
        day = data.draw(st.sampled_from(sorted(self.posts)))
        del self.posts[day]
        remove(day.isoformat(), self.db)
        put(self.place / "posts", self.posts)

    @rule()
    def ingest_again(self) -> None:
        before = said(self.db)
        report = ingest([self.place / "posts"], self.db)
        assert (report.added, report.updated, report.removed) == (0, 0, 0)
        assert said(self.db) == before

    @invariant()
    def says_what_a_fresh_build_says(self) -> None:
        same(self.db, built(self.place, self.posts))

    def teardown(self) -> None:
        if hasattr(self, "folder"):
            self.folder.cleanup()


TestArchive = Archive.TestCase
TestArchive.settings = cases(3, stateful_step_count=4)


@few
@given(archives(3, 5), st.data())
def test_any_order_of_ingests_ends_in_the_same_database(posts: Posts, data: st.DataObject) -> None:
    order = data.draw(st.permutations(sorted(posts)))
    with home() as place:
        folder, db = put(place / "posts", posts), place / "kg.duckdb"
        for day in order:
            ingest([folder / f"{day}.md"], db)
        same(db, built(place, posts))


@some
@given(archives())
def test_every_offset_points_at_its_words(posts: Posts) -> None:
    with home() as place:
        db = built(place, posts)
        with Reader(db) as reader:
            spans = reader.rows(
                'select briefing_id, "start", "end", text from passage union all '
                'select briefing_id, "start", "end", surface from mention union all '
                'select p.briefing_id, a."start", a."end", a.surface from amount a join passage p using (passage_id)'
            )
        files = {str(day): (place / "fresh" / f"{day}.md").read_bytes().decode("utf-8-sig") for day in posts}
    assert len(spans) > 10
    assert [s for s in spans if files[s[0]][s[1] : s[2]] != s[3]] == []


IDS = {
    "trend": "select trend_mention_id, trend_id, trend_reason from trend_mention where day <= $day",
    "watch": "select watch_mention_id, watch_id, watch_reason from watch_mention where day <= $day",
    "evidence": "select watch_id, story_id, score, grade, stance, reason from evidence where day <= $day",
    "borne out": "select trend_id, story_id, score, reason from trend_evidence where day <= $day",
}


@some
@given(archives(3, 6), st.data())
def test_later_days_rename_and_regrade_nothing(posts: Posts, data: st.DataObject) -> None:
    """Trend and watch ids and evidence, restricted to days up to k, are those of the archive that ends at k."""
    day = data.draw(st.sampled_from(sorted(posts)[:-1]))
    with home() as place:
        whole, cut = built(place, posts), built(place, {d: s for d, s in posts.items() if d <= day}, "cut")
        with Reader(whole) as all_days, Reader(cut) as some_days:
            for what, sql in IDS.items():
                given_days = {"day": day}
                assert set(all_days.rows(sql, given_days)) == set(some_days.rows(sql, given_days)), what


@some
@given(archives(3, 6), st.data())
def test_as_of_a_day_is_the_archive_cut_at_that_day(posts: Posts, data: st.DataObject) -> None:
    """The graph and `kg brief`: nothing that came later shows, not even in a name or a status."""
    day = data.draw(st.sampled_from(sorted(posts)[:-1]))
    with home() as place:
        whole, cut = built(place, posts), built(place, {d: s for d, s in posts.items() if d <= day}, "cut")
        with Reader(whole) as all_days, Reader(cut) as some_days:
            assert asdict(brief(all_days, day)) == asdict(brief(some_days, day))
            then, there = build(all_days, as_of=day), build(some_days, as_of=day)
    assert dict(then.nodes(data=True)) == dict(there.nodes(data=True))
    assert sorted(map(repr, then.edges(keys=True, data=True))) == sorted(
        map(repr, there.edges(keys=True, data=True))
    )


@some
@given(archives(3, 6))
def test_no_evidence_is_dated_on_or_before_its_question(posts: Posts) -> None:
    with home() as place, Reader(built(place, posts)) as reader:
        early = "from evidence e join watch_mention m using (watch_mention_id) where e.day <= m.day"
        assert reader.rows(f"select * {early}") == []
        assert (
            reader.rows("select * from evidence e join watch w using (watch_id) where e.day <= w.first_day")
            == []
        )
        stated = "select 1 from trend_mention m where m.trend_id = e.trend_id and m.day <= e.day"
        assert reader.rows(f"select * from trend_evidence e where not exists ({stated})") == []


def decide(log: Path, *steps: tuple[str, dict[str, str]]) -> None:
    """Decisions a minute apart, after those that are in the log."""
    for action, payload in steps:
        minute = len(corrections.read(log)[0]) if log.exists() else 0
        corrections.append(log, action, payload, who="ann", now=NOON + timedelta(minutes=minute))


def pairs(db: Path, kind: str) -> tuple[str, str]:
    """Two ids of that kind: entities by key, else first mentions of two different items."""
    with Reader(db) as reader:
        if kind == "entity":
            sql = "select entity_id from entity order by mention_count desc, 1 limit 2"
        else:
            sql = f"select min({kind}_mention_id) from {kind}_mention group by {kind}_id order by 1 limit 2"
        found = [id_ for (id_,) in reader.rows(sql)]
    return found[0], found[1]


@few
@given(archives(2, 4), st.sampled_from(["entity", "trend", "watch"]))
def test_merge_then_split_is_as_if_nothing_was_decided(posts: Posts, kind: str) -> None:
    with home() as place:
        db, log = built(place, posts), place / "corrections.jsonl"
        left, right = pairs(db, kind)
        before = without_judgements(db)
        decide(log, ("merge", {"kind": kind, "left": left, "into": right}))
        refresh(db, log=log)
        assert without_judgements(db) != before, "the merge shows"
        decide(log, ("split", {"kind": kind, "id": right, "part": left}))
        refresh(db, log=log)
        assert without_judgements(db) == before


def without_judgements(db: Path) -> dict[str, list[tuple[object, ...]]]:
    return {name: rows for name, rows in said(db).items() if name != "judgement"}


@few
@given(archives(3, 5), DAYS, SEEDS)
def test_decisions_survive_the_database(posts: Posts, day: date, seed: int) -> None:
    """After `rm` of the database a build from nothing replays them; and an update equals that build."""
    with home() as place:
        db, log = built(place, posts), place / "corrections.jsonl"
        a, b = pairs(db, "entity")
        t, u = pairs(db, "trend")
        w, x = pairs(db, "watch")
        decide(
            log, ("merge", {"kind": "entity", "left": a, "into": b}), ("merge", {"kind": "trend", "left": t, "into": u}),
            ("rename", {"kind": "watch", "id": w, "name": "又名"}), ("pin", {"watch": x, "fate": "dropped"}),
            ("not-same", {"kind": "watch", "left": w, "right": x}),
        )  # fmt: skip
        refresh(db, log=log)
        same(db, built(place, posts, "again"))
        posts = {**posts, day: seed}
        ingest([put(place / "fresh", posts)], db, log=log)
        same(db, built(place, posts, "again"))


@few
@given(archives(4, 6), st.data())
def test_a_small_decision_is_as_if_it_had_been_taken_from_the_start(posts: Posts, data: st.DataObject) -> None:
    """Evidence accepted (what the machine missed too) or rejected, fates, names, types, and all that undone: computed
    from the day it speaks of on.
    """
    with home() as place:
        db, log = built(place, posts), place / "corrections.jsonl"
        with Reader(db) as reader:
            questions = [id_ for (id_,) in reader.rows("select min(watch_mention_id) from watch_mention group by watch_id")]
            stories = [id_ for (id_,) in reader.rows("select story_id from story order by 1")]
            trend = reader.value("select min(trend_mention_id) from trend_mention")
            entity = reader.value("select min(entity_id) from entity")
        others = {
            "pin": ("pin", {"watch": min(questions), "fate": "answered"}),
            "rename": ("rename", {"kind": "trend", "id": trend, "name": "又名"}),
            "rename entity": ("rename", {"kind": "entity", "id": entity, "name": "又名"}),
            "retype": ("retype", {"id": entity, "type": "WORK"}),
        }
        said_before: list[str] = []
        for _ in range(3):
            action = data.draw(st.sampled_from(["accept", "accept", "reject", "undo", *others]))
            question, story = data.draw(st.sampled_from(sorted(questions))), data.draw(st.sampled_from(stories))
            if action == "undo" and said_before:
                decide(log, ("undo", {"judgement": data.draw(st.sampled_from(said_before))}))
            elif action in others:
                decide(log, others[action])
            elif action != "undo":
                decide(log, (action, {"watch": question, "story": story}))
            refresh(db, log=log)
            same(db, built(place, posts, "again"))
            said_before = [j.judgement_id for j in corrections.read(log)[0]] if log.exists() else []
        posts = {**posts, data.draw(DAYS): data.draw(SEEDS)}
        ingest([put(place / "fresh", posts)], db, log=log)
        same(db, built(place, posts, "again"))


def test_a_day_before_the_archive_has_no_brief(tmp_path: Path) -> None:
    with (
        Reader(built(tmp_path, {date(2026, 3, 2): 1})) as reader,
        pytest.raises(NotFound, match="2026-03-01"),
    ):
        brief(reader, date(2026, 3, 1))
