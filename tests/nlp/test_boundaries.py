"""The adversarial list: no known name is seen inside another word, glued real names are seen."""

from pathlib import Path

import pytest

LINES = [
    line.split("\t")
    for line in Path(__file__).with_name("boundaries.tsv").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


def test_the_list_is_long_enough():
    assert len({text for text, _ in LINES}) >= 200


@pytest.mark.parametrize(("text", "wanted"), LINES, ids=[text for text, _ in LINES])
def test_no_false_hit(shipped_known, names, text, wanted):
    found = set(names(shipped_known, text))
    assert found == set(filter(None, wanted.split("|")))
