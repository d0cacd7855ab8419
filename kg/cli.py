"""`kg`: parse arguments, call, print. Every answer comes from a function that the dashboard calls too.

Imports stand inside the commands: `kg entity` must not load spaCy, `kg --help` nothing at all.
"""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from kg import console
from kg.errors import KgError

if TYPE_CHECKING:
    from kg.ingest import IngestReport
    from kg.store.reader import Reader

__all__ = ["app", "main"]

app = typer.Typer(
    name="kg", no_args_is_help=True, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False,
    help="Briefgraph: an archive of daily briefings as memory.",
)  # fmt: skip
graph_app = typer.Typer(no_args_is_help=True, help="The archive as a graph.", rich_markup_mode=None)
template_app = typer.Typer(no_args_is_help=True, help="How posts are read.", rich_markup_mode=None)
correct_app = typer.Typer(
    no_args_is_help=True, help="Record decisions; they win over the machine.", rich_markup_mode=None
)
app.add_typer(graph_app, name="graph")
app.add_typer(template_app, name="template")
app.add_typer(correct_app, name="correct")


def _day(text: str) -> date:
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()  # a calendar day has no zone
    except ValueError:
        raise typer.BadParameter(f"{text!r} is no day like 2026-02-28") from None


Db = Annotated[Path | None, typer.Option("--db", help="Database file (env KG_DB, else data/kg.duckdb).")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Limit = Annotated[int, typer.Option("--limit", min=1, help="At most so many rows.")]
Since = Annotated[date | None, typer.Option("--since", parser=_day, metavar="DAY", help="First day.")]
Until = Annotated[date | None, typer.Option("--until", parser=_day, metavar="DAY", help="Last day.")]
AsOf = Annotated[date | None, typer.Option("--as-of", parser=_day, metavar="DAY", help="Know nothing later.")]


def main() -> NoReturn:
    """Run and leave with 0 (done), 1 (done in part) or 2 (could not do it); no traceback for what users can mend."""
    try:
        app()
    except KgError as error:
        console.fail(str(error))
        sys.exit(2)
    except KeyboardInterrupt:
        console.fail("stopped; the database is as it was before or as it is after the last complete run")
        sys.exit(2)
    except BrokenPipeError:  # `kg … | head`
        sys.stderr.close()
        sys.exit(0)
    sys.exit(0)


def _one_of(option: str, value: str | None, allowed: tuple[str | None, ...]) -> None:
    if value not in allowed:
        raise typer.BadParameter(f"{option} {value!r} is none of {', '.join(filter(None, allowed))}")


def _reader(db: Path | None) -> Reader:
    from kg import config
    from kg.store.reader import Reader

    return Reader(config.database(db))


# ------------------------------------------------------------------ writing


@app.command()
def ingest(
    paths: Annotated[list[Path] | None, typer.Argument(metavar="[PATH]...", help="Files or folders.")] = None,
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Build the database anew from these paths.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be done, write nothing.")
    ] = False,
    template: Annotated[
        str | None, typer.Option("--template", help="Read every post with this template: a name, or a TOML file.")
    ] = None,
    db: Db = None,
    json_: Json = False,
) -> None:
    """Read posts into the database: new ones are added, changed ones updated, vanished ones removed.

    Example: kg ingest ~/blog/content/posts
    """
    from kg.ingest import ingest as run

    with _Progress(quiet=json_) as progress:
        report = run(
            paths or [], db, rebuild=rebuild, dry_run=dry_run, progress=progress, template=template, processes=None
        )
    _say(report, json_)


@app.command()
def remove(
    target: Annotated[str, typer.Argument(metavar="DAY_OR_PATH")], db: Db = None, json_: Json = False
) -> None:
    """Take a post out, as if it had never been ingested.

    Example: kg remove 2026-02-28
    """
    from kg.ingest import remove as run

    _say(run(target, db), json_)


