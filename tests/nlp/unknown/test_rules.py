"""Names nobody listed, each with the rule that finds it and its type."""

import time

import pytest

from nlp.unknown import tiers


@pytest.mark.parametrize(
    ("text", "surface", "type_"),
    [
        ("初创公司 Foobarix 完成融资", "Foobarix", "ORG"),
        ("Zentral Labs 发布报告", "Zentral Labs", "ORG"),
        ("某团队开源工具 PipeDream", "PipeDream", "PRODUCT"),
        ("在 HardMathBench 上得分 30%", "HardMathBench", "WORK"),
        ("发布新模型 Avocado 9B", "Avocado 9B", "MODEL"),
        ("Marigold-2.5 模型权重开放", "Marigold-2.5", "MODEL"),
        ("论文《可扩展的记忆》发布", "可扩展的记忆", "WORK"),
        ("开源项目 acme-lab/tiny-agent 走红", "acme-lab/tiny-agent", "PRODUCT"),
        ("开源库 fast.js 更新", "fast.js", "PRODUCT"),
        ("由戴维·彼得斯领导", "戴维·彼得斯", "PERSON"),
        ("创始人王小明表示", "王小明", "PERSON"),
        ("CEO Jane Doeson 表示", "Jane Doeson", "PERSON"),
        ("研究员 Zhang Weiming 认为", "Zhang Weiming", "PERSON"),
        ("负责人林大山离职", "林大山", "PERSON"),
        ("美国国家标准研究院发布", "美国国家标准研究院", "ORG"),
        ("OpenAI、智谱、晨星等公司参加", "晨星", "ORG"),
        ("开发者大会 FutureDev Summit 开幕", "FutureDev Summit", "EVENT"),
    ],
)
def test_found(small, names, text, surface, type_):
    found = names(small, text)
    assert surface in found, found
    assert found[surface][0] == type_


@pytest.mark.parametrize(
    "text",
    [
        "AI Agent 的 API 与 token 成本",
        "CEO 表示 IPO 与 AGI 相关",
        "KV-Cache 与 RAG 工作流",
        "README.md 与 config.yaml 更新",
        "v0.4.8 版本修复 bug",
        "CI/CD 与 A/B 测试",
        "研究团队发布报告",
        "多家初创公司完成融资",
        "监管机构要求企业披露",
        "见 https://example.com/FooBar/baz",
        "速度 50 token/s，GPU 显存 80GB",
    ],
)
def test_terms_are_no_names(small, names, text):
    assert names(small, text) == {}


def test_a_name_found_once_is_found_again(small):
    doc = small("初创公司 Foobarix 完成融资\n业内看好 Foobarix")
    assert [s.text for s in doc.spans["mentions"]] == ["Foobarix", "Foobarix"]
    assert all(s.kb_id_ == "name:foobarix" for s in doc.spans["mentions"])


def test_the_longest_name_wins(small, names):
    assert set(names(small, "OpenAI《Scaling for all》发布")) == {"OpenAI", "Scaling for all"}
    assert set(names(small, "Claude Code Security 上线")) == {"Claude Code Security"}


