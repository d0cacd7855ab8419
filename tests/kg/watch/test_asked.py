"""What a question asks for, and what follows where two ask for different things."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from kg.cluster import scored
from kg.corrections import Decisions
from kg.ledger_input import Statement
from kg.lexicon import lexicon
from kg.scoring import Weights
from kg.told import StorySide
from kg.watch import asked
from kg.watch.ledger import follow

DAY = date(2026, 5, 1)
NAMES = frozenset({"zeta"})


def kinds(text: str) -> set[str]:
    return {lexicon("asked.tsv").names[number] for number in asked.kinds(text)}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("海桐半导体的新药 **何时获批**。", {"approval"}),
        ("海桐半导体 **何时挂牌**。", {"listing"}),
        ("免费期结束后，云梯的 **开源许可** 会不会变。", {"open"}),
        ("云梯上线之后，**误报率** 守不守得住。", {"quality"}),
        ("When will Acme get its **certification**?", {"approval"}),
        ("云梯的 **供应链风险** 标签能否撤掉。", {"rules"}),
        ("云梯到底怎么了。", set()),
    ],
)
def test_a_question_asks_for_its_kind_and_not_for_the_occasion(text: str, kind: set[str]) -> None:
    assert kinds(text) == kind


def test_every_kind_has_words_in_normal_form_of_two_characters_or_more() -> None:
    table = lexicon("asked.tsv")
    assert len(set(table.names)) == len(table.names)
    assert [word for word in table.by_word if len(word) < 2 or word != word.strip().lower()] == []
    assert {number for own in table.by_word.values() for number in own} == set(range(len(table.names)))


def test_only_what_is_known_of_both_can_differ() -> None:
    rows = asked.rows(
        [asked.kinds(text) for text in ("**何时获批**", "**何时挂牌**", "到底怎么了", "**批准**")]
    )
    known = np.diff(rows.indptr) > 0
    differ = asked.nothing_shared((rows @ rows.T).toarray(), known, known)
    assert differ.tolist() == [[0, 1, 0, 0], [1, 0, 0, 1], [0, 0, 0, 0], [0, 1, 0, 0]]


def test_a_pair_that_asks_for_other_things_is_doubted_however_alike() -> None:
    table = Weights({"same": 10.0, "asks another thing": 0.0}, -5.0, 0.5, 0.2)
    for same, another, least, most in ((0.7, 0, 0.8, 0.9), (0.7, 1, 0.2, 0.5), (9.0, 1, 0.4, 0.5)):
        features = {
            "same": np.array([[same]], np.float32),
            "asks another thing": np.array([[another]], np.float32),
        }
        assert least <= scored(features, table)[0, 0] < most


def test_two_questions_about_one_company_stay_two() -> None:
    def items(*texts: str) -> list[str]:
        said = [
            Statement(f"w{n}", DAY + timedelta(days=n), 1, text, entities=NAMES, related=NAMES, themes=("models",))
            for n, text in enumerate(texts)
        ]
        result = follow(said, StorySide([]), Decisions(), DAY + timedelta(days=9))
        return [result.assigned[s.id][0] for s in said]

    first = "云梯 Zeta 三号机 **何时获批**，审批卡在哪一步。"
    same = items(first, "云梯 Zeta 三号机的 **审批** 何时有结果，**获批** 还要多久。")
    other = items(first, "云梯 Zeta 三号机 **何时降价**，**定价** 卡在哪一步。")
    assert same[0] == same[1]
    assert other[0] != other[1]
