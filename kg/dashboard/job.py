"""The ingest that runs beside the pages: at most one at a time, known to every visit of this dashboard."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

__all__ = ["Job", "current", "start"]


@dataclass
class Job:
    """An ingest of `folder`: what it is doing, and how it ended."""

    folder: Path
    began: float = field(default_factory=time.monotonic)
    what: str = "starting"
    done: int = 0
    total: int = 0
    report: dict[str, Any] | None = None
    error: str | None = None
    remedy: str | None = None
    over: bool = False

    def hear(self, line: str) -> None:
        """One line of the worker."""
        said = json.loads(line)
        for name, value in said.items():
            setattr(self, name, value)

    @property
    def share(self) -> float:
        """How much is read, 0 to 1; what follows the reading counts as read."""
        return (
            min(1.0, self.done / self.total)
            if self.total
            else (0.0 if self.what in ("starting", "posts") else 1.0)
        )


_lock = threading.Lock()
_last: list[Job] = []


def current() -> Job | None:
    """The ingest that runs, or the last one that ran; None where there was none since the start."""
    return _last[-1] if _last else None


def start(folder: Path, database: Path) -> Job:
    """Begin an ingest, or join the one that runs."""
    with _lock:
        running = current()
        if running and not running.over:
            return running
        job = Job(folder)
        _last[:] = [job]
    command = [sys.executable, "-m", "kg.dashboard.worker", str(folder.absolute()), str(database.absolute())]
    process = subprocess.Popen(  # noqa: S603  # our own words
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    )
    threading.Thread(target=_listen, args=(job, process), daemon=True).start()
    return job


def _listen(job: Job, process: subprocess.Popen[str]) -> None:
    assert process.stdout is not None  # noqa: S101  # piped above
    try:
        for line in process.stdout:
            job.hear(line)
        _, complaint = process.communicate()
        if job.report is None and job.error is None:
            job.error = (
                complaint.strip().splitlines()[-1] if complaint.strip() else f"exit {process.returncode}"
            )
    finally:
        job.over = True
