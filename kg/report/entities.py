"""Histories of entities: card, comparison, bursts, relations as dated statements, amounts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, get_args

from kg.analytics import bursts as automaton
from kg.analytics.movement import Movement, movement
from kg.analytics.series import Grain, Point, grouped
from kg.errors import KgError, NotFound
from kg.store.reader import Reader
from kg.wording import counted

__all__ = [
    "Card", "Compared", "EntityBurst", "Fact", "Place", "bursts", "co_movement", "compare", "entities", "entity",
    "lookup",
]  # fmt: skip

Kind = Literal["entity", "theme"]
Place = Literal["headline", "fact", "view", "advice"]
"""Where a name stands: salience falls, and the speech act changes, from left to right."""
PASSAGES: dict[Place, tuple[str, ...]] = {
    "headline": ("headline",), "fact": ("fact",), "view": ("why", "impact"), "advice": ("advice",),
}  # fmt: skip
TOO_FEW = 5  # stories under which no share, lift or trend is given


@dataclass(frozen=True, slots=True)
class Fact:
    """A dated statement between two entities. `superseded_by` is the later statement of the same slot."""

    relation_id: str
    story_id: str
    day: date
    event_day: date | None
    subject: str
    subject_id: str
    predicate: str
    object: str
    object_id: str
    modality: str
    outlets: tuple[str, ...]
    quote: str
    cue: str
    superseded_by: str | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """What is known of one entity."""

    entity: dict[str, Any]
    aliases: tuple[tuple[str, str], ...]
    """(surface, how it was decided)."""
    history: tuple[dict[str, Any], ...]
    series: tuple[Point, ...]
    """One point for each day with a briefing."""
    salience: dict[str, int]
    """Mentions in headline, fact, view (why and impact), advice, other."""
    facts: tuple[Fact, ...]
    amounts: tuple[dict[str, Any], ...]
    companions: tuple[dict[str, Any], ...]
    bursts: tuple[EntityBurst, ...]
    too_few: str | None
    """The sentence that says why no burst or lift can be told, None where there is enough."""
    since: date | None = None
    until: date | None = None
    """The period of everything here but `entity`, `aliases` and `bursts`, which are of the whole archive."""
    within: dict[str, Any] | None = None
    """story_count, day_count, mention_count, first_day and last_day in that period; None without a period."""


@dataclass(frozen=True, slots=True)
class EntityBurst:
    """A burst of an entity or theme, with its reason."""

    entity_id: str
    name: str
    start: date
    end: date
    count: int
    p_value: float
    reason: str
    kind: Kind = "entity"
    holds: bool = True
    """Whether it survives the tests; False for a near miss."""
    p_needed: float = 0.0
    """The highest p with which it would survive, the others being as they are."""


@dataclass(frozen=True, slots=True)
class Compared:
    """One line of a comparison."""

    id: str
    name: str
    kind: Kind
    points: tuple[Point, ...]


NEAR_LIKENESS = 0.8  # Jaro-Winkler; one of three characters wrong is above, a name that only begins alike below
NEAR = """
select e.name from alias a join entity e using (entity_id) group by e.entity_id, e.name
having max(jaro_winkler_similarity(lower(a.surface), lower($name))) > $least
order by max(jaro_winkler_similarity(lower(a.surface), lower($name))) desc, e.name limit 5
"""


def lookup(reader: Reader, name: str) -> str:
    """Entity id of a name in any script and letter case. Raises NotFound with near names, if there are any."""
    found: str | None = reader.rows("select entity_of(?)", (name.strip(),))[0][0] if name.strip() else None
    if found:
        return found
    near = [n for (n,) in reader.rows(NEAR, {"name": name, "least": NEAR_LIKENESS})] if name.strip() else []
    raise NotFound(f"no entity {name!r}", f"near names: {', '.join(near)}" if near else "`kg entities` lists them")


def entities(
    reader: Reader, *, since: date | None = None, until: date | None = None, type: str | None = None,
    text: str | None = None, limit: int = 50,
) -> list[dict[str, Any]]:  # fmt: skip
    """Entities by number of stories in the period; `text` filters by any alias."""
    return reader.dicts(
        """
        select e.entity_id, e.name, e.name_zh, e.type, e.known, count(distinct m.story_id)::integer as story_count,
               count(distinct m.day)::integer as day_count, count(*)::integer as mention_count,
               min(m.day) as first_day, max(m.day) as last_day
        from mention m join entity e using (entity_id)
        where m.day >= coalesce($since, date '0001-01-01') and m.day <= coalesce($until, date '9999-12-31')
          and ($type is null or e.type = $type)
          and ($text is null or e.entity_id in (select entity_id from alias_key where contains(lookup, lookup($text))))
        group by all order by story_count desc, mention_count desc, e.entity_id limit $limit
        """,
        {"since": since, "until": until, "type": type, "text": text, "limit": limit},
    )


ALIASES = "select surface, origin from alias where entity_id = ? order by origin, surface"


def entity(
    reader: Reader, name: str, *, since: date | None = None, until: date | None = None, tested: bool = True
) -> Card:
    """Everything about one entity, under any alias, from `since` to `until`. Raises NotFound.

    Bursts are tested over the whole archive, which takes longer than all the rest; without `tested` the card
    has none (`bursts` gives them).
    """
    id_ = lookup(reader, name)
    row = reader.dicts("select * from entity where entity_id = ?", (id_,))[0]
    series = tuple(_series(reader, "entity", [id_], since, until)[id_])
    enough = row["story_count"] >= TOO_FEW
    first, last = since or date.min, until or date.max
    companions = "select * from companions_between($id, $since, $until) limit 20"
    return Card(
        entity=row,
        aliases=tuple(reader.rows(ALIASES, (id_,))),
        history=tuple(reader.dicts("select * from entity_history(?) where day between ? and ?", (id_, first, last))),
        series=series,
        salience=_salience(reader, id_, first, last),
        facts=tuple(fact for fact in facts(reader, id_) if first <= fact.day <= last),
        amounts=tuple(row for row in _amounts(reader, id_) if first <= row["day"] <= last),
        companions=tuple(reader.dicts(companions, {"id": id_, "since": since, "until": until})),
        bursts=tuple(b for b in bursts(reader) if (b.kind, b.entity_id) == ("entity", id_))
        if enough and tested
        else (),
        too_few=None
        if enough
        else f"too few: {counted(row['story_count'], 'story', 'stories')}, {TOO_FEW} are needed to tell a burst",
        since=since, until=until, within=_within(reader, id_, first, last) if since or until else None,
    )  # fmt: skip


def _within(reader: Reader, id_: str, first: date, last: date) -> dict[str, Any]:
    return reader.dicts(
        "select count(distinct story_id)::integer as story_count, count(distinct day)::integer as day_count, "
        "count(*)::integer as mention_count, min(day) as first_day, max(day) as last_day "
        "from mention where entity_id = ? and day between ? and ?",
        (id_, first, last),
    )[0]


def _salience(reader: Reader, id_: str, first: date, last: date) -> dict[str, int]:
    counts = dict(
        reader.rows(
            "select case when p.kind in ('headline', 'fact', 'advice') then p.kind "
            "when p.kind in ('why', 'impact') then 'view' else 'other' end as place, count(*) "
            "from mention m join passage p using (passage_id) "
            "where m.entity_id = ? and m.day between ? and ? group by place",
            (id_, first, last),
        )
    )
    return {place: counts.get(place, 0) for place in ("headline", "fact", "view", "advice", "other")}


def facts(reader: Reader, id_: str) -> list[Fact]:
    """Relations of an entity, oldest first; an earlier word on the same slot is marked as superseded.

    A slot is (subject, predicate, object): rumoured, reported, announced, denied are one history.
    """
    outlets: dict[str, list[str]] = defaultdict(list)
    for story, outlet in reader.rows(
        "select story_id, outlet from attribution where story_id in "
        "(select story_id from relation where subject_id = $id or object_id = $id) order by story_id, position",
        {"id": id_},
    ):
        outlets[story].append(outlet)
    rows = reader.dicts(
        """
        select r.relation_id, r.story_id, r.day, r.event_day, s.name as subject, r.subject_id, r.predicate,
               o.name as object, r.object_id, r.modality, p.text as quote, r.cue,
               r.subject_id || ' ' || r.predicate || ' ' || r.object_id as slot
        from relation r join entity s on s.entity_id = r.subject_id join entity o on o.entity_id = r.object_id
        join passage p using (passage_id)
        where r.subject_id = $id or r.object_id = $id order by r.day, r.relation_id
        """,
        {"id": id_},
    )
    last = {row["slot"]: row for row in rows}
    return [
        Fact(
            **{k: v for k, v in row.items() if k != "slot"},
            outlets=tuple(outlets[row["story_id"]]),
            superseded_by=None if last[row["slot"]] is row else last[row["slot"]]["relation_id"],
        )
        for row in rows
    ]


def _amounts(reader: Reader, id_: str) -> list[dict[str, Any]]:
    """Amounts that are said to be the entity's, or stand in a headline that names it."""
    return reader.dicts(
        """
        select a.day, a.surface, a.value, a.value_high, a.unit, a.approx, a.role, s.story_id, s.headline, s.modality,
               a.entity_id is not distinct from $id as own, p.text as quote
        from amount a join passage p using (passage_id) join story s on s.story_id = a.story_id
        where a.entity_id = $id or (p.kind = 'headline' and a.entity_id is null and p.passage_id in
              (select passage_id from mention where entity_id = $id))
        order by a.day, a.amount_id
        """,
        {"id": id_},
    )


