"""What the address asks for and no page can show is said, with what is shown instead; in both languages."""

from __future__ import annotations

import pytest

from kg.dashboard import address as address_module
from kg.dashboard.main import strange
from kg.dashboard.page import Page, discover
from kg.store.reader import Reader
from tests.kg.dashboard.kit import Draw, html_of

NO_CHOICE = "which is none of the choices. Shown instead: {}."
NO_DAY = "which is no day from 2026-02-18 to 2026-04-04. Shown instead: {}."
ASKED = [
    ("today", {"day": "garbage"}, NO_DAY.format("2026-04-04")),
    ("today", {"day": "2026-02-30"}, NO_DAY.format("2026-04-04")),
    ("today", {"day": "2031-01-01"}, NO_DAY.format("2026-04-04")),
    ("today", {"since": "yesterday"}, NO_CHOICE.format("the day before")),
    ("stories", {"theme": "garbage"}, NO_CHOICE.format("All")),
    ("stories", {"modality": "garbage"}, NO_CHOICE.format("All")),
    ("stories", {"outlet": "The Garbage"}, NO_CHOICE.format("All")),
    ("stories", {"type": "garbage"}, NO_CHOICE.format("All")),
    ("stories", {"since": "2026-13-01"}, NO_DAY.format("no limit")),
    ("stories", {"page": "9999"}, "Shown instead: page "),
    ("search", {"q": "OpenAI", "theme": "garbage"}, NO_CHOICE.format("All")),
    ("search", {"q": "OpenAI", "kind": "garbage"}, NO_CHOICE.format("All")),
    ("search", {"q": "x" * 300}, "Only the first 200 are used."),
    ("trends", {"view": "garbage"}, NO_CHOICE.format("Gallery")),
    ("trends", {"status": "garbage"}, NO_CHOICE.format("All")),
    ("trends", {"page": "garbage"}, "Shown instead: page 1."),
    ("entities", {"type": "garbage"}, NO_CHOICE.format("All")),
    ("entities", {"view": "compare", "with": "OpenAI,NVIDIA", "grain": "garbage"}, NO_CHOICE.format("day")),
    ("entities", {"view": "compare", "with": "a,b,c,d,e,f"}, "Left out: f."),
    ("watch", {"fate": "garbage"}, "which is none of the choices. Shown instead: All."),
    ("graph", {"view": "garbage"}, NO_CHOICE),
    ("graph", {"until": "garbage"}, NO_DAY.format("2026-04-04")),
    ("graph", {"depth": "7"}, NO_CHOICE),
    ("graph", {"stated": "garbage"}, NO_CHOICE.format("off")),
    ("sql", {"saved": "garbage"}, NO_CHOICE),
    ("archive", {"page": "77"}, "Shown instead: page 2."),
    ("corrections", {"action": "garbage"}, NO_CHOICE),
    ("corrections", {"kind": "trend", "left": "T-garbage"}, NO_CHOICE.format("All")),
]  # fmt: skip


def plain(text: str) -> str:
    return text.replace("\\", "")


def said(page) -> list[str]:
    """Sentences about the address; the first key and value of each are what was asked for."""
    return [plain(warning.value) for warning in page.warning if "address" in warning.value or "地址" in warning.value]


@pytest.mark.parametrize(("slug", "address", "words"), ASKED, ids=lambda v: str(v)[:40])
def test_what_means_nothing_is_said_with_what_is_shown_instead(
    draw: Draw, slug: str, address: dict[str, str], words: str
):
    [sentence] = said(draw(slug, lang="en", **address))
    assert words.partition("{}")[0] in sentence
    key, value = list(address.items())[-1]
    assert key == "with" or f"{key}={value[:40]}" in sentence
    [in_chinese] = said(draw(slug, lang="zh", **address))
    assert in_chinese.startswith("地址里")


@pytest.mark.parametrize(
    ("slug", "address", "keys"),
    [("watch", {"name": "openai"}, ["name"]), ("today", {"foo": ""}, ["foo"]), ("sql", {"p_name": "x", "page": "2"}, ["page"]),
     ("stories", {"Theme": "chips", "entity": "OpenAI"}, ["Theme"])],
)  # fmt: skip
def test_a_key_that_means_nothing_on_a_page_is_said_with_those_that_do(
    draw: Draw, slug: str, address: dict[str, str], keys: list[str]
):
    sentences = said(draw(slug, lang="en", **address))
    assert len(sentences) == len(keys)
    for key, sentence in zip(keys, sentences, strict=True):
        assert sentence.startswith(f"The address says {key}={address[key]}, which means nothing on this page")
    assert "没有用上" in said(draw(slug, lang="zh", **address))[0]


EVERY_VIEW = {
    "today": [{}], "stories": [{}, {"entity": "OpenAI", "theme": "chips"}], "search": [{"q": "OpenAI"}],
    "trends": [{"view": v} for v in ("gallery", "calendar", "unsupported", "unnamed", "shifts", "proposals")],
    "entities": [{"view": "compare", "with": "OpenAI,NVIDIA"}, {"view": "bursts"}, {"name": "openai"}, {}],
    "watch": [{}, {"boilerplate": "true"}], "archive": [{}],
    "graph": [{"view": v, "name": "openai", "to": "microsoft"} for v in ("near", "change", "groups", "path")],
    "sql": [{"saved": "entity_by_week", "p_name": "OpenAI"}],
    "corrections": [{}, {"view": "log"}, {"view": "names"}, {"view": "pairs"}, {"kind": "watch"}, {"action": "rename"}],
}  # fmt: skip