def _say(report: IngestReport, json_: bool) -> None:
    if json_:
        console.as_json(report)
    else:
        for issue in report.issues:
            if issue.severity != "info":
                place = f"{issue.path}:{issue.line}" if issue.line else issue.path
                console.line(f"{issue.severity}:", place, issue.message)
        skipped = sum(issue.severity == "info" for issue in report.issues)
        console.line(
            f"{report.added} added, {report.updated} updated, {report.unchanged} unchanged, {report.removed} removed, "
            f"{report.quarantined} quarantined in {report.seconds:.1f} s"
            + (f"; {skipped} remarks, see kg status" if skipped else "")
            + (" (dry run: nothing was written)" if report.dry_run else "")
        )
    if report.quarantined:
        raise typer.Exit(1)


class _Progress:
    """A bar on stderr, one line for each thing that is being done; nothing where it is not a terminal."""

    def __init__(self, quiet: bool) -> None:
        from rich.console import Console
        from rich.progress import Progress

        self.bar = Progress(
            console=Console(stderr=True), disable=quiet or not sys.stderr.isatty(), transient=True
        )
        self.tasks: dict[str, Any] = {}

    def __enter__(self) -> _Progress:
        self.bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.bar.stop()

    def __call__(self, what: str, done: int, total: int) -> None:
        if what not in self.tasks:
            self.tasks[what] = self.bar.add_task(what, total=total or None)
        self.bar.update(self.tasks[what], completed=done, total=total or None)


# ------------------------------------------------------------------ reading


@app.command()
def status(db: Db = None, json_: Json = False) -> None:
    """What is in, the last runs, quarantined files with line and reason, missing days.

    Example: kg status
    """
    from kg import report

    with _reader(db) as reader:
        found = report.status(reader)
    if json_:
        console.as_json(found)
        return
    console.line(
        f"{found.briefings} briefings, {found.stories} stories, {found.entities} entities, {found.trends} trends, "
        f"{found.watch_items} watch items; {found.first_day} to {found.last_day}"
    )
    if found.missing:
        console.line(f"{len(found.missing)} days without a briefing:", found.missing)
    if found.issues:
        console.table(
            found.issues, {"severity": "issue", "path": "file", "line": "line", "message": "reason"}
        )
    if found.judgements:
        console.table(found.judgements, {"judgement_id": "decision", "action": "action", "status": "status",
                                         "message": "reason"})  # fmt: skip
    console.table(found.runs[:5], {"started_at": "run (UTC)", "seconds": "s", "added": "added", "updated": "updated",
                                   "removed": "removed", "unchanged": "unchanged",
                                   "quarantined": "quarantined"})  # fmt: skip


@app.command()
def entity(name: str, db: Db = None, json_: Json = False) -> None:
    """History of an entity, under any alias in any script.

    Example: kg entity 亚马逊
    """
    from kg import report

    with _reader(db) as reader:
        card = report.entity(reader, name)
    if json_:
        console.as_json(card)
        return
    e = card.entity
    console.line(f"{e['name']} ({e['type']}), {e['story_count']} stories on {e['day_count']} days, "
                 f"{e['first_day']} to {e['last_day']}")  # fmt: skip
    console.line("names:", ", ".join(f"{surface} ({origin})" for surface, origin in card.aliases[:12]))
    console.line("where:", ", ".join(f"{place} {count}" for place, count in card.salience.items()))
    if card.too_few:
        console.line(card.too_few)
    for burst in card.bursts:
        console.line("burst:", burst.reason)
    console.table(card.history, {"day": "day", "story_count": "stories", "share": "share of day",
                                 "headlines": "headlines"})  # fmt: skip
    if card.facts:
        console.table(card.facts, {"day": "day", "subject": "who", "predicate": "does", "object": "whom",
                                   "modality": "modality", "quote": "quote"})  # fmt: skip


