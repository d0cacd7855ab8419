"""The pipeline as a spaCy pipeline: clean analysis, round trips, fingerprint."""

from dataclasses import replace
from datetime import date

import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nlp.extract import extract, to_doc, to_facts
from nlp.model import Item, Unit
from nlp.pipeline import Config, build_pipeline, fingerprint

ITEM = Item(
    date(2026, 2, 28),
    (
        Unit("headline", "OpenAI 发布 GPT-5.4 mini"),
        Unit("fact", "**亚马逊**与初创公司 Foobarix 合作。"),
        Unit("why", ""),
    ),
)


def test_analysis_is_clean():
    nlp = build_pipeline(Config(model=None))
    assert nlp.analyze_pipes()["problems"] == {name: [] for name in nlp.pipe_names}


def test_offsets_are_relative_to_the_unit(small):
    [facts] = extract(small, [ITEM])
    assert facts.mentions
    for mention in facts.mentions:
        assert ITEM.units[mention.unit].text[mention.start : mention.end] == mention.surface
    assert {(m.unit, m.surface) for m in facts.mentions} >= {(0, "OpenAI"), (0, "GPT-5.4 mini"), (1, "亚马逊")}


def test_an_empty_item_has_no_facts(small):
    [facts] = extract(small, [Item(date(2026, 1, 1), ())])
    assert facts.mentions == ()


@pytest.mark.parametrize("way", ["disk", "bytes"])
def test_round_trip(folder, tmp_path, way, small):
    config = Config(gazetteer=folder, model=None)
    nlp = build_pipeline(config)
    if way == "disk":
        nlp.to_disk(tmp_path / "saved")
        again = spacy.load(tmp_path / "saved")
    else:
        again = build_pipeline(Config(gazetteer=folder, model=None, hidden=("openai",))).from_bytes(nlp.to_bytes())
    assert list(extract(again, [ITEM])) == list(extract(nlp, [ITEM]))


def test_the_fingerprint_sees_gazetteer_and_settings(folder, tmp_path):
    one = fingerprint(Config(gazetteer=folder, model=None))
    assert one == fingerprint(Config(gazetteer=folder, model=None))
    assert one != fingerprint(Config(gazetteer=folder, model=None, hidden=("openai",)))
    assert one != fingerprint(Config(gazetteer=folder, model="some_model"))
    assert one != fingerprint(Config(gazetteer=tmp_path, model=None))


def test_results_do_not_depend_on_the_order_of_items(small):
    other = Item(date(2026, 3, 1), (Unit("headline", "初创公司 Barbazix 发布 DeepSeek V4"),))
    assert list(extract(small, [ITEM, other])) == list(reversed(list(extract(small, [other, ITEM]))))


def test_the_components_called_in_batches_give_what_spacys_pipe_gives(small):
    items = [replace(ITEM, day=date(2026, 1, day)) for day in range(1, 8)]
    assert list(extract(small, items, batch_size=3)) == [
        to_facts(doc) for doc in small.pipe(to_doc(small, i) for i in items)
    ]


def test_a_component_of_others_may_write_other_mentions(small):
    doc = small(to_doc(small, ITEM))
    doc.spans["mentions"] = [doc.char_span(0, 6, label="PRODUCT", kb_id="x"), *list(doc.spans["mentions"])[1:]]
    [first, *rest] = to_facts(doc).mentions
    assert (first.type, first.key, first.name) == ("PRODUCT", "x", "OpenAI")
    assert rest == list(to_facts(small(to_doc(small, ITEM))).mentions)[1:]


def test_a_component_of_others_may_change_what_is_told_of_a_mention(small):
    doc = small(to_doc(small, ITEM))
    doc.spans["mentions"][0]._.confidence = 0.25
    assert to_facts(doc).mentions[0].confidence == 0.25
    new = doc.char_span(7, 9, label="WORK", kb_id="y")
    new._.rule = "by hand"
    doc.spans["mentions"] = [*doc.spans["mentions"], new]
    assert {m.surface: m.rule for m in to_facts(doc).mentions}["发布"] == "by hand"


def test_a_memory_zone_of_spacy_leaves_nothing_behind(small):
    for text in ("第一 Zonexaa Labs", "第二 Zonexaa Labs"):
        with small.memory_zone():
            assert small(text).text == text
    assert small("Zonexaa Labs").text == "Zonexaa Labs"


WORDS = """OpenAI GPT-5.4 ＧＰＴ mini 智谱 智譜 、 与 在 的 ** 《 》 （ ） [x](https://a.b/Claude) 美国 政府
CEO Jane 王小明 离职 Foo Labs / - ."""
PIECES = st.sampled_from([*WORDS.split(), " ", "\n"])


@given(st.lists(st.one_of(PIECES, st.text(max_size=4)), max_size=25).map("".join))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_mentions_are_where_they_say_and_do_not_overlap(small, text):
    item = Item(date(2026, 1, 1), tuple(Unit("fact", line) for line in text.split("\n")))
    [facts] = extract(small, [item])
    last = (-1, 0)
    for mention in facts.mentions:
        assert item.units[mention.unit].text[mention.start : mention.end] == mention.surface
        assert mention.surface.strip() == mention.surface
        assert (mention.unit, mention.start) >= last
        last = (mention.unit, mention.end)
