"""Every name that FORMATS lists, one small post each: what it is read as, and what it must not become."""

from __future__ import annotations

from datetime import date

import pytest

from kg.briefing import explain, parse

NAME = "2026-05-01.md"
TWO = "### 1) 云岭发布模型（Reuters）\n- **是什么**：云岭开放下载。\n\n### 2) 海岳完成融资（Bloomberg）\n- **是什么**：海岳拿到两亿元。\n"


def _read(text, path=NAME):
    return parse(text, path)


def _titles(briefing):
    return [story.headline.text for story in briefing.stories]


def _kinds(text):
    return [(p.kind, p.label, p.text) for p in _read(text).stories[0].passages]


# ---------------------------------------------------------------- front matter and day


@pytest.mark.parametrize("tags", ["tags = ['a', 'b']", 'tags = "a"'])
@pytest.mark.parametrize("value", ["2026-03-05", '"2026-03-05"', "2026-03-05T06:00:00", "2026-03-05T23:59:00+08:00", "2026-03-05 06:00:00"])
def test_toml_dates_and_tags(value, tags):
    assert _read(f"+++\ndate = {value}\n{tags}\n+++\n{TWO}", "post.md").day == date(2026, 3, 5)


@pytest.mark.parametrize("tags", ["tags: [a, b]", "tags:\n- a\n- b", "tags: a"])
@pytest.mark.parametrize("value", ["2026-03-05", "'2026-03-05'", "2026-03-05T23:59:00-08:00", "2026-03-05 06:00:00 +0800", "2026年3月5日", "2026/3/5", "2026.03.05", "March 5, 2026", "5 March 2026"])
def test_yaml_dates_and_tags(value, tags):
    assert _read(f"---\ndate: {value}\n{tags}\n---\n{TWO}", "post.md").day == date(2026, 3, 5)


@pytest.mark.parametrize("title", ["# 日报 2026-03-05", "# AI 日报（2026年3月5日）", "# 2026.03.05 早报", "# Daily, March 5, 2026"])
def test_without_front_matter_the_title_has_the_day(title):
    briefing = _read(f"{title}\n\n{TWO}", "post.md")
    assert briefing.day == date(2026, 3, 5)
    assert len(briefing.stories) == 2


@pytest.mark.parametrize("path", ["2026-03-05.md", "2026年3月5日.md", "2026.03.05.md", "20260305.md", "2026/03/05.md", "2026-03-05-title-words.md", "2026-03-05/index.md"])
def test_without_front_matter_the_path_has_the_day(path):
    assert _read(TWO, path).day == date(2026, 3, 5)


def test_a_file_for_several_days_is_said():
    month = "# 三月\n\n## 2026-03-05\n\n### 云岭发布模型\n文。\n\n## 2026年3月6日 星期五\n\n### 海岳完成融资\n文。\n"
    briefing = _read(month, "march.md")
    assert briefing.day == date(2026, 3, 5)
    assert [(issue.line, issue.severity) for issue in briefing.issues if "several days" in issue.message] == [(8, "warning")]
    assert not any("several days" in issue.message for issue in _read(month.replace("三月", "AI 周报"), "march.md").issues)
    assert not _read(f"# 日报 2026-05-01\n\n### 1) 2026-06-01 起涨价的十家公司名单公布\n文。\n\n{TWO}").issues


@pytest.mark.parametrize("title", ["AI 周报", "AI Weekly", "机器周刊（第 9 期）", "AI 日报 2026-W09", "Week in Review"])
def test_weekly_posts_are_their_own_kind(title):
    assert _read(f"+++\ntitle = '{title}'\ndate = 2026-03-05\n+++\n{TWO}").period == "week"


@pytest.mark.parametrize("title", ["AI 日报", "上周融资回顾：AI 日报", "Weekday brief"])
def test_daily_posts_are_not_weekly(title):
    assert _read(f"+++\ntitle = '{title}'\ndate = 2026-03-05\n+++\n{TWO}").period == "day"


# ---------------------------------------------------------------- stories

