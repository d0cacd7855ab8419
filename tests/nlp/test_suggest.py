"""Ranking unknown names and adopting one."""

import shutil

import pytest

from nlp.gazetteer import load
from nlp.suggest import Seen, adopt, suggest


def test_what_comes_back_ranks_above_what_was_seen_once():
    ranked = suggest(
        [
            Seen("Foobarix", "ORG", "Latin name", 3, "Foobarix 融资", days=3),
            Seen("Once", "PRODUCT", "Latin name", 1, "Once"),
            Seen("foobarix", "PRODUCT", "repeats: Latin name", 1, "foobarix 上线"),
        ]
    )
    assert [s.surface for s in ranked] == ["Foobarix", "Once"]
    assert (ranked[0].type, ranked[0].count, ranked[0].surfaces) == ("ORG", 4, ("Foobarix", "foobarix"))
    assert "4 mentions on 3 days" in ranked[0].reason


def test_adopting_is_one_line(folder, tmp_path):
    copy = shutil.copytree(folder, tmp_path / "g")
    place = adopt("Foobarix", "ORG", folder=copy, name_zh="富巴", parent="openai")
    assert load(copy).find("富巴") == ("foobarix",)
    assert load(copy).entity("foobarix").source == place


@pytest.mark.parametrize(
    ("surface", "type_", "why"),
    [("OpenAI", "ORG", "already"), ("Agent", "PRODUCT", "generic"), ("X Y", "FIRM", "none of")],
)
def test_a_bad_adoption_leaves_the_file(folder, tmp_path, surface, type_, why):
    copy = shutil.copytree(folder, tmp_path / "g")
    before = {p.name: p.read_bytes() for p in copy.iterdir()}
    with pytest.raises(ValueError, match=why):
        adopt(surface, type_, folder=copy)
    assert {p.name: p.read_bytes() for p in copy.iterdir()} == before
