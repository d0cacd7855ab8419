"""Names nobody listed, in whole sentences of the trade over the gazetteer that ships: all of them and nothing else."""

from pathlib import Path

import pytest

LINES = [
    line.split("\t")
    for table in ("cases.tsv", "cut_names.tsv", "brands.tsv", "told_names.tsv")
    for line in Path(__file__).with_name(table).read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("text", "wanted"), LINES, ids=[text for text, _ in LINES])
def test_the_names_of_a_sentence(shipped, names, text, wanted):
    found = {surface: told[0] for surface, told in names(shipped, text).items()}
    assert found == dict(one.rsplit(":", 1) for one in wanted.split("|") if one)