@app.command()
def entities(
    text: Annotated[str | None, typer.Argument(help="Part of a name.")] = None,
    type_: Annotated[str | None, typer.Option("--type", help="ORG PERSON PLACE MODEL PRODUCT WORK EVENT.")] = None,
    since: Since = None, until: Until = None, limit: Limit = 50, db: Db = None, json_: Json = False,
) -> None:  # fmt: skip
    """Entities by number of stories.

    Example: kg entities --type MODEL --since 2026-03-01
    """
    from kg import report

    with _reader(db) as reader:
        found = report.entities(
            reader, since=since, until=until, type=type_ and type_.upper(), text=text, limit=limit
        )
    console.show(found, json_, {"name": "name", "name_zh": "中文", "type": "type", "story_count": "stories",
                                "day_count": "days", "first_day": "first", "last_day": "last",
                                "entity_id": "id"}, "no entity fits")  # fmt: skip


@app.command()
def facts(
    name: Annotated[str | None, typer.Argument(help="An entity; none lists all.")] = None,
    as_of: AsOf = None,
    true_on: Annotated[
        date | None, typer.Option("--true-on", parser=_day, metavar="DAY", help="Nothing that happened later.")
    ] = None,
    modality: Annotated[
        str | None, typer.Option("--modality", help="announced reported rumoured denied opinion.")
    ] = None,
    limit: Limit = 50, db: Db = None, json_: Json = False,
) -> None:  # fmt: skip
    """Who does what to whom, each as a history of words: rumoured, reported, announced, denied.

    Example: kg facts OpenAI --as-of 2026-03-15
    """
    from kg import report

    with _reader(db) as reader:
        found = report.statements(reader, name, as_of=as_of, true_on=true_on, modality=modality, limit=limit)
    if json_:
        console.as_json(found)
        return
    rows = [{"who": s.subject, "does": s.predicate, "whom": s.object, "modality": s.modality, "day": s.last_day,
             "event": s.event_day, "why": s.reason} for s in found]  # fmt: skip
    columns = ("day", "who", "does", "whom", "modality", "event", "why")
    console.show(rows, False, dict(zip(columns, columns, strict=True)), "no statement fits")


@app.command()
def compare(
    names: Annotated[list[str], typer.Argument(help="2 to 5 entities or themes.")],
    grain: Annotated[str, typer.Option("--grain", help="day, week or month.")] = "week",
    place: Annotated[str | None, typer.Option("--place", help="headline, fact, view or advice only.")] = None,
    since: Since = None, until: Until = None, db: Db = None, json_: Json = False,
) -> None:  # fmt: skip
    """Entities or themes side by side, and whether the first two move together.

    Example: kg compare OpenAI Anthropic --grain week
    """
    from kg import report

    _one_of("--grain", grain, ("day", "week", "month"))
    _one_of("--place", place, (None, "headline", "fact", "view", "advice"))
    if not 2 <= len(names) <= 5:
        raise typer.BadParameter(f"{len(names)} names; 2 to 5 can be compared")
    with _reader(db) as reader:
        lines = report.compare(reader, names, grain=grain, since=since, until=until, place=place)  # type: ignore[arg-type]  # checked above
        moved = report.co_movement(reader, names[0], names[1], since=since, until=until)
    if json_:
        console.as_json({"series": lines, "movement": moved})
        return
    days = sorted({point.day for line in lines for point in line.points})
    by_day = [{point.day: point for point in line.points} for line in lines]
    rows = [{"day": day, **{str(n): f"{by[day].count} of {by[day].volume}" for n, by in enumerate(by_day)}}
            for day in days]  # fmt: skip
    console.table(rows, {"day": grain, **{str(n): line.name for n, line in enumerate(lines)}})
    console.line(moved.reason)


