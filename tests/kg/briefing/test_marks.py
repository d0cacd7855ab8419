"""Posts without Markdown: what an author types before a title makes the stories, and never the list of questions."""

from __future__ import annotations

import pytest

from kg.briefing import parse

TITLES = ["云岭发布开源模型", "海岳完成首轮融资", "松涛上调订阅价格", "青禾公布一季财报"]
ALONE = ["一、*二、*三、*四、", "（一）*（二）*（三）*（四）", "1、*2、*3、*4、", "[1] *[2] *[3] *[4] ", "NO.1 *NO.2 *NO.3 *NO.4 ",
         "01 | *02 | *03 | *04 | ", "① *② *③ *④ ", "▶ *▶ *▶ *▶ ", "🔹 *🔹 *🔹 *🔹 ", "● *● *● *● "]  # fmt: skip
CLOSE = "今日小结：硬件普遍延期，软件开始涨价。\n\n值得跟踪：\n1、云岭的量产时间\n2、海岳何时上市\n3、青禾能否盈利\n"


def _read(text):
    briefing = parse(text, "2026-05-01.md")
    for story in briefing.stories:
        for piece in (story.headline, *story.passages):
            assert text[piece.start : piece.end] == piece.text
    return briefing


def _titles(briefing):
    return [story.headline.text for story in briefing.stories]


def _post(marks, between, after=""):
    return "\n\n".join(f"{mark}{title}{after}{between}正文说明这件事的经过。" for mark, title in zip(marks, TITLES, strict=True)) + "\n\n"


@pytest.mark.parametrize("close", ["", CLOSE])
@pytest.mark.parametrize("between", ["\n", "\n\n"])
@pytest.mark.parametrize("line", ALONE)
def test_a_marked_line_above_text_is_a_story(line, between, close):
    briefing = _read(_post(line.split("*"), between) + close)
    assert _titles(briefing) == TITLES
    assert [[p.text for p in story.passages] for story in briefing.stories] == [["正文说明这件事的经过。"]] * 4
    assert len(briefing.watch) == (3 if close else 0)
    assert [t.passage.text for t in briefing.trends] == (["硬件普遍延期，软件开始涨价。"] if close else [])


@pytest.mark.parametrize("close", ["", CLOSE, "【今日小结】硬件普遍延期，软件开始涨价。\n"])
@pytest.mark.parametrize("between", ["", "\n", "\n\n"])
def test_a_title_in_a_box_is_a_story(between, close):
    briefing = _read(_post(["【"] * 4, between, "】") + close)
    assert _titles(briefing) == TITLES
    assert len(briefing.trends) == bool(close)


def test_boxes_may_be_headings_of_groups_and_of_what_closes_the_post():
    groups = f"【国内】\n1、{TITLES[0]}\n2、{TITLES[1]}\n\n【海外】\n1、{TITLES[2]}\n2、{TITLES[3]}\n\n"
    briefing = _read(f"{groups}【今日小结】\n硬件延期。\n\n【值得跟踪】\n1、云岭何时量产\n2、海岳何时上市\n")
    assert _titles(briefing) == TITLES
    assert [t.passage.text for t in briefing.trends] == ["硬件延期。"]
    assert [w.passage.text for w in briefing.watch] == ["云岭何时量产", "海岳何时上市"]


def test_a_box_with_a_name_is_part_of_the_headline():
    briefing = _read("".join(f"【{name}】产品推迟到夏天。原因没有公布。\n\n" for name in ("云岭", "海岳", "松涛")))
    assert _titles(briefing) == ["【云岭】产品推迟到夏天。", "【海岳】产品推迟到夏天。", "【松涛】产品推迟到夏天。"]


def test_boxes_that_repeat_are_labels():
    story = "**{}**\n\n【影响】\n成本会下降不少。\n\n"
    assert _titles(_read(story.format(TITLES[0]) + story.format(TITLES[1]))) == TITLES[:2]


def test_numbers_in_characters_above_numbered_lines_group():
    text = f"一、国内\n\n1、{TITLES[0]}\n2、{TITLES[1]}\n\n二、海外\n\n1、{TITLES[2]}\n2、{TITLES[3]}\n"
    briefing = _read(text)
    assert _titles(briefing) == TITLES
    assert [story.section for story in briefing.stories] == ["国内", "国内", "海外", "海外"]


