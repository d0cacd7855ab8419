"""The frame around the pages: title, language, navigation, and what is said when something is amiss."""

from __future__ import annotations

import gc
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from kg.dashboard import amiss, fresh, progress
from kg.dashboard.address import choice, put
from kg.dashboard.components import head, link, trouble
from kg.dashboard.data import db_path, stamp
from kg.dashboard.i18n import LANGUAGES, language, t
from kg.dashboard.page import HOME, Page, discover
from kg.errors import KgError, Locked, NotFound

__all__ = ["run", "shown"]

ICON = Path(__file__).with_name("icon.svg")
"""Our own: the icon of a Material name would be fetched from another host."""
HINTS = """<style>
[data-testid="InputInstructions"]{font-size:0}
[data-testid="InputInstructions"]::after{content:%s;font-size:.75rem}
[data-testid="stTextArea"] [data-testid="InputInstructions"]::after{content:%s}
</style>"""
"""Streamlit's own words under a field ("Press Enter to apply") are English only."""
WITHOUT_DATABASE = ("archive",)
"""Pages that have something to do before the first ingest."""


def run() -> None:
    """Draw the page of the current address."""
    _still()
    st.set_page_config(
        page_title="Briefgraph",
        page_icon=str(ICON),
        layout="wide",
        menu_items={
            "About": "Briefgraph"
        },  # without an entry there is no menu, and no choice of light or dark
    )
    st.html(f"<style>.stMainBlockContainer{{padding-top:4.5rem}}{fresh.STYLE}</style>")
    amiss.begin()
    at = stamp()
    _keep_language()
    if language() != "en":
        said = (json.dumps(t(f"hint.{key}"), ensure_ascii=False) for key in ("enter", "ctrl_enter"))
        st.html(HINTS % tuple(said))
    with st.sidebar:
        choice(
            "Language / 语言", "lang", list(LANGUAGES), default="zh", words=LANGUAGES.__getitem__,
            style="segments", hidden_label=True, explicit=True,
        )  # fmt: skip
        progress.small()
    found = [_streamlit(page) for page in discover()]
    if unknown := strange(st.context.url or "", st.get_option("server.baseUrlPath")):
        found.append(st.Page(_nowhere, title="Briefgraph", url_path=unknown, visibility="hidden"))
    st.navigation(found).run()
    fresh.watch(at)


@cache
def _still() -> None:
    """What is loaded by now stays for good, so that nobody looks for garbage in it.

    Streamlit collects after every run, also after a look of `fresh`: over a quarter of a million objects of
    modules that was 0.13 s each time.
    """
    discover()
    gc.collect()
    gc.freeze()


def _keep_language() -> None:
    """The navigation leads to bare addresses; the language of this visit is written into them again."""
    if "lang" not in st.query_params:
        put(lang=st.session_state.get("language", ""))
    st.session_state["language"] = "" if language() == "zh" else language()


def strange(url: str, base: str) -> str:
    """The last part of an address that leads to no page of the dashboard, "" where it leads to one.

    >>> strange("http://localhost:8501/nosuchpage", ""), strange("http://localhost:8501/kg/watch", "kg")
    ('nosuchpage', '')
    """
    path = unquote(urlsplit(url).path).strip("/").removeprefix(base.strip("/"))
    last = path.rpartition("/")[2]
    return "" if last in {page.slug for page in discover() if page.slug != HOME} else last


def _nowhere() -> None:
    """In place of a page that does not exist; Streamlit would show another one and say so in English only."""
    st.title(t("nowhere.title"), anchor=False)
    st.caption(t("nowhere.about"))
    for page in discover():
        link(t(f"{page.slug}.title"), page.slug, icon=f":material/{page.icon}:")


def _streamlit(page: Page) -> StreamlitPage:
    home = page.slug == HOME
    return st.Page(
        shown(page),
        title=t(f"{page.slug}.title"),
        icon=f":material/{page.icon}:",
        url_path="" if home else page.slug,
        default=home,
    )


def shown(page: Page) -> Callable[[], None]:
    """The page, or in its place one sentence that says what is amiss and what to do.

    Above it stands what the address asks for and the page cannot show.
    """

    def draw() -> None:
        top = st.container()
        body()
        for key, value in st.query_params.items():
            if not page.reads(key):
                known = "、".join(key.replace("*", "…") for key in page.keys)
                amiss.note("unknown", key, value, known=known)
        for sentence in amiss.taken():
            top.warning(sentence, icon=":material/link_off:")

    def body() -> None:
        if page.slug not in WITHOUT_DATABASE and not db_path().exists():
            head(page.slug)
            _first_run()
            return
        try:
            page.render()
        except Locked:
            st.warning(t("trouble.locked"), icon=":material/hourglass:")
            st.button(t("trouble.again"))
        except NotFound as error:
            trouble(error)
            link(t("trouble.start"), page.slug)
        except KgError as error:
            trouble(error)

    draw.__name__ = page.slug
    return draw


def _first_run() -> None:
    st.info(t("empty.database"), icon=":material/info:")
    link(t("empty.to_archive"), "archive", icon=":material/upload_file:")