HEADINGS = [
    ("### 1) 云岭发布模型（Reuters）", 1, ("Reuters",)),
    ("### 1) 云岭发布模型（Reuters 引述 The Information）", 1, ("Reuters", "The Information")),
    ("### 1. 云岭发布模型", 1, ()),
    ("### 1、云岭发布模型(36氪)", 1, ("36氪",)),
    ("## 1. 云岭发布模型", 1, ()),
    ("## ❯ 云岭发布模型", None, ()),
    ("#### 15. [云岭发布模型](https://e.org/1)", 15, ()),
    ("### [云岭发布模型](https://e.org/1) `#1`", 1, ()),
    ("## **云岭发布模型**", None, ()),
    ("## 🔥 云岭发布模型 🚀", None, ()),
    ("<h3>1. 云岭发布模型</h3>\n", 1, ()),
    ("## No.1 云岭发布模型", None, None),
    ("## ① 云岭发布模型", 1, ()),
    ("## 【1】云岭发布模型", 1, ()),
    ("## 01｜云岭发布模型", 1, ()),
    ("## 1️⃣ 云岭发布模型", 1, ()),
]


@pytest.mark.parametrize(("heading", "number", "outlets"), HEADINGS, ids=[h[0] for h in HEADINGS])
def test_a_storys_heading_in_every_style(heading, number, outlets):
    second = heading.replace("15", "16").replace("01", "02").replace("1", "2").replace("①", "②").replace("云岭", "海岳")
    briefing = _read(f"# 日报 2026-05-01\n\n{heading}\n正文一。\n\n{second}\n正文二。\n")
    if outlets is not None:
        assert _titles(briefing) == ["云岭发布模型", "海岳发布模型"]
        assert briefing.stories[0].outlets == outlets
    assert len(briefing.stories) == 2
    if number:
        assert briefing.stories[0].n == number


@pytest.mark.parametrize("mark", ["- ", "1. ", "* "])
def test_bold_lines_instead_of_any_heading(mark):
    briefing = _read(f"🔥 **今日高光**\n\n{mark}**云岭发布模型**：开放下载。\n{mark.replace('1', '2')}**海岳完成融资**：两亿元。\n")
    assert _titles(briefing) == ["云岭发布模型", "海岳完成融资"]
    assert [p.text for s in briefing.stories for p in s.passages] == ["开放下载。", "两亿元。"]


@pytest.mark.parametrize("source", [" — [路透社](https://e.org/1)", "（路透社）", " [路透社](https://e.org/1)", " (路透社)"])
def test_a_title_in_bold_may_close_with_its_source(source):
    briefing = _read(f"## 头条\n\n**云岭发布模型**{source}\n\n开放下载。\n\n**海岳完成融资**{source}\n\n两亿元。\n")
    assert [(s.headline.text, s.outlets) for s in briefing.stories] == [("云岭发布模型", ("路透社",)), ("海岳完成融资", ("路透社",))]


@pytest.mark.parametrize(("numbers", "read"), [(["1) ", "1) ", ""], [1, 1, 3]), (["1. ", "", "3. "], [1, 2, 3]), (["2) ", "5) ", "9) "], [2, 5, 9])])
def test_numbers_may_be_missing_or_repeat(numbers, read):
    briefing = _read("".join(f"### {number}云岭发布模型{at}\n文。\n\n" for at, number in enumerate(numbers)))
    assert [story.n for story in briefing.stories] == read


@pytest.mark.parametrize("heading", ["Trends / 趋势", "趋势 | Trends", "Trends 趋势", "📈 趋势 · Trends"])
def test_a_heading_in_two_languages_is_known_by_either(heading):
    briefing = _read(f"{TWO}\n## {heading}\n\n- **电比卡贵**：后文。\n")
    assert [trend.name for trend in briefing.trends] == ["电比卡贵"]


@pytest.mark.parametrize("group", ["公司动态", "模型发布", "研究论文", "🏢 公司动态", "一、公司动态", "Research"])
def test_a_group_above_stories_is_their_section(group):
    briefing = _read(f"## {group}\n\n### 云岭发布模型\n正文。\n\n### 海岳完成融资\n正文。\n")
    assert _titles(briefing) == ["云岭发布模型", "海岳完成融资"]
    assert {story.section for story in briefing.stories} == {group.split(" ")[-1].split("、")[-1]}


