"""A command with all processes it starts: seconds, seconds of processor, memory at its peak (Linux)."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Used", "kg", "run"]

PAUSE = 0.05
TICKS = os.sysconf("SC_CLK_TCK")
ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Used:
    """What a command took."""

    seconds: float
    cpu: float
    """Seconds of processor of all its processes, as far as they were seen every PAUSE."""
    peak: float
    """GB: the highest sum of what its processes held, shared pages counted once (PSS)."""


def kg(*arguments: object) -> Used:
    """Run a ``kg`` command cold; raises CalledProcessError where it fails."""
    return run([sys.executable, "-m", "kg.cli", *map(str, arguments)])


def run(command: Sequence[str]) -> Used:
    """Run a command to its end and watch its processes."""
    start = time.perf_counter()
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, cwd=ROOT, env=_environment()
    )
    ticks: dict[int, int] = {}
    peak = 0
    while process.poll() is None:
        family = _family(process.pid)
        ticks |= {pid: found for pid in family if (found := _ticks(pid)) is not None}
        peak = max(peak, sum(map(_held, family)))
        time.sleep(PAUSE)
    seconds = time.perf_counter() - start
    if process.returncode:
        raise subprocess.CalledProcessError(
            process.returncode, command, stderr=process.stderr and process.stderr.read()
        )
    return Used(seconds, sum(ticks.values()) / TICKS, peak / 2**20)


def _environment() -> dict[str, str]:
    """As on a user's machine, where a module is compiled at its first import and not at every one."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def _family(pid: int) -> list[int]:
    """`pid` and all that descend from it; orphans of a server that ended are not among them."""
    children: dict[int, list[int]] = defaultdict(list)
    for folder in Path("/proc").glob("[0-9]*"):
        fields = _stat(int(folder.name))
        if fields:
            children[int(fields[1])].append(int(folder.name))
    found, at = [pid], 0
    while at < len(found):
        found += children[found[at]]
        at += 1
    return found


def _stat(pid: int) -> list[str] | None:
    """Fields of /proc/PID/stat from the state on; None for a process that has ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None


def _ticks(pid: int) -> int | None:
    fields = _stat(pid)
    return int(fields[11]) + int(fields[12]) if fields else None


def _held(pid: int) -> int:
    """Memory of the process in kB, a page that several share counted in parts."""
    try:
        for text in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if text.startswith("Pss:"):
                return int(text.split()[1])
    except OSError:
        pass  # it ended between the two looks
    return 0
