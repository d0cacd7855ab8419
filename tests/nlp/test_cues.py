"""Cue files are data with rules: what a line may say, and where a cue counts."""

import pytest
import spacy

from nlp.components.cues import CueMatcher
from nlp.gazetteer import load as load_gazetteer
from nlp.model import Modality
from nlp.statements.cues import CueError, inflected, load, outlets, parse
from nlp.statements.roles import FRAMES, ROLES


@pytest.fixture(scope="module")
def found():
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"@tokenizers": "bg.mixed.v1"}}})
    matcher = CueMatcher(nlp, "cues")

    def read(text):
        return {(hit.cue.label, text[hit.start : hit.end]) for hits in matcher.find(nlp(text)).values() for hit in hits}

    return read


def test_every_line_names_a_label_that_exists():
    themes = {theme for theme, *_ in load_gazetteer().themes}
    allowed = {"theme": themes, "modality": set(Modality.__args__), "relation": set(ROLES)}
    assert [c for _, c in load() if c.label not in allowed[c.task]] == []
    assert {c.label for _, c in load() if c.task == "theme"} == themes
    assert {c.label for cues in outlets("modality").values() for c in cues} == {"reported", "rumoured"}
    assert {c.label for cues in outlets("theme").values() for c in cues} <= themes


def test_every_relation_cue_has_a_frame():
    assert {c.frame for _, c in load() if c.task == "relation"} == set(FRAMES)


def test_a_latin_cue_is_a_word_of_its_own(found):
    assert ("agents", "Agent") in found("新的 Agent 上线")
    assert not any(label == "agents" for label, _ in found("Agentforce 与 reagents"))


def test_a_cue_inside_an_excluding_phrase_says_nothing(found):
    assert ("capital", "上市") in found("公司计划上市")
    assert ("capital", "上市") not in found("新机的上市时间未定")


def test_traditional_and_wide_characters_are_read_the_same(found):
    assert ("capital", "融資") in found("新創公司完成融資")
    assert ("chips", "ＧＰＵ") in found("採購ＧＰＵ")


def test_verbs_stand_for_their_forms(found):
    assert inflected("acquire") == ["acquire", "acquires", "acquired", "acquiring"]
    assert inflected("deny") == ["deny", "denies", "denied", "denying"]
    assert ("acquires", "acquired") in found("OpenAI acquired Vercept")


@pytest.mark.parametrize(
    ("cells", "says"),
    [(["capital", "融资", "x"], "no number"), (["capital", "a", "1"], "short"), (["capital", "融资", "1", "", "上市"], "hold")],
)
def test_a_line_that_cannot_be_used_is_refused_with_its_place(cells, says):
    with pytest.raises(CueError, match=f"cues.tsv:7: .*{says}"):
        parse("theme", "cues.tsv:7", cells)
