"""Reading, finding and refusing gazetteer lines."""

import time

import pytest

from nlp.gazetteer import GazetteerError, load, parse_alias, validate

HEADER = "id\ttype\tname\tname_zh\taliases\tparent\tfamily\tnote\n"


def write(folder, *lines, file="orgs.tsv"):
    (folder / file).write_text(HEADER + "\n".join(lines) + "\n", "utf-8")
    return folder


def test_an_alias_knows_its_line(folder):
    gazetteer = load(folder)
    [alias] = [a for a in gazetteer.aliases if a.surface == "亚马逊"]
    assert (alias.entity, alias.source) == ("amazon", "orgs.tsv:4")


def test_find_takes_any_case_width_script_and_spacing(folder):
    gazetteer = load(folder)
    for name in ("openai", "ＯpenAI", "Open AI", "open-ai"):
        assert gazetteer.find(name) == ("openai",)
    assert gazetteer.find("智譜") == ("zhipu",)
    assert gazetteer.find("李飞飞") == ("fei-fei-li", "li-feifei-alibaba")
    assert gazetteer.find("nobody") == ()


def test_a_changed_file_is_seen(tmp_path):
    assert load(write(tmp_path, "a\tORG\tAlfa\t\t\t\t\t")).find("Beta") == ()
    assert load(write(tmp_path, "a\tORG\tAlfa\t\tBeta\t\t\t")).find("Beta") == ("a",)


def test_hidden_entities_are_forgotten(folder):
    less = load(folder).without(["amazon"])
    assert less.find("亚马逊") == ()
    assert less.entity("amazon") is None
    assert less.digest != load(folder).digest


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("A B\tORG\tx", "no lower-case slug"),
        ("a\tFIRM\tAlfa", "none of"),
        ("a\tORG\t", "has no name"),
        ("a\tORG\tAlfa\t\tBeta{neeed=x}", "unknown flag"),
        ("a\tORG\tAlfa\t\tBeta{need=}", "need without words"),
        ("a\tORG\tAlfa\t\tBeta{case", "unbalanced braces"),
        ("a\tORG\tAlfa\t\t\tnobody", "parent nobody of a is no entity"),
        ("a\tORG\tAlfa\t\t\t\ta", "family is for MODEL"),
        ("a\tORG\tAlfa\t\t…", "no letter or digit"),
        ("a\tORG\tAlfa\t\t7", "bare number"),
        ("a\tORG\tAlfa\t\t汁", "one character"),
        ("a\tORG\tAlfa\t\tAgent", "generic term"),
        ("a\tORG\tAlfa\nb\tORG\tBravo\t\talfa", "also belongs to a"),
        ("a\tORG\tAlfa\na\tORG\tBeta", "is taken by"),
        ("a\tORG\tAlfa\t\t\t\t\t\tmore\tcells", "cells instead of"),
    ],
)
def test_the_validator_names_line_and_reason(tmp_path, line, reason):
    problems = validate(write(tmp_path, *line.split("\n")))
    assert any(reason in p and p.startswith("orgs.tsv:") for p in problems), problems


def test_the_same_surface_with_a_context_is_no_clash(tmp_path):
    assert validate(write(tmp_path, "a\tORG\tAlfa", "b\tORG\tBravo\t\tAlfa{need=Gamma}")) == []


def test_a_bad_line_stops_loading_with_its_place(tmp_path):
    with pytest.raises(GazetteerError, match=r"orgs\.tsv:3"):
        load(write(tmp_path, "a\tORG\tAlfa", "b\tFIRM\tBeta"))


def test_flags():
    alias = parse_alias("苹果{not=汁,树;need=公司}", "apple", "orgs.tsv:2")
    assert (alias.avoid, alias.need) == (("汁", "树"), ("公司",))


def test_the_gazetteer_that_ships_is_valid():
    assert validate() == []


def test_the_gazetteer_that_ships_loads_within_a_second():
    load.__globals__["_load"].cache_clear()
    start = time.process_time()  # other work on the machine is no fault of the loader
    load()
    assert time.process_time() - start < 1.0