def compare(
    reader: Reader,
    names: Sequence[str],
    *,
    grain: Grain = "day",
    since: date | None = None,
    until: date | None = None,
    place: Place | None = None,
) -> list[Compared]:
    """Series of 2 to 5 entities or themes on one axis. Raises NotFound for a name that is neither.

    `place` counts only stories that name an entity there: in the headline, in what happened (fact), in what
    the author makes of it (view) or advises (advice).
    """
    themes = {
        id_: (id_, zh, en) for id_, zh, en in reader.rows("select theme_id, name_zh, name_en from theme")
    }
    found: list[Compared] = []
    for name in dict.fromkeys(names):
        theme = next((t for t in themes.values() if name in t), None)
        kind: Kind = "theme" if theme else "entity"
        id_ = theme[0] if theme else lookup(reader, name)
        label = name if theme else reader.rows("select name from entity where entity_id = ?", (id_,))[0][0]
        points = _series(reader, kind, [id_], since, until, place)[id_]
        found.append(Compared(id_, label, kind, tuple(grouped(points, grain))))
    return found


def co_movement(
    reader: Reader, first: str, second: str, *, since: date | None = None, until: date | None = None,
    names: tuple[str, str] | None = None,
) -> Movement:  # fmt: skip
    """Whether two entities or themes move together, and which goes ahead; "too few" where that cannot be said.

    `names` are what the sentence calls them, if not by their main names. Raises KgError where both are the same.
    """
    lines = compare(reader, [first, second], since=since, until=until)
    if len({(line.kind, line.id) for line in lines}) < 2:
        raise KgError(f"{first!r} and {second!r} are the same", "name two different ones")
    a, b = lines
    return movement(a.points, b.points, names or (a.name, b.name))