@pytest.mark.parametrize("heading", ["导语", "结语", "其他动态", "今日数据", "关键词", "数据概览", "目录", "写在最后", "参考链接", "Introduction", "In brief", "Table of Contents", "Closing"])
@pytest.mark.parametrize("level", ["##", "###"])
def test_what_is_no_story(heading, level):
    for text in (f"{level} {heading}\n\n这里是几句话，不是新闻。\n\n{TWO}", f"{TWO}\n{level} {heading}\n\n这里是几句话，不是新闻。\n"):
        briefing = _read(text)
        assert _titles(briefing) == ["云岭发布模型", "海岳完成融资"]
        assert not briefing.trends
        assert not briefing.watch
        assert [note.text for note in briefing.notes] == ["这里是几句话，不是新闻。"]


@pytest.mark.parametrize("heading", ["概览", "要闻", "今日要闻", "今天最值得看的三件事", "今日主线", "今日速览", "目录", "TL;DR", "Highlights", "In this issue"])
@pytest.mark.parametrize("form", ["- {}\n- {}\n", "1. {}\n2. {}\n", "1. **{}**\n2. **{}**\n", "- [{}](#a)\n- [{}](#b)\n", "{}；\n{}。\n"])
def test_an_overview_does_not_double_the_counts(heading, form):
    briefing = _read(f"## {heading}\n\n{form.format('云岭发布模型', '海岳完成融资')}\n{TWO}")
    assert _titles(briefing) == ["云岭发布模型", "海岳完成融资"]
    assert (briefing.trends, briefing.watch) == ((), ())


def test_without_a_title_the_first_story_is_a_story():
    briefing = _read("## 云岭发布模型\n正文。\n\n## 海岳完成融资\n正文。\n")
    assert _titles(briefing) == ["云岭发布模型", "海岳完成融资"]
    assert briefing.title == "2026-05-01"


def test_a_comment_may_carry_the_whole_post_as_json():
    comment = '<!--\n{"stories": [{"title": "云岭发布模型", "trend": "## 今日趋势总结"}]}\n-->\n'
    briefing = _read(f"{comment}\n{TWO}\n{comment}")
    assert [[p.text for p in s.passages] for s in briefing.stories] == [["云岭开放下载。"], ["海岳拿到两亿元。"]]
    assert (briefing.notes, briefing.trends) == ((), ())


# ---------------------------------------------------------------- labels

LABELS = {
    "fact": ["是什么", "摘要", "这是什么", "发生了什么", "事件概要", "核心", "要点", "关键点", "数据", "What happened", "Summary", "Key points"],
    "why": ["为什么重要", "意义", "解读", "深度解读", "推荐理由", "观点", "本质洞察", "某某 AI 观点", "Why it matters", "Takeaway", "爲什麼重要".replace("爲", "為")],
    "impact": ["影响", "影响落点", "影響", "Impact"],
    "advice": ["建议", "启示", "给开发者的启示", "行动", "Action Items", "建議"],
}
FORMS = ["- **{}**：文字在此。", "**{}**：文字在此。", "**{}：** 文字在此。", "{}：\n\n文字在此。", "**{}**\n\n文字在此。", "- {}：文字在此。", "- {}: 文字在此。", "**{}:** 文字在此。", "#### {}\n文字在此。"]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("kind", "word"), [(kind, word) for kind, words in LABELS.items() for word in words])
def test_a_label_in_every_form(kind, word, form):
    assert _kinds(f"### 1) 题\n{form.format(word)}\n\n### 2) 又一题\n文。\n") == [(kind, word, "文字在此。")]


@pytest.mark.parametrize("word", ["值得继续跟踪", "后续关注", "What to watch", "What comes next", "後續關注"])
@pytest.mark.parametrize("form", FORMS)
def test_a_watch_list_can_sit_inside_a_story(word, form):
    briefing = _read(f"### 1) 题\n- **是什么**：文。\n\n{form.format(word)}\n\n### 2) 又一题\n文。\n")
    assert [(item.story_position, item.passage.text) for item in briefing.watch] == [(1, "文字在此。")]


