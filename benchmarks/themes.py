"""Themes: the scores fitted again, how reliable they are, and what a trained model reaches on the same days.

    .venv/bin/python benchmarks/themes.py

Fits on the days to 2026-03-14 of the sample archive and its gold, prints figures for the later days and for the
second gold, which another hand wrote. The trained models are logistic regressions, one per theme: over points per
theme, over character n-grams, and over both.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from kg.briefing import discover, read_file
from nlp.attributes import text_of
from nlp.extract import to_doc
from nlp.model import Item, Unit
from nlp.pipeline import build_pipeline
from nlp.statements.themes import LEAST, MOST, Points, points, score

ROOT = Path(__file__).resolve().parent.parent
CUT = date(2026, 3, 14)
GOLDS = ((ROOT / "data" / "briefings", ROOT / "tests" / "eval" / "gold"), (ROOT / "tests" / "eval" / "second",) * 2)
"""(posts, labels) of the sample and of the second gold."""
PARTS = ("first half", "second half", "second gold")
EDGES = (0.0, 0.3, 0.45, 0.6, 0.75, 0.9, 1.01)


class Row(NamedTuple):
    """A story with its labels."""

    part: int
    """Index of `PARTS`."""
    text: str
    """Headline and fact."""
    gold: list[str]
    points: list[Points]


def stories() -> list[Row]:
    """Every labelled story of both golds."""
    nlp = build_pipeline()
    finder = nlp.get_pipe("bg_themes")
    out = []
    for second, (posts, labels) in enumerate(GOLDS):
        found = discover([posts])
        for file in found.files:
            briefing, _ = read_file(found.root, file)
            written = labels / f"{briefing.day}.gold.json"
            if not written.is_file():
                continue  # a note beside the posts
            gold = {s["n"]: s["themes"] for s in json.loads(written.read_text("utf-8"))["stories"]}
            for story in briefing.stories:
                units = (Unit("headline", story.headline.text), *(Unit(p.kind, p.text) for p in story.passages))
                doc = to_doc(nlp, Item(briefing.day, units, story.outlets))
                for _, component in nlp.pipeline:
                    doc = component(doc)
                text = text_of(doc)[: doc._.units[min(1, len(units) - 1)][2]]
                part = 2 if second else int(briefing.day > CUT)
                out.append(Row(part, text, gold[story.n], points(finder.hits(doc))))
    return out


def figures(scores: Sequence[dict[str, float]], gold: Sequence[list[str]], least: float) -> str:
    """Micro-F1 of up to three themes and the share of right main themes."""
    hit = extra = missed = main = 0
    for values, wanted in zip(scores, gold, strict=True):
        ranked = sorted(values, key=lambda theme: -values[theme])[:MOST]
        kept = {t for n, t in enumerate(ranked) if n == 0 or values[t] >= least}
        hit, extra, missed = hit + len(kept & {*wanted}), extra + len(kept - {*wanted}), missed + len({*wanted} - kept)
        main += ranked[:1] == wanted[:1]
    return f"micro-F1 {2 * hit / (2 * hit + extra + missed):.3f}   main {main / len(gold):.3f}"


def trained(
    x: Any, labels: Sequence[list[str]], names: Sequence[str], train: Any, strength: float
) -> list[dict[str, float]]:
    """Probability of each theme for every story, fitted on the rows `train`."""
    table: list[dict[str, float]] = [{} for _ in labels]
    for name in names:
        y = np.array([name in themes for themes in labels])
        if y[train].sum() < 2:
            continue
        model = LogisticRegression(C=strength, max_iter=2000).fit(x[train], y[train])
        for row, p in zip(table, model.predict_proba(x)[:, 1], strict=True):
            row[name] = p
    return table


def main() -> None:
    """Print everything."""
    data = stories()
    part = np.array([row.part for row in data])
    gold = [row.gold for row in data]
    names = sorted({theme for themes in gold for theme in themes})
    rules = [{p.theme: score(p.points, row.points[0].points) for p in row.points} for row in data]
    x = np.array(
        [[math.log1p(next((p.points for p in row.points if p.theme == n), 0.0)) for n in names] for row in data]
    )
    grams = TfidfVectorizer(analyzer="char", ngram_range=(1, 3), min_df=2, sublinear_tf=True)
    texts = np.array([row.text for row in data])
    z = grams.fit(texts[part == 0]).transform(texts).toarray()
    for number, name in enumerate(PARTS):
        rows = np.flatnonzero(part == number)
        wanted = [gold[i] for i in rows]
        print(f"rules, {name}: {figures([rules[i] for i in rows], wanted, LEAST)}")
        for inputs, matrix, strength in (("points", x, 0.3), ("n-grams", z, 10.0), ("both", np.hstack([z, x]), 0.3)):
            if number:
                scores = trained(matrix, gold, names, part == 0, strength)
                best = max(figures([scores[i] for i in rows], wanted, least) for least in (0.15, 0.25, 0.35))
                print(f"trained on {inputs}, {name}: {best}")
    reliability(data)


def reliability(data: Sequence[Row]) -> None:
    """The curve fitted on the first half, and predicted against found shares on every part."""
    rows = [
        (row.part, math.log1p(p.points), p.points / row.points[0].points, p.theme in row.gold)
        for row in data
        for p in row.points[:MOST]
    ]
    part = np.array([row[0] for row in rows])
    x, y = np.array([row[1:3] for row in rows]), np.array([row[3] for row in rows])
    curve = LogisticRegression(C=1.0).fit(x[part == 0], y[part == 0])
    print("curve: constant, log points, share of the best:", curve.intercept_.round(2), curve.coef_.round(2))
    p = curve.predict_proba(x)[:, 1]
    for number, name in enumerate(PARTS):
        mine = part == number
        print(f"{name}, Brier score {((p - y)[mine] ** 2).mean():.3f}")
        for low, high in pairwise(EDGES):
            inside = mine & (p >= low) & (p < high)
            if inside.any():
                found = f"score {p[inside].mean():.2f}, right {y[inside].mean():.2f}"
                print(f"  {low:.2f}-{high:.2f}: {inside.sum():4} themes, {found}")


if __name__ == "__main__":
    main()
