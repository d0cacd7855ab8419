"""A floor cannot be lowered in silence."""

from __future__ import annotations

import pytest

from kg.errors import KgError
from kg.evaluation.gate import check, update
from kg.evaluation.run import Report, Row


def report(value, digest="d", leaks=0):
    row = Row("entity F1", value, 0, 1, "", 0.9, 0.97)
    return Report((row,), {"leakage": leaks}, digest, 1)


def test_what_was_reached_is_held(tmp_path):
    gate = tmp_path / "gate.json"
    update(report(0.95), gate)
    assert check(report(0.95), gate) == []
    assert "entity F1 is 0.900" in check(report(0.90), gate)[0]


def test_a_floor_falls_only_when_asked(tmp_path):
    gate = tmp_path / "gate.json"
    update(report(0.95), gate)
    with pytest.raises(KgError, match="would fall"):
        update(report(0.90), gate)
    assert check(report(0.95), gate) == []
    update(report(0.90), gate, lower=True)
    assert check(report(0.90), gate) == []


def test_other_gold_and_a_leak_are_named(tmp_path):
    gate = tmp_path / "gate.json"
    update(report(0.95), gate)
    wrong = check(report(0.95, digest="other", leaks=2), gate)
    assert len(wrong) == 2
    assert "leakage" in wrong[1]


def test_a_figure_that_vanished_is_wrong(tmp_path):
    gate = tmp_path / "gate.json"
    update(report(0.95), gate)
    assert check(Report((), {}, "d", 1), gate)
