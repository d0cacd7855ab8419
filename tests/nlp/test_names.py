"""Known names: conditions, boundaries, longest match, versions."""

from datetime import date

import pytest

from nlp.extract import extract
from nlp.model import Item, Unit
from nlp.pipeline import STAGES, Config, build_pipeline

STATEMENTS = tuple(s for _, s in STAGES if s not in {"bg_gazetteer", "bg_versions", "bg_unknown", "bg_mentions"})


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("OpenAI将发布", {"OpenAI"}),
        ("Metadata 管理", set()),
        ("Meta 与 meta 分析", {"Meta"}),
        ("英伟达CEO 黄", {"英伟达"}),
        ("OpenAICEO 说", {"OpenAI"}),
        ("喝苹果汁", set()),
        ("苹果发布手机", {"苹果"}),
        ("AAPL 上涨", set()),
        ("苹果（AAPL）上涨", {"苹果", "AAPL"}),
        ("Arm 架构", set()),
        ("Arm 芯片", {"Arm"}),
        ("智譜发布", {"智譜"}),
        ("ＯｐｅｎＡＩ 发布", {"ＯｐｅｎＡＩ"}),
        ("us 与 US", {"US"}),
        ("见 https://openai.com/OpenAI", set()),
        ("OPENAI_API_KEY", set()),
        ("Claude's 表现", {"Claude"}),
        ("Claude Code 更新", {"Claude Code"}),
        ("**OpenAI** 与 **Meta**", {"OpenAI", "Meta"}),
        ("UK/EU 合规", {"EU"}),
    ],
)
def test_known_names(known, names, text, wanted):
    assert set(names(known, text)) == wanted


@pytest.mark.parametrize(
    ("text", "surface", "key"),
    [
        ("GPT-5.4 发布", "GPT-5.4", "gpt-5.4"),
        ("GPT5.4 发布", "GPT5.4", "gpt-5.4"),
        ("ＧＰＴ－5.4 发布", "ＧＰＴ－5.4", "gpt-5.4"),
        ("GPT-5.4 mini 发布", "GPT-5.4 mini", "gpt-5.4-mini"),
        ("gpt-5.4-mini 发布", "gpt-5.4-mini", "gpt-5.4-mini"),
        ("GPT-5.21 发布", "GPT-5.21", "gpt-5.21"),
        ("Qwen3.5-Plus 开源", "Qwen3.5-Plus", "qwen-3.5-plus"),
        ("Qwen3.5-35B-A3B 开源", "Qwen3.5-35B-A3B", "qwen-3.5-35b-a3b"),
        ("Claude Opus 4.6 上线", "Claude Opus 4.6", "claude-opus-4.6"),
        ("Anthropic 上线 Opus 4.6", "Opus 4.6", "claude-opus-4.6"),
        ("DeepSeekV4 将至", "DeepSeekV4", "deepseek-v4"),
        ("DeepSeek V4 将至", "DeepSeek V4", "deepseek-v4"),
        ("DeepSeek 将发布 V4", "V4", "deepseek-v4"),
        ("KimiK3 发布", "KimiK3", "kimi-k3"),
        ("Llama 30B 参数", "Llama 30B", "llama-30b"),
    ],
)
def test_versions(known, names, text, surface, key):
    assert names(known, text).get(surface) == ("MODEL", key)


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("Qwen 2 月发布", "Qwen"),
        ("Qwen 3 款模型", "Qwen"),
        ("GPT 100 亿美元", "GPT"),
        ("Claude 12% 提升", "Claude"),
        ("Claude 5 小时额度", "Claude"),
    ],
)
def test_a_count_is_no_version(known, names, text, surface):
    assert set(names(known, text)) == {surface}


def test_a_version_points_to_its_family(known):
    doc = known("GPT-5.9 发布")
    [span] = doc.spans["mentions"]
    assert (span._.family, span._.rule) == ("gpt", "version of GPT")


def test_the_rule_names_alias_and_line(known):
    doc = known("亚马逊扩建")
    [span] = doc.spans["mentions"]
    assert span._.rule == "alias 亚马逊 (orgs.tsv:4)"
    assert span._.name == "Amazon"


def test_context_tells_people_of_one_name_apart(known, names):
    assert names(known, "斯坦福李飞飞演讲")["李飞飞"][1] == "fei-fei-li"
    assert names(known, "阿里云李飞飞谈数据库")["李飞飞"][1] == "li-feifei-alibaba"


def test_an_alias_that_needs_a_version(tmp_path, names):
    line = "phi\tMODEL\tPhi\t\tPhi{versioned} | 文心{versioned}\t\tphi\t"
    (tmp_path / "models.tsv").write_text("id\ttype\tname\tname_zh\taliases\tparent\tfamily\tnote\n" + line, "utf-8")
    nlp = build_pipeline(Config(gazetteer=tmp_path, model=None, without=(*STATEMENTS, "bg_unknown")))
    assert names(nlp, "Phi 系数与文心雕龙") == {}
    assert names(nlp, "Phi-4 与文心 5.0") == {"Phi-4": ("MODEL", "phi-4"), "文心 5.0": ("MODEL", "phi-5.0")}


LINE = "Arm 的授权费会不会再涨"


@pytest.mark.parametrize(
    ("around", "found"),
    [
        ((), False),
        (("软银 愿为 Arm 出更高价",), True),
        (("软银 愿为一家芯片公司出更高价",), False),  # the story does not speak of it
        (("Arm 比赛", "软银 的手臂机器人"), False),  # not beside the name
    ],
)
def test_a_line_means_by_a_name_what_the_stories_around_it_mean(known, around, found):
    """`Arm` is told from an arm by what stands beside it, in the line itself or in a story that names it."""
    [facts] = extract(known, [Item(date(2026, 1, 1), (Unit("watch", LINE),), around=around)])
    assert [m.key for m in facts.mentions] == (["arm"] if found else [])