@app.command()
def bursts(until: Until = None, limit: Limit = 50, db: Db = None, json_: Json = False) -> None:
    """Names and themes with a raised share of the news, by an exact test over all of them.

    Example: kg bursts --until 2026-03-15
    """
    from kg import report

    with _reader(db) as reader:
        found = report.bursts(reader, until=until)[:limit]
    console.show(found, json_, {"name": "name", "kind": "kind", "start": "from", "end": "to", "count": "stories",
                                "p_value": "p", "reason": "why"}, "nothing bursts")  # fmt: skip


@app.command()
def trends(
    status_: Annotated[str | None, typer.Option("--status", help="new rising steady fading dormant returned.")] = None,
    since: Since = None, until: Until = None, limit: Limit = 50, db: Db = None, json_: Json = False,
) -> None:  # fmt: skip
    """Trends, the most often stated first.

    Example: kg trends --status rising
    """
    from kg import report

    with _reader(db) as reader:
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

    with _reader(db) as reader:
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

    with _reader(db) as reader:
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
    console.line(
        page.item.text, f"({page.item.fate}: {page.item.fate_reason}, by {page.item.fate_decided_by})"
    )
    console.table(page.facets, {"text": "facet", "story_count": "stories", "grade": "best grade"})
    console.table(page.history, {"day": "day", "event": "event", "text": "text", "stance": "stance", "grade": "grade",
                                 "reason": "why", "story_id": "story"})  # fmt: skip


@app.command()
def themes(
    since: Since = None, until: Until = None, limit: Limit = 50, db: Db = None, json_: Json = False
) -> None:
    """Themes with their stories.

    Example: kg themes --since 2026-03-01
    """
    from kg import report

    with _reader(db) as reader:
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

    with _reader(db) as reader:
        found = report.search(reader, text, since=since, until=until, kind=kind, limit=limit)
    console.show(found, json_, {"day": "day", "kind": "kind", "text": "passage", "score": "score",
                                "story_id": "story"}, "nothing found")  # fmt: skip


@app.command()
def sql(
    query: str,
    format_: Annotated[str, typer.Option("--format", help="table, csv, json or parquet.")] = "table",
    limit: Limit = 1000,
    db: Db = None,
    json_: Json = False,
) -> None:
    """Ask in SQL: one reading statement, boxed (no files, no network, no settings).

    Example: kg sql "select * from entity_history('OpenAI')"
    """
    from kg import config, export
    from kg.store.box import boxed

    answer = boxed(config.database(db), query, limit)
    name = "json" if json_ else format_
    if name != "table":
        sys.stdout.flush()
        sys.stdout.buffer.write(export.export(name, answer.columns, answer.rows))
        sys.stdout.buffer.flush()
    else:
        rows = [dict(zip(map(str, range(len(answer.columns))), row, strict=True)) for row in answer.rows]
        console.show(rows, False, {str(n): column for n, column in enumerate(answer.columns)}, "no rows")
    if answer.truncated:
        console.fail(f"only the first {answer.limit} rows are shown; ask for more with --limit")


@app.command()
def brief(
    day: Annotated[
        date | None, typer.Option("--day", parser=_day, metavar="DAY", help="As of this day.")
    ] = None,
    markdown: Annotated[bool, typer.Option("--markdown", help="Print Markdown.")] = False,
    limit: Limit = 8,
    db: Db = None,
    json_: Json = False,
) -> None:
    """What the next briefing should know on a day, from nothing later than it.

    Example: kg brief --day 2026-03-15 --markdown
    """
    from kg.brief import brief as ask
    from kg.brief import to_markdown

    with _reader(db) as reader:
        found = ask(reader, day, limit=limit)
    if json_:
        console.as_json(found)
    elif markdown:
        sys.stdout.write(to_markdown(found))
    else:
        for section, lines in found.sections.items():
            console.line(f"{section} ({len(lines)})")
            for one in lines:
                console.line("  -", one.text)
                console.line("     ", one.why)


