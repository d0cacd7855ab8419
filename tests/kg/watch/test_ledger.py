"""The row of a watch item: its term, and how like a restatement is said to be."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from kg.corrections import Decisions
from kg.ledger_input import Statement
from kg.told import StorySide
from kg.watch.evidence import _name
from kg.watch.ledger import follow
from kg.watch.model import WatchResult
from nlp import gazetteer

DAY = date(2026, 5, 1)
TEXT = "Acme 旗舰模型 Zeta 的 **正式发布时间** 会不会在本周公布。"


def followed(*asked: tuple[int, int | None]) -> WatchResult:
    """The ledger of one question asked on these days (from DAY on), with the day of its term where it has one."""
    statements = [
        Statement(
            f"w{day}", DAY + timedelta(days=day), 1, TEXT, entities=frozenset({"acme"}), related=frozenset({"acme"}),
            by_day=None if term is None else DAY + timedelta(days=term),
        )
        for day, term in asked
    ]  # fmt: skip
    return follow(statements, StorySide([]), Decisions(), DAY + timedelta(days=20))


@pytest.mark.parametrize(
    ("asked", "term"),
    [
        (((0, 5),), 5),
        (((0, 5), (3, None)), 5),
        (((0, 5), (5, None)), 5),
        (((0, 5), (6, None)), None),
        (((0, 5), (6, 9)), 9),
        (((0, 9), (3, 5)), 5),
    ],
    ids=["stated", "asked again in time", "on its last day", "asked again when it was over", "a new one", "the later one"],
)
def test_the_term_is_the_last_one_and_ends_when_the_question_is_asked_again_after_it(
    asked: tuple[tuple[int, int | None], ...], term: int | None
) -> None:
    (item,) = followed(*asked).items
    assert item.asked_count == len(asked)
    assert item.by_day == (None if term is None else DAY + timedelta(days=term))


def test_a_restatement_is_never_said_to_be_wholly_alike() -> None:
    result = followed((0, None), (1, None))
    assert result.assigned["w1"][1] == "asks again what was asked on 2026-05-01 (likeness 0.99)"


@pytest.mark.parametrize(
    ("entity_id", "name"),
    [("openai", "OpenAI"), ("name:acme", "acme"), ("llama-17", "Llama 17"), ("llama-17-big", "Llama 17 big"), ("zz-1", "zz-1")],
)
def test_an_entity_is_called_by_its_name(entity_id: str, name: str) -> None:
    assert _name(entity_id, gazetteer.load()) == name
