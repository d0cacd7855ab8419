"""`kg eval`: ingest the briefings of the gold into a database of their own and score what came out."""

from __future__ import annotations

import json
import math
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from kg.briefing import discover, read_file
from kg.errors import KgError
from kg.evaluation import gold as gold_files
from kg.evaluation import predicted
from kg.evaluation.figures import all_figures
from kg.ingest import ingest
from kg.store.reader import Reader
from nlp.settings import Config

__all__ = ["Report", "Row", "evaluate", "half_of", "ingested", "posts_of"]

FLOORS = Path(__file__).with_name("floors.json")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; a baseline is None where it was not asked for or there is none."""

    name: str
    value: float
    low: float
    high: float
    counts: str
    floor: float
    aim: float
    baseline: float | None = None

    @property
    def verdict(self) -> str:
        """Under its floor, over its floor, or at its aim."""
        if self.value < self.floor:
            return "under its floor"
        return "at its aim" if self.value >= self.aim else "over its floor"


@dataclass(frozen=True, slots=True)
class Report:
    """All figures, the counts that must be zero, and the digest of the gold they were measured on."""

    rows: tuple[Row, ...]
    zeros: dict[str, int]
    digest: str
    days: int

    @property
    def passed(self) -> bool:
        """Whether no figure is under its first floor and nothing that must be zero is not."""
        return not any(self.zeros.values()) and all(row.value >= row.floor for row in self.rows)

    def as_json(self) -> str:
        """For `--json`."""
        data = {"days": self.days, "digest": self.digest, "passed": self.passed, "zeros": self.zeros}
        return json.dumps(
            {**data, "figures": [asdict(row) for row in self.rows]}, ensure_ascii=False, indent=1
        )


def evaluate(
    folder: Path, briefings: Path | None = None, *, baselines: bool = False, half: str | None = None
) -> Report:
    """Score the pipeline against the gold in `folder`.

    The briefings are the Markdown files beside the gold, or `briefings`. `half` is "first" or
    "second": only those days are scored (all are ingested), to tune on one and confirm on the other.
    Raises KgError where gold or briefings are missing.
    """
    gold = half_of(gold_files.load(folder), half)
    posts = posts_of(folder, briefings)
    with ingested(posts) as db, Reader(db) as reader:
        found = predicted.read(reader)
        zeros = {
            "leakage": found.leaks,
            "offsets": _wrong_offsets(reader, posts),
            "stability": _moved(reader, posts),
        }
        rivals = _baselines(gold, reader) if baselines else {}
    limits = json.loads(FLOORS.read_text(encoding="utf-8"))["figures"]
    rows = []
    for figure in all_figures(gold, found):
        value = figure.value
        if math.isnan(value):
            continue
        low, high = figure.interval()
        limit = limits[figure.name]
        rows.append(
            Row(
                figure.name,
                value,
                low,
                high,
                figure.counts,
                limit["first"],
                limit["aim"],
                rivals.get(figure.name),
            )
        )
    return Report(tuple(rows), zeros, gold_files.digest(folder), len(gold.days))


@contextmanager
def ingested(posts: Path, settings: Config | None = None) -> Iterator[Path]:
    """A database of its own with `posts` ingested, without the user's corrections; gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="kg-eval-") as folder:
        db = Path(folder) / "kg.duckdb"
        ingest([posts], db, settings=settings)
        yield db


def posts_of(folder: Path, briefings: Path | None) -> Path:
    """The folder of the posts: `briefings`, else beside the gold, else data/briefings."""
    for candidate in (briefings, folder, Path("data/briefings")):
        if candidate is not None and any(candidate.glob("*.md")):
            return candidate
    raise KgError(
        f"no briefings found for the gold in {folder}", "put the posts beside the gold or use --briefings"
    )


def half_of(gold: gold_files.Gold, half: str | None) -> gold_files.Gold:
    """Only the first or second half of the days; None is all."""
    if half is None:
        return gold
    days = sorted(gold.days)
    middle = len(days) // 2
    kept = set(days[:middle] if half == "first" else days[middle:])
    return gold_files.Gold(
        days={day: data for day, data in gold.days.items() if day in kept},
        trends={m: c for m, c in gold.trends.items() if m[:10] in kept},
        watch={m: c for m, c in gold.watch.items() if m[:10] in kept},
        evidence=gold.evidence,
    )


def _wrong_offsets(reader: Reader, posts: Path) -> int:
    """Passages, mentions and amounts whose text is not `file[start:end]`."""
    discovery = discover([posts])
    texts = {}
    for file in discovery.files:
        briefing, text = read_file(discovery.root, file)
        texts[briefing.path] = text
    wrong = 0
    for sql in (
        'select b.path, p.text, p.start, p."end" from passage p join briefing b using (briefing_id)',
        'select b.path, m.surface, m.start, m."end" from mention m join briefing b using (briefing_id)',
        'select b.path, a.surface, a.start, a."end" from amount a join passage p using (passage_id) '
        "join briefing b using (briefing_id)",
    ):
        wrong += sum(texts[path][start:end] != text for path, text, start, end in reader.rows(sql))
    return wrong


def _moved(reader: Reader, posts: Path) -> int:
    """Trend and watch mentions whose id differs between the archive cut at its middle day and the whole."""
    days = [day for (day,) in reader.rows("select distinct day from briefing order by day")]
    cut = days[len(days) // 2]
    with tempfile.TemporaryDirectory(prefix="kg-cut-") as folder:
        for (path,) in reader.rows("select path from briefing where day <= ?", (cut,)):
            target = Path(folder) / path
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(posts / path, target)
        with ingested(Path(folder)) as db, Reader(db) as early:
            moved = 0
            for table, key, value in (
                ("trend_mention", "trend_mention_id", "trend_id"),
                ("watch_mention", "watch_mention_id", "watch_id"),
            ):
                whole = dict(reader.rows(f"select {key}, {value} from {table}"))  # noqa: S608  # constants above
                moved += sum(whole.get(k) != v for k, v in early.rows(f"select {key}, {value} from {table}"))  # noqa: S608
    return moved


def _baselines(gold: gold_files.Gold, reader: Reader) -> dict[str, float]:
    from kg.evaluation.baselines import baselines  # scikit-learn is slow to import and only needed here

    return baselines(gold, reader)
