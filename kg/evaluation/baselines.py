"""What simple means reach on the same gold: a figure that does not beat its baseline is a finding.

gazetteer only (names), most frequent class (modality, theme), all apart and nearest neighbour by character
TF-IDF (trends, watch items), BM25 over later stories (evidence).
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from kg.evaluation import predicted
from kg.evaluation.figures import all_figures
from kg.evaluation.gold import Gold
from kg.evaluation.predicted import Predicted, StoryFound
from kg.features import grams
from kg.store.reader import Reader

__all__ = ["baselines"]

LINK = 0.30  # cosine from which the nearest earlier statement is joined: best of 0.1 … 0.6 on this very gold
K1, B = 1.2, 0.75
PROPOSED = 10  # stories that BM25 proposes for every item


def baselines(gold: Gold, reader: Reader) -> dict[str, float]:
    """Figure name -> value of its baseline."""
    found = predicted.read(reader)
    simple = Predicted(
        stories=_simple_stories(gold, found),
        trends=_nearest(reader.rows("select day, n, text from trend_mention order by day, n")),
        trend_names=found.trend_names,
        watch=_nearest(reader.rows("select day, n, text from watch_mention order by day, n")),
        facets=_bold(reader),
        evidence={},
        entity_names=found.entity_names,
        leaks=0,
    )
    values = {figure.name: figure.value for figure in all_figures(gold, simple)}
    ranked = Predicted(
        stories=found.stories, trends={}, trend_names={}, watch={m: m for m in gold.watch}, facets={},
        evidence=_bm25(reader), entity_names={}, leaks=0,
    )  # fmt: skip
    values |= {f.name: f.value for f in all_figures(gold, ranked) if f.name.startswith(("evidence", "quiet"))}
    skipped = {"parse", "amount", "relation F1", "event day", "sources", "evidence grade", "evidence stance"}
    return {name: value for name, value in values.items() if name not in skipped and not math.isnan(value)}


def _simple_stories(gold: Gold, found: Predicted) -> dict[str, StoryFound]:
    """Gazetteer names only; the most frequent modality and themes for every story."""
    stories = [story for day in gold.days.values() for story in day["stories"]]
    themes = [theme for theme, _ in Counter(t for s in stories for t in s["themes"]).most_common(2)]
    modality = Counter(s["modality"] for s in stories).most_common(1)[0][0]
    simple = {}
    for key, story in found.stories.items():
        mentions = {
            (surface, kind): ids
            for (surface, kind), ids in story.mentions.items()
            if story.rules[surface].startswith("alias")
        }
        simple[key] = StoryFound(modality=modality, mentions=mentions, themes=themes)
    return simple


def _nearest(rows: Sequence[tuple[Any, ...]]) -> dict[str, str]:
    """Join the nearest earlier statement by character TF-IDF."""
    keys = [f"{day}#{n}" for day, n, _ in rows]
    vectors = _tfidf([text for *_, text in rows])
    items: dict[str, str] = {}
    for row, key in enumerate(keys):
        score, near = max(
            ((_dot(vectors[row], vectors[e]), e) for e in range(row) if rows[e][0] < rows[row][0]),
            default=(0.0, row),
        )
        items[key] = items[keys[near]] if score >= LINK else key
    return items


def _tfidf(texts: Sequence[str]) -> list[dict[str, float]]:
    counts = [Counter(grams(text)) for text in texts]
    documents = Counter(gram for count in counts for gram in count)
    rows = []
    for count in counts:
        row = {g: n * math.log((len(texts) + 1) / (documents[g] + 1)) for g, n in count.items()}
        length = math.sqrt(sum(w * w for w in row.values())) or 1.0
        rows.append({g: w / length for g, w in row.items()})
    return rows


def _dot(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    return sum(weight * b[gram] for gram, weight in a.items() if gram in b)


def _bold(reader: Reader) -> dict[str, list[str]]:
    """Bold spans as they are, unsplit."""
    import re

    rows = reader.rows("select w.day, w.n, p.text from watch_mention w join passage p using (passage_id)")
    return {f"{day}#{n}": [s.strip() for s in re.findall(r"\*\*([^*]+)\*\*", text)] for day, n, text in rows}


def _bm25(reader: Reader) -> dict[str, list[tuple[str, float, int, str]]]:
    """The ten best later stories for each watch statement, every one graded 2 and a mention."""
    stories: dict[str, list[str]] = defaultdict(list)
    days: dict[str, Any] = {}
    for key, day, text in reader.rows(
        "select s.day || '#' || s.n, s.day, p.text from story s join passage p using (story_id) order by s.day, s.n"
    ):
        stories[key].extend(grams(text))
        days[key] = day
    score = _scorer(stories)
    return {
        f"{day}#{n}": sorted(
            ((key, score(key, set(grams(text))), 2, "mention") for key in stories if days[key] > day),
            key=lambda row: -row[1],
        )[:PROPOSED]
        for day, n, text in reader.rows("select day, n, text from watch_mention")
    }


def _scorer(stories: Mapping[str, Sequence[str]]) -> Callable[[str, set[str]], float]:
    """BM25 (Robertson and Zaragoza 2009) with the usual constants."""
    counts = {key: Counter(words) for key, words in stories.items()}
    documents = Counter(gram for count in counts.values() for gram in count)
    average = sum(map(len, stories.values())) / max(1, len(stories))

    def score(key: str, wanted: set[str]) -> float:
        total = 0.0
        for gram in wanted & counts[key].keys():
            n = counts[key][gram]
            rarity = math.log(1 + (len(stories) - documents[gram] + 0.5) / (documents[gram] + 0.5))
            total += rarity * n * (K1 + 1) / (n + K1 * (1 - B + B * len(stories[key]) / average))
        return total

    return score
