"""What the address asks for and no page can show is said, with what is shown instead; in both languages."""

from __future__ import annotations

import pytest

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


@pytest.mark.parametrize("slug", ["stories", "search", "trends", "graph", "entities"])
def test_a_window_that_ends_before_it_begins_is_turned_round_and_said(draw: Draw, slug: str):
    view = {"trends": "calendar", "entities": "compare"}.get(slug, "")
    more = {"view": view} if view else {}
    page = draw(slug, lang="en", q="OpenAI", since="2026-03-20", until="2026-03-10", **more,
                **{"with": "OpenAI,NVIDIA"})  # fmt: skip
    [sentence] = said(page)
    assert "Shown instead: 2026-03-10 to 2026-03-20" in sentence
    assert not [info.value for info in page.info if "Nothing fits" in info.value]


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
