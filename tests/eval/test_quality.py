"""The quality gate: the sample archive scored against its gold, held at what has been reached."""

from __future__ import annotations

from pathlib import Path

from kg.evaluation.gate import check
from kg.evaluation.run import evaluate

HERE = Path(__file__).parent


def test_no_figure_falls_under_what_was_reached():
    """Raise the floors with `kg eval --gate tests/eval/gate.json --update`; lowering needs `--lower`."""
    report = evaluate(HERE / "gold", HERE.parents[1] / "data" / "briefings")
    assert check(report, HERE / "gate.json") == []
    assert not any(report.zeros.values()), report.zeros
