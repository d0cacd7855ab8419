"""Amounts: labelled cases of our own, offsets, time, owners."""

import time
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nlp.amounts.find import find
from nlp.amounts.owners import owners
from nlp.amounts.roles import roles
from nlp.amounts.units import GROUPS, fold, forms
from nlp.attributes import Name
from nlp.extract import extract
from nlp.model import Item, Unit
from nlp.normal import data_folder
from nlp.pipeline import STAGES, Config, build_pipeline

STAGES_USED = ("bg_gazetteer", "bg_versions", "bg_unknown", "bg_mentions", "bg_amounts")
LINES = (Path(__file__).parent / "amounts.tsv").read_text("utf-8").splitlines()
CASES = [line.split("\t") for line in LINES if line.strip() and not line.startswith("#")]


@pytest.fixture(scope="module")
def reader(folder):
    """Names and amounts over the small gazetteer."""
    without = tuple(stage for _, stage in STAGES if stage not in STAGES_USED)
    return build_pipeline(Config(gazetteer=folder, model=None, without=without))


def said(text, taken=()):
    """The amounts of `text` in the notation of the cases."""
    found = find(text, taken)
    lines = []
    for one, role in zip(found, roles(fold(text), found), strict=True):
        value = f"{one.value:.12g}" + (f"..{one.high:.12g}" if one.high is not None else "")
        parts = [value, one.measure, *(["~"] if one.approx else []), role or "-"]
        lines.append(" ".join(parts))
    return " ; ".join(lines) or "-"


def value(written):
    """Two notations of one number are one."""
    head, _, rest = written.partition(" ")
    return [float(n) if n not in {"-", ""} else n for n in head.split("..")], rest


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text for text, _ in CASES])
def test_labelled_amounts(text, expected):
    taken = [(at, at + len(name)) for name in ("Qwen3-235B-A22B", "Gemma 3 27B") if (at := text.find(name)) >= 0]
    assert [value(v) for v in said(text, taken).split(" ; ")] == [value(v) for v in expected.split(" ; ")]


def test_there_are_enough_cases():
    assert len(CASES) >= 120


def test_a_number_inside_a_name_is_no_amount():
    text = "Llama 70B 模型"
    assert said(text) != "-"
    assert said(text, [(0, 9)]) == "-"


WORDS = (
    "1 20 3,000 2.5 12. 亿 万 百万 美元 元 % ％ $ ¥ HK$ 约 超过 多 余 以上 左右 至 - – ~ 到 个 人 token 百分之 四十 三 B K bn million per cent "
    "１２ ， 、 。 第 前 月 日 GPT- 億 萬 USD half a \n"
)
PIECES = st.sampled_from(WORDS.split(" "))
TEXTS = st.lists(st.one_of(PIECES, st.sampled_from([" ", ""]), st.text(max_size=3)), max_size=30).map("".join)


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_amounts_are_where_they_say_and_do_not_overlap(text):
    assert len(fold(text)) == len(text)
    end = 0
    for one in find(text):
        assert end <= one.start < one.end <= len(text)
        assert text[one.start : one.end].strip(" ") == text[one.start : one.end]
        assert one.high is None or one.measure
        end = one.end


@given(TEXTS)
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_surfaces_are_the_text_of_their_unit(reader, text):
    item = Item(date(2026, 1, 1), tuple(Unit("fact", line) for line in text.split("\n")))
    [facts] = extract(reader, [item])
    for one in facts.amounts:
        assert item.units[one.unit].text[one.start : one.end] == one.surface


@pytest.mark.parametrize(
    "text",
    ["1" * 100_000, "1," * 50_000, "1 " * 20_000, "百分之" * 3_000, "十" * 40_000, "5 - " * 2_000, "$" * 40_000,
     "美元" * 10_000, "投 1 亿美元，" * 200, "十亿美元收购" * 200, "a 1 b " * 2_000, "约" * 40_000, "1 到 " * 2_000],
    ids=lambda text: text[:6],
)  # fmt: skip
def test_time_grows_with_the_text_only(text):
    assert seconds(text * 2) < 4 * seconds(text) + 0.5


def seconds(text):
    """Processor time of finding amounts, roles and owners: other work on the machine does not count."""
    start = time.process_time()
    folded, found = fold(text), find(text)
    owners(folded, found, roles(folded, found), [Name(f.start, f.start + 1, "ORG", "x") for f in found])
    return time.process_time() - start


OWNERS = [
    ("OpenAI 完成 400 亿美元融资，估值 3000 亿美元", ["openai", "openai"]),
    ("智谱与 Anthropic 合作，Anthropic 年收入 50 亿美元", ["anthropic"]),
    ("亚马逊向 Anthropic 投资 40 亿美元", ["amazon"]),
    ("由亚马逊、英伟达领投，智谱完成 3 亿美元融资", ["zhipu"]),
    ("李飞飞创办的 OpenAI 融资 10 亿美元", ["openai"]),
    ("OpenAI 与英伟达参与，公司估值 20 亿美元", ["openai"]),
    ("OpenAI 给 ChatGPT 定价每月 20 美元", ["openai"]),
    ("OpenAI 推出新套餐，ChatGPT 每月 20 美元", ["chatgpt"]),
    ("GPT-5.4 得分 72.2%，Claude 为 31.9%", ["gpt-5.4", "claude"]),
    ("OpenAI 加码编程\n知情人士称其年化收入超过 20 亿美元", ["openai"]),
    ("OpenAI 推出面向开发者的 ChatGPT，并完成 3 亿美元融资", ["openai"]),
    ("全行业投入 20 亿美元", [None]),
]


