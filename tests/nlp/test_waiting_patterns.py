"""Patterns are added when a text shows how they begin: nothing is found later or otherwise than with all of them there."""

import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

import nlp.components.gazetteer as component
from nlp.components.gazetteer import GazetteerMatcher
from nlp.gazetteer import load
from nlp.matching import beginnings, index
from nlp.pipeline import Config, build_pipeline

GLUE = st.sampled_from(["", " ", "  ", "-", "、", "与", "\n", "X", "5.4", "（", "Σ", "İ"])
WIDE = {c: c + 0xFEE0 for c in range(0x21, 0x7F)}


def written(name):
    """A name as other writers write it."""
    return st.sampled_from([name, name.upper(), name.lower(), name.replace(" ", "-"), name.translate(WIDE)])


@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_waiting_changes_nothing(folder, data):
    gazetteer = load(folder)
    names = st.sampled_from([a.surface for a in gazetteer.aliases]).flatmap(written)
    texts = data.draw(
        st.lists(st.lists(st.one_of(names, GLUE), max_size=12).map("".join), min_size=1, max_size=4)
    )
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"@tokenizers": "bg.mixed.v1"}}})
    waiting, ready = (GazetteerMatcher(nlp, name, gazetteer) for name in ("waiting", "ready"))
    ready._read = component.ALL
    docs = [nlp(text) for text in texts]
    assert [waiting.match(doc) for doc in docs] == [ready.match(doc) for doc in docs]


def test_every_pattern_waits_under_a_beginning_of_its_own_text():
    """Of the whole gazetteer that ships."""
    gazetteer = load()
    found = index(gazetteer.aliases, {(e.id, e.name_zh) for e in gazetteer.entities.values() if e.name_zh})
    assert sum(map(len, found.values())) > 40_000
    wrong = [
        (begin, pattern)
        for begin, own in found.items()
        for pattern in own
        if begin not in beginnings(pattern.replace("\t", " "))
    ]
    assert wrong == []


def test_one_post_asks_for_few_and_an_archive_for_all(folder):
    nlp = build_pipeline(Config(gazetteer=folder, model=None))
    matcher = nlp.get_pipe("bg_gazetteer")
    everything = len(matcher._waiting)
    nlp("OpenAI 发布新品")
    assert 0 < everything - len(matcher._waiting) < everything / 2
    nlp("无" * component.ALL)
    assert not matcher._waiting
