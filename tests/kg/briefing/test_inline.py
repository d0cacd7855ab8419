"""What of a passage is words on the page: for screens without marks, for extraction with blanks in their place."""

from __future__ import annotations

import time

import pytest

from kg.briefing import parse, plain, seen

NAME = "2026-05-01.md"
HIDDEN = {
    "[点此](javascript:alert(1)) 查看": "[点此](                   ) 查看",
    '[甲](https://e.org/openai "Meta") 乙': "[甲](                           ) 乙",
    "见 https://openai.com/foo。": "见                       。",
    "见 <https://openai.com/foo>。": "见 <                      >。",
    "图 ![Google logo](g.png) 文": "图                       文",
    "<b>特斯拉</b> 文": "   特斯拉     文",
    "<img src=x onerror=alert(1)> 文": "                             文",
    "[deepseek]: https://deepseek.com/kimi": " " * 37,
    '[deepseek]: https://e.org "Kimi"': " " * 32,
}
SHOWN = ["a <b && c> d", "5 < 6 且 7 > 6", "[影响]: 文字", "[[OpenAI]] 发布", "`import torch`", "第 [1] 条 (见下)", "a_b ~ c", "x<y", "[开源][模型] 发布"]


@pytest.mark.parametrize("text", HIDDEN)
def test_what_no_reader_sees_is_blank_and_every_place_stays(text):
    assert seen(text) == HIDDEN[text]
    assert len(seen(text)) == len(text)


@pytest.mark.parametrize("text", SHOWN)
def test_words_stay_words(text):
    assert seen(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<script>alert(1)</script> 文", "alert(1) 文"),
        ("甲 &lt;b&gt; 乙", "甲 <b> 乙"),
        ("a <b && c> d", "a <b && c> d"),
        ("甲<br/>乙<br />丙<br >丁", "甲 乙 丙 丁"),
        ("[点此](javascript:alert(1))", "点此"),
        ("<!-- 注 -->文", "文"),
    ],
)
def test_screens_show_text_and_never_a_tag(text, shown):
    assert plain(text) == shown


@pytest.mark.parametrize("unit", ["<a ", "<a x ", "<", "[a]: ", "\n[a]: ", "[", "](", "[a](b", "<!", "</", "<b/", "\n>>[a]:  '"])
@pytest.mark.parametrize("use", [plain, seen])
def test_time_is_linear(use, unit):
    text = unit * (200_000 // len(unit)) + " " * 50_000
    started = time.process_time()
    use(text)
    assert time.process_time() - started < 2


SIGNS = ["=cmd|' /C calc'!A0", "=1+1 的下场", "＝SUM(A1) 公式", "+1+1 是几", "-5% 的利润率", "@SUM(A1) 表格", ".NET 10 发布", "/v1 接口停用", "C++ 与 C#", "%s 漏洞"]


@pytest.mark.parametrize("title", SIGNS)
@pytest.mark.parametrize("form", ["### 1) {}（Reuters）\n文。\n", "### {}\n文。\n", "### 🚀 {} 🚀\n文。\n", "- **{}**：文。\n- **又一题**：文。\n"])
def test_a_title_keeps_the_sign_it_begins_or_ends_with(form, title):
    briefing = parse(form.format(title) + "\n### 2) 又一题\n文。\n" * form.startswith("#"), NAME)
    assert briefing.stories[0].headline.text == title


@pytest.mark.parametrize("title", ["❯ 题目甲", "• 题目甲", "== 题目甲 ==", "— 题目甲", "/ 题目甲 /", "| 题目甲", "✅ 题目甲 ✅", "：题目甲", ">> 题目甲"])
def test_decoration_is_no_part_of_a_title(title):
    briefing = parse(f"## {title}\n文。\n\n## 题目乙\n文。\n", NAME)
    assert briefing.stories[0].headline.text == "题目甲"


def test_a_trend_keeps_its_sign():
    briefing = parse("### 1) 题\n文。\n\n## 今日趋势总结\n\n- **=1+1 涨价**，后文。\n- .NET 回潮，后文。\n", NAME)
    assert [trend.name for trend in briefing.trends] == ["=1+1 涨价", ".NET 回潮"]
