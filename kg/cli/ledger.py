"""The ledger over days: trends, watched questions, the next briefing, a review."""

from __future__ import annotations

import sys
from datetime import date
from typing import Annotated, get_args

import typer

from kg import console
from kg.cli.options import Db, Json, Limit, Since, Until, app, day_of, one_of, reader_of


@app.command()
def trends(
    status_: Annotated[str | None, typer.Option("--status", help="new rising steady fading dormant returned.")] = None,
    since: Since = None, until: Until = None, limit: Limit = 50, db: Db = None, json_: Json = False,
) -> None:  # fmt: skip
    """Trends, the most often stated first.

    Example: kg trends --status rising
    """
    from kg import report
    from kg.model import TrendStatus

    one_of("--status", status_, get_args(TrendStatus))
    with reader_of(db) as reader:
        found = report.trends(reader, since=since, until=until, status=status_, limit=limit)
    console.show(found, json_, {"name": "trend", "status": "status", "day_count": "days", "evidence_count": "stories",
                                "first_day": "first", "last_day": "last", "status_reason": "why",
                                "trend_id": "id"}, "no trend fits")  # fmt: skip


@app.command()
def trend(trend_id: str, db: Db = None, json_: Json = False) -> None:
    """One trend: how it was said, day by day, and the stories that bear it out.

    Example: kg trend 2026-02-28-t-abcd2345
    """
    from kg import report

    with reader_of(db) as reader:
        page = report.trend(reader, trend_id)
    if json_:
        console.as_json(page)
        return
    console.line(page.trend["name"], f"({page.trend['status']}: {page.trend['status_reason']})")
    console.table(page.phrasings, {"day": "day", "text": "said", "trend_reason": "why it is this trend"})
    console.table(page.evidence, {"day": "day", "headline": "story", "reason": "why"})


@app.command()
def watch(
    watch_id: Annotated[str | None, typer.Argument(help="One item; none lists them.")] = None,
    status_: Annotated[str | None, typer.Option("--status", help="open touched progressing answered contradicted "
                                                "stale dropped.")] = None,
    since: Since = None, until: Until = None, limit: Limit = 50, db: Db = None, json_: Json = False,
) -> None:  # fmt: skip
    """The ledger of watched questions: overdue and neglected first; or the history of one.

    Example: kg watch --status open
    """
    from kg import report
    from kg.model import Fate

    one_of("--status", status_, get_args(Fate))
    with reader_of(db) as reader:
        if watch_id is None:
            found = report.watch_board(reader, fate=status_, since=since, until=until, limit=limit)
            console.show(found, json_, {"text": "question", "fate": "fate", "age": "age", "asked_count": "asked",
                                        "evidence_count": "evidence", "by_day": "until", "overdue": "overdue",
                                        "fate_reason": "why", "watch_id": "id"}, "no question fits")  # fmt: skip
            return
        page = report.watch_item(reader, watch_id)
    if json_:
        console.as_json(page)
        return
    reason, by = page.item.fate_reason, f"by {page.item.fate_decided_by}"
    console.line(page.item.text, f"({page.item.fate}: {reason if reason.endswith(by) else f'{reason}, {by}'})")
    console.table(page.facets, {"text": "facet", "story_count": "stories", "grade": "best grade"})
    history = [{**row, "event": f"{row['event']} (rejected)"} if row["decision"] == "rejected" else row
               for row in page.history]  # fmt: skip
    console.table(history, {"day": "day", "event": "event", "text": "text", "stance": "stance", "grade": "grade",
                                 "reason": "why", "story_id": "story"})  # fmt: skip


@app.command()
def brief(
    day: Annotated[
        date | None, typer.Option("--day", parser=day_of, metavar="DAY", help="As of this day.")
    ] = None,
    markdown: Annotated[bool, typer.Option("--markdown", help="Print Markdown.")] = False,
    limit: Limit = 8,
    db: Db = None,
    json_: Json = False,
) -> None:
    """What the next briefing should know on a day, from nothing later than it.

    Example: kg brief --day 2026-03-15 --markdown
    """
    from kg.brief import HEADINGS, to_markdown
    from kg.brief import brief as ask

    with reader_of(db) as reader:
        found = ask(reader, day, limit=limit)
    if json_:
        console.as_json(found)
    elif markdown:
        sys.stdout.write(to_markdown(found))
    else:
        for section, lines in found.sections.items():
            console.line(f"{HEADINGS[section]} ({len(lines)})")
            for one in lines:
                console.line("  -", one.text)
                console.line("     ", one.why)


@app.command()
def review(
    week: Annotated[bool, typer.Option("--week", help="The calendar week of the day.")] = False,
    month: Annotated[bool, typer.Option("--month", help="The calendar month of the day.")] = False,
    day: Annotated[
        date | None, typer.Option("--day", parser=day_of, metavar="DAY", help="Default: the last day.")
    ] = None,
    lang: Annotated[str, typer.Option("--lang", help="zh or en.")] = "zh",
    db: Db = None,
    json_: Json = False,
) -> None:
    """A Hugo post over a week or a month, written from the ledger; ingesting it does not count it.

    Its links lead to the published posts where a Hugo, Jekyll or Hexo configuration names their address,
    else to the files: put it into the folder in which the posts lie.

    Example: kg review --week --day 2026-03-15 > review.md
    """
    from kg.review import WORDS, period, title
    from kg.review import review as write

    if week == month:
        raise typer.BadParameter("say either --week or --month")
    one_of("--lang", lang, tuple(WORDS))
    with reader_of(db) as reader:
        last = day or reader.rows("select max(day) from briefing")[0][0] or date.today()
        span = period("week" if week else "month", last)
        markdown = write(reader, span, lang)
    if json_:
        console.as_json(
            {"title": title(span, lang), "from": span.first, "to": span.last, "markdown": markdown}
        )
    else:
        sys.stdout.write(markdown)
