"""Entities: one, many, side by side, what is said of them, names that nobody listed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Annotated, Any, get_args

import typer

from kg import console
from kg.cli.options import AsOf, Db, Json, Limit, Since, Until, app, day_of, one_of, reader_of, whole
from kg.errors import KgError
from kg.wording import counted

SHOWN = 50
"""Days and facts that a screen shows of an entity: ten years of one are 15,000 lines."""


def _type(given: str | None) -> str | None:
    """A type of entity in any letter case."""
    from kg.model import EntityType

    kind = given.upper() if given is not None else None
    one_of("--type", kind, get_args(EntityType))
    return kind


@app.command()
def entity(
    name: str, since: Since = None, until: Until = None,
    limit: Annotated[
        int | None,
        typer.Option("--limit", parser=whole(1, 1_000_000), metavar="N",
                     help=f"At most so many days and facts, the latest; a table shows {SHOWN}."),
    ] = None,
    db: Db = None, json_: Json = False,
) -> None:  # fmt: skip
    """History of an entity, under any alias in any script.

    Example: kg entity 亚马逊 --since 2026-03-01
    """
    from kg import report

    with reader_of(db) as reader:
        card = report.entity(reader, name, since=since, until=until)
    days, facts = card.history, card.facts
    if json_:
        most = limit or max(len(days), len(facts), 1)
        console.as_json(replace(card, history=days[-most:], facts=facts[-most:]))
        return
    e = card.entity
    console.line(f"{e['name']} ({e['type']}), {_counts(e)}")
    if card.within:
        console.line(f"from {since or 'the first day'} to {until or 'the last day'}: {_counts(card.within)}")
    console.line("names:", ", ".join(f"{surface} ({origin})" for surface, origin in card.aliases[:12]))
    console.line("where:", ", ".join(f"{place} {count}" for place, count in card.salience.items()))
    if card.too_few:
        console.line(card.too_few)
    for burst in card.bursts:
        console.line("burst:", burst.reason)
    if not days:
        console.line("not mentioned in these days")
        return
    _latest(days, limit, "days", {"day": "day", "story_count": "stories", "share": "share of day",
                                  "headlines": "headlines"})  # fmt: skip
    if facts:
        _latest(facts, limit, "facts", {"day": "day", "subject": "who", "predicate": "does", "object": "whom",
                                        "modality": "modality", "quote": "quote"})  # fmt: skip


def _counts(row: Mapping[str, Any]) -> str:
    """``12 stories on 8 days, 2026-03-01 to 2026-03-20``."""
    if not row["mention_count"]:
        return "no mention"
    stories, days = counted(row["story_count"], "story", "stories"), counted(row["day_count"], "day", "days")
    return f"{stories} on {days}, {row['first_day']} to {row['last_day']}"


def _latest(rows: Sequence[Any], limit: int | None, what: str, columns: Mapping[str, str]) -> None:
    """The last rows as a table, and how many stand before them."""
    shown = rows[-(limit or SHOWN) :]
    if len(shown) < len(rows):
        console.line(f"the latest {len(shown)} of {len(rows)} {what} (--limit {len(rows)} shows all)")
    console.table(shown, columns)


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

    kind = _type(type_)
    with reader_of(db) as reader:
        found = report.entities(reader, since=since, until=until, type=kind, text=text, limit=limit)
    console.show(found, json_, {"name": "name", "name_zh": "中文", "type": "type", "story_count": "stories",
                                "day_count": "days", "first_day": "first", "last_day": "last",
                                "entity_id": "id"}, "no entity fits")  # fmt: skip


@app.command()
def facts(
    name: Annotated[str | None, typer.Argument(help="An entity; none lists all.")] = None,
    as_of: AsOf = None,
    true_on: Annotated[
        date | None, typer.Option("--true-on", parser=day_of, metavar="DAY", help="Nothing that happened later.")
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
    from kg.model import Modality

    one_of("--modality", modality, get_args(Modality))
    with reader_of(db) as reader:
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

    one_of("--grain", grain, ("day", "week", "month"))
    one_of("--place", place, ("headline", "fact", "view", "advice"))
    if not 2 <= len(names) <= 5:
        raise typer.BadParameter(f"{len(names)} names; 2 to 5 can be compared")
    with reader_of(db) as reader:
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
def bursts(
    until: Until = None,
    near: Annotated[bool, typer.Option("--near", help="Also periods that do not stand the test.")] = False,
    limit: Limit = 50,
    db: Db = None,
    json_: Json = False,
) -> None:
    """Names and themes with a raised share of the news, by an exact test over all of them.

    Example: kg bursts --until 2026-03-15
    """
    from kg import report

    with reader_of(db) as reader:
        found = report.bursts(reader, until=until, near=near)[:limit]
    empty = "nothing looks raised" if near else "nothing stands the test (--near shows what comes close)"
    console.show(found, json_, {"name": "name", "kind": "kind", "start": "from", "end": "to", "count": "stories",
                                "p_value": "p", "p_needed": "p needed", "holds": "stands the test",
                                "reason": "why"}, empty)  # fmt: skip


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

    wanted = _type(type_)
    with reader_of(db) as reader:
        found = unknown_names(reader) if adopt is None else []
        known = suggestion(reader, adopt) if adopt else None
    if adopt is None:
        console.show(found[:limit], json_, {"surface": "name", "type": "type", "count": "mentions", "days": "days",
                                            "reason": "why", "examples": "examples"}, "no unknown names")  # fmt: skip
        return
    from nlp.normal import data_folder
    from nlp.suggest import adopt as write

    folder = data_folder()
    if {"site-packages", "dist-packages"} & set(folder.resolve().parts):
        raise KgError(
            f"the gazetteer lies in the installed package ({folder}), where an update would lose the line",
            f"use `kg correct adopt \"{adopt}\"`, which is kept in the log of decisions",
        )

    kind = wanted or (known.type if known else None)
    if kind is None:
        raise KgError(f"{adopt!r} was not seen in the archive", "say its type with --type")
    try:
        place = write(adopt, kind, folder=folder)
    except ValueError as error:
        raise KgError(str(error), "choose another name or edit data/gazetteer by hand") from error
    except OSError as error:
        raise KgError(f"the gazetteer cannot be written: {error}", "use `kg correct adopt`") from error
    console.line(f"{adopt} ({kind}) is now in {folder}/{place}; run kg ingest to use it")
