"""Evidence for 10,000 watch items against 20,000 stories."""

from __future__ import annotations

import random
import re
import time
from datetime import timedelta

from benchmarks.figure import Figure
from benchmarks.posts import FIRST_DAY, deck
from benchmarks.workshop import Workshop
from kg.ledger_input import Statement, StoryInput
from kg.told import StorySide
from kg.watch.evidence import find
from kg.watch.facets import facets
from nlp.normal import normal_form

__all__ = ["run"]

ITEMS, STORIES = 10_000, 20_000
A_DAY = 7
SENTENCE = re.compile(r"[^。！？\n]+[。！？]?")


def run(workshop: Workshop) -> list[Figure]:
    """Questions and stories of the sample with their sentences dealt anew: texts of real length, few alike."""
    chance = random.Random(1)
    stories, _, watch = deck()
    sentences = [s for text in stories for s in SENTENCE.findall(text)]
    told = [_story(n, chance, sentences) for n in range(STORIES)]
    asked = [_question(n, chance, watch, sentences) for n in range(ITEMS)]
    start, cpu = time.perf_counter(), time.process_time()
    found = find(asked, StorySide(told), {s.id: s.id for s in asked})
    seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
    return [
        Figure("evidence, 10,000 watch items × 20,000 stories", "证据：1 万个问题 × 2 万条新闻", seconds, "s", 60,
               note=f"{cpu:.1f} s of processor, {len(found):,} pieces found"),
    ]  # fmt: skip


def _story(number: int, chance: random.Random, sentences: list[str]) -> StoryInput:
    day, id_ = FIRST_DAY + timedelta(days=number // A_DAY), f"s{number}"
    lines = chance.sample(sentences, 6)
    kinds = ("headline", "fact", "fact", "why", "impact", "advice")
    passages = (
        (f"{id_}.{n}", kind, normal_form(text))
        for n, (kind, text) in enumerate(zip(kinds, lines, strict=True))
    )
    return StoryInput(id_, day, number % A_DAY, tuple(passages))


def _question(number: int, chance: random.Random, watch: list[str], sentences: list[str]) -> Statement:
    day = FIRST_DAY + timedelta(days=number * STORIES // A_DAY // ITEMS)
    text = f"{chance.choice(watch)[:40]}，{chance.choice(sentences)[:30]}"
    return Statement(f"w{number}", day, number, text, facets=tuple(facets(text)))
