"""Posts that are handed in: checked by name and size, written whole or not at all, never over another in silence."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from kg.briefing.source import MAX_BYTES
from kg.errors import KgError

__all__ = ["Verdict", "judge", "store"]

SUFFIXES = (".md", ".markdown")
LONGEST = 200
"""Bytes of a file name; file systems end at 255."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What would become of a file. `why` is a key of the words (``archive.refused.<why>``) where it is refused."""

    name: str
    state: Literal["new", "same", "differs", "refused"]
    why: str | None = None


def judge(name: str, data: bytes, folder: Path) -> Verdict:
    """Whether `data` may become ``folder/name``, and what is there already."""
    if reason := _refusal(name, data, folder):
        return Verdict(name, "refused", reason)
    target = folder / name
    if not target.exists():
        return Verdict(name, "new")
    return Verdict(name, "same" if target.read_bytes() == data else "differs")


def _refusal(name: str, data: bytes, folder: Path) -> str | None:
    if any(c in '/\\:\0*?"<>|' or not c.isprintable() for c in name) or name.startswith((".", "~", "-")):
        return "name"
    if len(name.encode()) > LONGEST:
        return "long"
    if not name.lower().endswith(SUFFIXES):
        return "suffix"
    if len(data) > MAX_BYTES:
        return "size"
    if not data.strip():
        return "empty"
    target = folder / name
    if target.is_symlink() or (target.exists() and not target.is_file()):
        return "place"
    return None


def store(name: str, data: bytes, folder: Path, *, replace: bool = False) -> None:
    """Write the file whole or not at all; another one of that name stays unless `replace`.

    Raises `KgError` for what `judge` refuses and for a file that is there, OSError where the disk refuses.
    """
    verdict = judge(name, data, folder)
    if verdict.state == "refused":
        raise KgError(f"{name!r} is refused: {verdict.why}", "rename it, or make it smaller")
    if verdict.state == "same":
        return
    folder.mkdir(parents=True, exist_ok=True)
    handle, part = tempfile.mkstemp(prefix=".upload-", dir=folder)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(part).chmod(0o644)
        if replace:
            Path(part).replace(folder / name)
        else:
            os.link(part, folder / name)  # fails where there is one by now, unlike a rename
    except FileExistsError:
        raise KgError(f"{name} is there already", "say that it may be replaced") from None
    finally:
        Path(part).unlink(missing_ok=True)
