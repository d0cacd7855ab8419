"""Search finds every word in either script, best passage first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from kg.model import BriefingRow, PassageRow, SearchRow
from kg.store.reader import Reader
from kg.store.search import search, words
from kg.store.writer import Store
from nlp.normal import normal_form

DAY = date(2026, 3, 1)
TEXTS = {
    "a": "OpenAI 完成新一轮融资",
    "b": "融资之外：监管机构谈融资披露，融资条款收紧",
    "c": "Metadata 与 EMAIL 无关",
    "d": "Meta 發佈開源模型",
    "e": "<script>alert('融')</script> 100% _under_ \\ ' \" = 1",
}


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    path = tmp_path_factory.mktemp("search") / "kg.duckdb"
    with Store(path) as store, store.transaction():
        for place, (name, text) in enumerate(TEXTS.items()):
            day = DAY + timedelta(days=place)
            store.insert(
                [
                    BriefingRow(name, day, name, f"{name}.md", "t", "", "zh", "day", None, None, 0, "", ""),
                    PassageRow(
                        name, name, None, day, "note" if place % 2 else "other", None, text, 0, len(text)
                    ),
                    SearchRow(name, name, normal_form(text)),
                ]
            )
    with Reader(path) as reader:
        yield reader


def found(reader: Reader, text: str, **given: object) -> list[str]:
    return [hit.passage_id for hit in search(reader, text, **given)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("融资", ["b", "a"]),  # three times beats once
        ("OpenAI融资", ["a"]),
        ("openai", ["a"]),
        ("ＯｐｅｎＡＩ", ["a"]),
        ("meta", ["d"]),  # whole Latin words only
        ("mail", []),
        ("发布", ["d"]),  # either script
        ("開源模型", ["d"]),
        ('"新一轮融资"', ["a"]),
        ('"融资轮"', []),
        ("100%", ["e"]),
        ("", []),
        ("？", []),
    ],
)
def test_words_are_found_in_either_script(reader: Reader, text: str, expected: list[str]) -> None:
    assert found(reader, text) == expected


@pytest.mark.parametrize(
    "text", ["'", '"', "\\", "%", "_", "' or 1=1 --", "$word0", "<script>", "((", "[a", "*"]
)
def test_marks_of_query_languages_are_ordinary_characters(reader: Reader, text: str) -> None:
    assert set(found(reader, text)) <= {"e"}


def test_days_kinds_and_limit_narrow_the_answer(reader: Reader) -> None:
    assert found(reader, "融资", since=DAY + timedelta(days=1)) == ["b"]
    assert found(reader, "融资", until=DAY) == ["a"]
    assert found(reader, "融资", kind="note") == ["b"]
    assert found(reader, "融资", kind=["other", "fact"]) == ["a"]
    assert found(reader, "融资", limit=1) == ["b"]
    assert found(reader, "融资", limit=0) == []


def test_a_hit_says_what_was_looked_for_and_how_well_it_fits(reader: Reader) -> None:
    first, second = search(reader, "融资")
    assert first.words == ("融资",)
    assert first.score > second.score > 0
    assert first.text == TEXTS["b"]


def test_quotes_keep_a_phrase_together() -> None:
    assert words("OpenAI融资 “Claude Code” GPT-5.2，") == ("openai", "融资", "claude code", "gpt-5.2")
