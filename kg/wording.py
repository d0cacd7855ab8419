"""Words of reasons: `kg.report` gives them in English, reasons.tsv holds the forms of both languages."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from functools import cache
from importlib import resources

__all__ = ["chinese", "counted", "reason_and_remedy"]


def counted(number: int, one: str, many: str) -> str:
    """A number with its noun.

    >>> counted(1, "story", "stories"), counted(0, "story", "stories")
    ('1 story', '0 stories')
    """
    return f"{number} {one if number == 1 else many}"


def reason_and_remedy(message: str, severity: str) -> tuple[str, str]:
    """The message of an `issue` row as what is amiss and what to do (or what was done) about it, "" where it says not.

    >>> reason_and_remedy("NUL byte: not a text file (save it as UTF-8 text)", "error")
    ('NUL byte: not a text file', 'save it as UTF-8 text')
    >>> reason_and_remedy("invalid TOML front matter: Invalid value (at line 1, column 9)", "warning")[1]
    ''
    """
    if severity == "error" and message.endswith(")") and " (" in message:
        reason, _, remedy = message[:-1].rpartition(" (")
        return reason, remedy
    reason, _, remedy = message.partition("; ")
    return reason, remedy


@cache
def _forms() -> list[tuple[re.Pattern[str], str]]:
    """The English form of every reason as a pattern, with its Chinese form."""
    lines = (resources.files("kg") / "reasons.tsv").read_text("utf-8").splitlines()
    found = []
    for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
        pattern = re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+?)", re.escape(row["en"]))
        found.append((re.compile(pattern), row["zh"]))
    # the longest form first: "speaks of {what}" would take "speaks of what was stated on {day}" too
    return sorted(found, key=lambda form: -len(form[0].pattern))


def chinese(reason: str, called: Callable[[str], str] = str) -> str:
    """A reason in Chinese. Parts joined by "; " are said one by one; what has no form stays as it is.

    `called` gives the entities that it lists (the place `{names}` of a form) the names of the reader.
    """
    whole = _form(reason, called)
    return whole if whole is not None else "；".join(_form(part, called) or part for part in reason.split("; "))


def _form(text: str, called: Callable[[str], str]) -> str | None:
    """`text` by the first form that fits; what stands in its places is said in Chinese too."""
    for pattern, said in _forms():
        if found := pattern.fullmatch(text):
            return said.format(**{place: _place(place, part, called) for place, part in found.groupdict().items()})
    return None


def _place(place: str, part: str, called: Callable[[str], str]) -> str:
    if place != "names":
        return chinese(part, called)
    listed, _, rest = part.partition("; ")
    said = ", ".join(map(called, listed.split(", ")))
    return f"{said}；{chinese(rest, called)}" if rest else said
