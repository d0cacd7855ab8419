"""Decisions: recorded, rehearsed, listed, undone."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import Annotated

import typer

from kg import console
from kg.cli.options import Db, Json, correct_app, reader_of

Kind = Annotated[str, typer.Option("--kind", help="entity, trend or watch.")]
Why = Annotated[str | None, typer.Option("--why", help="Your reason.")]
MOST = 10
"""Rows of a kind that are shown, of those that are gone and of those that are new."""
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would change, record nothing.")]


@correct_app.command("log")
def correct_log(db: Db = None, json_: Json = False) -> None:
    """All decisions with their state.

    Example: kg correct log
    """
    from kg import config, corrections, report

    for number, reason in corrections.read(config.corrections(config.database(db)))[1]:
        console.fail(f"line {number} of the log cannot be read: {reason}")
    with reader_of(db) as reader:
        found = sorted(report.judgements(reader), key=lambda row: (row["made_at"], row["judgement_id"]))
    rows = [
        {"id": row["judgement_id"], "at": row["made_at"], "who": row["who"], "action": row["action"],
         "what": row["payload"], "why": row["why"], "status": row["status"], "message": row["message"]}
        for row in found
    ]  # fmt: skip
    console.show(rows, json_, {"id": "id", "at": "when", "who": "who", "action": "action", "what": "what", "why": "why",
                               "status": "status", "message": "reason"}, "no decisions yet")  # fmt: skip


def _decide(
    db: Path | None, action: str, payload: dict[str, str | None], why: str | None, dry_run: bool, json_: bool
) -> None:
    from kg.changes import COLUMNS
    from kg.decide import outcome

    made = outcome(db, action, payload, why=why, dry_run=dry_run)
    if json_:
        console.as_json({"dry_run": dry_run, **made.as_data()})
        return
    for sentence in (made.said, *made.against):
        console.line(sentence)
    if not made.changes:
        console.line("nothing changes")
    for what, found in groupby(made.changes, key=lambda change: change.what):
        rows = [{"sign": change.sign, **change.row} for change in found]
        shown = [row for sign in "-+" for row in [row for row in rows if row["sign"] == sign][:MOST]]
        console.line()
        console.line(what)
        console.table(shown, {"sign": "", **{heading: heading for heading in COLUMNS[what]}})
        if len(shown) < len(rows):
            console.line(f"{len(rows) - len(shown)} more of these; --json lists all")


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
