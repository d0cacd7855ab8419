"""The figures of the quality table, each defined once: gold and predictions in, `Figure` out.

Definitions follow the project's EVALUATION note; each function's docstring repeats its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from kg.evaluation.gold import Gold
from kg.evaluation.metrics import (
    Counts,
    Figure,
    b_cubed,
    f1,
    harmonic,
    macro_f1,
    mean,
    ndcg,
    recall_at,
    share,
)
from kg.evaluation.predicted import Predicted, StoryFound

__all__ = ["all_figures"]

Pair = tuple[Mapping[str, Any], StoryFound]


def all_figures(gold: Gold, found: Predicted) -> list[Figure[Any]]:
    """Every figure, in the order of the table."""
    pairs = list(_stories(gold, found))
    return [
        _parse(gold, found),
        _counted("entity F1", pairs, _surfaces),
        _counted("typed F1", pairs, _typed),
        _identity(pairs),
        _counted("amount", pairs, _amounts),
        _counted("themes", pairs, lambda g, p: (g["themes"], p.themes[:3])),
        _shared("main theme", pairs, lambda g, p: g["themes"][:1] == p.themes[:1]),
        _relations(pairs, found),
        _modality(pairs),
        _shared("event day", pairs, lambda g, p: g["event_date"] == p.event_day),
        _shared("sources", pairs, lambda g, p: g["sources"] == p.sources),
        _clusters("trend identity", gold.trends, found.trends),
        _clusters("watch identity", gold.watch, found.watch),
        _facets(gold, found),
        *_evidence(gold, found),
    ]


def _stories(gold: Gold, found: Predicted) -> Iterator[tuple[str, Pair]]:
    """(day, (gold story, found story)); a story that was not found is an empty one."""
    for day, data in gold.days.items():
        for story in data["stories"]:
            yield day, (story, found.stories.get(f"{day}#{story['n']}", StoryFound()))


def _by_day(items: Iterable[tuple[str, Any]]) -> dict[str, list[Any]]:
    days: dict[str, list[Any]] = defaultdict(list)
    for day, unit in items:
        days[day].append(unit)
    return days


def _counted(
    name: str,
    pairs: Sequence[tuple[str, Pair]],
    sets: Callable[[Mapping[str, Any], StoryFound], tuple[Iterable[Any], Iterable[Any]]],
) -> Figure[Counts]:
    return Figure(name, _by_day((day, Counts.of(*sets(*pair))) for day, pair in pairs), f1, _say_counts)


def _shared(
    name: str, pairs: Sequence[tuple[str, Pair]], right: Callable[[Mapping[str, Any], StoryFound], bool]
) -> Figure[bool]:
    return Figure(name, _by_day((day, right(*pair)) for day, pair in pairs), share, _say_share)


def _parse(gold: Gold, found: Predicted) -> Figure[Counts]:
    """Stories, trends and watch items with the right number and text; extra ones count against."""
    units = []
    for day, data in gold.days.items():
        wanted: set[tuple[str, ...]] = {("story", f"{day}#{s['n']}") for s in data["stories"]}
        wanted |= {("trend", f"{day}#{t['n']}", t["name"]) for t in data["trends"]}
        wanted |= {("watch", f"{day}#{w['n']}") for w in data["watch"]}
        got: set[tuple[str, ...]] = {("story", key) for key in found.stories if key.startswith(day)}
        got |= {("trend", key, name) for key, name in found.trend_names.items() if key.startswith(day)}
        got |= {("watch", key) for key in found.watch if key.startswith(day)}
        units.append((day, Counts.of(wanted, got)))
    return Figure("parse", _by_day(units), f1, _say_counts)


def _surfaces(story: Mapping[str, Any], found: StoryFound) -> tuple[set[str], set[str]]:
    """Distinct surfaces in headline and labelled passages."""
    return {e["surface"] for e in story["entities"]}, {surface for surface, _ in found.mentions}


def _typed(story: Mapping[str, Any], found: StoryFound) -> tuple[set[Any], set[Any]]:
    return {(e["surface"], e["type"]) for e in story["entities"]}, set(found.mentions)


def _identity(pairs: Sequence[tuple[str, Pair]]) -> Figure[tuple[float, float]]:
    """B³ over the gold mentions found: gold canonical against entity_id, pooled over the archive."""
    gold: dict[str, str] = {}
    found: dict[str, str] = {}
    for day, (story, predicted) in pairs:
        ids = {surface: sorted(ids)[0] for (surface, _), ids in predicted.mentions.items()}
        for entity in story["entities"]:
            if entity["surface"] in ids:
                key = f"{day}\0{story['n']}\0{entity['surface']}\0{entity['canonical']}"
                gold[key], found[key] = entity["canonical"], ids[entity["surface"]]
    scores = b_cubed(gold, found)
    return Figure(
        "identity B³", _by_day((k.split("\0")[0], v) for k, v in scores.items()), harmonic, _say_items
    )


def _amounts(story: Mapping[str, Any], found: StoryFound) -> tuple[set[Any], set[Any]]:
    """(value, unit, approx, role) of amounts in headline and fact."""
    wanted = {(float(a["value"]), a["unit"], a["approx"], a["role"]) for a in story["amounts"]}
    return wanted, {(float(f"{v:.12g}"), unit, approx, role) for _, v, unit, approx, role in found.amounts}


def _relations(pairs: Sequence[tuple[str, Pair]], found: Predicted) -> Figure[Counts]:
    """(subject, predicate, object); ends are compared through the surfaces of that story."""
    units = [(day, _relation_counts(*pair, found.entity_names)) for day, pair in pairs]
    return Figure("relation F1", _by_day(units), f1, _say_counts)


def _relation_counts(story: Mapping[str, Any], got: StoryFound, names: Mapping[str, set[str]]) -> Counts:
    surfaces: dict[str, set[str]] = defaultdict(set)
    for entity in story["entities"]:
        surfaces[entity["canonical"]] |= {entity["surface"], entity["canonical"]}
    predicted: dict[str, set[str]] = defaultdict(set)
    for (surface, _), ids in got.mentions.items():
        for entity_id in ids:
            predicted[entity_id] |= {surface} | names.get(entity_id, set())
    left, hits = list(got.relations), 0
    for subject, predicate, target in story["relations"]:
        ends = surfaces[subject] | {subject}, surfaces[target] | {target}
        match = next(
            (
                r
                for r in left
                if r[1] == predicate and predicted[r[0]] & ends[0] and predicted[r[2]] & ends[1]
            ),
            None,
        )
        if match:
            left.remove(match)
            hits += 1
    return Counts(hits, len(got.relations) - hits, len(story["relations"]) - hits)


def _modality(pairs: Sequence[tuple[str, Pair]]) -> Figure[tuple[str, str]]:
    units = ((day, (story["modality"], found.modality)) for day, (story, found) in pairs)
    return Figure("modality", _by_day(units), macro_f1, _say_agreement)


def _clusters(name: str, gold: Mapping[str, str], found: Mapping[str, str]) -> Figure[tuple[float, float]]:
    scores = b_cubed(gold, found)
    return Figure(name, _by_day((k.split("#")[0], v) for k, v in scores.items()), harmonic, _say_items)


def _facets(gold: Gold, found: Predicted) -> Figure[Counts]:
    units = (
        (day, Counts.of(w["facets"], found.facets.get(f"{day}#{w['n']}", [])))
        for day, data in gold.days.items()
        for w in data["watch"]
    )
    return Figure("facets", _by_day(units), f1, _say_counts)


def _evidence(gold: Gold, found: Predicted) -> list[Figure[Any]]:
    """Ranking per gold item with evidence of grade >= 2; precision over rows; quiet; grade; stance."""
    members: dict[str, list[str]] = defaultdict(list)
    for mention, item in gold.watch.items():
        members[item].append(mention)
    ranks: list[tuple[str, float]] = []
    recalls: list[tuple[str, float]] = []
    precise: list[tuple[str, bool]] = []
    quiet: list[tuple[str, bool]] = []
    grades: list[tuple[str, tuple[str, str]]] = []
    stances: list[tuple[str, tuple[str, str]]] = []
    for item, mentions in members.items():
        day = min(mentions)[:10]
        wanted = gold.evidence.get(item, {})
        rows = _rows({found.watch[m] for m in mentions if m in found.watch}, found)
        ranking = [story for story, *_ in rows]
        strong = {story: grade for story, (grade, _) in wanted.items() if grade >= 2}
        if strong:
            ranks.append((day, ndcg(ranking, {s: g for s, (g, _) in wanted.items()})))
            recalls.append((day, recall_at(ranking, strong)))
        if not wanted:
            quiet.append((day, not rows))
        for story, _, grade, stance in rows:
            if story in wanted:
                grades.append((day, (_grade(wanted[story][0]), _grade(grade))))
                stances.append((day, (wanted[story][1], stance)))
    for watch_id, rows in found.evidence.items():
        items = {gold.watch[m] for m, w in found.watch.items() if w == watch_id and m in gold.watch}
        if not items:
            continue  # asked on days that this gold does not cover: nobody can say
        day = min((m for m, w in found.watch.items() if w == watch_id), default="")[:10]
        precise += [(day, any(story in gold.evidence.get(i, {}) for i in items)) for story, *_ in rows]
    return [
        Figure("evidence nDCG@5", _by_day(ranks), mean, _say_items),
        Figure("evidence recall@10", _by_day(recalls), mean, _say_items),
        Figure("evidence precision", _by_day(precise), share, _say_share),
        Figure("quiet", _by_day(quiet), share, _say_share),
        Figure("evidence grade", _by_day(grades), macro_f1, _say_agreement),
        Figure("evidence stance", _by_day(stances), macro_f1, _say_agreement),
    ]


def _rows(watch_ids: set[str], found: Predicted) -> list[tuple[str, float, int, str]]:
    """Evidence of the predicted items that hold a gold item's wordings, best first, a story once."""
    best: dict[str, tuple[str, float, int, str]] = {}
    for watch_id in sorted(watch_ids):
        for row in found.evidence.get(watch_id, []):
            if row[0] not in best or best[row[0]][1] < row[1]:
                best[row[0]] = row
    return sorted(best.values(), key=lambda row: (-row[1], row[0]))


def _grade(grade: int) -> str:
    return "2-3" if grade >= 2 else "1"


def _say_counts(units: Sequence[Counts]) -> str:
    total = sum(units, Counts())
    return f"{total.hit} right, {total.extra} extra, {total.missed} missed"


def _say_share(units: Sequence[bool]) -> str:
    return f"{sum(units)} of {len(units)}"


def _say_items(units: Sequence[Any]) -> str:
    return f"{len(units)} items"


def _say_agreement(units: Sequence[tuple[str, str]]) -> str:
    return f"{sum(g == p for g, p in units)} of {len(units)} agree"
