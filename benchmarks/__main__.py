"""Run the benchmarks and print each figure with its aim.

``python -m benchmarks`` runs all, ``python -m benchmarks rebuild append`` some. Nothing is written into the tree
unless ``--write``, which puts the figures into README.md and README.zh-CN.md.
"""

from __future__ import annotations

import argparse
import importlib
import tempfile
from pathlib import Path

from benchmarks import figure
from benchmarks.process import ROOT
from benchmarks.workshop import Workshop

NAMES = ("rebuild", "append", "history", "extraction", "evidence", "gazetteer", "bursts", "kill")
"""Modules of this package with a function ``run(workshop) -> list[Figure]``, in the order of the table."""


def main() -> int:
    """Parse arguments, run, print; 1 where an aim is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"one of {', '.join(NAMES)} (default: all)")
    parser.add_argument("--write", action="store_true", help="put the figures into the READMEs")
    given = parser.parse_args()
    unknown = sorted(set(given.names) - set(NAMES))
    if unknown:
        parser.error(f"no benchmark {', '.join(unknown)}; there are {', '.join(NAMES)}")
    found: list[figure.Figure] = []
    print(figure.machine())
    with tempfile.TemporaryDirectory(prefix="kg-bench-") as folder:
        workshop = Workshop(Path(folder))
        for name in given.names or NAMES:
            for one in importlib.import_module(f"benchmarks.{name}").run(workshop):
                found.append(one)
                print(figure.line(one), flush=True)
    if given.write:
        figure.write(found, ROOT)
    return int(not all(one.reached for one in found))


if __name__ == "__main__":
    raise SystemExit(main())
