"""Labelled pairs in tiers: no STRONG failure, most of the rest."""

from collections import defaultdict
from pathlib import Path

import pytest

PAIRS = [
    line.split("\t")
    for line in (Path(__file__).parents[1] / "eval" / "identity_pairs.tsv").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]
FLOORS = {"STRONG": 1.0, "MEDIUM": 0.8, "WEAK": 0.4}


@pytest.fixture(scope="module")
def verdicts(shipped_known):
    """(tier, relation, left, right, holds) of each pair."""

    def key(surface, context):
        doc = shipped_known(context or surface)
        return next((s.kb_id_ for s in doc.spans["mentions"] if s.text == surface), None)

    out = []
    for tier, relation, left, right, left_context, right_context in PAIRS:
        one, two = key(left, left_context), key(right, right_context)
        holds = one is not None and one == two if relation == "same" else one is None or one != two
        out.append((tier, f"{left} {relation} {right}: {one}, {two}", holds))
    return out


def test_there_are_enough_pairs_in_both_scripts():
    assert len(PAIRS) >= 300
    assert sum(not (left + right).isascii() for _, _, left, right, *_ in PAIRS) >= 100


@pytest.mark.parametrize("tier", list(FLOORS))
def test_tier(verdicts, tier):
    of_tier: dict[bool, list[str]] = defaultdict(list)
    for name, text, holds in verdicts:
        if name == tier:
            of_tier[holds].append(text)
    share = len(of_tier[True]) / (len(of_tier[True]) + len(of_tier[False]))
    assert share >= FLOORS[tier], "\n".join(of_tier[False])
