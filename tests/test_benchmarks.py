"""Benchmarks print a figure with its aim, and write into the READMEs only when asked."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from benchmarks import __main__ as command
from benchmarks.bursts import _archive, _meets
from benchmarks.figure import Figure, line, write
from benchmarks.process import run
from kg.analytics.bursts import bursts

SLOW = Figure("rebuild", "重建", 30, "s", 15)
FAST = Figure("extraction", "抽取", 3.0, "×", 2, at_least=True, note="a | b")


def test_a_figure_is_held_against_its_aim() -> None:
    assert (SLOW.ratio, SLOW.reached, FAST.ratio, FAST.reached) == (2.0, False, 1.5, True)
    assert "MISSED" in line(SLOW)
    assert "≤ 15 s" in line(SLOW)
    assert "≥ 2 ×" in line(FAST)
    assert Figure("kills", "", 1, "", 0).reached is False


def test_figures_are_written_between_the_marks_and_nowhere_else(tmp_path: Path) -> None:
    for name in ("README.md", "README.zh-CN.md"):
        (tmp_path / name).write_text("a\n<!-- speed -->\nold\n<!-- speed end -->\nb\n", "utf-8")
    write([SLOW, FAST], tmp_path)
    once = (tmp_path / "README.zh-CN.md").read_text("utf-8")
    write([SLOW, FAST], tmp_path)
    assert (tmp_path / "README.zh-CN.md").read_text("utf-8") == once
    assert once.startswith("a\n")
    assert once.endswith("\nb\n")
    assert "old" not in once
    assert "| 重建 | 30 s | ≤ 15 s | 2.00 |" in once
    assert "a \\| b" in once


def test_a_readme_without_marks_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("nothing", "utf-8")
    with pytest.raises(ValueError, match="speed"):
        write([SLOW], tmp_path)


def test_an_unknown_benchmark_is_named(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["benchmarks", "flight"])
    with pytest.raises(SystemExit):
        command.main()
    assert "no benchmark flight" in capsys.readouterr().err


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="reads /proc")
def test_memory_and_processor_of_children_count() -> None:
    child = "x = bytearray(80_000_000); [i * i for i in range(3_000_000)]; import time; time.sleep(0.3)"
    used = run([sys.executable, "-c", f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"])
    assert used.peak > 0.07
    assert used.cpu > 0.05
    assert used.seconds > 0.3


def test_a_planted_burst_is_told_from_a_false_alarm() -> None:
    import random

    days = range(40, 48)
    found = bursts(_archive(random.Random(3), ("k6", days, 12.0)))
    assert [_meets(burst, "k6", days) for burst in found] == [True]
    assert not _meets(found[0], "k7", days)
    assert not _meets(found[0], "k6", range(70, 75))
