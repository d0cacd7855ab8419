"""Decisions follow what an author rewords, and nothing else; told as a person would see it."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from kg import decide, report
from kg.briefing import parse
from kg.carry import nearest
from kg.ids import hash8, normal_text
from kg.ingest import ingest
from kg.store.reader import Reader
from tests.kg.kit import SAMPLE, folder_of, fresh, said, same, sample_posts


def placed(texts: list[str], kind: str = "w") -> dict[str, str]:
    return {f"2026-03-01-{kind}-{hash8(normal_text(text))}": text for text in texts}


def days() -> list[list[str]]:
    """What each post of the sample says: headlines, trends, questions apart."""
    found = []
    for path in sorted(SAMPLE.glob("*.md")):
        post = parse(path.read_text("utf-8"), path.name)
        found.append([story.headline.text for story in post.stories])
        found.append([trend.passage.text for trend in post.trends])
        found.append([item.passage.text for item in post.watch])
    return [texts for texts in found if len(set(map(normal_text, texts))) > 1]


def typo(text: str, chance: random.Random) -> str:
    at = next((i for i in chance.sample(range(len(text)), len(text)) if text[i] > "一"), 0)
    return f"{text[:at]}错{text[at + 1 :]}"


def shorter(text: str, chance: random.Random) -> str:
    """Without a stretch of Chinese of two to four characters."""
    starts = [i for i in range(len(text) - 4) if all(c > "一" for c in text[i : i + 4])]
    at = chance.choice(starts) if starts else len(text)
    return text[:at] + text[at + chance.randint(2, 4) :]


def longer(text: str, chance: random.Random) -> str:
    return text.rstrip("。？?") + chance.choice(["，以及何时落地？", "，细节以公告为准", "（补充：范围未定）"])


@pytest.mark.parametrize("edit", [typo, shorter, longer])
def test_an_edited_text_is_found_again_among_those_of_its_day(edit):
    chance = random.Random(7)
    right = wrong = told = 0
    for texts in days():
        for at, text in enumerate(texts):
            (old,) = placed([text])
            there = placed([*texts[:at], edit(text, chance), *texts[at + 1 :]])
            if old in there or normal_text(text) in map(normal_text, texts[at + 1 :] + texts[:at]):
                continue
            told += 1
            new = nearest(old, text, there)
            right += new is not None and there[new] not in texts
            wrong += new is not None and there[new] in texts
    assert told > 300
    assert wrong == 0
    assert right >= 0.95 * told


def test_a_deleted_text_is_nobody_else():
    for texts in days():
        for at, text in enumerate(texts):
            (old,) = placed([text])
            there = placed(texts[:at] + texts[at + 1 :])
            assert old in there or nearest(old, text, there) is None, text


@pytest.mark.parametrize(
    ("before", "after"),
    [("GPT-5 何时发布？", "GPT-6 何时发布？"), ("OpenAI 会不会涨价", "Anthropic 会不会涨价"), ("英伟达下季出货 100 万块", "英伟达下季出货 300 万块")],
)  # fmt: skip
def test_another_name_or_number_is_another_question(before, after):
    (old,) = placed([before])
    assert nearest(old, before, placed([after])) is None


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [
        ("英伟达下一季财报是否超出预期", "台积电下一季财报是否超出预期", False),
        ("英伟达下一季财报是否超出预期", "英伟达下一季财报是否超出预期，台积电跟不跟", True),
        ("英伟达下一季财报是否超出预期", "英伟达下一季财报能否超出预期", True),
    ],
)
def test_a_chinese_name_may_be_added_not_changed(before, after, same):
    (old,), there = placed([before]), placed([after])
    named = {new: {name for name in ("英伟达", "台积电") if name in after} for new in there}
    assert (nearest(old, before, there, named) is not None) == same


def test_without_the_text_only_the_same_words_in_another_file_are_found():
    there = {f"2026-03-01-evening-w-{hash8(normal_text('何时发布？'))}": "何时发布？"}
    (old,) = placed(["何时发布？"])
    assert nearest(old, None, there) == next(iter(there))
    assert nearest(old, None, placed(["何时会发布？"])) is None


# ---------------------------------------------------------------- through ingest


@pytest.fixture
def home(tmp_path: Path) -> tuple[Path, Path]:
    """Eight posts and their database."""
    posts, db = folder_of(tmp_path / "posts", sample_posts(8)), tmp_path / "kg.duckdb"
    fresh(posts, db)
    return posts, db


def first_evidence(db: Path) -> tuple[str, str, str, str]:
    """(watch id, question as asked, story id, headline) of a piece that stands on one wording."""
    with Reader(db) as reader:
        rows = reader.rows(
            "select e.watch_id, m.text, s.story_id, s.headline from evidence e join story s using (story_id) "
            "join watch w using (watch_id) join watch_mention m using (watch_id) where w.asked_count = 1 "
            "order by e.score desc, e.story_id"
        )
    return rows[0]


def plain(line: str) -> str:
    return line.replace("**", "")


def edit(posts: Path, before: str, after: str) -> None:
    """Change the one line that says `before`, whatever stands in bold there."""
    changed = 0
    for path in posts.glob("*.md"):
        lines = path.read_text("utf-8").split("\n")
        at = [i for i, line in enumerate(lines) if before in plain(line)]
        changed += len(at)
        for i in at:
            lines[i] = plain(lines[i]).replace(before, after)
        path.write_text("\n".join(lines), "utf-8")
    assert changed == 1


def states(db: Path) -> list[tuple[str, str, str | None]]:
    with Reader(db) as reader:
        return sorted((row["action"], row["status"], row["message"]) for row in report.judgements(reader))


def test_decisions_follow_a_reworded_question_and_a_reworded_headline(home: tuple[Path, Path]) -> None:
    posts, db = home
    item, question, story, headline = first_evidence(db)
    decide.outcome(db, "reject", {"watch": item, "story": story}, who="ann")
    decide.outcome(db, "pin", {"watch": item, "fate": "dropped"}, who="ann")
    untouched = said(db)
    reworded, retitled = longer(question, random.Random(1)), f"{headline}，今天宣布"
    edit(posts, question, reworded)
    edit(posts, headline, retitled)
    assert ingest([posts], db).lost_decisions == ()
    assert [(action, status) for action, status, _ in states(db)] == [("pin", "applied"), ("reject", "applied")]
    assert all(message and question in message for _, _, message in states(db))
    with Reader(db) as reader:
        fates = reader.rows("select fate from watch join watch_mention m using (watch_id) where m.text = ?", [reworded])
    assert fates == [("dropped",)]
    again = db.with_name("again.duckdb")
    ingest([posts], again, log=db.with_name("corrections.jsonl"))
    same(db, again)
    ingest([folder_of(posts, sample_posts(8))], db)
    assert said(db) == untouched


def test_an_accepted_story_stays_evidence_when_both_are_reworded(home: tuple[Path, Path]) -> None:
    posts, db = home
    item, question, story, headline = first_evidence(db)
    decide.outcome(db, "accept", {"watch": item, "story": story}, who="ann")
    edit(posts, question, longer(question, random.Random(1)))
    edit(posts, headline, f"{headline}，今天宣布")
    ingest([posts], db)
    with Reader(db) as reader:
        accepted = reader.rows("select s.headline from evidence e join story s using (story_id) where decision = 'accepted'")
    assert accepted == [(f"{headline}，今天宣布",)]


def test_decisions_follow_a_post_to_another_file_of_its_day(home: tuple[Path, Path]) -> None:
    posts, db = home
    item, question, *_ = first_evidence(db)
    decide.outcome(db, "pin", {"watch": item, "fate": "answered"}, who="ann")
    path = next(path for path in posts.glob("*.md") if question in plain(path.read_text("utf-8")))
    path.rename(path.with_name(f"{path.stem}-evening.md"))
    ingest([posts], db)
    assert [status for _, status, _ in states(db)] == ["applied"]


def test_a_decision_on_a_deleted_question_is_said_to_be_lost(home: tuple[Path, Path]) -> None:
    posts, db = home
    item, question, *_ = first_evidence(db)
    made = decide.outcome(db, "pin", {"watch": item, "fate": "answered"}, who="ann")
    edit(posts, question, "完全另外一件事")
    assert ingest([posts], db).lost_decisions == (made.judgement_id,)
    assert states(db) == [("pin", "vanished", f"not in the archive any more: {question}")]
    assert ingest([posts], db).lost_decisions == ()  # said once, when it happens


def test_what_stood_beside_it_is_not_what_it_has_become(home: tuple[Path, Path]) -> None:
    """Two questions of one day that are alike: the one that was decided on is deleted, the other stays."""
    posts, db = home
    path = max(posts.glob("*.md"))
    ask = "云岭的{}会不会在月底前开放给个人用户"
    text = path.read_text("utf-8").rstrip()
    path.write_text(f"{text}\n8. {ask.format('助手')}\n9. {ask.format('词典')}\n", "utf-8")
    ingest([posts], db)
    with Reader(db) as reader:
        item = reader.value("select watch_id from watch_mention where text = ?", [ask.format("助手")])
    decide.outcome(db, "pin", {"watch": item, "fate": "answered"}, who="ann")
    path.write_text(f"{text}\n9. {ask.format('词典')}\n", "utf-8")
    assert len(ingest([posts], db).lost_decisions) == 1
    assert [status for _, status, _ in states(db)] == ["vanished"]


def test_a_later_word_on_what_a_decision_followed_overrules_it_and_says_so(home: tuple[Path, Path]) -> None:
    posts, db = home
    item, question, *_ = first_evidence(db)
    decide.outcome(db, "pin", {"watch": item, "fate": "answered"}, who="ann")
    reworded = longer(question, random.Random(1))
    edit(posts, question, reworded)
    ingest([posts], db)
    with Reader(db) as reader:
        now = reader.value("select watch_id from watch_mention where text = ?", [reworded])
    made = decide.outcome(db, "pin", {"watch": now, "fate": "dropped"}, who="bob")
    assert any(sentence.startswith("overrules") for sentence in made.against)
