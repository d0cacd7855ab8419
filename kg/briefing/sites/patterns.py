"""Permalink patterns: tokens like `:year` and what stands for them. The tables are data, one for each program."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

__all__ = ["HEXO", "HUGO", "JEKYLL", "dated", "filled"]

# Token -> format; `d` is the day, `n` its number in the year.
# Hugo: gohugo.io/configuration/permalinks
HUGO: Mapping[str, str] = {
    "year": "{d:%Y}", "month": "{d:%m}", "monthname": "{d:%B}", "day": "{d:%d}", "weekday": "{d:%w}",
    "weekdayname": "{d:%A}", "yearday": "{n}", "2006": "{d:%Y}", "06": "{d:%y}", "01": "{d:%m}", "1": "{d.month}",
    "02": "{d:%d}", "2": "{d.day}",
}  # fmt: skip
# Jekyll: jekyllrb.com/docs/permalinks
JEKYLL: Mapping[str, str] = {
    "year": "{d:%Y}", "short_year": "{d:%y}", "month": "{d:%m}", "i_month": "{d.month}", "short_month": "{d:%b}",
    "long_month": "{d:%B}", "day": "{d:%d}", "i_day": "{d.day}", "y_day": "{d:%j}", "w_year": "{d:%G}",
    "week": "{d:%V}", "w_day": "{d:%u}", "short_day": "{d:%a}", "long_day": "{d:%A}",
}  # fmt: skip
# Hexo: hexo.io/docs/permalinks
HEXO: Mapping[str, str] = {
    "year": "{d:%Y}", "month": "{d:%m}", "day": "{d:%d}", "i_month": "{d.month}", "i_day": "{d.day}",
}  # fmt: skip

_TOKEN = re.compile(r":([A-Za-z0-9_]+)(\[[^\]/]*\])?")


def dated(table: Mapping[str, str], day: date) -> dict[str, str]:
    """What the tokens of a day stand for."""
    return {token: form.format(d=day, n=day.timetuple().tm_yday) for token, form in table.items()}


def filled(pattern: str, values: Mapping[str, str]) -> str | None:
    """A pattern with its tokens replaced, None where one of them is not known."""
    out: list[str] = []
    position = 0
    for match in _TOKEN.finditer(pattern):
        name = match[1].lower()
        rest = len(name) - len(name.rstrip("_"))  # `:year_:month`: the mark joins, and is no part of the name
        value = values.get(name, values.get(name.rstrip("_")))
        if value is None or match[2]:
            return None
        out += [pattern[position : match.start()], value, "_" * rest if name not in values else ""]
        position = match.end()
    return "".join([*out, pattern[position:]])
