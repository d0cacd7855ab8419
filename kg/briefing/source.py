"""Bytes to text: encodings, byte order marks, NUL, size. Offsets count from after the BOM."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from kg.briefing.parser import parse
from kg.briefing.sites import permalink
from kg.errors import Unreadable
from kg.model import Briefing, Issue

__all__ = ["MAX_BYTES", "decode", "read_file"]

MAX_BYTES = 10 * 1024 * 1024
"""A post above 10 MB is not a briefing; the longest seen has 60 kB."""

_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


def decode(data: bytes, path: str) -> tuple[str, tuple[Issue, ...]]:
    """Text of a file and what is to be said about it; `Unreadable` where it is none."""
    if len(data) > MAX_BYTES:
        raise Unreadable(path, None, f"file of {len(data) / 1048576:.1f} MB, limit 10 MB", "split the file")
    if not data.strip():
        raise Unreadable(path, None, "empty file", "write the post or remove the file")
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding, path), ()
    if b"\0" in data:
        line = data.count(b"\n", 0, data.index(b"\0")) + 1
        raise Unreadable(path, line, "NUL byte: not a text file", "save it as UTF-8 text")
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        return _fallback(data, path, data.count(b"\n", 0, error.start) + 1)


def _strict(data: bytes, encoding: str, path: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Unreadable(
            path, line, f"not valid {encoding} in spite of its mark", "save it as UTF-8"
        ) from error
    if "\0" in text:
        raise Unreadable(
            path, text.count("\n", 0, text.index("\0")) + 1, "NUL character", "save it as UTF-8 text"
        )
    return text


def _fallback(data: bytes, path: str, line: int) -> tuple[str, tuple[Issue, ...]]:
    """GB18030, the other encoding of Chinese posts, where the result reads like text."""
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError as error:
        raise Unreadable(path, line, "neither UTF-8 nor GB18030", "save it as UTF-8") from error
    odd = sum(1 for ch in text if not (ch.isprintable() or ch in "\r\n\t\u3000\xa0"))
    if odd * 20 > len(text):
        raise Unreadable(path, line, "neither UTF-8 nor readable as GB18030", "save it as UTF-8")
    return text, (Issue(path, line, "warning", "not UTF-8; read as GB18030"),)


def read_file(root: Path, path: Path, *, template: str | None = None) -> tuple[Briefing, str]:
    """Read one post below `root`: the briefing and the text its offsets count in.

    Raises `Unreadable` with the reason where nothing can be read.
    """
    name = _relative(root, path)
    try:
        if path.stat().st_size > MAX_BYTES:
            raise Unreadable(
                name, None, f"file of {path.stat().st_size / 1048576:.1f} MB, limit 10 MB", "split the file"
            )
        data = path.read_bytes()
    except OSError as error:
        raise Unreadable(
            name, None, f"cannot be opened: {error.strerror or error}", "check the file"
        ) from error
    text, issues = decode(data, name)
    briefing = parse(text, name, template=template)
    url = briefing.url or permalink(path, text, briefing.day)
    return replace(briefing, url=url, issues=(*issues, *briefing.issues)), text


def _relative(root: Path, path: Path) -> str:
    try:
        return path.relative_to(root).as_posix()
    except ValueError:
        return path.name
