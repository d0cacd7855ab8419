"""Themes: the scores fitted again, how reliable they are, and what a trained model reaches on the same days.

    .venv/bin/python benchmarks/themes.py

Fits on the days to 2026-03-14 of the sample archive and its gold, prints figures for the later days. The trained
models are logistic regressions, one per theme: over points per theme, over character n-grams, and over both.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

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
CUT = "2026-03-14"
EDGES = (0.0, 0.3, 0.45, 0.6, 0.75, 0.9, 1.01)


def stories() -> list[tuple[bool, str, list[str], list[Points]]]:
    """(first half, headline and fact, gold themes, points) of every story."""
    nlp, found = build_pipeline(), discover([ROOT / "data" / "briefings"])
    finder = nlp.get_pipe("bg_themes")
    out = []
    for file in found.files:
        briefing, _ = read_file(found.root, file)
        gold = json.loads((ROOT / "tests" / "eval" / "gold" / f"{briefing.day}.gold.json").read_text("utf-8"))
        themes = {story["n"]: story["themes"] for story in gold["stories"]}
        for story in briefing.stories:
            units = (Unit("headline", story.headline.text), *(Unit(p.kind, p.text) for p in story.passages))
            doc = to_doc(nlp, Item(briefing.day, units, story.outlets))
            for _, component in nlp.pipeline:
                doc = component(doc)
            text = text_of(doc)[: doc._.units[min(1, len(units) - 1)][2]]
            out.append((str(briefing.day) <= CUT, text, themes[story.n], points(finder.hits(doc))))
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
    first = np.array([row[0] for row in data])
    gold, ranked = [row[2] for row in data], [row[3] for row in data]
    names = sorted({theme for themes in gold for theme in themes})
    rules = [{p.theme: score(p.points, row[0].points) for p in row} for row in ranked]
    for name, half in (("first", first), ("second", ~first)):
        rows = np.flatnonzero(half)
        print(f"rules, {name} half: {figures([rules[i] for i in rows], [gold[i] for i in rows], LEAST)}")
    x = np.array([[math.log1p(next((p.points for p in row if p.theme == n), 0.0)) for n in names] for row in ranked])
    grams = TfidfVectorizer(analyzer="char", ngram_range=(1, 3), min_df=2, sublinear_tf=True)
    texts = np.array([row[1] for row in data])
    z = grams.fit(texts[first]).transform(texts).toarray()
    second = np.flatnonzero(~first)
    for name, matrix, strength in (("points", x, 0.3), ("n-grams", z, 10.0), ("both", np.hstack([z, x]), 0.3)):
        scores = trained(matrix, gold, names, first, strength)
        mine, wanted = [scores[i] for i in second], [gold[i] for i in second]
        print(f"trained on {name}, second half: {max(figures(mine, wanted, least) for least in (0.15, 0.25, 0.35))}")
    reliability(data)


def reliability(data: Sequence[tuple[bool, str, list[str], list[Points]]]) -> None:
    """The curve fitted on the first half, and predicted against found shares on both."""
    rows = [
        (first, math.log1p(p.points), p.points / ranked[0].points, p.theme in gold)
        for first, _, gold, ranked in data
        for p in ranked[:MOST]
    ]
    half = np.array([row[0] for row in rows])
    x, y = np.array([row[1:3] for row in rows]), np.array([row[3] for row in rows])
    curve = LogisticRegression(C=1.0).fit(x[half], y[half])
    print("curve: constant, log points, share of the best:", curve.intercept_.round(2), curve.coef_.round(2))
    p = curve.predict_proba(x)[:, 1]
    for name, part in (("first", half), ("second", ~half)):
        print(f"{name} half, Brier score {((p - y)[part] ** 2).mean():.3f}")
        for low, high in pairwise(EDGES):
            inside = part & (p >= low) & (p < high)
            if inside.any():
                found = f"score {p[inside].mean():.2f}, right {y[inside].mean():.2f}"
                print(f"  {low:.2f}-{high:.2f}: {inside.sum():4} themes, {found}")


if __name__ == "__main__":
    main()
