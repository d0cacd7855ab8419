"""Modality: own stories in both languages; what cue decided it; negation and outlets."""

import re
from datetime import date
from pathlib import Path

import pytest

from nlp.attributes import MENTIONS
from nlp.extract import extract, to_doc, to_facts
from nlp.model import Item, Unit
from nlp.pipeline import STAGES, Config, build_pipeline

LINES = (Path(__file__).parent / "modality_cases.tsv").read_text("utf-8").splitlines()
CASES = [line.split("\t") for line in LINES if line and not line.startswith("#")]

LANGUAGE = (Path(__file__).parent / "modality_language.tsv").read_text("utf-8").splitlines()


@pytest.fixture(scope="module")
def read():
    kept = {"bg_cues", "bg_modality"}
    nlp = build_pipeline(Config(model=None, without=tuple(stage for _, stage in STAGES if stage not in kept)))

    def facts(headline, fact="", outlets=(), why=""):
        units = (Unit("headline", headline), Unit("fact", fact), Unit("why", why))
        [found] = extract(nlp, [Item(date(2026, 1, 1), units, tuple(outlets))])
        return found.modality, found.modality_cue

    return facts


@pytest.fixture(scope="module")
def said():
    """The modality of a headline with its names marked."""
    kept = {"bg_cues", "bg_modality"}
    nlp = build_pipeline(Config(model=None, without=tuple(stage for _, stage in STAGES if stage not in kept)))

    def modality(written):
        found = re.search(r"<(.+?) ([A-Z]+)>", written)
        bare = written[: found.start()] + found[1] + written[found.end() :]
        doc = to_doc(nlp, Item(date(2026, 1, 1), (Unit("headline", bare),)))
        doc.spans[MENTIONS] = [doc.char_span(found.start(), found.start() + len(found[1]), label=found[2], kb_id="x")]
        for _, component in nlp.pipeline:
            doc = component(doc)
        return to_facts(doc).modality

    return modality


@pytest.mark.parametrize(("headline", "fact", "outlets", "wanted"), CASES)
def test_how_sure_a_story_is(read, headline, fact, outlets, wanted):
    assert read(headline, fact, outlets.split("/"))[0] == wanted


def test_stories_of_dailies_are_read_with_few_errors(read):
    """66 stories, .65 of them right at first sight."""
    told = [line.split("\t") for line in LANGUAGE if line and not line.startswith("#")]
    right = [read(headline, fact, re.split("[、/]", outlets))[0] == wanted for headline, fact, outlets, wanted in told]
    assert sum(right) / len(right) >= 0.87


def test_an_insider_tells_of_a_plan_or_of_what_is_done(read):
    assert read("某云厂商据悉洽谈收购一家机房运营商", outlets=["Reuters"])[0] == "rumoured"
    assert read("某云厂商据悉已关闭一座机房", outlets=["Reuters"])[0] == "reported"


def test_what_a_person_says_in_the_headline_is_an_opinion(said):
    assert said("<吴恩达 PERSON>：智能体还早") == "opinion"
    assert said("<Andrew Ng PERSON> argues that agents are early") == "opinion"
    assert said("<百度 ORG>：智能体月底上线") == "announced"


def test_without_a_cue_a_story_is_announced_and_no_cue_is_named(read):
    assert read("新版界面") == ("announced", None)


def test_the_cue_that_decided_is_named(read):
    assert read("据传新款眼镜将至") == ("rumoured", "据传")


def test_what_the_author_makes_of_it_does_not_count(read):
    assert read("新版界面", why="据传竞争对手也在测试，爆料称价格更低。")[0] == "announced"


def test_a_medium_reports_and_one_that_cites_another_passes_on(read):
    assert read("工厂停工", outlets=["Reuters"])[0] == "reported"
    assert read("工厂停工", "知情人士称，下周可能恢复。", outlets=["Reuters", "The Information"])[0] == "rumoured"


def test_a_cue_inside_a_name_says_nothing() -> None:
    """Whisper is a model before it is a rumour: over the whole pipeline, where names are found first."""
    items = [
        Item(date(2026, 3, 5), (Unit("headline", text),), ())
        for text in ("OpenAI 更新 Whisper 语音模型", "Apple launch whispered about")
    ]
    assert [facts.modality for facts in extract(build_pipeline(), items)] == ["announced", "rumoured"]
