"""Posts in and out, what is in, the dashboard over it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg import console
from kg.cli.options import Db, Json, app, path_of, reader_of, whole
from kg.errors import KgError
from kg.wording import counted

if TYPE_CHECKING:
    from kg.ingest import IngestReport


@app.command()
def ingest(
    paths: Annotated[
        list[Path] | None, typer.Argument(parser=path_of, metavar="[PATH]...", help="Files or folders.")
    ] = None,
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Build the database anew from these paths.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be done, write nothing.")
    ] = False,
    template: Annotated[
        str | None,
        typer.Option("--template", help="Read every post with this template: a name, or a TOML file."),
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
            paths or [],
            db,
            rebuild=rebuild,
            dry_run=dry_run,
            progress=progress,
            template=template,
            processes=None,
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
            + (f"; {counted(skipped, 'remark', 'remarks')}, see kg status" if skipped else "")
            + (" (dry run: nothing was written)" if report.dry_run else "")
        )
        if lost := report.lost_decisions:
            console.line(f"{counted(len(lost), 'decision', 'decisions')} lost what they speak of; see kg correct log")
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


@app.command()
def status(db: Db = None, json_: Json = False) -> None:
    """What is in, the last runs, quarantined files with line and reason, missing days.

    Example: kg status
    """
    from kg import config, corrections, report

    with reader_of(db) as reader:
        found = report.status(reader)
    for number, reason in corrections.read(config.corrections(config.database(db)))[1]:
        console.fail(f"line {number} of the log of decisions cannot be read: {reason}")
    if json_:
        console.as_json(found)
        return
    console.line(
        ", ".join(
            counted(*one)
            for one in (
                (found.briefings, "briefing", "briefings"),
                (found.stories, "story", "stories"),
                (found.entities, "entity", "entities"),
                (found.trends, "trend", "trends"),
                (found.watch_items, "watch item", "watch items"),
            )
        )
        + (f"; {found.first_day} to {found.last_day}" if found.briefings else "")
    )
    if found.missing:
        console.line(f"{counted(len(found.missing), 'day', 'days')} without a briefing:", found.missing)
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
def serve(
    port: Annotated[
        int, typer.Option("--port", parser=whole(1, 65535), metavar="N", help="Port on this machine.")
    ] = 8501,
    db: Db = None,
) -> None:
    """Start the dashboard on http://localhost:8501.

    Example: kg serve --port 8600
    """
    import os

    from kg import config
    from kg.dashboard import entry

    _claim(port)
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
    sys.stdout.flush()
    # In this process's place, not beside it: who ends `kg serve` ends the dashboard, and the port is free.
    os.execve(sys.executable, command, environment)  # noqa: S606  # our own words


def _claim(port: int) -> None:
    """Raises KgError where nothing can listen on `port`: before its address is printed, and in one line."""
    import socket

    try:
        socket.create_server(("127.0.0.1", port)).close()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise KgError(f"port {port} cannot be used: {reason}", "choose another with --port") from error