@pytest.mark.parametrize(
    "piece",
    ["AI ", "A", "Foo ", "GPT-5-", "腾讯、", "马·", "《", "“A ", "1.", "-a", "大学", "国部", "GPT mini", "a/", "@"],
)
def test_time_grows_with_the_text_only(small, piece):
    small(piece * 10)
    start = time.perf_counter()
    small(piece * (40_000 // len(piece)))
    assert time.perf_counter() - start < 3


@pytest.mark.parametrize("text", ["英伟达加入联盟", "英伟达考虑提前发布", "英伟达克服困难"])
def test_the_verb_behind_a_known_foreign_name_is_no_part_of_it(small, names, text):
    assert set(names(small, text)) == {"英伟达"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("周予宁团队提出新架构", "周予宁"),
        ("新论文走红\n陈慕远转推并评论", "陈慕远"),
        ("主导者林若川也将加入", "林若川"),
        ("实验室继续由方志恒带领", "方志恒"),
        ("前员工 Zorbin 公开说明", "Zorbin"),
        ("合著者 Quillan Marsk 联合创立公司", "Quillan Marsk"),
    ],
)
def test_people_by_what_they_do(small, names, text, name):
    assert names(small, text)[name][0] == "PERSON"


@pytest.mark.parametrize(
    "text", ["金融云团队提出方案", "高性能团队表示", "文生图团队发布", "管理层表示", "安全性回应质疑", "路线图亮相", "时间线官宣"]
)
def test_words_that_begin_like_surnames_are_no_people(small, names, text):
    assert "PERSON" not in {found[0] for found in names(small, text).values()}


def test_a_surname_alone_is_the_person_named_in_full(small):
    doc = small("Brennan 回应质疑\nCEO Aaron Brennan 说，戴维·彼得斯离职，彼得斯去向未定")
    keys = {s.text: s.kb_id_ for s in doc.spans["mentions"]}
    assert keys["Brennan"] == keys["Aaron Brennan"]
    assert keys["彼得斯"] == keys["戴维·彼得斯"]


def test_a_surname_two_people_share_is_neither(small):
    doc = small("Aaron Brennan 与 Alice Brennan 同台，Brennan 发言")
    keys = {s.kb_id_ for s in doc.spans["mentions"] if s.text == "Brennan"}
    assert not keys & {"name:aaron brennan", "name:alice brennan"}


def test_an_edition_that_is_also_a_first_name_is_no_person(small, names):
    assert names(small, "订阅 Claude 的 Max 与 Pro 档").get("Max", ("",))[0] != "PERSON"


def test_who_stands_beside_a_person_is_one(small, names):
    found = names(small, "实验室继续由周予宁带领，他将与周予宁、范禾一起协调")
    assert found["范禾"][0] == "PERSON"


def test_a_word_beside_a_person_is_none(small, names):
    assert "背景" not in names(small, "CEO Aaron Brennan 说，工程背景与 Aaron Brennan 的经验互补")


def test_a_handle_after_a_title_is_a_person(small, names):
    assert names(small, "开发者 tiny-wren 随即公开指控")["tiny-wren"][0] == "PERSON"
    assert "tiny-wren" not in names(small, "终端命令 tiny-wren 可用")


@pytest.mark.parametrize(
    "text",
    [
        "日媒援引业内说法称产能不足",
        "经销商起诉该平台",
        "修桥的团队完成融资",
        "厂房延期，赶忙签署新约",
        "美国总统签署一份文件",
        "有人追查英伟达的账目",
        "联合创始人商议后决定",
        "算力吃紧，晨潮宣布涨价",
    ],
)
def test_ordinary_words_are_no_names(small, names, text):
    assert not set(names(small, text)) - {"美国", "英伟达"}


@pytest.mark.parametrize(
    ("text", "surface", "type_"),
    [
        ("美国能源和信息安全部公布文件", "美国能源和信息安全部", "ORG"),
        ("美国联邦高等法院受理上诉", "美国联邦高等法院", "ORG"),
        ("美国海关扣下一批货", "美国海关", "ORG"),
        ("美国芯片法案生效", "美国芯片法案", "WORK"),
        ("算力吃紧，晨潮宣布涨价，晨潮的客户不满", "晨潮", "ORG"),
    ],
)
def test_bodies_and_laws_of_a_place(small, names, text, surface, type_):
    assert names(small, text).get(surface, ("",))[0] == type_, names(small, text)


@pytest.mark.parametrize(
    ("text", "surface", "type_"),
    [
        ("ChatGPT 调整 Plus 与 Business 的限额，20 美元的 Plus 不变", "Business", "PRODUCT"),
        ("GPT-5.4 分 Instant、Thinking 与 Pro 三档", "Thinking", "MODEL"),
        ("Claude 家族更新，Nano 版 12B 参数先下载", "Nano", "MODEL"),
        ("DeepSeek-V3 下架，Speciale 接口保留", "Speciale", "MODEL"),
        ("Qwen Muse 14B 可下载", "Qwen Muse 14B", "MODEL"),
        ("看好 Vexmar+ 与影院", "Vexmar+", "PRODUCT"),
        ("Amazon+ 上线新剧", "Amazon+", "PRODUCT"),
        ("Kimi for Teachers 开放", "Kimi for Teachers", "PRODUCT"),
        ("ChatGPT、pelican 与 Kimi 加入基金会", "pelican", "PRODUCT"),
        ("亚马逊HC Capital跟投", "亚马逊HC Capital", "ORG"),
        ("美国国家标准研究院（NSRA）公布清单", "NSRA", "ORG"),
        ("OpenAI 和 Vexmar 参与", "Vexmar", "ORG"),
        ("Kimi CEO 辞职", "Kimi", "ORG"),
        ("Growth & Data Day 开幕", "Growth & Data Day", "EVENT"),
        ("数学家霍夫曼去世", "霍夫曼", "PERSON"),
    ],
)
def test_what_stands_beside_a_name_tells_its_end_and_type(small, names, text, surface, type_):
    assert names(small, text).get(surface, ("",))[0] == type_, names(small, text)


@pytest.mark.parametrize(
    "text",
    ["进入 IIb 期试验", "满足 IL4 环境的要求", "通过量产审批（QRA）之后", "Pro 与 Max 都涨价", "改用 SATA 接口"],
)
def test_grades_codes_and_editions_of_nothing_are_no_names(small, names, text):
    assert names(small, text) == {}


@pytest.mark.parametrize("text", ["OpenAI、供货方达成和解", "来自九类题目，", "谁都要进政府", "新装智能体", "租一台 GPT-5.4 服务器"])
def test_common_nouns_beside_names_and_suffixes_are_no_names(small, names, text):
    assert set(names(small, text)) <= {"OpenAI", "GPT-5.4"}


@pytest.mark.parametrize(
    ("owner", "edition", "name"),
    [("ChatGPT Pro Lite", "Plus", "ChatGPT Plus"), ("GLM Coding Plan", "Max", "GLM Coding Plan Max"), ("Ultra", "Pro", "Ultra Pro")],
)
def test_an_edition_is_named_after_what_it_is_an_edition_of_and_not_after_another_edition(owner, edition, name):
    assert tiers.full_name(owner, edition) == name
