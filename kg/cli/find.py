"""Themes, passages by their words, and SQL."""

from __future__ import annotations

import sys
from typing import Annotated, get_args

import typer

from kg import console
from kg.cli.options import Db, Json, Limit, Since, Until, app, one_of, reader_of


@app.command()
def themes(
    since: Since = None, until: Until = None, limit: Limit = 50, db: Db = None, json_: Json = False
) -> None:
    """Themes with their stories.

    Example: kg themes --since 2026-03-01
    """
    from kg import report

    with reader_of(db) as reader:
        found = report.themes(reader, since=since, until=until, limit=limit)
    console.show(found, json_, {"theme_id": "theme", "name_zh": "中文", "name_en": "English", "main_count": "main",
                                "story_count": "stories", "last_day": "last"})  # fmt: skip


@app.command()
def search(
    text: str,
    kind: Annotated[str | None, typer.Option("--kind", help="headline fact why impact advice trend watch …")] = None,
    since: Since = None, until: Until = None, limit: Limit = 20, db: Db = None, json_: Json = False,
) -> None:  # fmt: skip
    """Passages in which every word stands, Chinese or Latin, best first.

    Example: kg search "OpenAI 融资"
    """
    from kg import report
    from kg.model import Kind

    if not text.strip():
        raise typer.BadParameter("no words to search for")
    one_of("--kind", kind, get_args(Kind))
    with reader_of(db) as reader:
        found = report.search(reader, text, since=since, until=until, kind=kind, limit=limit)
    console.show(found, json_, {"day": "day", "kind": "kind", "text": "passage", "score": "score",
                                "story_id": "story"}, "nothing found")  # fmt: skip


@app.command()
def sql(
    query: str,
    format_: Annotated[
        str | None, typer.Option("--format", help="table (if none is given), csv, csv-excel, json or parquet.")
    ] = None,
    limit: Limit = 1000,
    db: Db = None,
    json_: Json = False,
) -> None:
    """Ask in SQL: one reading statement, boxed (no files, no network, no settings).

    csv is for pipes (UTF-8, lines end in LF), csv-excel for a file that Excel opens (byte order mark, CR LF). In json a
    second column of one name is called "name (2)", and NaN is null.

    Example: kg sql "select * from entity_history('OpenAI')"
    """
    from kg import config, export
    from kg.store.box import boxed

    if json_ and format_ not in (None, "json"):
        raise typer.BadParameter(f"--json and --format {format_} are two formats; give one of them")
    name = "json" if json_ else format_ or "table"
    one_of("--format", name, ("table", *export.FORMATS))
    if name == "parquet" and sys.stdout.isatty():
        raise typer.BadParameter("Parquet is no text for a terminal; send it to a file: kg sql … > answer.parquet")
    answer = boxed(config.database(db), query, limit)
    if name != "table":
        sys.stdout.flush()
        sys.stdout.buffer.write(export.export(name, answer.columns, answer.rows))
        sys.stdout.buffer.flush()
    else:
        rows = [dict(zip(map(str, range(len(answer.columns))), row, strict=True)) for row in answer.rows]
        console.show(rows, False, {str(n): column for n, column in enumerate(answer.columns)}, "no rows")
    if answer.truncated:
        console.fail(f"only the first {answer.limit} rows are shown; ask for more with --limit")
