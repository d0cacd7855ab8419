"""The gazetteer, read and checked in a new process."""

from __future__ import annotations

import subprocess
import sys
from statistics import median

from benchmarks.figure import Figure
from benchmarks.process import ROOT
from benchmarks.workshop import Workshop

__all__ = ["run"]

REPEATS = 5
CODE = """
import time
start = time.perf_counter()
from nlp.gazetteer import load
loaded = load()
print(time.perf_counter() - start, len(loaded.aliases))
"""


def run(workshop: Workshop) -> list[Figure]:
    """Median of REPEATS processes: import of the reader and everything that it reads."""
    outputs = [
        subprocess.run(
            [sys.executable, "-c", CODE], capture_output=True, text=True, check=True, cwd=ROOT
        ).stdout.split()
        for _ in range(REPEATS)
    ]
    seconds, aliases = median(float(out[0]) for out in outputs), outputs[0][1]
    return [Figure("gazetteer loaded cold", "冷加载词表", seconds, "s", 1, note=f"{int(aliases):,} aliases")]
