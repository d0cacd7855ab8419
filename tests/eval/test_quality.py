"""The quality gate: each gold scored and held at what has been reached."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.evaluation.gate import check
from kg.evaluation.run import evaluate

HERE = Path(__file__).parent
SAMPLE = HERE / "gold", HERE.parents[1] / "data" / "briefings", HERE / "gate.json"
OTHERS = [(HERE / name, HERE / name, HERE / name / "gate.json") for name in ("second", "third", "fourth", "fifth")]


@pytest.mark.parametrize(
    ("gold", "posts", "gate"),
    [SAMPLE, *OTHERS],
    ids=["sample archive", "second gold", "third gold", "fourth gold", "fifth gold"],
)
def test_no_figure_falls_under_what_was_reached(gold: Path, posts: Path, gate: Path):
    """Raise the floors of the sample archive with `kg eval --gate tests/eval/gate.json --update`; lowering needs `--lower`."""
    report = evaluate(gold, posts)
    assert check(report, gate) == []
    assert not any(report.zeros.values()), report.zeros