def bursts(reader: Reader, *, until: date | None = None, near: bool = False) -> list[EntityBurst]:
    """Bursts over all entities and themes with enough stories, false discoveries held at 5 %; the surest first.

    With `near` also the periods that look raised and do not survive the tests, as far as chance alone would not
    give them every time (p under 1).
    """
    names = {
        ("entity", id_): name for id_, name in reader.rows("select entity_id, name from entity")
    } | {("theme", id_): name for id_, name in reader.rows("select theme_id, name_zh from theme")}  # fmt: skip
    series = {
        (kind, key): points
        for kind in get_args(Kind)
        for key, points in _series(reader, kind, None, None, until).items()
    }
    return [
        EntityBurst(b.key[1], names[b.key], b.start, b.end, b.count, b.p_value,
                    b.reason if found.holds else f"{b.reason}; {_missed(found)}", b.key[0], found.holds, found.needed)
        for found in automaton.judged(series)
        for b in (found.burst,)
        if found.holds or (near and b.p_value < 1)
    ]  # fmt: skip


def _missed(found: automaton.Judged) -> str:
    return f"a p of {found.needed:.2g} or less would stand the test over {found.tests} names and themes"


ENTITY_DAYS = """
select entity_id, day, count(distinct story_id)::integer from mention
where story_id is not null and story_id not in (select story_id from story_repeat)
  and ($ids is null or list_contains($ids::varchar[], entity_id))
  and ($kinds is null
       or passage_id in (select passage_id from passage where list_contains($kinds::varchar[], kind)))
group by all
"""
THEME_DAYS = """
select t.theme_id, s.day, count(*)::integer from story_theme t join story s using (story_id)
where t.rank <= 3 and s.story_id not in (select story_id from story_repeat)
  and ($ids is null or list_contains($ids::varchar[], t.theme_id))
group by all
"""


DAY_VOLUMES = """
select b.day, count(s.story_id)::integer from (select distinct day from briefing) b
left join story s on s.day = b.day and s.story_id not in (select story_id from story_repeat)
group by all order by b.day
"""


def _series(
    reader: Reader,
    kind: Kind,
    ids: Sequence[str] | None,
    since: date | None = None,
    until: date | None = None,
    place: Place | None = None,
) -> dict[str, list[Point]]:
    """A point for every day with a briefing. Repeats of aggregators are counted once, as new."""
    volumes = [
        (day, volume)
        for day, volume in reader.rows(DAY_VOLUMES)
        if (since is None or day >= since) and (until is None or day <= until)
    ]
    counts: dict[str, dict[date, int]] = defaultdict(dict)
    sql = ENTITY_DAYS if kind == "entity" else THEME_DAYS
    params: dict[str, Any] = {"ids": list(ids) if ids is not None else None}
    if kind == "entity":
        params["kinds"] = list(PASSAGES[place]) if place else None
    for key, day, count in reader.rows(sql, params):
        counts[key][day] = count
    if ids is None:
        counts = {k: v for k, v in counts.items() if sum(v.values()) >= automaton.MIN_SUPPORT}
    keys = list(ids) if ids is not None else sorted(counts)
    return {
        key: [Point(day, counts.get(key, {}).get(day, 0), volume) for day, volume in volumes] for key in keys
    }
