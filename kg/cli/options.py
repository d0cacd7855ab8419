"""What the commands share: the application and its groups, the options that many of them have."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from kg.store.reader import Reader

__all__ = [
    "AsOf", "Db", "Json", "Limit", "Since", "Until", "app", "correct_app", "day_of", "graph_app", "in_order", "one_of",
    "path_of", "reader_of", "template_app", "whole",
]  # fmt: skip

app = typer.Typer(
    name="kg", add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False,
    help="Briefgraph: an archive of daily briefings as memory.",
)  # fmt: skip
graph_app = typer.Typer(help="The archive as a graph.", rich_markup_mode=None)
template_app = typer.Typer(help="How posts are read.", rich_markup_mode=None)
correct_app = typer.Typer(help="Record decisions; they win over the machine.", rich_markup_mode=None)
app.add_typer(graph_app, name="graph")
app.add_typer(template_app, name="template")
app.add_typer(correct_app, name="correct")


_DAY = re.compile(r"(\d{4})(?:[-/.年](\d\d?)[-/.月](\d\d?)日?|(\d\d)(\d\d))", re.ASCII)


def day_of(text: str) -> date:
    """A day as options take it: 2026-02-28, 20260228, 2026/2/28, 2026年2月28日. Raises typer.BadParameter else."""
    try:
        written = _DAY.fullmatch(text.strip())
        return date(*(int(part) for part in written.groups() if part))  # type: ignore[union-attr]  # None: no day
    except (ValueError, AttributeError):
        raise typer.BadParameter(f"{text[:40]!r} is no day like 2026-02-28") from None


def path_of(text: str | Path) -> Path:
    """A path as arguments take it. An empty one is a shell variable that is not set, not the working directory."""
    if not str(text).strip():
        raise typer.BadParameter("an empty path; is a variable not set?")
    try:
        os.lstat(text)
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        pass  # told by who opens it, with what it was wanted for
    except (OSError, ValueError) as error:
        raise typer.BadParameter(f"{str(text)[:40]!r} is no path: {getattr(error, 'strerror', error)}") from None
    return Path(text)


def whole(low: int, high: int) -> Callable[[str | int], int]:
    """Reads a whole number from `low` to `high` as options take it."""

    def read(text: str | int) -> int:
        digits = str(text)
        if not digits.isascii() or not digits.isdecimal() or len(digits) > 9 or not low <= int(digits) <= high:
            raise typer.BadParameter(f"{digits[:40]!r} is no whole number from {low:,} to {high:,}")
        return int(digits)

    return read


def in_order(since: date | None, until: date | None, names: str = "--since and --until") -> None:
    """Refuse days of which the last stands first."""
    if since and until and since > until:
        raise typer.BadParameter(f"{names} are swapped: {since} is later than {until}")


def _ordered(context: typer.Context, value: date | None) -> date | None:
    """Called for --since and for --until; whichever is read second sees the other."""
    given = {"since": None, "until": None} | context.params
    in_order(given["since"] or value, given["until"] or value)
    return value


Db = Annotated[
    Path | None,
    typer.Option(
        "--db", parser=path_of, metavar="PATH", help="Database file (env KG_DB, else data/kg.duckdb)."
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Limit = Annotated[int, typer.Option("--limit", parser=whole(1, 1_000_000), metavar="N", help="At most so many rows.")]
Since = Annotated[
    date | None, typer.Option("--since", parser=day_of, callback=_ordered, metavar="DAY", help="First day.")
]
Until = Annotated[
    date | None, typer.Option("--until", parser=day_of, callback=_ordered, metavar="DAY", help="Last day.")
]
AsOf = Annotated[
    date | None, typer.Option("--as-of", parser=day_of, metavar="DAY", help="Know nothing later.")
]


@app.callback()
def before(db: Db = None) -> None:
    """Briefgraph: an archive of daily briefings as memory."""
    # Before the command it is what KG_DB is; after the command it wins over both.
    if db is not None:
        os.environ["KG_DB"] = str(db)


def one_of(option: str, value: str | None, allowed: Sequence[str]) -> None:
    """Refuse a value that is none of `allowed`; None, where the option is not given, is fine."""
    if value is not None and value not in allowed:
        raise typer.BadParameter(f"{option} {value!r} is none of {', '.join(allowed)}")


def reader_of(db: Path | None) -> Reader:
    """A reader of the database that `--db` names."""
    from kg import config
    from kg.store.reader import Reader

    return Reader(config.database(db))
