"""An open page looks at the file of the database, and at nothing else, and offers to draw itself anew."""

from __future__ import annotations

import gc
import os

from streamlit.testing.v1 import AppTest

from kg.dashboard import data, main
from tests.kg.dashboard.kit import fine, words

OFFER = "档案有更新"


def script() -> None:
    """A page that was drawn over the database as it was when the visit began."""
    import streamlit as st

    from kg.dashboard import fresh
    from kg.dashboard.data import stamp

    fresh.watch(st.session_state.setdefault("at", stamp()))


def test_a_changed_file_is_offered_and_an_unchanged_one_is_not(own):
    db, _ = own
    page = fine(AppTest.from_function(script).run())
    assert OFFER not in words(page)
    assert OFFER not in words(fine(page.run()))
    os.utime(db, ns=(1, 1))
    assert OFFER in words(fine(page.run()))


def test_a_look_does_not_open_the_database(own, monkeypatch):
    def opened() -> None:
        raise AssertionError("the database was opened")

    monkeypatch.setattr(data, "reading", opened)
    db, _ = own
    page = fine(AppTest.from_function(script).run())
    db.write_bytes(b"no database any more")
    assert OFFER in words(fine(page.run()))


def whole() -> None:
    """The dashboard with its frame."""
    from kg.dashboard.main import run

    run()


def test_a_look_does_not_search_all_modules_for_garbage(draw):
    """Streamlit collects garbage after each run, and a look every few seconds is a run."""
    main._still.cache_clear()
    try:
        fine(AppTest.from_function(whole, default_timeout=60).run())
        assert gc.get_freeze_count() > 2 * len(gc.get_objects())
    finally:
        gc.unfreeze()
