"""The normal form keeps the length, so offsets stay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.normal import narrow, normal_form, simplified, slug


@given(st.text(max_size=30))
def test_length_is_kept(text):
    assert len(normal_form(text)) == len(text)
    assert len(narrow(text)) == len(text)


def test_slug():
    assert slug("Claude Opus 4.6") == "claude-opus-4.6"
    assert slug("智谱 AI") == "智谱-ai"


def test_no_character_simplifies_to_one_that_changes_again():
    table = simplified()
    assert len(table) > 2000
    assert not [c for c in table.values() if ord(c) in table and table[ord(c)] != c]


@pytest.mark.parametrize(
    ("taiwan_or_hong_kong", "mainland"),
    [
        ("輝達與台積電擴大合作、郵報稱晶片運算將漲價", "辉达与台积电扩大合作、邮报称晶片运算将涨价"),
        ("證監會調查勒索軟體與釣魚網頁、竊取機密檔案", "证监会调查勒索软体与钓鱼网页、窃取机密档案"),
        ("郭台銘、張忠謀、劉揚偉與魏哲家談電廠備援", "郭台铭、张忠谋、刘扬伟与魏哲家谈电厂备援"),
        ("瀋陽、濟南、烏魯木齊、銀川、貴陽與龍崗", "沈阳、济南、乌鲁木齐、银川、贵阳与龙岗"),
        ("祕魯、葉門、羅馬尼亞、挪威、緬甸、寮國", "秘鲁、叶门、罗马尼亚、挪威、缅甸、寮国"),
        ("港府啓動衞星羣與綫上監管", "港府启动卫星群与线上监管"),
    ],
)
def test_traditional_news_reads_as_simplified(taiwan_or_hong_kong, mainland):
    assert normal_form(taiwan_or_hong_kong) == mainland
