"""What a run has to do: the files found compared with what the database holds.

Nothing is read but bytes here; a post is the same when path, digest and fingerprint are the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from kg.briefing import discover
from kg.errors import NotFound
from kg.model import Issue

__all__ = ["File", "Held", "Plan", "find", "plan"]


@dataclass(frozen=True, slots=True)
class File:
    """A post on the disk. `path` is relative to `root`, a folder as it is when links and ``..`` are followed;
    `sha256` is empty where it cannot be opened.
    """

    root: str
    path: str
    sha256: str

    @property
    def on_disk(self) -> Path:
        """Where it is."""
        return Path(self.root) / self.path


@dataclass(frozen=True, slots=True)
class Held:
    """A post the database knows: one that is in, or (`briefing_id` None) one that could not be read."""

    briefing_id: str | None
    root: str
    path: str
    sha256: str
    fingerprint: str

    @property
    def on_disk(self) -> Path:
        """Where it was when it was read."""
        return Path(self.root) / self.path


@dataclass(frozen=True)
class Plan:
    """What is to be done."""

    read: tuple[File, ...] = ()
    """New or changed, in path order."""
    gone: tuple[Held, ...] = ()
    """In the database, but vanished from a folder that was named."""
    unchanged: tuple[Held, ...] = ()
    moved: Mapping[str, str] = field(default_factory=dict)
    """Unchanged posts that lie under another root now."""
    held: Mapping[str, Held] = field(default_factory=dict)
    """What the database knows, by path."""
    issues: tuple[Issue, ...] = ()
    """What was noticed while looking for posts."""
    folders: bool = False
    """Whether folders were named, so that `issues` is all there is to say."""

    def replaced(self, file: File) -> Held | None:
        """What the database knows of this file: the one of its path, unless that one lies elsewhere still."""
        known = self.held.get(file.path)
        if known and known.root != file.root and known.on_disk.exists():
            return None
        return known


def find(paths: Sequence[Path]) -> tuple[list[File], list[Issue], list[Path]]:
    """Files below `paths`, what was left out and why, and the folders among `paths`.

    Each argument is an archive of its own: a post has the same path whether it is named with others or
    alone. Raises `NotFound` where a path does not exist, or a folder holds no post.
    """
    files: dict[tuple[str, str], File] = {}
    issues: dict[Issue, None] = {}
    for path in paths:
        found = discover([path])
        root = found.root.resolve()
        if not found.files and not path.is_dir():
            why = "; ".join(issue.message for issue in found.issues)
            raise NotFound(f"{path} is no post: {why}", "name a Markdown file or a folder of posts")
        issues |= {replace(issue, stage="find"): None for issue in found.issues}
        for file in found.files:
            relative = file.relative_to(found.root).as_posix()
            files[str(root), relative] = File(str(root), relative, found.digests[file])
    ordered = sorted(files.values(), key=lambda f: (f.path, f.root))
    return ordered, list(issues), [path.resolve() for path in paths if path.is_dir()]


def plan(
    found: Sequence[File],
    held: Iterable[Held],
    folders: Sequence[Path],
    mark: str,
    issues: Sequence[Issue] = (),
) -> Plan:
    """Compare what was found with what is held; `mark` is the fingerprint of this version."""
    by_path = {post.path: post for post in held}
    read: list[File] = []
    unchanged: list[Held] = []
    moved: dict[str, str] = {}
    for file in found:
        known = by_path.get(file.path)
        if known and file.sha256 and (known.sha256, known.fingerprint) == (file.sha256, mark):
            unchanged.append(known)
            if known.root != file.root and known.briefing_id:
                moved[known.briefing_id] = file.root
        else:
            read.append(file)
    present = {file.path for file in found}
    gone = [post for post in by_path.values() if post.path not in present and _below(post, folders)]
    return Plan(tuple(read), tuple(gone), tuple(unchanged), moved, by_path, tuple(issues), bool(folders))


def _below(post: Held, folders: Sequence[Path]) -> bool:
    return any(post.on_disk.is_relative_to(folder) for folder in folders)
