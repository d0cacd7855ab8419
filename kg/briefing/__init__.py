"""Markdown posts of any shape to `Briefing`s; offsets count code points of the decoded file."""

from __future__ import annotations

from kg.briefing.derive import derive_template
from kg.briefing.discover import Discovery, discover
from kg.briefing.explain import OutlineLine, explain
from kg.briefing.inline import plain, seen
from kg.briefing.parser import parse
from kg.briefing.source import read_file

__all__ = [
    "Discovery",
    "OutlineLine",
    "derive_template",
    "discover",
    "explain",
    "parse",
    "plain",
    "read_file",
    "seen",
]