@app.command()
def review(
    week: Annotated[bool, typer.Option("--week", help="The calendar week of the day.")] = False,
    month: Annotated[bool, typer.Option("--month", help="The calendar month of the day.")] = False,
    day: Annotated[
        date | None, typer.Option("--day", parser=_day, metavar="DAY", help="Default: the last day.")
    ] = None,
    lang: Annotated[str, typer.Option("--lang", help="zh or en.")] = "zh",
    db: Db = None,
) -> None:
    """A Hugo post over a week or a month, written from the ledger; ingesting it does not count it.

    Example: kg review --week --day 2026-03-15 > review.md
    """
    from kg.review import WORDS, period
    from kg.review import review as write

    if week == month:
        raise typer.BadParameter("say either --week or --month")
    if lang not in WORDS:
        raise typer.BadParameter(f"--lang {lang!r} is none of {', '.join(WORDS)}")
    with _reader(db) as reader:
        last = day or reader.rows("select max(day) from briefing")[0][0] or date.today()
        sys.stdout.write(write(reader, period("week" if week else "month", last), lang))


@app.command()
def suggest(
    adopt: Annotated[
        str | None, typer.Option("--adopt", metavar="NAME", help="Write the line for this name.")
    ] = None,
    type_: Annotated[
        str | None, typer.Option("--type", help="Type for --adopt, if not the suggested one.")
    ] = None,
    limit: Limit = 30,
    db: Db = None,
    json_: Json = False,
) -> None:
    """Names seen but unknown to the gazetteer, ranked; --adopt writes one line of data.

    Where the gazetteer cannot be written (an installed package), use `kg correct adopt`.

    Example: kg suggest --adopt "Sarvam AI"
    """
    from kg.report.names import suggestion, unknown_names

    with _reader(db) as reader:
        found = unknown_names(reader) if adopt is None else []
        known = suggestion(reader, adopt) if adopt else None
    if adopt is None:
        console.show(found[:limit], json_, {"surface": "name", "type": "type", "count": "mentions", "days": "days",
                                            "reason": "why", "examples": "examples"}, "no unknown names")  # fmt: skip
        return
    from nlp.suggest import adopt as write

    kind = type_ or (known.type if known else None)
    if kind is None:
        raise KgError(f"{adopt!r} was not seen in the archive", "say its type with --type")
    try:
        place = write(adopt, kind.upper())
    except ValueError as error:
        raise KgError(str(error), "choose another name or edit data/gazetteer by hand") from error
    except OSError as error:
        raise KgError(f"the gazetteer cannot be written: {error}", "use `kg correct adopt`") from error
    console.line(f"{adopt} ({kind}) is now in {place}; run kg ingest to use it")


@app.command()
def serve(
    port: Annotated[int, typer.Option("--port", help="Port on this machine.")] = 8501, db: Db = None
) -> None:
    """Start the dashboard on http://localhost:8501.

    Example: kg serve --port 8600
    """
    import os
    import subprocess

    from kg import config
    from kg.dashboard import entry

    environment = {**os.environ, "KG_DB": str(config.database(db).absolute())}
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        str(entry.PATH),
        "--server.port",
        str(port),
        *entry.OPTIONS,
    ]
    console.line(f"Briefgraph on http://localhost:{port} (stop with Ctrl-C)")
    raise typer.Exit(subprocess.run(command, env=environment, check=False).returncode)  # noqa: S603  # our own words


