"""What the address asks for and no page can show: noted while the page is drawn, said at its top.

A link that somebody mistyped, or that is older than the archive, must not silently show something else.
"""

from __future__ import annotations

import streamlit as st

from kg.dashboard.i18n import t
from kg.dashboard.text import verbatim

__all__ = ["begin", "note", "taken"]

HELD = "amiss"
LONGEST = 60
"""Characters of a value that are repeated to the reader."""


def begin() -> None:
    """Nothing is noted yet in this run."""
    st.session_state[HELD] = {}


def note(what: str, key: str, value: str = "", **words: object) -> None:
    """``address.<what>`` is to be said of ``key=value``; once a key, however often a page looks at it."""
    asked = f"{key}={value[:LONGEST]}{'…' if len(value) > LONGEST else ''}"
    said = {name: verbatim(str(word)) for name, word in words.items()}
    st.session_state.setdefault(HELD, {})[key] = t(f"address.{what}", asked=verbatim(asked), **said)


def taken() -> list[str]:
    """The sentences of this run, each once."""
    return list(st.session_state.pop(HELD, {}).values())
