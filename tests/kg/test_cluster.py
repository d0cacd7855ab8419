"""First come, first served: joining depends on earlier days and on what people decided, on nothing else."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kg.cluster import cluster
from kg.ledger_input import Statement
from kg.scoring import Weights

DAY = date(2026, 3, 1)
HORIZON = timedelta(days=30)
TABLE = Weights({"same": 10.0}, -5.0, 0.5, 0.2)  # logistic of 10 x - 5: 0.5 at likeness 0.5, 0.2 at 0.36


def statements(*said: tuple[int, str]) -> list[Statement]:
    return [Statement(f"{offset}-{n}", DAY + timedelta(days=offset), n, text) for n, (offset, text) in enumerate(said)]


def likeness(of: list[Statement]):
    """Share of common letters: enough to tell texts apart in these tests."""

    def features(rows: np.ndarray, earlier: np.ndarray):
        def same(a: str, b: str) -> float:
            return len(set(a) & set(b)) / max(1, len(set(a) | set(b)))

        return {"same": np.array([[same(of[r].text, of[e].text) for e in earlier] for r in rows], np.float32)}

    return features


def items(of: list[Statement], **given) -> dict[str, str]:
    joined, _ = cluster(of, likeness(of), TABLE, horizon=HORIZON, name=lambda id_: f"item of {id_}", **given)
    return {**(given.get("known") or {}), **{id_: found.item for id_, found in joined.items()}}


def test_a_statement_joins_its_strongest_earlier_neighbour():
    of = statements((0, "abcd"), (1, "wxyz"), (2, "abce"))
    assert items(of) == {"0-0": "item of 0-0", "1-1": "item of 1-1", "2-2": "item of 0-0"}


def test_statements_of_one_day_are_never_joined():
    assert len(set(items(statements((0, "abcd"), (0, "abcd"))).values())) == 2


def test_beyond_the_horizon_nothing_is_joined():
    assert len(set(items(statements((0, "abcd"), (31, "abcd"))).values())) == 2


def test_between_doubt_and_threshold_a_pair_is_proposed_not_forced():
    of = statements((0, "abcdefgh"), (1, "abcdexyz"))
    joined, doubts = cluster(of, likeness(of), TABLE, horizon=HORIZON, name=str)
    assert joined["1-1"].neighbour is None
    assert [(d.left, d.right) for d in doubts] == [("0-0", "1-1")]


def test_a_person_joins_and_parts():
    of = statements((0, "abcd"), (1, "wxyz"), (2, "abcd"))
    assert items(of, same=frozenset({frozenset({"0-0", "1-1"})}))["1-1"] == "item of 0-0"
    assert items(of, apart=frozenset({frozenset({"0-0", "2-2"})}))["2-2"] == "item of 2-2"


SAID = st.lists(st.tuples(st.integers(0, 40), st.text("abcde", min_size=1, max_size=5)), max_size=14)


@given(SAID, st.integers(0, 40))
def test_later_days_change_nothing(said, cut):
    of = statements(*sorted(said))
    whole = items(of)
    early = [s for s in of if s.day <= DAY + timedelta(days=cut)]
    assert items(early) == {s.id: whole[s.id] for s in early}


@given(SAID, st.integers(0, 40))
def test_going_on_from_what_is_known_gives_the_same(said, cut):
    of = statements(*sorted(said))
    early = [s for s in of if s.day <= DAY + timedelta(days=cut)]
    assert items(of, known=items(early)) == items(of)


def test_a_proposed_pair_never_seems_as_like_as_what_joins() -> None:
    from kg.cluster import _under

    assert [_under(score, 0.55) for score in (0.41, 0.548, 0.5497)] == ["0.41", "0.548", "0.5497"]