@app.command("eval")
def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="[GOLD_DIR]")] = Path("tests/eval/gold"),
    briefings: Annotated[
        Path | None, typer.Option("--briefings", help="Posts, if not beside the gold.")
    ] = None,
    baselines: Annotated[bool, typer.Option("--baselines", help="Also score the baselines.")] = False,
    half: Annotated[str | None, typer.Option("--half", help="first or second half of the days.")] = None,
    blind: Annotated[float | None, typer.Option("--blind", help="Hide this share of the gazetteer.")] = None,
    gate: Annotated[Path | None, typer.Option("--gate", help="File of floors to hold.")] = None,
    update: Annotated[
        bool, typer.Option("--update", help="Raise the floors of --gate to what is reached.")
    ] = False,
    lower: Annotated[bool, typer.Option("--lower", help="Allow --update to lower a floor.")] = False,
    json_: Json = False,
) -> None:
    """Score the pipeline against gold files: figures, counts, 95 % intervals by day, floors.

    Example: kg eval tests/eval/gold --baselines
    """
    from kg.evaluation import blind as blindfold
    from kg.evaluation import gate as gates
    from kg.evaluation.run import evaluate as score

    if half not in (None, "first", "second"):
        raise typer.BadParameter("--half is first or second")
    if blind is not None:
        console.show(blindfold.evaluate(gold, briefings, share=blind), json_, blindfold.COLUMNS)
        return
    report = score(gold, briefings, baselines=baselines, half=half)
    if json_:
        sys.stdout.write(report.as_json() + "\n")
    else:
        columns = {"name": "figure", "value": "value", "low": "95 % from", "high": "to", "floor": "floor",
                   "aim": "aim", "verdict": "verdict", "counts": "counts"}  # fmt: skip
        rows = [{key: getattr(row, key) for key in (*columns, "baseline")} for row in report.rows]
        console.table(rows, columns | ({"baseline": "baseline"} if baselines else {}))
        console.line("must be 0:", ", ".join(f"{name} {count}" for name, count in report.zeros.items()))
    if gate and update:
        gates.update(report, gate, lower=lower)
    wrong = gates.check(report, gate) if gate else []
    for sentence in wrong:
        console.fail(sentence)
    if wrong or not report.passed:
        raise typer.Exit(1)


# ------------------------------------------------------------------ graph, templates, corrections


@graph_app.command("export")
def graph_export(
    file: Annotated[Path, typer.Argument(help=".graphml, .gexf, .json or .csv")],
    since: Since = None, until: Until = None, as_of: AsOf = None, db: Db = None, json_: Json = False,
) -> None:  # fmt: skip
    """Write the graph to a file for Gephi, networkx or a spreadsheet.

    Example: kg graph export archive.gexf --since 2026-03-01
    """
    from kg.graph.build import build
    from kg.graph.export import export

    with _reader(db) as reader:
        graph = build(reader, since, until, as_of)
    edges = export(graph, file)
    if json_:
        console.as_json({"file": str(file), "nodes": graph.number_of_nodes(), "edges": edges})
    else:
        console.line(f"{file}: {graph.number_of_nodes()} nodes, {edges} edges")


@graph_app.command("path")
def graph_path(
    source: str, target: str, since: Since = None, until: Until = None, as_of: AsOf = None, db: Db = None,
    json_: Json = False,
) -> None:  # fmt: skip
    """How two entities are connected, with the quote for each hop.

    Example: kg graph path 亚马逊 Anthropic
    """
    from kg import report
    from kg.graph.build import build
    from kg.graph.measure import path

    with _reader(db) as reader:
        ends = [f"entity:{report.lookup(reader, name)}" for name in (source, target)]
        hops = path(build(reader, since, until, as_of), *ends)
    console.show(
        hops, json_, {"from": "from", "to": "to", "typed": "stated", "stories": "stories", "quote": "quote"}
    )


@graph_app.command("diff")
def graph_diff(
    before: Annotated[date, typer.Argument(parser=_day, metavar="BEFORE")],
    after: Annotated[date, typer.Argument(parser=_day, metavar="AFTER")],
    limit: Limit = 30,
    db: Db = None,
    json_: Json = False,
) -> None:
    """What the graph as of AFTER has that it had not as of BEFORE: new names and connections.

    Example: kg graph diff 2026-03-01 2026-03-08
    """
    from kg.graph.build import build
    from kg.graph.measure import co_mentions, diff

    with _reader(db) as reader:
        graphs = [co_mentions(build(reader, as_of=day)) for day in (before, after)]
    found = diff(*graphs)
    if json_:
        console.as_json(found)
        return
    names = {node: data["label"] for graph in graphs for node, data in graph.nodes(data=True)}
    for what, things in found.items():
        shown = [" – ".join(names[n] for n in ((one,) if isinstance(one, str) else one)) for one in things]
        more = f" … and {len(shown) - limit} more" if len(shown) > limit else ""
        listed = "" if what.startswith("kept") else f": {'; '.join(shown[:limit])}{more}"
        console.line(f"{what} ({len(shown)}){listed}")


