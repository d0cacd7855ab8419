"""The graph of the shown days as a file, made when it is asked for."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import streamlit as st

from kg.dashboard import data
from kg.dashboard.i18n import t
from kg.graph.build import build
from kg.graph.export import FORMATS, export

__all__ = ["offer", "written"]

TYPES = {".json": "application/json", ".csv": "text/csv"}


def offer(since: date, until: date) -> None:
    """One button a format."""
    with st.expander(t("graph.export"), icon=":material/download:"):
        st.caption(t("graph.export.about", since=since, until=until))
        with st.container(horizontal=True):
            for ending in FORMATS:
                st.download_button(
                    ending.removeprefix(".").upper(),
                    lambda ending=ending: written(ending, since, until),  # type: ignore[misc]
                    f"briefgraph-{since}-{until}{ending}",
                    TYPES.get(ending, "application/xml"),
                    key=f"export{ending}",
                    on_click="ignore",
                )


def written(ending: str, since: date, until: date) -> bytes:
    """The whole graph of the window, stories, themes, trends and questions among it, in a format."""
    with data.reading() as reader, tempfile.TemporaryDirectory(prefix="kg-graph-") as folder:
        target = Path(folder) / f"graph{ending}"
        export(build(reader, since, until), target)
        return target.read_bytes()
