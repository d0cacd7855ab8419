"""The figures of ``kg eval`` for the READMEs: sample archive with its baselines, the other golds beside it.

Run: ``python -m benchmarks.quality [--write]``.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from benchmarks.figure import put, rows_of
from benchmarks.process import ROOT
from kg.evaluation.run import Row, evaluate

GOLD, *OTHERS = (ROOT / "tests" / "eval" / name for name in ("gold", "second", "third", "fourth", "fifth"))
HEADS = {
    "README.md": ("Figure", "Sample archive", "95 %", "Baseline", "Second gold", "Third gold", "Fourth gold",
                  "Fifth gold", "Floor", "Aim"),
    "README.zh-CN.md": ("指标", "样例档案", "95 % 区间", "基线", "第二套标注", "第三套标注", "第四套标注", "第五套标注",
                        "底线", "目标"),
}  # fmt: skip


def cells(row: Row, others: Sequence[dict[str, float]]) -> tuple[str, ...]:
    """One figure as it is shown; `others` are the values of the other golds by name."""

    def number(value: float | None) -> str:
        return "" if value is None else f"{value:.2f}"

    return (
        row.name, f"{row.value:.3f}", f"{row.low:.2f}–{row.high:.2f}", number(row.baseline),
        *(number(values.get(row.name)) for values in others), number(row.floor), number(row.aim),
    )  # fmt: skip


def main() -> None:
    """Measure, print, and write on demand."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quality", description=__doc__)
    parser.add_argument("--write", action="store_true", help="put the table into the READMEs")
    given = parser.parse_args()
    report = evaluate(GOLD, ROOT / "data" / "briefings", baselines=True)
    others = [{row.name: row.value for row in evaluate(gold).rows} for gold in OTHERS]
    rows = [cells(row, others) for row in report.rows]
    for name, heads in HEADS.items():
        table = "\n".join(rows_of([heads, ("---", *["--:"] * (len(heads) - 1)), *rows]))
        if given.write:
            put(ROOT / name, "quality", table)
    print(table)


if __name__ == "__main__":
    main()
