"""What entities are called on the screen: in Chinese as the posts write them, in English by their main name.

Addresses hold ids, and files and SQL hold the main name; only what is read here differs between the languages.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kg import report
from kg.dashboard.data import ask_shared
from kg.dashboard.i18n import language

__all__ = ["both", "known", "namer", "outlets"]


def known() -> Mapping[str, str]:
    """Entity id -> name on the screen, where that is not the main name."""
    return ask_shared(report.names_in_chinese) if language() == "zh" else {}


def namer() -> Callable[[str, str], str]:
    """(entity id, main name) -> the name on the screen. Taken once for a list: each taking looks at the file."""
    names = known()
    return lambda id_, name: names.get(id_, name)


def outlets() -> Callable[[str], str]:
    """(outlet as printed) -> its name on the screen, by the same rule: an outlet may be an entity (谷歌's own blog)."""
    known_as, names = ask_shared(report.outlets), known()

    def shown(printed: str) -> str:
        id_, main = known_as.get(printed, ("", printed))
        return names.get(id_, main)

    return shown


def both(id_: str, name: str, name_zh: str | None = None) -> str:
    """The name on the screen with the other one beside it: 亚马逊 · Amazon, Amazon · 亚马逊."""
    shown = known().get(id_, name)
    other = name if shown != name else name_zh
    return f"{shown} · {other}" if other and other != shown else shown
