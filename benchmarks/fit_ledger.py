"""Fit the weights of kg/weights.json on the gold over days.

Run: ``python -m benchmarks.fit_ledger [--write | --halves]``; ``--halves`` fits on each half of the days and
scores the other one, which shows what the figures are worth on days that nobody has seen.

Tables: pairs of trend statements, pairs of watch statements, (question, story) with any evidence, evidence
of grade >= 2 among that, and of grade 3 among that. A logistic regression with few features and strong
regularisation: the gold is small.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Callable, Mapping, Sequence
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
from kg.evaluation.run import evaluate, half_of
from kg.ingest import ingest
from kg.ledger_input import Statement, StoryInput
from kg.scoring import Weights
from kg.store.reader import Reader
from kg.trends.likeness import StatementSide
from kg.watch.likeness import QuestionSide, StorySide, bearing

TARGET = Path("kg/weights.json")
GOLD = Path("tests/eval/gold")
# Chosen on the first half by the figure each serves (B³ F1; evidence: precision against recall).
THRESHOLDS = {
    "trend": (0.5, 0.3),
    "watch": (0.35, 0.2),
    "evidence": (0.4, 0.4),
    "grade 2": (0.5, 0.5),
    "grade 3": (0.5, 0.5),
}
REGULARISATION = {"trend": 0.03, "watch": 0.03, "evidence": 0.01, "grade 2": 0.03, "grade 3": 0.03}
"""Inverse strength (scikit-learn's C) over features of unit variance; the best of 0.003 to 1 by ``--halves``."""


def fit(
    name: str, features: Mapping[str, np.ndarray], truth: np.ndarray, use: np.ndarray,
    weight: np.ndarray | None = None,
) -> dict[str, Any]:  # fmt: skip
    """Coefficients by feature name. Cosines of texts are small and those of names are not, so features are
    brought to unit variance before they are penalised; the result speaks of the features as they are.
    """
    names = list(features)
    x = np.stack([features[feature][use] for feature in names], axis=1)
    scaler = StandardScaler().fit(x)
    balanced = "balanced" if name.startswith("grade") else None  # judged by macro-F1
    model = LogisticRegression(C=REGULARISATION[name], max_iter=3000, class_weight=balanced)
    model.fit(scaler.transform(x), truth[use], sample_weight=None if weight is None else weight[use])
    slopes = model.coef_[0] / scaler.scale_
    return {
        "coefficients": {feature: round(float(c), 3) for feature, c in zip(names, slopes, strict=True)},
        "intercept": round(float(model.intercept_[0] - slopes @ scaler.mean_), 3),
    }


def pairs(
    statements: Sequence[Statement], side: Any, gold: Mapping[str, str]
) -> tuple[Any, np.ndarray, np.ndarray]:
    """Features and truth of all pairs of different days that the gold knows."""
    rows = np.arange(len(statements))
    keys = np.array([gold.get(f"{s.day}#{s.n}", "") for s in statements])
    days = np.array([s.day.toordinal() for s in statements])
    use = (days[:, None] > days[None, :]) & (keys[:, None] != "") & (keys[None, :] != "")
    return side.likeness(rows, rows), keys[:, None] == keys[None, :], use


def evidence(
    questions: Sequence[Statement], told: Sequence[StoryInput], gold: gold_files.Gold, keys: Mapping[str, str]
) -> tuple[Any, np.ndarray, np.ndarray]:
    """Features and best grade of all (question, later story); the grade is that of the question's item."""
    side = QuestionSide(questions)
    features = bearing(side, np.arange(len(questions)), StorySide(told), np.arange(len(told)))
    grade = np.zeros((len(questions), len(told)), dtype=int)
    use = np.zeros(grade.shape, dtype=bool)
    for row, question in enumerate(questions):
        item = gold.watch.get(f"{question.day}#{question.n}", "")
        for column, story in enumerate(told):
            use[row, column] = story.day > question.day and bool(item)
            grade[row, column] = gold.evidence.get(item, {}).get(keys[story.story_id], (0, ""))[0]
    return features, grade, use


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


def fit_all(gold: gold_files.Gold) -> dict[str, dict[str, Any]]:
    """All tables from the statements and stories of the days that `gold` has."""
    score_with(lambda name: Mute())
    with tempfile.TemporaryDirectory() as folder:
        db = Path(folder) / "kg.duckdb"
        ingest([Path("data/briefings")], db)
        with Reader(db) as reader:
            trends, questions, told = (
                ledger.statements(reader, ledger.TRENDS), ledger.statements(reader, ledger.WATCH),
                ledger.stories(reader),
            )  # fmt: skip
            keys = {id_: f"{day}#{n}" for id_, day, n in reader.rows("select story_id, day, n from story")}
    tables = {}
    features, truth, use = pairs(trends, StatementSide(trends), gold.trends)
    tables["trend"] = fit("trend", features, truth, use)
    features, truth, use = pairs(questions, QuestionSide(questions), gold.watch)
    tables["watch"] = fit("watch", features, truth, use)
    features, grade, use = evidence(questions, told, gold, keys)
    tables["evidence"] = fit("evidence", features, grade >= 1, use, np.where(grade >= 2, 2.0, 1.0))
    cues = {name: np.broadcast_to(values, grade.shape) for name, values in StorySide(told).cues.items()}
    for step in (2, 3):
        tables[f"grade {step}"] = fit(f"grade {step}", features | cues, grade >= step, use & (grade >= step - 1))
    for name, table in tables.items():
        table["threshold"], table["doubt"] = THRESHOLDS[name]
    return tables


def halves(gold: gold_files.Gold) -> None:
    """Fit on one half, score the other."""
    for fitted, scored in (("first", "second"), ("second", "first")):
        tables = {name: Weights(**table) for name, table in fit_all(half_of(gold, fitted)).items()}
        score_with(tables.__getitem__)
        print(f"fitted on the {fitted} half, scored on the {scored}")
        for row in evaluate(GOLD, half=scored).rows:
            if row.name.startswith(("trend", "watch", "evidence", "quiet")):
                print(f"  {row.name:20} {row.value:.3f}  [{row.low:.3f}, {row.high:.3f}]  {row.counts}")


def main() -> None:
    """Fit all tables."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--write", action="store_true", help="write kg/weights.json")
    options.add_argument("--halves", action="store_true", help="fit on each half, score the other")
    arguments = options.parse_args()
    gold = gold_files.load(GOLD)
    if arguments.halves:
        return halves(gold)
    text = json.dumps(fit_all(gold), indent=1) + "\n"
    print(text)
    if arguments.write:
        TARGET.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
