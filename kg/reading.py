"""Posts to level-1 rows, in this process or in several: the part of a run that takes the time.

Workers read, extract and give back Arrow tables, so that almost nothing is pickled. The result does not
depend on how many there are: batches come back in the order in which they were handed out.
"""

from __future__ import annotations

import gc
import multiprocessing
import multiprocessing.context
import os
import threading
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from kg import ids, level1
from kg.archive import File
from kg.briefing import read_file
from kg.errors import Unreadable
from kg.model import Briefing, Issue
from kg.store.columns import Columns, tables
from nlp import gazetteer
from nlp.gazetteer import Gazetteer
from nlp.settings import Config

__all__ = ["Batch", "How", "Post", "parse", "read", "workers"]

BATCH = 48
"""Posts in memory at once; 3,650 posts are 77 batches, enough to keep several processes busy."""
ALONE = 150
"""Up to here one process is faster: a second one needs a second to start and to build its pipeline."""


@dataclass(frozen=True, slots=True)
class Post:
    """What became of one file: its id and day, or None where it could not be read."""

    file: File
    briefing_id: str | None
    day: date | None
    issues: tuple[Issue, ...]


@dataclass(frozen=True)
class Batch:
    """Some posts, and the rows of those that could be read, by relation."""

    posts: tuple[Post, ...]
    rows: Mapping[str, Columns]


def workers(count: int) -> int:
    """How many processes to use for `count` posts; one outside of the main thread.

    A new process runs the main script's imports again, and a dashboard's main script is a page.
    """
    given = os.environ.get("KG_PROCESSES", "")
    most = int(given) if given.isdigit() and int(given) else os.cpu_count() or 1
    if count <= ALONE or threading.current_thread() is not threading.main_thread():
        return 1
    return min(most, -(-count // BATCH))


@dataclass(frozen=True)
class How:
    """How to read and extract: the fingerprint, a template (name or path) that the user forces, settings."""

    mark: str
    template: str | None = None
    config: Config = field(default_factory=Config)

    @classmethod
    def of(cls, template: str | None = None, config: Config | None = None) -> How:
        """With the fingerprint that belongs to these settings."""
        config = config or Config()
        if template and template.endswith(".toml"):
            template = str(Path(template).absolute())  # workers may stand elsewhere
        return cls(level1.fingerprint(template, config), template, config)

    def gazetteer(self) -> Gazetteer:
        """The gazetteer that the pipeline knows."""
        return gazetteer.load(self.config.gazetteer).without(self.config.hidden)


def read(files: Sequence[File], how: How, processes: int | None = None) -> Iterator[Batch]:
    """Level 1 of the files, batch by batch, in their order."""
    batches = [tuple(files[start : start + BATCH]) for start in range(0, len(files), BATCH)]
    processes = processes or workers(len(files))
    if processes == 1:
        for batch in batches:
            yield read_batch(batch, how, many=len(batches) > 1)
        return
    with ProcessPoolExecutor(processes, mp_context=_context()) as pool:
        yield from pool.map(partial(read_batch, how=how, many=True), batches)


def _context() -> multiprocessing.context.BaseContext:
    """Not forked from here: DuckDB and Arrow have threads, and a forked copy of their locks hangs."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__, "nlp.pipeline"])  # the imports happen once, in the server
    return context


@lru_cache(maxsize=2)
def _pipeline(config: Config) -> Any:
    from nlp.pipeline import build_pipeline  # takes half a second: a run that reads nothing does without

    return build_pipeline(config)


def read_batch(files: Sequence[File], how: How, many: bool = False) -> Batch:
    """Level 1 of some files, their texts through the pipeline in one stream; `many`: one batch of several."""
    with _uncollected():
        posts: list[Post] = []
        briefings: list[tuple[File, Briefing]] = []
        for file in files:
            post, briefing = parse(file, how.template)
            posts.append(post)
            if briefing:
                briefings.append((file, briefing))
        return Batch(tuple(posts), _extract(briefings, how, many))


def parse(file: File, template: str | None) -> tuple[Post, Briefing | None]:
    """One file as a briefing; None with the reason where it cannot be read."""
    try:
        briefing, _ = read_file(Path(file.root), file.on_disk, template=template)
    except Unreadable as error:
        issue = Issue(file.path, error.line, "error", _said(error))
        return Post(file, None, None, (issue,)), None
    post = Post(file, ids.briefing_id(file.path, briefing.day), briefing.day, briefing.issues)
    return post, briefing


def _said(error: Unreadable) -> str:
    return f"{error.reason} ({error.remedy})" if error.remedy else error.reason


def _extract(briefings: Sequence[tuple[File, Briefing]], how: How, many: bool) -> dict[str, Columns]:
    from nlp.extract import extract

    known = how.gazetteer()
    items = [level1.items(briefing) for _, briefing in briefings]
    facts = extract(_pipeline(how.config), (item for own in items for item in own))
    found: list[Any] = []
    for (file, briefing), own in zip(briefings, items, strict=True):
        answers = [next(facts) for _ in own]
        found.extend(level1.rows(briefing, answers, known, file.sha256, how.mark))
    return tables(found, many=many)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without cyclic garbage collection: rows and tokens hold no cycles, and looking for some costs a tenth."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
