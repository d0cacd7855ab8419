"""Fit the weights of kg/weights.json on the gold over days.

Run: ``python -m benchmarks.fit_ledger [--write | --folds]``; ``--folds`` fits on all folds but one and scores
that one, which shows what the figures are worth on days, and on an author, that nobody has seen.

Tables: pairs of trend statements, pairs of watch statements, (question, story) by the names they share. A
logistic regression with few features and strong regularisation: the gold is small.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

import kg.trends.identity
import kg.watch.evidence
import kg.watch.ledger
from kg import ledger
from kg.evaluation import gold as gold_files
from kg.evaluation.run import evaluate, half_of, ingested
from kg.ledger_input import Statement
from kg.scoring import Weights
from kg.store.reader import Reader
from kg.trends.likeness import StatementSide
from kg.watch.likeness import CASES, QuestionSide, StorySide, bearing, cases

TARGET = Path("kg/weights.json")
# Chosen by the figure each serves (B³ F1; evidence: precision against recall) over the folds.
THRESHOLDS = {
    "trend": (0.55, 0.2),
    "watch": (0.4, 0.15),
    **dict.fromkeys(CASES, (kg.watch.evidence.FIRST,) * 2),
}
REGULARISATION = {
    "trend": 0.1,
    "watch": 0.03,
    "evidence named": 0.03,
    "evidence unnamed": 0.01,
    "evidence of others": 0.003,
}
"""Inverse strength (scikit-learn's C) over features of unit variance; the best of 0.003 to 1 over the folds."""
SCORED = ("trend", "watch", "evidence", "quiet")


@dataclass(frozen=True)
class Fold:
    """Some days of a gold and its posts."""

    gold: Path
    posts: Path
    half: str | None = None


SAMPLE = Path("tests/eval/gold"), Path("data/briefings")
SECOND = Path("tests/eval/second"), Path("tests/eval/second")
FOLDS = (Fold(*SAMPLE, "first"), Fold(*SAMPLE, "second"), Fold(*SECOND))


@dataclass(frozen=True)
class Examples:
    """Rows of features (by name, in columns), their truth and weight."""

    features: Mapping[str, np.ndarray]
    truth: np.ndarray
    weight: np.ndarray

    @classmethod
    def of(cls, features: Mapping[str, np.ndarray], truth: np.ndarray, use: np.ndarray,
           weight: np.ndarray | None = None) -> Examples:  # fmt: skip
        """Those cells of matrices where `use` holds."""
        given = np.ones(truth.shape) if weight is None else weight
        return cls({name: values[use] for name, values in features.items()}, truth[use], given[use])


def fit(name: str, examples: Sequence[Examples]) -> dict[str, Any]:
    """One table of weights.

    Cosines of texts are small and those of names are not, so features are brought to unit variance before
    they are penalised; the result speaks of the features as they are.
    """
    names = list(examples[0].features)
    x = np.concatenate([np.stack([e.features[n] for n in names], axis=1) for e in examples])
    scaler = StandardScaler().fit(x)
    model = LogisticRegression(C=REGULARISATION[name], max_iter=3000)
    truth, weight = (np.concatenate([getattr(e, part) for e in examples]) for part in ("truth", "weight"))
    model.fit(scaler.transform(x), truth, sample_weight=weight)
    slopes = model.coef_[0] / scaler.scale_
    threshold, doubt = THRESHOLDS[name]
    return {
        "coefficients": {feature: round(float(c), 3) for feature, c in zip(names, slopes, strict=True)},
        "intercept": round(float(model.intercept_[0] - slopes @ scaler.mean_), 3),
        "threshold": threshold,
        "doubt": doubt,
    }


def pairs(statements: Sequence[Statement], side: Any, gold: Mapping[str, str]) -> Examples:
    """All pairs of different days that the gold knows."""
    rows = np.arange(len(statements))
    keys = np.array([gold.get(f"{s.day}#{s.n}", "") for s in statements])
    days = np.array([s.day.toordinal() for s in statements])
    use = (days[:, None] > days[None, :]) & (keys[:, None] != "") & (keys[None, :] != "")
    return Examples.of(side.likeness(rows, rows), keys[:, None] == keys[None, :], use)


def evidence(
    questions: Sequence[Statement], stories: StorySide, gold: gold_files.Gold, keys: Mapping[str, str]
) -> dict[str, Examples]:
    """All (question, later story); the grade is that of the question's item."""
    side, told = QuestionSide(questions, [stories]), stories.stories
    features = dict(bearing(side, np.arange(len(questions)), stories, np.arange(len(told))))
    grade = np.zeros((len(questions), len(told)), dtype=int)
    use = np.zeros(grade.shape, dtype=bool)
    for row, question in enumerate(questions):
        item = gold.watch.get(f"{question.day}#{question.n}", "")
        for column, story in enumerate(told):
            use[row, column] = story.day > question.day and bool(item)
            grade[row, column] = gold.evidence.get(item, {}).get(keys[story.story_id], (0, ""))[0]
    case = cases(side, np.arange(len(questions)), features["related"])
    return {
        name: Examples.of(features, grade >= 1, use & (case == number), np.where(grade >= 2, 2.0, 1.0))
        for number, name in enumerate(CASES)
    }


def score_with(weights: Callable[[str], Any]) -> None:
    """Let the ledger score with other weights than the shipped ones."""
    for module in (kg.trends.identity, kg.watch.evidence, kg.watch.ledger):
        module.weights = weights  # type: ignore[attr-defined]


class Mute:
    """Weights that join and propose nothing: for reading level 1 while the shipped ones fit no more."""

    threshold = doubt = 2.0

    def probability(self, features: Mapping[str, np.ndarray]) -> np.ndarray:
        """Zero everywhere."""
        return np.zeros_like(next(iter(features.values())))


@lru_cache(maxsize=8)
def examples(fold: Fold) -> dict[str, Examples]:
    """The examples of all tables in one fold."""
    score_with(lambda name: Mute())
    gold = half_of(gold_files.load(fold.gold), fold.half)
    with ingested(fold.posts) as db, Reader(db) as reader:
        trends, questions = (ledger.statements(reader, sql) for sql in (ledger.TRENDS, ledger.WATCH))
        told = ledger.stories(reader)
        keys = {id_: f"{day}#{n}" for id_, day, n in reader.rows("select story_id, day, n from story")}
    side = StorySide(told)
    return {
        "trend": pairs(trends, StatementSide(trends, [side]), gold.trends),
        "watch": pairs(questions, QuestionSide(questions, [side]), gold.watch),
        **evidence(questions, side, gold, keys),
    }


def fit_all(folds: Iterable[Fold]) -> dict[str, dict[str, Any]]:
    """All tables, fitted on these folds together."""
    found = [examples(fold) for fold in folds]
    return {name: fit(name, [one[name] for one in found]) for name in THRESHOLDS}


def each_fold() -> None:
    """Fit on all folds but one, score that one."""
    for fold in FOLDS:
        tables = {name: Weights(**table) for name, table in fit_all(f for f in FOLDS if f != fold).items()}
        score_with(tables.__getitem__)
        print(f"scored on {fold.gold} {fold.half or ''}, fitted on the rest")
        for row in evaluate(fold.gold, fold.posts, half=fold.half).rows:
            if row.name.startswith(SCORED):
                print(f"  {row.name:20} {row.value:.3f}  [{row.low:.3f}, {row.high:.3f}]  {row.counts}")


def main() -> None:
    """Fit all tables."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--write", action="store_true", help="write kg/weights.json")
    options.add_argument("--folds", action="store_true", help="fit on all folds but one, score that one")
    given = options.parse_args()
    if given.folds:
        each_fold()
        return
    text = json.dumps(fit_all(FOLDS), indent=1) + "\n"
    print(text)
    if given.write:
        TARGET.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
