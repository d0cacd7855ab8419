"""Words on the screen: words.tsv holds every one in Chinese and English (key, zh, en)."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import streamlit as st

__all__ = ["LANGUAGES", "language", "t", "words"]

LANGUAGES = {"zh": "中文", "en": "English"}


@cache
def words() -> dict[str, dict[str, str]]:
    """Key -> language -> text."""
    with (Path(__file__).with_name("words.tsv")).open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {row["key"]: {"zh": row["zh"], "en": row["en"]} for row in rows}


def language() -> str:
    """The reader's language: `?lang=` in the address, Chinese first."""
    chosen = st.session_state.get("lang") or st.query_params.get("lang")
    return chosen if chosen in LANGUAGES else "zh"


def t(key: str, **values: object) -> str:
    """The words for `key` in the reader's language; `{name}` places are filled from `values`.

    Raises KeyError for a key that words.tsv does not have: a missing translation is a mistake.
    """
    return words()[key][language()].format(**values)
