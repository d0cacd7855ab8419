"""Two files with one id: the one whose path comes first is kept, the other is quarantined with the reason.

Which one wins does not depend on which was read first, so the order of ingests does not matter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.archive import File, Held, Plan
from kg.model import Issue
from kg.reading import Batch, How, Post, read_batch

__all__ = ["Settled", "settle", "without_losers"]


@dataclass(frozen=True)
class Settled:
    """Posts of a run after conflicts: losers have no id any more and an issue that says why."""

    posts: tuple[Post, ...]
    losers: frozenset[File]
    """Files of this run whose rows must not be written."""
    ousted: tuple[Held, ...]
    """Posts of the database that make room for one of this run."""
    issues: tuple[Issue, ...]
    """What is to be said of ousted posts."""


def settle(posts: Sequence[Post], plan: Plan) -> Settled:
    """Give each id to one file."""
    gone = {post.path for post in plan.gone}
    replaced = {known.path for post in posts if (known := plan.replaced(post.file))}
    staying = {
        held.briefing_id: held
        for path, held in plan.held.items()
        if held.briefing_id and path not in gone and path not in replaced
    }
    rivals: dict[str, list[Post]] = defaultdict(list)
    for post in posts:
        if post.briefing_id:
            rivals[post.briefing_id].append(post)
    lost: dict[File, Issue] = {}
    ousted: dict[Held, Issue] = {}
    for id_, group in rivals.items():
        best = min(group, key=lambda p: (p.file.path, p.file.root))
        there = staying.get(id_)
        if there and (there.path, there.root) < (best.file.path, best.file.root):
            winner = there.path
        else:
            winner = best.file.path
            if there:
                ousted[there] = _issue(there.path, winner, id_)
        for post in group:
            if post is not best or winner != best.file.path or (there and there not in ousted):
                lost[post.file] = _issue(post.file.path, winner, id_)
    settled = tuple(
        replace(p, briefing_id=None, day=None, issues=(lost[p.file],)) if p.file in lost else p for p in posts
    )
    return Settled(settled, frozenset(lost), tuple(ousted), tuple(ousted.values()))


def _issue(path: str, winner: str, id_: str) -> Issue:
    where = "a file of the same name in another folder" if path == winner else winner
    return Issue(
        path, None, "error", f"has the same id {id_} as {where}, which is kept; rename one of the files"
    )


def without_losers(batch: Batch, losers: frozenset[File], how: How) -> Batch:
    """The batch read again without files that lost their id (rare)."""
    if not any(post.file in losers for post in batch.posts):
        return batch
    return read_batch([post.file for post in batch.posts if post.file not in losers], how)
