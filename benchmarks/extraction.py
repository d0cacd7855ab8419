"""Extraction side by side in one run: plain spaCy (blank zh, jieba, EntityRuler on the same aliases) and Briefgraph.

    .venv/bin/python benchmarks/extraction.py [COPIES]

The text is the sample archive, COPIES times (default 5); both get the same passages, Briefgraph with
every component on. Printed: characters a second (best of two passes), seconds to build, aliases.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import spacy

from nlp.extract import extract
from nlp.gazetteer import load
from nlp.model import Item, Unit
from nlp.pipeline import build_pipeline

ROOT = Path(__file__).resolve().parent.parent


def items() -> list[Item]:
    """Every block of the archive's posts that starts with ``###`` as one item, its lines as units."""
    out = []
    for path in sorted((ROOT / "data" / "briefings").glob("*.md")):
        for block in path.read_text("utf-8").split("\n### ")[1:]:
            lines = [line for line in block.splitlines() if line.strip()]
            units = [Unit("headline" if n == 0 else "fact" if n == 1 else "why", line) for n, line in enumerate(lines)]
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


def timed(run: Callable[[], None]) -> float:
    """Seconds of one call."""
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def best(run: Callable[[], None]) -> float:
    """The faster of two calls: the first also fills caches."""
    return min(timed(run), timed(run))


def main() -> None:
    """Build, run, print."""
    load()
    work = items() * int(sys.argv[1] if len(sys.argv) > 1 else 5)
    texts = ["\n".join(unit.text for unit in item.units) for item in work]
    size = sum(map(len, texts))
    print(f"{len(work)} items, {size:,} characters, {len(load().aliases):,} aliases")
    built: list[spacy.Language] = []
    build_plain = timed(lambda: built.append(plain()))
    build_ours = timed(lambda: built.append(build_pipeline()))
    seconds = {
        "spacy zh + jieba + EntityRuler": (build_plain, best(lambda: sum(1 for _ in built[0].pipe(texts)) and None)),
        "briefgraph, everything on": (build_ours, best(lambda: sum(1 for _ in extract(built[1], work)) and None)),
    }
    for name, (build, run) in seconds.items():
        print(f"{name:32} {size / run / 1e6:6.3f} M characters/s   run {run:6.2f} s   build {build:5.2f} s")
    plain_run, our_run = (run for _, run in seconds.values())
    print(f"ratio {plain_run / our_run:.2f}")


if __name__ == "__main__":
    main()