@template_app.command("explain")
def template_explain(
    file: Path,
    template: Annotated[
        str | None, typer.Option("--template", help="Read with this template: a name, or a TOML file.")
    ] = None,
    json_: Json = False,
) -> None:
    """The outline of a post as read, line by line with kinds and offsets.

    Example: kg template explain data/briefings/2026-02-28.md
    """
    from kg.briefing import explain, read_file

    if not file.is_file():
        raise KgError(f"no file {file}", "name a Markdown post")
    outline = explain(read_file(file.parent, file, template=template)[1], file.name, template)
    console.show(outline, json_, {"line": "line", "start": "start", "end": "end", "kind": "kind", "text": "text",
                                  "note": "note"})  # fmt: skip


@template_app.command("new")
def template_new(folder: Annotated[list[Path], typer.Argument(metavar="FOLDER...")]) -> None:
    """A first template from posts: frequent headings and labels with counts, for a person to edit.

    Example: kg template new ~/blog/content/posts > mine.toml
    """
    from kg.briefing import derive_template, discover

    sys.stdout.write(derive_template(discover(folder).files))


@correct_app.command("log")
def correct_log(db: Db = None, json_: Json = False) -> None:
    """All decisions with their state.

    Example: kg correct log
    """
    from kg import config, corrections

    judgements, broken = corrections.read(config.corrections(config.database(db)))
    decisions = corrections.replay(judgements)
    rows = [
        {"id": j.judgement_id, "at": j.made_at, "who": j.who, "action": j.action, "what": dict(j.payload), "why": j.why,
         "status": state, "message": message}
        for j, state, message in decisions.standing
    ]  # fmt: skip
    for number, reason in broken:
        console.fail(f"line {number} of the log cannot be read: {reason}")
    console.show(rows, json_, {"id": "id", "at": "when", "who": "who", "action": "action", "what": "what", "why": "why",
                               "status": "status", "message": "reason"}, "no decisions yet")  # fmt: skip


Kind = Annotated[str, typer.Option("--kind", help="entity, trend or watch.")]
Why = Annotated[str | None, typer.Option("--why", help="Your reason.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would change, record nothing.")]


def _decide(
    db: Path | None, action: str, payload: dict[str, str | None], why: str | None, dry_run: bool, json_: bool
) -> None:
    from kg.decide import decide

    sentences = decide(db, action, payload, why=why, dry_run=dry_run)
    if json_:
        console.as_json({"dry_run": dry_run, "changes": sentences})
        return
    for sentence in sentences:
        console.line(sentence)


@correct_app.command("adopt")
def correct_adopt(
    name: str,
    type_: Annotated[str | None, typer.Option("--type", help="If not the suggested one.")] = None,
    why: Why = None,
    dry_run: DryRun = False,
    db: Db = None,
    json_: Json = False,
) -> None:
    """NAME, found by rule, is an entity worth knowing (`kg suggest` lists such names).

    Example: kg correct adopt "Sarvam AI" --type ORG
    """
    _decide(db, "adopt", {"surface": name, "type": type_}, why, dry_run, json_)


