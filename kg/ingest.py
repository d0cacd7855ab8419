"""Ingest: the one place where reading, extraction, level 2 and the store meet.

A run compares files with the database, reads what is new, and writes everything in one transaction on a
private copy that then takes the old file's place. So a run that is killed, or fails a check, has
not happened, and readers never wait.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from kg import archive, carry, config, corrections, derive, ids
from kg.archive import File, Held, Plan
from kg.errors import KgError, NotFound
from kg.model import Issue, RunRow
from kg.reading import Batch, How, parse, read
from kg.settle import Settled, settle, without_losers
from kg.store import books
from kg.store.publish import edition, writing
from kg.store.reader import Reader
from kg.store.writer import Store
from kg.wording import counted
from nlp.settings import Config

__all__ = ["IngestReport", "Progress", "ingest", "refresh", "remove"]

Progress = Callable[[str, int, int], None]
"""Called with (what is being done, how much of it is done, how much there is)."""


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What a run did: numbers of posts, and every issue of the posts it read."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    removed: int = 0
    quarantined: int = 0
    """Posts that were named and could not be read, now or before."""
    seconds: float = 0.0
    fingerprint: str = ""
    dry_run: bool = False
    issues: tuple[Issue, ...] = ()
    lost_decisions: tuple[str, ...] = ()
    """Ids of the decisions whose target this run took out of the archive, or reworded beyond recognition."""


def ingest(
    paths: Sequence[str | Path],
    db: str | Path | None = None,
    *,
    rebuild: bool = False,
    dry_run: bool = False,
    progress: Progress | None = None,
    template: str | None = None,
    settings: Config | None = None,
    log: Path | None = None,
    processes: int | None = 1,
) -> IngestReport:
    """Bring the database to what the files say.

    New posts are added, changed ones updated, and for a folder those whose file vanished are removed.
    With `rebuild` the database is built anew from these paths alone; with `dry_run` nothing is written.
    `log` is the file of decisions (default: beside the database). Raises `NotFound` for a path or folder
    without posts, `Locked` while another run writes; a post that cannot be read is an issue, not an error.

    `processes` read the posts; None is as many as pay off, as `kg ingest` does. A script that asks for more
    than one must start its work under ``if __name__ == "__main__":``, because each process imports it again.
    """
    start, began = _now()
    if any(not str(path).strip() for path in paths):
        raise KgError("an empty path", "name a file or a folder of posts")
    target = config.database(db)
    how = How.of(template, settings)
    places = [Path(path) for path in paths] or [config.archive()]
    try:
        found, noticed, folders = archive.find(places)
    except NotFound as error:
        raise _with_what_stays(error, target, places) from error
    with nullcontext() if dry_run else writing(target):
        plan = archive.plan(found, [] if rebuild else _held(target, dry_run), folders, how.mark, noticed)
        if not (found or plan.gone):
            raise NotFound(f"no posts in {', '.join(map(str, folders))}: {noticed[0].message}", "name another folder")
        if dry_run:
            return replace(_rehearse(plan, how), seconds=time.monotonic() - start)
        run = _Run(target, how, plan, log or config.corrections(target), progress or _silent, rebuild)
        return run(start, began, processes)


def remove(
    target: str, db: str | Path | None = None, *, log: Path | None = None, progress: Progress | None = None
) -> IngestReport:
    """Take out one post, by its id, day or path, as if it had never been ingested.

    Raises `NotFound` where there is none, `KgError` where a day has several posts.
    """
    start, began = _now()
    path = _existing(db)
    with writing(path):
        plan = Plan(gone=(_named(target, _held(path)),))
        return _Run(path, How.of(), plan, log or config.corrections(path), progress or _silent)(start, began)


def refresh(
    db: str | Path | None = None, *, log: Path | None = None, progress: Progress | None = None
) -> IngestReport:
    """Replay the decisions and compute level 2 where they, or the rules, changed. Reads no post."""
    start, began = _now()
    path = _existing(db)
    with writing(path):
        plan = Plan(unchanged=tuple(post for post in _held(path) if post.briefing_id))
        return _Run(path, How.of(), plan, log or config.corrections(path), progress or _silent)(start, began)


def _now() -> tuple[float, datetime]:
    """For measuring, and for the record (UTC)."""
    return time.monotonic(), datetime.now(UTC).replace(tzinfo=None)


def _silent(what: str, done: int, total: int) -> None:
    """Nobody asked for progress."""


def _existing(db: str | Path | None) -> Path:
    path = config.database(db)
    if not path.exists():
        raise NotFound(f"no database at {path}", "run `kg ingest` first, or name another with --db")
    return path


def _held(db: Path, dry_run: bool = False) -> list[Held]:
    if not dry_run:
        books.upgrade(db)
    return [Held(*row) for row in books.held(db)]


def _with_what_stays(error: NotFound, db: Path, places: Sequence[Path]) -> NotFound:
    """A folder that lost all its posts may be the wrong one, so none is taken out: say that they are still in."""
    below = [place.resolve() for place in places]
    lost = [
        post
        for post in _held(db, dry_run=True)
        if post.briefing_id and not post.on_disk.exists() and any(map(post.on_disk.is_relative_to, below))
    ]
    if not lost:
        return error
    posts = counted(len(lost), "post", "posts")
    return NotFound(f"{error.message}; {db} still holds {posts} of it", "`kg remove DAY` takes a post out")


def _named(target: str, known: Iterable[Held]) -> Held:
    given = Path(target)
    exact = [
        p for p in known if target in (p.briefing_id, p.path) or p.on_disk.resolve() == given.resolve()
    ]
    by_day = [p for p in known if p.briefing_id and p.briefing_id.startswith(f"{target}-")]
    found = exact or by_day
    if not found:
        raise NotFound(f"no post {target} in the database", "`kg status` lists what is in")
    if len(found) > 1:
        names = ", ".join(sorted(p.path for p in found))
        raise KgError(f"{target} may mean several posts: {names}", "name one by its path")
    return found[0]


def _rehearse(plan: Plan, how: How) -> IngestReport:
    """What a run would do; posts are parsed but nothing is extracted."""
    posts = [parse(file, how.template)[0] for file in plan.read]
    return replace(_report(plan, settle(posts, plan), how), dry_run=True)


@dataclass
class _Run:
    """One run that writes."""

    db: Path
    how: How
    plan: Plan
    log: Path
    progress: Progress
    fresh: bool = False

    def __call__(self, start: float, began: datetime, processes: int | None = None) -> IngestReport:
        batches = list(self._read(processes))
        settled = settle([post for batch in batches for post in batch.posts], self.plan)
        batches = [without_losers(batch, settled.losers, self.how) for batch in batches]
        gazetteer, report = self.how.gazetteer(), _report(self.plan, settled, self.how)
        with edition(self.db, fresh=self.fresh) as store, store.transaction() as reader:
            lost, read_again = _lost(reader), self._first_day(reader, settled)
            self._write_level1(store, batches, settled)
            batches.clear()  # level 2 needs the memory, and reads what it wants from the database
            decisions = corrections.replay(carry.carried(corrections.read(self.log)[0], reader))
            version = derive.version(decisions, gazetteer)
            decided = derive.decided_since(reader, books.state(reader, "level2"), version, decisions)
            since = decided and min(decided, read_again)
            store.since = since or date.min
            if since != date.max:
                derive.derive(
                    store, reader, decisions, gazetteer, since, lambda what: self.progress(what, 0, 0)
                )
            self._write_books(store, settled)
            report = replace(
                report, seconds=time.monotonic() - start, lost_decisions=tuple(sorted(_lost(reader) - lost))
            )
            books.write_run(store, version, _run_row(report, began))
        return replace(report, seconds=time.monotonic() - start)

    def _read(self, processes: int | None) -> Iterator[Batch]:
        done, total = 0, len(self.plan.read)
        self.progress("posts", 0, total)
        for batch in read(self.plan.read, self.how, processes):
            done += len(batch.posts)
            self.progress("posts", done, total)
            yield batch

    def _leaving(self, settled: Settled) -> list[Held]:
        """What was in the database and is replaced or goes; quarantined files among it."""
        replaced = (self.plan.replaced(post.file) for post in settled.posts)
        return [*self.plan.gone, *settled.ousted, *(known for known in replaced if known)]

    def _first_day(self, reader: Reader, settled: Settled) -> date:
        """The first day of which level 1 changes, `date.max` where none does."""
        leaving = [post.briefing_id for post in self._leaving(settled) if post.briefing_id]
        days = [post.day for post in settled.posts if post.day]
        return min([date.max, *days, *books.span(reader, leaving)])

    def _write_level1(self, store: Store, batches: Sequence[Batch], settled: Settled) -> None:
        self.progress("writing", 0, 0)
        store.delete_briefings([post.briefing_id for post in self._leaving(settled) if post.briefing_id])
        store.load_all([batch.rows for batch in batches])

    def _write_books(self, store: Store, settled: Settled) -> None:
        store.delete("quarantine", "path", [post.path for post in self._leaving(settled)])
        store.delete("source", "briefing_id", list(self.plan.moved))
        homes = {p.briefing_id: p.file.root for p in settled.posts if p.briefing_id} | dict(self.plan.moved)
        store.insert(books.SourceRow(id_, books.portable(root, self.db)) for id_, root in homes.items())
        store.insert(self._quarantine(settled))
        said = [issue for post in settled.posts for issue in post.issues]
        paths = {post.file.path for post in settled.posts} | {post.path for post in self._leaving(settled)}
        issues = [*said, *settled.issues, *self.plan.issues]
        books.write_issues(store, paths, issues, all_found=self.plan.folders)


    def _quarantine(self, settled: Settled) -> Iterator[books.QuarantineRow]:
        """Files that are not in. Those that lost their id have no digest: they are read again at each run."""
        unread = {post.file: post.file.sha256 for post in settled.posts if post.briefing_id is None}
        unread |= dict.fromkeys(settled.losers, "")
        unread |= {File(post.root, post.path, post.sha256): "" for post in settled.ousted}
        leaving = set(self._leaving(settled))
        taken = {post.file.path for post in settled.posts if post.briefing_id}
        taken |= {p.path for p in self.plan.held.values() if p.briefing_id and p not in leaving}
        for file, digest in unread.items():
            if file.sha256 and file.path not in taken:
                yield books.QuarantineRow(file.path, books.portable(file.root, self.db), digest, self.how.mark)


def _lost(reader: Reader) -> set[str]:
    """Decisions of which a target is not in the archive."""
    return {id_ for (id_,) in reader.rows("select judgement_id from judgement where status = 'vanished'")}


def _report(plan: Plan, settled: Settled, how: How) -> IngestReport:
    before = [plan.replaced(post.file) for post in settled.posts]
    was_in = [bool(known and known.briefing_id) for known in before]
    is_in = [post.briefing_id is not None for post in settled.posts]
    pairs = list(zip(was_in, is_in, strict=True))
    still_broken = sum(post.briefing_id is None for post in plan.unchanged)
    return IngestReport(
        added=pairs.count((False, True)),
        updated=pairs.count((True, True)),
        unchanged=len(plan.unchanged) - still_broken,
        removed=sum(post.briefing_id is not None for post in plan.gone),
        quarantined=is_in.count(False) + still_broken + len(settled.ousted),
        fingerprint=how.mark,
        issues=(*(i for post in settled.posts for i in post.issues), *settled.issues, *plan.issues),
    )


def _run_row(report: IngestReport, began: datetime) -> RunRow:
    return RunRow(
        f"{began:%Y%m%dT%H%M%S}-{ids.hash8(began.isoformat())}",
        began,
        report.seconds,
        report.added,
        report.updated,
        report.removed,
        report.unchanged,
        report.quarantined,
        report.fingerprint,
    )
