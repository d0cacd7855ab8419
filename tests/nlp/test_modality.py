"""Modality: own stories in both languages; what cue decided it; negation and outlets."""

from datetime import date
from pathlib import Path

import pytest

from nlp.extract import extract
from nlp.model import Item, Unit
from nlp.pipeline import STAGES, Config, build_pipeline

LINES = (Path(__file__).parent / "modality_cases.tsv").read_text("utf-8").splitlines()
CASES = [line.split("\t") for line in LINES if line and not line.startswith("#")]


@pytest.fixture(scope="module")
def read():
    kept = {"bg_cues", "bg_modality"}
    nlp = build_pipeline(Config(model=None, without=tuple(stage for _, stage in STAGES if stage not in kept)))

    def facts(headline, fact="", outlets=(), why=""):
        units = (Unit("headline", headline), Unit("fact", fact), Unit("why", why))
        [found] = extract(nlp, [Item(date(2026, 1, 1), units, tuple(outlets))])
        return found.modality, found.modality_cue

    return facts


@pytest.mark.parametrize(("headline", "fact", "outlets", "wanted"), CASES)
def test_how_sure_a_story_is(read, headline, fact, outlets, wanted):
    assert read(headline, fact, outlets.split("/"))[0] == wanted


def test_without_a_cue_a_story_is_announced_and_no_cue_is_named(read):
    assert read("新版界面") == ("announced", None)


def test_the_cue_that_decided_is_named(read):
    assert read("据传新款眼镜将至") == ("rumoured", "据传")


def test_what_the_author_makes_of_it_does_not_count(read):
    assert read("新版界面", why="据传竞争对手也在测试，爆料称价格更低。")[0] == "announced"


def test_a_medium_reports_and_one_that_cites_another_passes_on(read):
    assert read("工厂停工", outlets=["Reuters"])[0] == "reported"
    assert read("工厂停工", "知情人士称，下周可能恢复。", outlets=["Reuters", "The Information"])[0] == "rumoured"
