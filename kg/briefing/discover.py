"""Which files of a folder are posts: Hugo, Jekyll, Hexo, Obsidian trees, or Markdown files side by side."""

from __future__ import annotations

import hashlib
import os
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path, PurePath

from kg.briefing.dates import day_in_name, day_in_text, day_of_value
from kg.briefing.frontmatter import read_front_matter
from kg.briefing.language import LANGUAGES, language_mark
from kg.errors import NotFound
from kg.model import Issue

__all__ = ["GENERATOR", "Discovery", "discover"]

GENERATOR = "briefgraph"
"""What `kg review` writes as generator into the front matter of its posts."""

_SUFFIXES = {".md", ".markdown", ".mdown", ".mkd"}
# Folders that hold no posts: tools, build output, templates, attachments.
_SKIPPED = {
    "node_modules", "public", "resources", "themes", "layouts", "archetypes", "static", "assets", "venv",
    "templates", "_site", "_layouts", "_includes", "_drafts", "_sass", "scaffolds", "__pycache__",
}  # fmt: skip
_NOT_POSTS = {
    "readme",
    "license",
    "changelog",
    "contributing",
    "_index",
    "index_page",
    "about",
    "code_of_conduct",
}
# What the front matter says of a file that is not to be read: key, value, why.
_LEFT_OUT = (
    ("draft", "true", "draft"),
    ("published", "false", "draft"),  # Jekyll and Hexo
    ("generator", GENERATOR, "written by `kg review`, not counted again"),
)
_LEFT_OUT_LINE = re.compile(
    r"""\s*["']?(?:draft\b.*true|published\b.*false|generator\b.*briefgraph)""", re.IGNORECASE
)
# Of these one must stand on a line before `_LEFT_OUT_LINE` can match: looking for bytes costs a tenth of a pattern.
_SKIPPABLE = ((b"draft", b"true"), (b"published", b"false"), (b"generator", GENERATOR.encode()))


@dataclass(frozen=True)
class Discovery:
    """The posts below `root`, in path order, and what was left out and why."""

    root: Path
    files: tuple[Path, ...]
    issues: tuple[Issue, ...] = ()
    digests: Mapping[Path, str] = field(default_factory=dict)
    """sha256 of the bytes of each file; empty for one that cannot be opened, which reading then reports."""


def discover(paths: Sequence[Path]) -> Discovery:
    """Find the posts among files and folders. `NotFound` where a path does not exist or no post is there."""
    given = [Path(path) for path in paths]
    for path in given:
        if not path.exists():
            raise NotFound(f"no such file or folder: {path}", "check the path")
    root = _root(given)
    finder = _Finder(root)
    for path in given:
        finder.take(path)
    files = finder.without_translations_and_copies()
    if not files and not finder.issues:
        raise NotFound(f"no Markdown files in {', '.join(map(str, given))}", "give the folder of the posts")
    return Discovery(root, tuple(files), tuple(finder.issues), finder.digests)


def _root(given: Sequence[Path]) -> Path:
    folders = [path if path.is_dir() else path.parent for path in given]
    if len(folders) == 1:
        return folders[0]
    return Path(os.path.commonpath([folder.absolute() for folder in folders]))


class _Finder:
    def __init__(self, root: Path) -> None:
        self.root = root.absolute()
        self.shown = root
        self.real = root.resolve()
        self.files: dict[Path, date | None] = {}
        self.digests: dict[Path, str] = {}
        self.issues: list[Issue] = []

    def say(self, path: Path, message: str, line: int | None = None, severity: str = "info") -> None:
        self.issues.append(Issue(self._name(path), line, severity, message))  # type: ignore[arg-type]

    def _name(self, path: Path) -> str:
        return Path(os.path.relpath(path.absolute(), self.root)).as_posix()

    def take(self, path: Path) -> None:
        if path.is_file():
            self._consider(path, asked=True)
            return
        inside = path.resolve().is_relative_to(self.real)  # and with it all that is no link itself
        for found in _walk(path):
            if (inside and not found.is_symlink()) or found.resolve().is_relative_to(self.real):
                self._consider(found, asked=False)
            else:
                self.say(found, "symbolic link out of the folder: skipped", severity="warning")

    def _consider(self, path: Path, asked: bool) -> None:
        stem = path.stem.lower()
        if not asked and (stem in _NOT_POSTS or stem.split(".")[0] == "_index"):
            self.say(path, f"{path.name} is no post: skipped")
            return
        if not asked and _is_resource(path):
            self.say(path, f"belongs to the post {path.parent.name}/index.md: skipped")
            return
        content = _content(path)
        left_out, day = _peek(path, content or b"")
        if left_out:
            line, reason = left_out
            self.say(path, f"{reason}: skipped", line=line)
            return
        self.files.setdefault(path, day)
        self.digests[path] = "" if content is None else hashlib.sha256(content).hexdigest()

    def without_translations_and_copies(self) -> list[Path]:
        files = self._one_language(sorted(self.files))
        files = self._one_copy(files)
        self._say_same_day(files)
        return files

    def _one_language(self, files: list[Path]) -> list[Path]:
        """`x.zh.md` and `x.en.md` (or `zh/x.md` and `en/x.md`) are one briefing: Chinese first, then plain."""
        groups: dict[Path, list[tuple[int, Path]]] = defaultdict(list)
        for path in files:
            base, language = _language_of(path)
            groups[base].append((_rank(language), path))
        kept: list[Path] = []
        for versions in groups.values():
            versions.sort()
            kept.append(versions[0][1])
            for _, path in versions[1:]:
                self.say(path, f"translation of {versions[0][1].name}: skipped")
        return sorted(kept)

    def _one_copy(self, files: list[Path]) -> list[Path]:
        """Without files with the bytes of another one; of two days (in the names) they are two posts."""
        first: dict[tuple[str, date | None], Path] = {}
        kept: list[Path] = []
        for path in files:
            post = self.digests[path], self.files[path]
            if post[0] and post in first:
                self.say(path, f"the same bytes as {self._name(first[post])}: read once")
                continue
            first.setdefault(post, path)
            kept.append(path)
        return kept

    def _say_same_day(self, files: list[Path]) -> None:
        days: dict[date, Path] = {}
        for path in files:
            day = self.files[path]
            if day is None:
                continue
            if day in days:
                self.say(
                    path, f"another post of {day.isoformat()} beside {self._name(days[day])}: both are kept"
                )
            days.setdefault(day, path)