@pytest.mark.parametrize(("text", "expected"), OWNERS, ids=[text for text, _ in OWNERS])
def test_whose_an_amount_is(reader, text, expected):
    units = tuple(Unit("fact" if n else "headline", line) for n, line in enumerate(text.split("\n")))
    [facts] = extract(reader, [Item(date(2026, 1, 1), units)])
    assert [a.owner for a in facts.amounts] == expected


def test_a_sum_without_a_cue_takes_the_role_of_the_headline():
    text = "Acme 获新一轮融资\n其中 5 亿美元来自一家基金会的账户"
    assert said(text) == "500000000 USD funding"


def test_every_table_has_forms():
    assert all(table.table for table in forms().values())
    assert forms()["unit"].behind("个百分点", 0)[0] == 4


def table(name):
    """Cells of the lines of a data file."""
    lines = (data_folder() / name).read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if line.strip() and not line.startswith("#")]


def test_the_table_of_roles_can_be_reached_and_says_each_thing_once():
    rows = table("amount_roles.tsv")
    assert {row[0] for row in rows} == {
        "funding", "valuation", "revenue", "spending", "price", "deal", "fine", "other",
    }  # fmt: skip
    cues = [(row[1], cue) for row in rows for cue in row[4].split(" | ")]
    assert [cue for _, cue in cues if fold(cue) != cue or cue.strip() != cue] == []
    assert [cue for cue, count in Counter(cues).items() if count > 1] == []
    assert all(row[1] in {"before", "after"} and int(row[2]) >= 0 and int(row[3]) > 0 for row in rows)


def test_the_table_of_units_can_be_reached_and_says_each_thing_once():
    rows = table("units.tsv")
    assert {row[0] for row in rows} <= {kind for kinds in GROUPS.values() for kind in kinds}
    written = [form.partition("!")[0] for row in rows for form in row[2].split(" | ")]
    assert [form for form in written if fold(form) != form or form.strip() != form] == []
    for group, kinds in GROUPS.items():
        inside = [form.partition("!")[0] for row in rows if row[0] in kinds for form in row[2].split(" | ")]
        assert [form for form, count in Counter(inside).items() if count > 1] == [], group


def test_a_sum_named_twice_has_the_role_of_the_clearer_place():
    text = "晨星掏 7 亿美元换股权\n晨星以 7 亿美元入股一家设计公司，另有 3 亿美元去向不明"
    assert roles(fold(text), find(text))[:2] == ["funding", "funding"]
    assert roles(fold("晨星掏 7 亿美元换股权"), find("晨星掏 7 亿美元换股权")) == ["other"]


SCALES = {"": 1, "萬": 10**4, "万": 10**4, "億": 10**8, "亿": 10**8, "兆": 10**12, "万亿": 10**12}
BEFORE = {"NT$": "TWD", "HK$": "HKD", "US$": "USD", "$": "USD", "€": "EUR", "A$": "AUD"}
BEHIND = {"美元": "USD", "歐元": "EUR", "欧元": "EUR", "新台幣": "TWD", "日圓": "JPY", "人民币": "CNY"}


@given(
    st.sampled_from(sorted(BEFORE)) | st.none(),
    st.sampled_from(sorted(BEHIND)),
    st.integers(1, 9999),
    st.sampled_from(sorted(SCALES)),
    st.integers(1000, 9999) | st.none(),
    st.booleans(),
)
def test_a_sum_reads_back_to_its_value_in_every_notation(sign, unit, number, scale, more, wide):
    """Sign before or currency behind, both scripts, a second number within the scale, full-width digits."""
    value, digits = number * SCALES[scale], str(number)
    lower = {10**12: "亿", 10**8: "万", 10**4: ""}.get(SCALES[scale])
    if more and lower is not None:
        value, digits, scale = value + more * SCALES[lower], f"{digits}{scale}{more}", lower
    if wide:
        digits = digits.translate({ord(d): chr(ord(d) + 0xFEE0) for d in "0123456789"})
    written = f"{sign}{digits}{scale}" if sign else f"{digits}{scale}{unit}"
    text = f"这笔钱是{written}，明年付。"
    assert [(text[f.start : f.end], f.value, f.measure) for f in find(text)] == [
        (written, pytest.approx(value), BEFORE[sign] if sign else BEHIND[unit])
    ]


def test_a_currency_is_no_name(shipped):
    """Neither a known name (US) nor a new one (NT) stands in the sign before a sum; a share's symbol is a name."""
    text = "Acme 付US$2.5億與NT$ 1.2兆，腾讯 $TCEHY 上涨，US 与 NT Labs 不受影响。"
    facts = next(iter(extract(shipped, [Item(date(2026, 5, 1), (Unit("fact", text),))])))
    assert [m.surface for m in facts.mentions if m.surface in {"US", "NT", "US$", "NT$", "TCEHY"}] == ["TCEHY", "US"]
    assert text.count("US") == 2  # the other one is a sign
