"""Which later stories bear on a question, how much, and which way."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from kg.ledger_input import Statement, StoryInput
from kg.origin import ORIGIN_DAYS
from kg.told import StorySide
from kg.trends.likeness import StatementSide
from kg.watch.evidence import FIRST, UNSAID, Found, find, grade, probability
from kg.watch.facets import facets
from kg.watch.likeness import QuestionSide, bearing, cases
from nlp.normal import normal_form

DAY = date(2026, 5, 1)
NAMES = frozenset({"acme"})
ASKED = "Acme 旗舰模型 Zeta 的 **正式发布时间与接口定价** 会不会在本月公布。"


def question(text: str = ASKED, day: date = DAY, names: frozenset[str] = NAMES) -> Statement:
    return Statement(
        f"w{day}{text}",
        day,
        1,
        text,
        entities=names,
        related=names,
        themes=("models",),
        facets=tuple(facets(text)),
    )


def story(
    days: int, headline: str, fact: str = "", names: frozenset[str] = NAMES, id_: str = "s"
) -> StoryInput:
    passages = [("headline", headline), ("fact", fact or headline)]
    return StoryInput(
        id_, DAY + timedelta(days=days), 1,
        tuple((f"{id_}.{n}", kind, normal_form(text)) for n, (kind, text) in enumerate(passages)),
        names, names, names, ("models", "pricing"),
    )  # fmt: skip


def found(asked: Statement, *stories: StoryInput, earlier: tuple[StoryInput, ...] = ()) -> list[Found]:
    told = StorySide(stories)
    side = QuestionSide([asked], [StorySide(earlier), told])
    return find([asked], told, {asked.id: "item"}, questions=side)


ANSWER = story(
    3, "Acme 正式发布旗舰模型 Zeta，接口定价同步公布", "Acme 正式发布 Zeta，接口定价为每百万 token 2 美元。"
)


def test_a_story_that_answers_is_found_and_says_why() -> None:
    (one,) = found(question(), ANSWER)
    assert (one.grade, one.stance) == (3, "supports")
    assert "both name acme" in one.reason
    assert "接口定价" in one.reason


@pytest.mark.parametrize("days", [0, -1, ORIGIN_DAYS + 1])
def test_nothing_of_the_same_day_or_before_or_too_late_is_evidence(days: int) -> None:
    assert found(question(), replace(ANSWER, day=DAY + timedelta(days=days))) == []


def test_a_repeat_is_no_evidence_once_more() -> None:
    assert len(found(question(), ANSWER)) == 1
    assert found(question(), replace(ANSWER, repeat=True)) == []


def test_another_company_with_another_matter_is_no_evidence() -> None:
    assert found(question(), story(3, "某地博物馆举办春季展览", names=frozenset({"museum"}))) == []


def test_a_story_that_turns_contradicts_unless_the_question_asks_for_the_turn() -> None:
    late = story(
        3, "Acme 推迟旗舰模型 Zeta 的正式发布，接口定价未公布", "Acme 推迟 Zeta 的正式发布时间与接口定价。"
    )
    assert [one.stance for one in found(question(), late)] == ["contradicts"]
    asked = question("Acme 旗舰模型 Zeta 的 **正式发布时间与接口定价** 会不会推迟公布。")
    assert [one.stance for one in found(asked, late)] == ["supports"]


@pytest.mark.parametrize(
    ("headline", "why"),
    [
        ("Acme 仍在考虑旗舰模型 Zeta 的正式发布时间与接口定价", "still open"),
        ("Acme 旗舰模型 Zeta 的正式发布时间尚未敲定，接口定价待定", "still open"),
        ("Acme 旗舰模型 Zeta 的宣传片大受欢迎", "no word of 发布/定价"),
    ],
    ids=["under consideration", "undecided", "another matter"],
)
def test_a_story_that_leaves_the_matter_open_moves_a_question_at_most(headline: str, why: str) -> None:
    fact = headline if "宣传片" in headline else "Acme 正式发布 Zeta，接口定价为每百万 token 2 美元。"
    (one,) = found(question(), story(3, headline, fact))
    assert (one.grade <= 2, one.stance in ("progress", "mention")) == (True, True)
    assert why in one.reason


def test_a_weak_story_without_a_word_of_what_is_asked_is_no_evidence() -> None:
    """The firm is one of several in its text, and the matter is another one; in its headline it is kept."""
    asked = question("Acme 旗舰模型 Zeta 会不会 **推迟挂牌**。")
    names = frozenset({"acme", "boreal", "kestrel"})
    headed = replace(story(3, "三家厂商举办公众开放日", "Acme 也在其中。", names=names), themes=("models",))
    silent = replace(headed, in_headline=frozenset())
    assert FIRST < probability_of(asked, silent) < probability_of(asked, headed) < UNSAID
    assert [one.story_id for one in found(asked, headed)] == ["s"]
    assert found(asked, silent) == []


def probability_of(asked: Statement, told: StoryInput) -> float:
    side, stories, row = QuestionSide([asked]), StorySide([told]), np.arange(1)
    features = bearing(side, row, stories, row)
    return float(probability(features, cases(side, row, features["related"]))[0, 0])


def test_a_question_takes_up_the_story_it_was_asked_on() -> None:
    """`这笔交易` names nobody; the story of its day says which one is meant."""
    text = "这笔交易还差 **监管部门的批准**。"
    origin = story(
        0,
        "Boreal 拟以 30 亿美元收购晶圆厂 Kestrel，交易待监管部门批准",
        names=frozenset({"boreal", "kestrel"}),
    )
    sequel = story(
        9, "Kestrel 股东大会同意 Boreal 的 30 亿美元收购", names=frozenset({"boreal", "kestrel"}), id_="t"
    )
    other = story(9, "Quanta 股东大会同意分红 3 亿元", names=frozenset({"quanta"}), id_="u")
    asked = question(text, names=frozenset())
    told, rows = StorySide([sequel, other]), np.arange(1)

    knowing = bearing(QuestionSide([asked], [StorySide([origin]), told]), rows, told, np.arange(2))["origin"]
    assert knowing[0, 0] > 4 * knowing[0, 1]
    unknowing = bearing(QuestionSide([asked], [told]), rows, told, np.arange(2))["origin"]
    assert not unknowing.any()
    (one,) = found(asked, sequel, earlier=(origin,))
    assert "goes on with the story it was asked on" in one.reason


def test_statements_far_apart_are_compared_without_the_stories_they_were_made_on() -> None:
    """Those stories may not be at hand when a day is added, and the likeness of a pair must not depend on that."""
    near, far = DAY + timedelta(days=ORIGIN_DAYS), DAY + timedelta(days=ORIGIN_DAYS + 1)
    said = [Statement(f"t{day}", day, 1, "晶圆厂交易接近完成", name="晶圆厂交易") for day in (DAY, near, far)]
    told = [replace(story(0, "晶圆厂交易获批"), day=day) for day in (DAY, near, far)]
    rows, earlier = np.array([1, 2]), np.array([0])
    likeness = StatementSide(said, [StorySide(told)]).likeness(rows, earlier)
    for name in ("origin", "themes of origin", "text and origin"):
        assert likeness[name][0, 0] > 0
        assert likeness[name][1, 0] == 0


def test_grades_rise_with_the_score() -> None:
    assert grade(np.array([0.4, 0.7, 0.95])).tolist() == [1, 2, 3]
