"""The fate of a question on a day does not hang on the order in which rows are read."""

from __future__ import annotations

from datetime import date

import duckdb
import pytest

from kg.fates import FATES
from kg.store.reader import Reader
from tests.kg.dashboard.kit import own_copy

DAY = date(2026, 4, 4)


@pytest.mark.parametrize("turned", [False, True])
def test_of_two_changes_of_one_day_the_later_one_counts(archive_db, tmp_path, turned):
    db = own_copy(archive_db, tmp_path)
    events = [("W-one", "answered", "2026-04-04-s-a"), ("W-one", "stale", None), ("W-two", "touched", "2026-04-04-s-a"), ("W-two", "answered", "2026-04-04-s-b")]
    with duckdb.connect(str(db)) as connection:
        for watch, fate, story in reversed(events) if turned else events:
            connection.execute("insert into fate_event values (?, ?, ?, 'a reason', ?)", [watch, DAY, fate, story])
    with Reader(db) as reader:
        fates = {id_: fate for id_, fate, _ in reader.rows(FATES.format(day="$day"), {"day": DAY})}
        before = {id_ for id_, *_ in reader.rows(FATES.format(day="$day"), {"day": date(2026, 4, 3)})}
    assert (fates["W-one"], fates["W-two"]) == ("stale", "answered")
    assert not {"W-one", "W-two"} & before