@pytest.mark.parametrize("page", discover(), ids=lambda page: page.slug)
def test_what_a_page_reads_of_an_address_is_what_it_declares(
    draw: Draw, archive: Reader, monkeypatch: pytest.MonkeyPatch, page: Page
):
    """So that nothing it reads is called unknown."""
    read: set[str] = set()
    given = address_module.asked

    def asked(key: str) -> str:
        read.add(key)
        return given(key)

    monkeypatch.setattr(address_module, "asked", asked)
    things = {
        "watch": ("item", "select watch_id from watch order by all limit 1"),
        "trends": ("trend", "select trend_id from trend order by day_count desc limit 1"),
        "stories": ("story", "select story_id from story limit 1"),
    }
    more = [{key: archive.value(sql)} for slug, (key, sql) in things.items() if slug == page.slug]
    for one in [*EVERY_VIEW[page.slug], *more]:
        draw(page.slug, **one)
    assert {key for key in read if not page.reads(key)} == set()
    assert read


@pytest.mark.parametrize(
    ("slug", "key"), [("watch", "item"), ("trends", "trend"), ("stories", "story"), ("stories", "entity"),
                      ("entities", "name"), ("graph", "name"), ("corrections", "left")],
)  # fmt: skip
def test_what_is_not_found_is_shown_as_it_was_typed(draw: Draw, slug: str, key: str):
    typed = "**W-1** <script>alert(1)</script>"
    page = draw(slug, lang="en", **{key: typed})
    assert any(typed in plain(warning.value) for warning in page.warning)
    assert not any("<script" in one.value.replace(r"\<", "") for one in [*page.warning, *page.caption])


def test_an_address_that_leads_to_no_page_is_known_under_any_base():
    for url, base, last in (
        ("http://localhost:8501/nosuchpage", "", "nosuchpage"), ("http://localhost:8501/watch", "", ""),
        ("http://localhost:8501/", "", ""), ("https://x.example/kg/", "kg", ""), ("https://x.example/kg/sql", "kg", ""),
        ("http://localhost:8501/today", "", "today"), ("http://localhost:8501/%E5%85%B3%E6%B3%A8", "", "关注"),
    ):  # fmt: skip
        assert strange(url, base) == last


@pytest.mark.parametrize("slug", ["stories", "search", "trends", "graph", "entities"])
def test_a_window_that_ends_before_it_begins_is_turned_round_and_said(draw: Draw, slug: str):
    view = {"trends": "calendar", "entities": "compare"}.get(slug, "")
    more = {"view": view} if view else {}
    more |= {"q": "OpenAI"} if slug == "search" else {"with": "OpenAI,NVIDIA"} if slug == "entities" else {}
    page = draw(slug, lang="en", since="2026-03-20", until="2026-03-10", **more)
    [sentence] = said(page)
    assert "Shown instead: 2026-03-10 to 2026-03-20" in sentence
    assert not [info.value for info in page.info if "Nothing fits" in info.value]
    assert (page.query_params["since"], page.query_params["until"]) == ("2026-03-10", "2026-03-20")
    fields = [str(field.value) for field in page.date_input]
    assert fields in ([], ["2026-03-10", "2026-03-20"])


def test_two_days_to_compare_are_turned_round_in_their_fields(draw: Draw):
    page = draw("graph", view="change", before="2026-03-20", after="2026-03-10", lang="en")
    assert len(said(page)) == 1
    assert {str(field.value) for field in page.date_input} == {"2026-03-10", "2026-03-20"}
    assert page.query_params["before"] == "2026-03-10"


def test_a_letter_case_of_its_own_is_understood(draw: Draw):
    page = draw("stories", lang="en", outlet="REUTERS", modality="Reported")
    assert said(page) == []
    assert not page.info, "stories are found"


def test_what_is_meant_and_what_is_absent_needs_no_sentence(draw: Draw):
    for slug, address in (
        ("today", {"day": "2026-03-05"}), ("stories", {"theme": "chips", "page": "1"}), ("graph", {}),
        ("watch", {"fate": "open", "boilerplate": "true"}), ("trends", {"status": ""}),
    ):  # fmt: skip
        assert said(draw(slug, lang="en", **address)) == [], slug


def test_a_sentence_is_gone_when_the_address_is_mended(draw: Draw):
    page = draw("today", day="garbage", lang="en")
    assert said(page)
    page.query_params["day"] = "2026-03-05"
    assert said(page.run()) == []


def test_what_was_asked_for_is_text(draw: Draw):
    page = draw("trends", status="<img src=x onerror=alert(1)> [x](javascript:alert(1))", lang="en")
    [warning] = [w.value for w in page.warning if "address" in w.value]
    assert r"\[x\]\(javascript" in warning
    assert r"\<img" in warning
    assert "<img" not in warning.replace(r"\<img", "") + html_of(page)


def test_an_unknown_name_among_the_compared_is_said_in_the_readers_language(draw: Draw):
    page = draw("entities", view="compare", lang="zh", **{"with": "OpenAI,Nobody Knows This"})
    [warning] = page.warning
    assert "没有叫" in warning.value
    assert "Nobody Knows This" in plain(warning.value)
