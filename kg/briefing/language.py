"""Marks of a language in the names of files and folders."""

from __future__ import annotations

__all__ = ["LANGUAGES", "language_mark"]

LANGUAGES = ("zh", "zh-cn", "zh-hans", "cn", "zh-tw", "zh-hant", "en", "ja", "ko", "fr", "de", "es")
"""Those to prefer first."""


def language_mark(stem: str) -> tuple[str, str]:
    """A file's name without its language (`post.zh` → `post`, `zh`); a date with dots has none."""
    name, _, mark = stem.rpartition(".")
    return (name, mark.lower()) if name and mark.lower() in LANGUAGES else (stem, "")