@pytest.mark.parametrize("line", ["来源：Reuters", "- **来源**：Reuters", "> 来源：Reuters", "原文：[Reuters](https://e.org/1)", "链接：[Reuters](https://e.org/1)", "出处: Reuters", "Source: Reuters", "來源：Reuters", "（来源：Reuters）", "Via: [Reuters](https://e.org/1)"])
def test_a_source_line_names_the_outlet_and_is_no_passage(line):
    story = _read(f"### 1) 题\n文。\n\n{line}\n\n### 2) 又一题\n文。\n").stories[0]
    assert story.outlets == ("Reuters",)
    assert [p.text for p in story.passages] == ["文。"]


def test_labels_inside_running_text():
    text = "### 1) 题\n云岭开放下载。关键点：参数七十亿。为什么重要：可以商用。影响：同行降价。\n\n### 2) 又\n文。\n"
    assert _kinds(text) == [("fact", None, "云岭开放下载。"), ("fact", "关键点", "参数七十亿。"), ("why", "为什么重要", "可以商用。"), ("impact", "影响", "同行降价。")]


def test_free_labels_and_no_labels_are_kept_as_text():
    assert _kinds("### 1) 题\n`[算力是天花板]` 电不够。\n\n没有标签的话。\n\n### 2) 又\n文。\n") == [
        ("fact", "[算力是天花板]".strip("[]"), "`[算力是天花板]` 电不够。"), ("fact", None, "没有标签的话。"),
    ]  # fmt: skip


# ---------------------------------------------------------------- trends

TREND_HEADINGS = ["今日趋势总结", "趋势总结", "📈 今日趋势总结", "趋势观察", "趋势洞察与深度分析", "核心观察", "今日观察", "今日要点", "今日趨勢總結", "Trends", "Key trends", "Key takeaways", "一、今日趋势总结"]
TREND_FORMS = {
    "- **趋势 1：电比卡贵**，后文。\n- **趋势 2：官司变多**，后文。\n": None,
    "**趋势 1｜电比卡贵**：后文。\n\n**趋势 2｜官司变多**：后文。\n": None,
    "### 趋势 1：电比卡贵\n后文。\n\n### 趋势 2：官司变多\n后文。\n": None,
    "1. **电比卡贵**\n   - **信号：** 后文。\n2. **官司变多**\n   - **信号：** 后文。\n": None,
    "| 趋势 | 信号 | 建议 |\n|---|---|---|\n| 电比卡贵 | 甲 | 乙 |\n| 官司变多 | 丙 | 丁 |\n": None,
    "- **电比卡贵**：后文。\n- **官司变多**：后文。\n": None,
    "今天看下来，**电比卡贵**已是共识。此外，**官司变多**也很明显。\n": None,
    "1、电比卡贵：后文。\n2、官司变多：后文。\n": None,
}


@pytest.mark.parametrize("heading", TREND_HEADINGS)
def test_a_trend_section_by_its_heading(heading):
    briefing = _read(f"{TWO}\n## {heading}\n\n- **电比卡贵**：后文。\n- **官司变多**：后文。\n")
    assert [item.name for item in briefing.trends] == ["电比卡贵", "官司变多"]
    assert len(briefing.stories) == 2


@pytest.mark.parametrize("body", TREND_FORMS)
def test_a_trend_section_in_every_form(body):
    briefing = _read(f"{TWO}\n## 今日趋势总结\n\n{body}")
    assert [item.name for item in briefing.trends] == ["电比卡贵", "官司变多"]
    assert len(briefing.stories) == 2


