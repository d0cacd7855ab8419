"""An open page notices that the database changed, and leaves it to the reader when to look.

The page is not drawn anew by itself: that would take away what somebody is typing and where they read. A look
costs one `stat` of the file; a run publishes by rename, so the file changes once a run.
"""

from __future__ import annotations

import streamlit as st

from kg.dashboard import progress
from kg.dashboard.data import stamp
from kg.dashboard.i18n import t

__all__ = ["EVERY", "STYLE", "watch"]

EVERY = 5.0
"""Seconds between two looks."""
STYLE = (
    ".st-key-fresh{position:fixed;bottom:1rem;right:1rem;z-index:100;width:auto}"
    ".st-key-fresh button{box-shadow:0 2px 10px rgba(0,0,0,.35)}"
)
"""In a corner over the page: nothing on it moves."""


def watch(shown: tuple[int, int]) -> None:
    """Offer to draw the page anew once the database is another than `shown` (see `kg.dashboard.data.stamp`)."""
    st.fragment(_look, run_every=EVERY)(shown)


def _look(shown: tuple[int, int]) -> None:
    if stamp() == shown or progress.running():
        return  # an ingest that this dashboard started draws the page anew when it ends
    with st.container(key="fresh"):
        if st.button(t("fresh.changed"), icon=":material/refresh:", type="primary", key="fresh-again"):
            st.rerun()
