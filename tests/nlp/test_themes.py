"""Themes: own stories in both languages; order, scores and reasons; trends and watch items."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.extract import extract
from nlp.model import Item, Unit
from nlp.pipeline import STAGES, Config, build_pipeline
from nlp.statements import kinds, order
from nlp.statements.cues import CueError
from nlp.statements.themes import Points, leads, score

LINES = (Path(__file__).parent / "theme_cases.tsv").read_text("utf-8").splitlines()
CASES = [line.split("\t") for line in LINES if line and not line.startswith("#")]


@pytest.fixture(scope="module")
def themes():
    kept = {"bg_cues", "bg_themes"}
    nlp = build_pipeline(Config(model=None, without=tuple(stage for _, stage in STAGES if stage not in kept)))

    def found(*units, outlets=()):
        [facts] = extract(nlp, [Item(date(2026, 1, 1), tuple(Unit(*unit) for unit in units), outlets)])
        return facts.themes

    return found


@pytest.mark.parametrize(("headline", "fact", "main", "further"), CASES)
def test_what_a_story_is_about(themes, headline, fact, main, further):
    found = [theme.theme_id for theme in themes(("headline", headline), ("fact", fact))]
    assert found[0] == main
    assert set(further.split()) <= set(found)


def test_at_most_three_best_first_with_a_reason(themes):
    found = themes(("headline", "芯片公司完成融资"), ("fact", "本轮领投方是产业基金，公司同时新建数据中心，算力翻倍。"))
    assert len(found) == 3
    assert [t.score for t in found] == sorted((t.score for t in found), reverse=True)
    assert all(0 < theme.score < 1 and theme.reason for theme in found)
    assert "融资" in next(t.reason for t in found if t.theme_id == "capital")


def test_the_headline_outweighs_advice(themes):
    found = themes(("headline", "新芯片流片"), ("advice", "关注融资与估值。"))
    assert found[0].theme_id == "chips"


@pytest.mark.parametrize("kind", ["trend", "watch"])
def test_trends_and_watch_items_have_themes(themes, kind):
    assert themes((kind, "订阅与接口的边界被重新划线，厂商开始用套餐管住额度"))[0].theme_id == "pricing"


def test_an_outlet_speaks_for_what_it_prints(themes):
    assert themes(("headline", "让缓存更省"), outlets=("arXiv",))[0].theme_id == "research"


@pytest.fixture(scope="module")
def named():
    nlp = build_pipeline(Config(model=None))

    def found(*units):
        [facts] = extract(nlp, [Item(date(2026, 1, 1), tuple(Unit(*unit) for unit in units))])
        return facts.themes

    return found


def test_what_a_name_of_the_headline_is_speaks_for_a_theme(named):
    [theme] = named(("headline", "Cambricon 看好明年"))
    assert theme.theme_id == "chips"
    assert "Cambricon (" in theme.reason
    assert named(("headline", "某公司看好明年"), ("advice", "留意 Tenstorrent。")) == ()


@pytest.mark.parametrize(
    ("headline", "fact", "expected"),
    [
        ("美国对半导体实施出口管制", "处理器与加速卡须申请许可。", ["geopolitics", "chips"]),
        ("Broadcom 收购 Groq，斥资 80 亿美元", "交易以现金与股票支付，投资者与股东称估值合理。", ["chips", "capital"]),
        ("Broadcom 股价大涨，市值破万亿", "投资者称估值合理，股东获利。", ["capital"]),
    ],
)
def test_one_theme_may_lead_another(named, headline, fact, expected):
    found = [theme.theme_id for theme in named(("headline", headline), ("fact", fact))]
    assert found[: len(expected)] == expected


def test_a_theme_leads_only_from_the_headline_and_with_a_third_of_the_points():
    best, low = Points("chips", 30, {}), Points("geopolitics", 12, {}, headline=True)
    assert leads(low, best)
    assert not leads(low._replace(headline=False), best)
    assert not leads(low._replace(points=9), best)
    assert not leads(low._replace(theme="talent"), best)


def test_some_lead_only_where_the_relation_is_stated():
    money, chips = Points("capital", 30, {"融资": 9}), Points("chips", 20, {}, headline=True)
    assert not leads(chips, money)
    assert leads(chips, money._replace(cues={"@acquires": 3}))


@pytest.mark.parametrize("cells", [("chips",), ("chips", "chips"), ("", "chips"), ("chips", "capital", "acquires")])
def test_an_order_that_cannot_be_used_is_refused(cells):
    with pytest.raises(CueError, match=r"order\.tsv:3"):
        order.parse("order.tsv:3", [*cells])


def test_an_acquisition_is_first_about_what_is_bought(named):
    found = named(("headline", "Figure AI 收购一家初创公司"), ("fact", "交易金额 2 亿美元。"))
    assert [theme.theme_id for theme in found][:2] == ["robotics", "capital"]


@pytest.mark.parametrize("cells", [("chips", "ORG", "much", "chip"), ("chips", "GADGET", "1", "chip"), ("chips",)])
def test_a_kind_that_cannot_be_used_is_refused(cells):
    with pytest.raises(CueError, match=r"kinds\.tsv:3"):
        kinds.parse("kinds.tsv:3", [*cells])


def test_a_text_without_cues_has_no_theme(themes):
    assert themes(("headline", "今天天气不错"), ("fact", "")) == ()


@given(st.floats(0.4, 500), st.floats(0.4, 500))
def test_more_points_never_score_less(one, other):
    low, high = sorted((one, other))
    assert 0 <= score(low, high) <= score(high, high) <= 1