@correct_app.command("merge")
def correct_merge(
    left: str,
    into: str,
    kind: Kind = "entity",
    why: Why = None,
    dry_run: DryRun = False,
    db: Db = None,
    json_: Json = False,
) -> None:
    """LEFT is the same as INTO (entities by any name, trends and watch items by id).

    Example: kg correct merge 辉达 NVIDIA --why "same company"
    """
    _decide(db, "merge", {"kind": kind, "left": left, "into": into}, why, dry_run, json_)


@correct_app.command("split")
def correct_split(
    id_: Annotated[str, typer.Argument(metavar="ID")],
    part: str,
    kind: Kind = "entity",
    why: Why = None,
    dry_run: DryRun = False,
    db: Db = None,
    json_: Json = False,
) -> None:
    """Take PART (a merged entity, a surface, or a mention id) out of ID again.

    Example: kg correct split openai "Open AI Lab"
    """
    _decide(db, "split", {"kind": kind, "id": id_, "part": part}, why, dry_run, json_)


@correct_app.command("not-same")
def correct_not_same(
    left: str,
    right: str,
    kind: Kind = "entity",
    why: Why = None,
    dry_run: DryRun = False,
    db: Db = None,
    json_: Json = False,
) -> None:
    """LEFT and RIGHT are never to be joined.

    Example: kg correct not-same T-abcd2345 T-efgh6789 --kind trend
    """
    _decide(db, "not-same", {"kind": kind, "left": left, "right": right}, why, dry_run, json_)


@correct_app.command("rename")
def correct_rename(
    id_: Annotated[str, typer.Argument(metavar="ID")],
    name: str,
    kind: Kind = "entity",
    why: Why = None,
    dry_run: DryRun = False,
    db: Db = None,
    json_: Json = False,
) -> None:
    """Show ID under another name.

    Example: kg correct rename zhipu-ai "Z.ai"
    """
    _decide(db, "rename", {"kind": kind, "id": id_, "name": name}, why, dry_run, json_)


@correct_app.command("retype")
def correct_retype(
    id_: Annotated[str, typer.Argument(metavar="ID")],
    type_: Annotated[str, typer.Argument(metavar="TYPE")],
    why: Why = None,
    dry_run: DryRun = False,
    db: Db = None,
    json_: Json = False,
) -> None:
    """ID is of another type.

    Example: kg correct retype "name:m-courtyard" PRODUCT
    """
    _decide(db, "retype", {"id": id_, "type": type_.upper()}, why, dry_run, json_)


@correct_app.command("accept")
def correct_accept(
    watch_id: str, story: str, why: Why = None, dry_run: DryRun = False, db: Db = None, json_: Json = False
) -> None:
    """STORY is evidence for the watch item.

    Example: kg correct accept W-abcd2345 2026-03-05-s-efgh6789
    """
    _decide(db, "accept", {"watch": watch_id, "story": story}, why, dry_run, json_)


@correct_app.command("reject")
def correct_reject(
    watch_id: str, story: str, why: Why = None, dry_run: DryRun = False, db: Db = None, json_: Json = False
) -> None:
    """STORY is no evidence for the watch item.

    Example: kg correct reject W-abcd2345 2026-03-05-s-efgh6789
    """
    _decide(db, "reject", {"watch": watch_id, "story": story}, why, dry_run, json_)


@correct_app.command("pin")
def correct_pin(
    watch_id: str, fate: str, why: Why = None, dry_run: DryRun = False, db: Db = None, json_: Json = False
) -> None:
    """Decide the fate of a watch item.

    Example: kg correct pin W-abcd2345 answered --why "price list is out"
    """
    _decide(db, "pin", {"watch": watch_id, "fate": fate}, why, dry_run, json_)


@correct_app.command("undo")
def correct_undo(
    judgement: str, why: Why = None, dry_run: DryRun = False, db: Db = None, json_: Json = False
) -> None:
    """Take a decision back (its id stands in `kg correct log`).

    Example: kg correct undo J-0a1b2c3d
    """
    _decide(db, "undo", {"judgement": judgement}, why, dry_run, json_)


if __name__ == "__main__":
    main()