TRAPS = {
    "GitHub in two languages": "## GitHub Trending 趋势\n\n- a/b：工具。\n- c/d：工具。\n",
    "projects / trends": "## GitHub / 趋势\n\n- a/b：工具。\n- c/d：工具。\n",
    "GitHub Trending": "## GitHub Trending\n\n- a/b：工具。\n- c/d：工具。\n",
    "GitHub 热门": "## GitHub 热门项目\n\n- a/b：工具。\n- c/d：工具。\n",
    "Trending": "## 🔥 Trending Today\n\n- **a/b**: tool\n- **c/d**: tool\n",
    "word counts": "## 今日趋势\n\n- agents: 12 mentions\n- models: 9 mentions\n",
    "word counts in Chinese": "## 趋势观察\n\n- 智能体：12 次\n- 芯片：9 次\n",
    "cut-off headline": "## 今日观察\n\n今天最值得关注的是：云岭发布模…\n",
    "other projects": "## 其他值得关注的项目\n\n- 项目一\n- 项目二\n",
    "worth reading": "## 值得关注的论文\n\n- 论文一\n- 论文二\n",
    "partly ahead": "## 值得关注\n\n- 丙公司发布手册。\n- 丁公司换了商标。\n",
    "nothing": "",
}


@pytest.mark.parametrize("trap", TRAPS)
def test_a_post_without_a_trend_or_watch_section_has_none(trap):
    briefing = _read(f"{TWO}\n{TRAPS[trap]}")
    assert (briefing.trends, briefing.watch) == ((), ())
    assert _titles(briefing) == ["云岭发布模型", "海岳完成融资"]


@pytest.mark.parametrize("remark", ["> 以上是一家之言。", "*仅供参考*", "📮 投稿：news@e.org"])
def test_a_remark_below_the_trends_is_none(remark):
    for body in ("今天看下来，**电比卡贵**已是共识。", "- **电比卡贵**：后文。", "电比卡贵，已是共识。"):
        briefing = _read(f"{TWO}\n## 今日趋势总结\n\n{body}\n\n{remark}\n")
        assert [trend.name for trend in briefing.trends] == ["电比卡贵"]


def test_a_table_of_figures_below_the_questions_asks_nothing():
    tables = "| 事项 | 时间 |\n|---|---|\n| 云岭是否开源 | 周五 |\n\n| 指标 | 今日 |\n|---|---|\n| 纳指 | 22,100 |\n"
    briefing = _read(f"{TWO}\n## 明日关注\n\n{tables}")
    assert [item.passage.text for item in briefing.watch] == ["云岭是否开源 | 周五"]


# ---------------------------------------------------------------- watch lists

WATCH_HEADINGS = ["我接下来会关注什么", "接下来关注", "后续关注", "明日关注", "明日看点", "下周看点", "值得关注", "前瞻与传闻", "明天看什么", "WHAT COMES NEXT", "What to watch", "後續關注", "🔭 我接下来会关注什么？"]
WATCH_FORMS = [
    "1. 云岭是否开源？\n2. 海岳何时上市？\n", "- 云岭是否开源？\n- 海岳何时上市？\n", "- [ ] 云岭是否开源？\n- [ ] 海岳何时上市？\n",
    "1、云岭是否开源？\n2、海岳何时上市？\n", "▪️ 云岭是否开源？\n▪️ 海岳何时上市？\n", "1、云岭是否开源？\n\n2、海岳何时上市？\n", "（1）云岭是否开源？\n（2）海岳何时上市？\n",
]  # fmt: skip


@pytest.mark.parametrize("heading", WATCH_HEADINGS)
def test_a_watch_list_by_its_heading(heading):
    briefing = _read(f"{TWO}\n## {heading}\n\n{WATCH_FORMS[0]}")
    assert [item.passage.text for item in briefing.watch] == ["云岭是否开源？", "海岳何时上市？"]
    assert len(briefing.stories) == 2
    assert not briefing.trends


@pytest.mark.parametrize("body", WATCH_FORMS)
def test_a_watch_list_in_every_form(body):
    briefing = _read(f"{TWO}\n## 我接下来会关注什么\n\n{body}")
    assert [(item.n, item.passage.text) for item in briefing.watch] == [(1, "云岭是否开源？"), (2, "海岳何时上市？")]


