"""Evidence: later stories that bear on a watch statement, with grade, stance, facet, passage and reason."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import NamedTuple

import numpy as np

from kg.briefing import plain
from kg.features import concepts_of, paired
from kg.ledger_input import Statement, StoryInput
from kg.model import Stance
from kg.origin import ORIGIN_DAYS
from kg.scoring import weights
from kg.told import StorySide, still_open, turns
from kg.watch import asked
from kg.watch.likeness import CASES, QuestionSide, bearing, cases, facet_scores
from nlp import gazetteer
from nlp.gazetteer import Gazetteer
from nlp.normal import normal_form

__all__ = ["HORIZON_DAYS", "Found", "find"]

HORIZON_DAYS = ORIGIN_DAYS
"""Stories up to four months after the question are looked at; the sample archive spans six weeks."""
FACET_FLOOR = 0.18
"""A facet is named from this score on: under it the best facet is as often wrong as right."""
BLOCK_DAYS = 20
FIRST, RISE, SURE = 0.39, 0.1, 0.75
"""The bar for the first piece of evidence, by how much each piece raises it for the next, where it stops rising.
A rising bar gave .54 instead of .44 precision at the same recall; what other bars cost is in benchmarks/LOG.md."""
UNSAID = 0.7
"""The bar for a story that has no word of the kind that is asked and no name of the question in its headline: under
it most of what is found is no evidence (precision .604 / .693 / .842 over the folds without it, .627 / .693 / .865)."""
GRADES = (0.64, 0.85)
"""Scores from which a story moves a question, and decides it."""
MOVES, MOVES_UNSAID = 2, 0.75
"""The grade of a story that moves a question and leaves it open: one whose headline tells of talks, plans or a
decision not taken, and one without a word of the kind that is asked (in the gold 7 of 55 such stories decide), which
moves it from this score on."""
ASKING = re.compile("会不会|能不能|有没有|是不是|要不要")
"""Forms of a question that hold a word of denial and deny nothing."""
CONTINUES = 0.08
"""Likeness from which a story goes on with the one that the question was asked on: three of four such stories
are evidence, in each of three folds."""


@dataclass(frozen=True, slots=True)
class Found:
    """One story that bears on one watch statement."""

    mention_id: str
    story_id: str
    passage_id: str
    day: date
    score: float
    grade: int
    stance: Stance
    facet: str | None
    reason: str


def find(
    statements: Sequence[Statement],
    side: StorySide,
    item_of: Mapping[str, str],
    since: date | None = None,
    questions: QuestionSide | None = None,
    before: Mapping[str, int] | None = None,
) -> list[Found]:
    """All evidence from stories of days on or after `since` (None: all), each strictly after its question and new:
    what an earlier day told already is no evidence once more.

    One for each item (`item_of` a statement) and story: the wording that it answers best. `before` is the
    number of pieces that each item has from stories before `since`. Statements and
    stories must be in day order; `questions` are the features of `statements` where they are there already.
    Linear in statements x stories within HORIZON_DAYS.
    """
    asked = np.array([s.day.toordinal() for s in statements])
    told = np.array([s.day.toordinal() for s in side.stories])
    questions = questions or QuestionSide(statements)
    start = 0 if since is None else int(np.searchsorted(told, since.toordinal()))
    hits: list[_Hit] = []
    while start < len(told):
        end = int(np.searchsorted(told, told[start] + BLOCK_DAYS))
        rows = np.arange(
            np.searchsorted(asked, told[start] - HORIZON_DAYS), np.searchsorted(asked, told[end - 1])
        )
        if len(rows):
            hits += _block(questions, side, rows, np.arange(start, end), asked, told)
        start = end
    found = _sparing(_best(hits, statements, item_of), side, before or {})
    return _described(found, statements, questions, side)


class _Hit(NamedTuple):
    """A statement (row) and a story (column) that bears on it."""

    row: int
    column: int
    score: float
    grade: int
    text: float
    origin: float
    """How like the story is to the question, and to the story that this was asked on."""
    said: bool
    """Whether the story speaks of what is asked, or of whom in its headline, or is likely enough without."""


def _block(
    questions: QuestionSide, side: StorySide, rows: np.ndarray, columns: np.ndarray, asked: np.ndarray,
    told: np.ndarray,
) -> list[_Hit]:  # fmt: skip
    features = bearing(questions, rows, side, columns)
    scores = probability(features, cases(questions, rows, features["related"]))
    gap = told[columns][None, :] - asked[rows][:, None]
    news = ~np.array([side.stories[column].repeat for column in columns], bool)
    r, c = np.nonzero((scores >= FIRST) & (gap > 0) & (gap <= HORIZON_DAYS) & news)
    found = scores[r, c]
    said = (found >= UNSAID) | (features["names in headline"][r, c] > 0)
    said[~said] = _speaks(questions, rows[r][~said], side, columns[c][~said])
    hits = (rows[r], columns[c], found, grade(found), features["text"][r, c], features["origin"][r, c], said)
    return list(map(_Hit._make, zip(*(values.tolist() for values in hits), strict=True)))


def _speaks(questions: QuestionSide, rows: np.ndarray, side: StorySide, columns: np.ndarray) -> np.ndarray:
    """Whether each story has a word of a kind that the question asks, or this asks for none that is known."""
    kinds = {column: asked.told(side.stories[column].text()).keys() for column in set(columns.tolist())}
    pairs = zip(rows.tolist(), columns.tolist(), strict=True)
    return np.array([not questions.kinds[r] or bool(questions.kinds[r].keys() & kinds[c]) for r, c in pairs], bool)


def probability(features: Mapping[str, np.ndarray], case: np.ndarray) -> np.ndarray:
    """That a story bears on a question, by the weights of its case."""
    found: np.ndarray = np.choose(case, [weights(name).probability(features) for name in CASES])
    return found


def _best(
    hits: Iterable[_Hit], statements: Sequence[Statement], item_of: Mapping[str, str]
) -> list[tuple[str, _Hit]]:
    """(item, hit), one for each item and story that speaks of what one of its wordings asks; of equal scores that
    of the later id, whatever the order.
    """
    best: dict[tuple[str, int], tuple[float, str, _Hit]] = {}
    said: set[tuple[str, int]] = set()
    for hit in hits:
        id_ = statements[hit.row].id
        rank = round(hit.score, 4), id_, hit
        key = item_of[id_], hit.column
        if hit.said:
            said.add(key)
        if key not in best or best[key][:2] < rank[:2]:
            best[key] = rank
    return [(item, hit) for (item, column), (_, _, hit) in best.items() if (item, column) in said]


def _sparing(hits: Iterable[tuple[str, _Hit]], side: StorySide, before: Mapping[str, int]) -> list[_Hit]:
    """Hits over a bar that rises with what the item has from earlier days: a question that everything touches
    is a wide one, and asks for more than a narrow one. Only earlier days count, so later ones change nothing.
    """
    pieces, kept = Counter(before), []
    ordered = sorted(hits, key=lambda hit: (side.stories[hit[1].column].day, hit[0], hit[1].column))
    for _, today in groupby(ordered, key=lambda hit: side.stories[hit[1].column].day):
        over = [(i, hit) for i, hit in today if hit.score >= min(SURE, FIRST + RISE * pieces[i])]
        pieces.update(item for item, _ in over)
        kept += [hit for _, hit in over]
    return kept


def _described(
    hits: Sequence[_Hit], statements: Sequence[Statement], questions: QuestionSide, side: StorySide
) -> list[Found]:
    rows = np.array([hit.row for hit in hits], np.int64)
    columns = np.array([hit.column for hit in hits], np.int64)
    facets = _facets(questions, rows, side, columns)
    passages = _passages(questions, rows, side, columns)
    known = gazetteer.load()  # once: loading reads the files to see whether they changed
    found = []
    for hit, facet, passage in zip(hits, facets, passages, strict=True):
        question, story = statements[hit.row], side.stories[hit.column]
        facet = facet if facet in question.facets else None
        text = side.core_text(hit.column)
        open_, unsaid = still_open(side.headline(hit.column)), _unsaid(questions.kinds[hit.row], text)
        graded = min(hit.grade, MOVES) if open_ or unsaid else hit.grade
        graded = 1 if unsaid and hit.score < MOVES_UNSAID else graded
        left = "; ".join(filter(None, ("still open" if open_ else "", unsaid)))
        reason = "; ".join(filter(None, (_reason(question, story, text, facet, hit, known), left)))
        found.append(
            Found(
                question.id, story.story_id, side.passages[passage][0], story.day, round(hit.score, 4), graded,
                _stance(graded, question, bool(side.turns[hit.column])), facet, reason,
            )
        )  # fmt: skip
    return found


def _facets(
    questions: QuestionSide, rows: np.ndarray, side: StorySide, columns: np.ndarray
) -> list[str | None]:
    """The facet that each story speaks of most, None where it speaks of none clearly."""
    scores, starts = facet_scores(questions, rows, side, columns)
    parts = np.split(scores, starts[1:])
    best = [int(part.argmax()) for part in parts] if len(rows) else []
    return [
        questions.facets[row][k] if part[k] >= FACET_FLOOR else None
        for row, k, part in zip(rows, best, parts, strict=False)
    ]


def _passages(questions: QuestionSide, rows: np.ndarray, side: StorySide, columns: np.ndarray) -> list[int]:
    """The passage of each story that shares most grams with the question, a fact before others; else the first."""
    counts = side.starts[columns + 1] - side.starts[columns]
    ends = np.cumsum(counts)
    all_passages = np.arange(counts.sum()) + np.repeat(side.starts[columns] - (ends - counts), counts)
    shared = paired(questions.grams, np.repeat(rows, counts), side.grams, all_passages)
    shared = shared + 0.5 * np.array([side.passages[p][1] == "fact" for p in all_passages])
    return [
        int(own[part.argmax()])
        for own, part in zip(np.split(all_passages, ends[:-1]), np.split(shared, ends[:-1]), strict=True)
        if len(own)
    ]


def grade(scores: np.ndarray) -> np.ndarray:
    """1 speaks of it, 2 moves it, 3 decides it: by how surely the story bears on the question.

    A table of its own, with cues of what is done and planned, told the grades no better (macro-F1 over the folds
    .60 against .65).
    """
    found: np.ndarray = 1 + np.searchsorted(GRADES, scores, side="right")
    return found


def _unsaid(wanted: Mapping[int, str], text: str) -> str:
    """Why a story cannot decide a question: its core has no word of a kind that is `wanted`. Empty where it has."""
    return "" if not wanted or wanted.keys() & asked.told(text).keys() else "no word of " + "/".join(wanted.values())


def _stance(graded: int, question: Statement, against: bool) -> Stance:
    """Grade 1 mentions; a stronger story contradicts where its headline turns and the question asks for no turn,
    supports where it decides.
    """
    if graded < MOVES:
        return "mention"
    if against and not turns(ASKING.sub("", normal_form(plain(question.text)))):
        return "contradicts"
    return "supports" if graded > MOVES else "progress"


def _reason(
    question: Statement, story: StoryInput, text: str, facet: str | None, hit: _Hit, known: Gazetteer
) -> str:
    """In words: what the story and the question share."""
    parts = []
    names = sorted(question.entities & story.entities)
    if names:
        parts.append("both name " + ", ".join(_name(id_, known) for id_ in names[:4]))
    if facet:
        parts.append(f"speaks of {facet}")
    mine, theirs = concepts_of(question.text), concepts_of(text)
    shared = [f"{mine[k]}/{theirs[k]}" if mine[k] != theirs[k] else mine[k] for k in mine if k in theirs]
    if shared:
        parts.append("same matter: " + ", ".join(dict.fromkeys(shared[:4])))
    if hit.origin >= CONTINUES:
        parts.append(f"goes on with the story it was asked on (likeness {hit.origin:.2f})")
    return "; ".join(parts) or f"like wording ({hit.text:.1f})"


def _name(entity_id: str, known: Gazetteer) -> str:
    """An entity as a person calls it; a version nobody listed (``llama-5``) by its family's name."""
    entity = known.entity(entity_id)
    if entity:
        return entity.name
    bare = entity_id.removeprefix("name:")
    head, _, version = bare.rpartition("-")
    while head and bare == entity_id:
        if family := known.entity(head):
            return f"{family.name} {version.replace('-', ' ')}"
        head, _, last = head.rpartition("-")
        version = f"{last}-{version}"
    return bare