def _is_resource(path: Path) -> bool:
    """A Markdown file beside the index.md of a leaf bundle in a Hugo tree: part of that page, no post."""
    if "content" not in path.parts[:-2] or path.stem.split(".")[0] == "index":
        return False
    return (path.parent / "index.md").is_file()


def _walk(folder: Path) -> Iterator[Path]:
    for where, folders, names in os.walk(folder, followlinks=False):
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and name.lower() not in _SKIPPED
        )
        for name in sorted(names):
            if PurePath(name).suffix.lower() in _SUFFIXES and not name.startswith("."):
                yield Path(where) / name


def _content(path: Path) -> bytes | None:
    """The bytes of a file; None where it cannot be opened."""
    try:
        return path.read_bytes()
    except OSError:
        return None


def _peek(path: Path, content: bytes) -> tuple[tuple[int, str] | None, date | None]:
    """(line, why) where the front matter says that this is no post to read, and the day of the post.

    Both from the name and the first 8 kB; `read_file` reports what cannot be read.
    """
    day = day_in_name(path.stem) or (
        day_in_name(path.parent.name) if path.stem.lower().startswith("index") else None
    )
    begin = content[:8192]
    suspicious = _may_be_left_out(begin.lower())
    if not suspicious and day is not None and not begin.startswith(b"{"):
        return None, day  # the fast way; JSON may have it anywhere on a line
    head, said = begin.decode("utf-8", "replace"), None
    if suspicious:
        lines = head.split("\n")[:200]
        said = next((n for n, line in enumerate(lines, 1) if _LEFT_OUT_LINE.match(line)), None)
        if said is None and day is not None and not head.startswith("{"):
            return None, day
    data = {str(name).lower(): value for name, value in read_front_matter(head).data.items()}
    stated = day_of_value(data.get("date")) if data.get("date") is not None else None
    why = next((why for key, value, why in _LEFT_OUT if str(data.get(key, "")).lower() == value), None)
    return (said or 1, why) if why else None, stated or day or day_in_text(str(data.get("title", "")))


def _may_be_left_out(low: bytes) -> bool:
    """Whether a line holds a key and a value that make a file no post; `low` is in small letters."""
    for key, value in _SKIPPABLE:
        at = low.find(key)
        while at >= 0:
            end = low.find(b"\n", at)
            if value in low[at : end if end >= 0 else None]:
                return True
            at = low.find(key, at + 1)
    return False


def _language_of(path: Path) -> tuple[Path, str]:
    """The path without its language mark, and the mark ("" where there is none)."""
    stem, mark = language_mark(path.stem)
    if mark:
        return path.with_name(stem + path.suffix), mark
    folder, language = _folder_language(path.parent)
    return (folder / path.name, language) if language else (path, "")


@lru_cache(maxsize=1024)
def _folder_language(folder: Path) -> tuple[Path, str]:
    """The same of a folder: the last part that is a language is its mark."""
    parts = folder.parts
    for position in range(len(parts) - 1, -1, -1):
        if parts[position].lower() in LANGUAGES:
            return Path(*parts[:position], *parts[position + 1 :]), parts[position].lower()
    return folder, ""


def _rank(language: str) -> int:
    """Preference among translations: the untranslated original, Chinese, English, others."""
    if not language:
        return 0
    return 1 + LANGUAGES.index(language)