@pytest.mark.parametrize("body", ["1. **开源**：云岭会不会放出权重。\n2. **上市**：海岳何时递表。\n", "1. **开源**：\n   云岭会不会放出权重。\n2. **上市**：\n   海岳何时递表。\n"])
def test_a_title_and_text_on_one_line_or_two_are_one_item(body):
    briefing = _read(f"{TWO}\n## 接下来关注\n\n{body}")
    assert [" ".join(item.passage.text.split()).replace("： ", "：") for item in briefing.watch] == ["**开源**：云岭会不会放出权重。", "**上市**：海岳何时递表。"]


def test_a_watch_heading_under_the_trend_section():
    briefing = _read(f"{TWO}\n## 趋势总结\n\n- **电比卡贵**：后文。\n\n### 接下来关注\n\n1. 云岭是否开源？\n")
    assert ([t.name for t in briefing.trends], [w.passage.text for w in briefing.watch]) == (["电比卡贵"], ["云岭是否开源？"])


def test_of_a_section_that_only_partly_looks_ahead_the_questions_are_taken():
    briefing = _read(f"{TWO}\n## 值得关注\n\n- 乙公司能否守住利润率？\n- 丙公司发布了新手册。\n")
    assert [item.passage.text for item in briefing.watch] == ["乙公司能否守住利润率？"]
    assert [note.text for note in briefing.notes] == ["丙公司发布了新手册。"]


# ---------------------------------------------------------------- noise

NOISE = {
    "picture": "![封面](https://e.org/c.png)", "linked picture": "[![封面](https://e.org/c.png)](https://e.org)", "arrow link": "↗ https://e.org/x", "bare link": "https://e.org/x", "autolink": "<https://e.org/x>",
    "rule": "---", "code": "```\nprint('云岭发布')\n```", "comment": "<!-- 云岭发布 -->", "script": "<script>\nalert(1)\n</script>", "subscription": "👉 欢迎订阅我们的频道", "sponsor": "本期由「青柠云」赞助",
    "advertisement": "【广告】青柠云首月五折", "contents": "[TOC]", "shortcode": "{{< youtube id >}}", "embed": "![[图.png]]", "unsubscribe": "Subscribe to our newsletter", "emoji": "🔥🔥🔥", "frame": '<iframe src="https://e.org"></iframe>',
}  # fmt: skip


@pytest.mark.parametrize("name", NOISE)
def test_noise_is_no_passage_and_stands_in_nobodys_way(name):
    text = f"### 1) 题（Reuters）\n\n{NOISE[name]}\n\n- **是什么**：文。\n\n{NOISE[name]}\n\n### 2) 又一题\n文。\n"
    briefing = _read(text)
    assert [[p.text for p in s.passages] for s in briefing.stories] == [["文。"], ["文。"]]
    assert briefing.notes == ()
    assert {line.kind for line in explain(text, NAME)} == {"template", "headline", "fact", "noise"}


@pytest.mark.parametrize("headline", ["KimiK3 与OpenAI将开放", "“重点”‘次重’「丙」『丁』", "ＡＩ　助手🚀发布", "Ｑwen3.5－Plus：开放", "GPT-5.4 mini 降价 40%", "字節跳動的「豆包」漲價"])
def test_widths_quotes_scripts_and_emoji_stay_as_they_are(headline):
    text = f"### 1) {headline}（Reuters）\n- **是什么**：文。\n\n### 2) 又一题\n文。\n"
    story = _read(text).stories[0]
    assert story.headline.text == headline
    assert text[story.headline.start : story.headline.end] == headline


@pytest.mark.parametrize("change", [lambda t: t.replace("\n", "\r\n"), lambda t: t.replace("云", "\u200b云"), lambda t: "\n\n" + t, lambda t: t.rstrip("\n"), lambda t: t.replace("\n", "  \n")], ids=["crlf", "zero-width", "blank lines", "no end", "blanks"])
def test_what_cannot_be_seen_changes_nothing(change):
    plain, other = _read(TWO), _read(change(TWO))
    assert [[p.kind for p in s.passages] for s in other.stories] == [[p.kind for p in s.passages] for s in plain.stories]
    assert [s.headline.text.replace("\u200b", "") for s in other.stories] == _titles(plain)
    assert [s.outlets for s in other.stories] == [s.outlets for s in plain.stories]


