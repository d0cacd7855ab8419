"""What takes long to derive from the gazetteer is kept between runs: plain JSON in the user's cache folder.

A file is named after what it was made from (the bytes of the gazetteer, the sources of this package) and begins
with the digest of its own content. So one that is old, torn or foreign is never believed: it is made anew. Where
nothing can be written, everything works as before, only slower.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

__all__ = ["code_digest", "folder", "kept"]

Value = TypeVar("Value")
KEPT = 8
"""Files that stay: two a gazetteer and version of the program."""


def folder() -> Path:
    """``$XDG_CACHE_HOME/briefgraph``, else ``~/.cache/briefgraph``."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser()) / "briefgraph"


@lru_cache(maxsize=1)
def code_digest() -> str:
    """sha256 over the sources of this package."""
    total = hashlib.sha256()
    here = Path(__file__).parent
    for path in sorted(here.rglob("*.py")):
        total.update(path.relative_to(here).as_posix().encode() + b"\0" + path.read_bytes())
    return total.hexdigest()


def kept(name: str, source: str, make: Callable[[], Value]) -> Value:
    """What `make` gives (JSON values), or what it gave in an earlier run for the same `source` and program."""
    mark = hashlib.sha256(f"{source} {code_digest()}".encode()).hexdigest()[:16]
    path = folder() / f"{name}-{mark}.json"
    with suppress(OSError, ValueError, RuntimeError):  # not there, not ours, no home: made anew
        digest, _, body = path.read_bytes().partition(b"\n")
        if hashlib.sha256(body).hexdigest().encode() == digest:
            found: Value = json.loads(body)
            return found
    value = make()
    with suppress(OSError, RuntimeError):
        _write(
            path,
            json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass"),
        )
    return value


def _write(path: Path, body: bytes) -> None:
    """In one step, and without the oldest files."""
    path.parent.mkdir(parents=True, exist_ok=True)
    file, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(file, "wb") as stream:
            stream.write(hashlib.sha256(body).hexdigest().encode() + b"\n" + body)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    by_age = sorted(path.parent.glob("*-*.json"), key=lambda p: p.stat().st_mtime)
    for old in by_age[:-KEPT]:
        old.unlink(missing_ok=True)
