"""The frame around the pages: title, language, navigation, and what is said when nothing is in yet."""

from __future__ import annotations

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from kg.dashboard.i18n import LANGUAGES, language, t
from kg.dashboard.page import Page, discover

__all__ = ["run"]


def run() -> None:
    """Draw the page of the current address."""
    st.set_page_config(page_title="Briefgraph", page_icon=":material/hub:", layout="wide")
    with st.sidebar:
        st.segmented_control(
            "Language / 语言",
            list(LANGUAGES),
            format_func=LANGUAGES.__getitem__,
            default=language(),
            required=True,
            key="lang",
            bind="query-params",
            label_visibility="collapsed",
        )
    pages = [_streamlit(page, home=number == 0) for number, page in enumerate(discover())]
    st.navigation(pages).run()


def _streamlit(page: Page, *, home: bool) -> StreamlitPage:
    return st.Page(
        page.render,
        title=t(f"{page.slug}.title"),
        icon=f":material/{page.icon}:",
        url_path="" if home else page.slug,
        default=home,
    )
