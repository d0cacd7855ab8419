"""Extraction side by side in one run: plain spaCy (blank zh, jieba, EntityRuler on the same aliases) and Briefgraph.

The text is the sample archive; both get the same passages, Briefgraph with every component on.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import spacy

from benchmarks.figure import Figure
from benchmarks.workshop import Workshop
from nlp.extract import extract
from nlp.gazetteer import load
from nlp.model import Item, Unit
from nlp.pipeline import build_pipeline

REPEATS = 3
ROOT = Path(__file__).resolve().parent.parent


def items() -> list[Item]:
    """Every block of the archive's posts that starts with ``###`` as one item, its lines as units."""
    out = []
    for path in sorted((ROOT / "data" / "briefings").glob("*.md")):
        for block in path.read_text("utf-8").split("\n### ")[1:]:
            lines = [line for line in block.splitlines() if line.strip()]
            units = [
                Unit("headline" if n == 0 else "fact" if n == 1 else "why", line)
                for n, line in enumerate(lines)
            ]
            out.append(Item(date.fromisoformat(path.stem[:10]), tuple(units)))
    return out


def plain() -> spacy.Language:
    """What one would write without this project: jieba segmentation and an EntityRuler."""
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"segmenter": "jieba"}}})
    ruler = nlp.add_pipe("entity_ruler")
    gazetteer = load()
    ruler.add_patterns(
        [{"label": gazetteer.entities[a.entity].type, "pattern": a.surface} for a in gazetteer.aliases]
    )
    return nlp


def seconds(work: Callable[[], object]) -> float:
    """Seconds of processor of one call: other programs on the machine disturb them less than those of the clock."""
    start = time.process_time()
    work()
    return time.process_time() - start


def run(workshop: Workshop) -> list[Figure]:
    """Both pipelines by turns over the same texts, REPEATS times; the best pass of each counts."""
    load()
    work = items()
    texts = ["\n".join(unit.text for unit in item.units) for item in work]
    ours, theirs = build_pipeline(), plain()
    passes = [
        (seconds(lambda: list(extract(ours, work))), seconds(lambda: list(theirs.pipe(texts))))
        for _ in range(REPEATS)
    ]
    size = sum(map(len, texts)) / 1e6
    fast, usual = (size / min(own) for own in zip(*passes, strict=True))
    aliases = f"{len(load().aliases):,} aliases"
    return [
        Figure("extraction with everything on, against plain spaCy", "完整抽取对普通 spaCy 流水线",
               fast / usual, "×", 2, at_least=True,
               note=aliases),
        Figure("extraction, everything on", "完整抽取", fast, "M chars/s"),
        Figure("spacy.blank(zh) + jieba + EntityRuler", "spacy.blank(zh) + jieba + EntityRuler", usual, "M chars/s"),
    ]  # fmt: skip
