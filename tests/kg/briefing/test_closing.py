"""Where a story's outlet stands at the end of its text, and what stands there and is none."""

from __future__ import annotations

import pytest

from kg.briefing import parse
from kg.briefing.outlets import beside, chain, is_outlet


def _first(body):
    return parse(f"## 云岭发布模型\n{body}\n\n## 海岳融资\n拿到两亿元。\n", "2026-05-01.md").stories[0]


@pytest.mark.parametrize(
    ("body", "outlets"),
    [
        ("He would appeal. (Source: Financial Times)", ("Financial Times",)),
        ("He would appeal (via Reuters)", ("Reuters",)),
        ("单卡算力翻倍。\n——新华社", ("新华社",)),
        ("单卡算力翻倍。\n\n——公司公告", ("公司公告",)),
        ("——新华社", ("新华社",)),
        ("available today. [CNBC](https://www.cnbc.com/x)", ("CNBC",)),
        ("available today. [Financial Times](https://ft.com/x)", ("Financial Times",)),
        ("今天开放下载。[财新网](https://example.com/x)", ("财新网",)),
        ("今天开放下载。\n来源：彭博社（Mark Gurman）", ("彭博社",)),
        ("今天开放下载。\n来源：[CNBC](https://a.example/1) | [路透社](https://b.example/2)", ("CNBC",)),
    ],
)
def test_what_closes_a_text_names_the_outlet(body, outlets):
    assert _first(body).outlets == outlets


@pytest.mark.parametrize(
    "body",
    [
        "创始人说：“这是最大的一次投入。”\n——雷明",  # who said it
        "今天开放下载。[模型主页](https://example.com/x)",
        "available today. [Read more](https://cnbc.com/x)",
        "available today. [Demo](https://example.com/demo)",
        "see [CNBC](https://cnbc.com/x)",  # no sentence ends before it: the link is an object
    ],
)
def test_what_closes_a_text_may_be_no_outlet(body):
    assert _first(body).outlets == ()


def test_sources_side_by_side_are_no_chain_and_it_is_said():
    text = "## 云岭发布模型\n开放下载。\n来源：CNBC | 路透社\n\n## 海岳融资\n拿到两亿元。\n"
    briefing = parse(text, "2026-05-01.md")
    assert briefing.stories[0].outlets == ("CNBC",)
    assert [(issue.line, issue.severity) for issue in briefing.issues if "路透社" in issue.message] == [(3, "info")]


def test_brackets_behind_a_name_and_bars():
    assert chain("路透（引述 The Information）") == ("路透", "The Information")
    assert chain("Bloomberg（彭博）") == ("Bloomberg",)
    assert chain("[CNBC](https://a.example/1) | 2026-03-05") == ("CNBC",)
    assert beside("[CNBC](https://a.example/1) | 2026-03-05") == ()
    assert beside("[CNBC](https://a.example/1) | [CNBC](https://a.example/2) | 路透 | 路透") == ("路透",)
    assert chain("[Chips | The Verge](https://a.example/1)") == chain("[Chips | The Verge](https://a.example/2)")


@pytest.mark.parametrize(
    ("content", "outlet"),
    [
        ("The Chronicle of Higher Education", True),
        ("Bulletin of the Atomic Scientists", True),
        ("the Financial Courier", True),
        ("for macOS and Windows", False),
        ("the model runs offline now", False),
        ("Rolling out to all paying customers in the coming weeks", False),
    ],
)
def test_a_long_name_in_capitals_is_an_outlet(content, outlet):
    assert is_outlet(content) is outlet