@pytest.mark.parametrize("blank", ["\u3000", "\u3000\u3000", "\u2003", "\xa0", " \u3000 "])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_line_of_wide_blanks_is_no_text_and_hides_none(blank, end):
    text = f"### 1) 题\n{blank}\n文一。\n{blank}\n文二。\n{blank}\n\n### 2) 又一题\n文。\n".replace("\n", end)
    assert [words.split() for *_, words in _kinds(text)] == [["文一。", "文二。"]]


def test_footnotes_and_nested_lists_are_text():
    text = "### 1) 题\n- **是什么**：文[^1]。\n  - 内层一\n    - 内层二\n\n[^1]: 脚注。\n\n### 2) 又一题\n文。\n"
    assert [(kind, words) for kind, _, words in _kinds(text)] == [("fact", "文[^1]。"), ("fact", "内层一"), ("fact", "内层二"), ("fact", "[^1]: 脚注。")]


def test_an_enormous_line_is_one_passage():
    line = "云岭" * 100_000
    assert [words for *_, words in _kinds(f"### 1) 题\n{line}\n\n### 2) 又\n文。\n")] == [line]


def test_stories_that_slipped_below_a_trend_heading_lose_no_text():
    text = "## 趋势总结\n\n### 1、云岭上线\n- **是什么**：助手上线。\n\n### 2、海岳开放\n- **影响**：价格战。\n\n## 趋势总结\n"
    assert "价格战。" in {line.text for line in explain(text, NAME)}


def test_a_question_that_a_post_says_twice_is_one():
    """Word for word, in one list or in two sections."""
    text = TWO + "\n## 我接下来会关注什么\n\n1. **交割** 何时完成？\n2. 价格会不会再降？\n\n## 后续关注\n\n- 交割何时完成？\n- 谁来接手？\n"
    briefing = _read(text)
    assert [(one.n, one.passage.text) for one in briefing.watch] == [(1, "**交割** 何时完成？"), (2, "价格会不会再降？"), (4, "谁来接手？")]
    assert [issue.message for issue in briefing.issues if "question" in issue.message] == ["repeats question 1 of this post; counted once"]


TITLED = """## AI 早读 2026-05-01

🔥 **今天值得知道的几件大小事**

1. **云岭收购海岳**{first}
   - 核心：云岭以三亿元收购海岳。
   - 意义：少一个对手。
2. **北港开放下载**（路透社）
   - 核心：北港开放下载。
   - 意义：多一个选择。

## 趋势观察

- 模型越来越便宜。

### 接下来关注

- 交割何时完成？
"""


@pytest.mark.parametrize(
    ("first", "outlets"),
    [
        ("（北港日报）", ("北港日报",)),
        ("（路透 引述 The Information）", ("路透", "The Information")),
        (" — [The Verge](https://e.org/1)", ("The Verge",)),
        ("", ()),
    ],
)
def test_a_bold_line_over_titles_with_labels_names_their_list(first, outlets):
    """Whatever headings the post has elsewhere; the source stands behind the title in bold."""
    stories = _read(TITLED.format(first=first)).stories
    assert [(story.headline.text, story.outlets) for story in stories] == [("云岭收购海岳", outlets), ("北港开放下载", ("路透社",))]
    assert [[p.kind for p in story.passages] for story in stories] == [["fact", "why"]] * 2


@pytest.mark.parametrize("remark", ["（更新）", "(312 points, 120 comments)", "（英文）"])
def test_a_remark_behind_a_title_is_text(remark):
    first = _read(TITLED.format(first=remark)).stories[0]
    assert first.outlets == ()
    assert first.passages[0].text == remark


def test_a_bold_line_over_points_inside_a_story_is_its_text():
    """Below headings that are stories, bold points without labels make no list of stories."""
    points = "**三个要点**\n\n1. **价格三亿元**：现金支付。\n2. **本月交割**：等批准。\n\n"
    assert _titles(_read(TWO.replace("### 2)", points + "### 2)"))) == ["云岭发布模型", "海岳完成融资"]