def test_numbered_references_are_no_stories():
    text = _post(["▶ "] * 4, "\n") + "[1] https://example.com/a\n\n[2] https://example.com/b\n"
    assert _titles(_read(text)) == TITLES


@pytest.mark.parametrize("head", ["值得跟踪：", "后续看点", "待观察：", "持续跟踪", "明日预告", "悬念", "Up next", "**On our radar**", "What's next:"])
def test_a_list_of_questions_alone_is_no_story(head):
    briefing = _read(f"今天没有要紧的事情发生。\n\n{head}\n\n1. 云岭的量产时间\n2. 海岳何时上市\n3. 青禾能否盈利\n")
    assert not briefing.stories
    assert len(briefing.watch) == 3
    assert any("no story" in issue.message for issue in briefing.issues)


GROUPS = "## 国内\n- **云岭发布模型**：开放下载。\n- **海岳融资**：拿到两亿元。\n\n## 海外\n- **松涛涨价**：涨两成。\n- **青禾裁员**：裁一成。\n\n"


@pytest.mark.parametrize("heading", ["工具推荐", "工具与资源"])
def test_tools_are_no_news(heading):
    briefing = _read(f"{GROUPS}## {heading}\n- **工具甲**：一个写作工具。\n- **工具乙**：一个画图工具。\n")
    assert len(briefing.stories) == 4


@pytest.mark.parametrize("heading", ["快讯", "简讯", "Quick hits"])
def test_short_news_are_stories_unless_they_repeat_one(heading):
    news = f"## {heading}\n- 白鹭收购一家公司。\n- 远山起诉主管部门。\n"
    assert _titles(_read(GROUPS + news))[4:] == ["白鹭收购一家公司。", "远山起诉主管部门。"]
    told = "".join(f"## {n}. {title}\n正文。\n\n" for n, title in enumerate(TITLES, 1))
    assert _titles(_read(f"## {heading}\n- {TITLES[0]}\n- {TITLES[1]}\n\n{told}")) == TITLES


def test_a_summary_behind_groups_of_stories_stands_after_them():
    briefing = _read(f"{GROUPS}## 今日小结\n硬件普遍延期，软件开始涨价。\n")
    assert [t.passage.text for t in briefing.trends] == ["硬件普遍延期，软件开始涨价。"]


@pytest.mark.parametrize("form", ["今日小结：{}", "【今日小结】{}"])
def test_a_summary_may_stand_inline_below_the_last_heading(form):
    told = "".join(f"## {title}\n正文。\n\n" for title in TITLES)
    briefing = _read(told + form.format("硬件普遍延期，软件开始涨价。") + "\n\n值得跟踪：海岳何时上市？\n")
    assert _titles(briefing) == TITLES
    assert [t.passage.text for t in briefing.trends] == ["硬件普遍延期，软件开始涨价。"]
    assert [w.passage.text for w in briefing.watch] == ["海岳何时上市？"]


@pytest.mark.parametrize("between", ["\n", "\n\n"])
@pytest.mark.parametrize("line", [*ALONE, "一、*二、*一、*二、", "1、*2、*1、*2、"])
def test_marked_lines_below_headings_of_groups_are_stories(line, between):
    told = _post(line.split("*"), between).split("\n\n" + line.split("*")[2] + TITLES[2])
    text = f"## 国内\n\n{told[0]}\n\n## 海外\n\n{line.split('*')[2]}{TITLES[2]}{told[1]}## 今日小结\n\n硬件延期。\n\n## 明日看点\n\n1、云岭何时量产\n2、海岳何时上市\n"
    briefing = _read(text)
    assert _titles(briefing) == TITLES
    assert [story.section for story in briefing.stories] == ["国内", "国内", "海外", "海外"]
    assert (len(briefing.trends), len(briefing.watch)) == (1, 2)


def test_signs_below_a_headline_only_adorn_its_text():
    text = "".join(f"## {title}并说明原因\n\n🔹 第一个细节\n说明。\n\n🔹 第二个细节\n说明。\n\n" for title in TITLES)
    assert _titles(_read(text)) == [f"{title}并说明原因" for title in TITLES]


def test_a_weak_word_above_a_list_makes_no_stories():
    briefing = _read("今天没有要紧的事情发生。\n\n值得关注：\n1、云岭何时量产\n2、海岳的新办公楼\n3、青禾能否盈利\n")
    assert not briefing.stories
    assert [w.passage.text for w in briefing.watch] == ["云岭何时量产", "青禾能否盈利"]
