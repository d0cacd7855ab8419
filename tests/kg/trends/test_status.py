"""The life cycle of a trend, from the days on which it was stated."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.trends.status import status

TODAY = date(2026, 3, 31)


@pytest.mark.parametrize(
    ("ago", "wanted"),
    [
        ([2], "new"),
        ([10], "new"),
        ([16], "fading"),
        ([6, 3, 1], "new"),
        ([20, 5, 3, 1], "rising"),
        ([20, 3], "steady"),
        ([26, 24, 20, 3], "fading"),
        ([20, 16], "fading"),
        ([40, 22], "dormant"),
        ([40, 3], "returned"),
    ],
)
def test_status(ago, wanted):
    found, why = status([TODAY - timedelta(days=n) for n in ago], TODAY)
    assert found == wanted
    assert any(character.isdigit() for character in why)


@given(st.sets(st.integers(0, 400), min_size=1))
def test_every_series_has_a_status_and_a_reason(ago):
    days = [TODAY - timedelta(days=n) for n in sorted(ago, reverse=True)]
    found, why = status(days, TODAY)
    assert found in {"new", "rising", "steady", "fading", "dormant", "returned"}
    assert why
    assert (found == "dormant") == (min(ago) >= 21)
