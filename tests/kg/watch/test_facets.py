"""A watch statement is split into the sub-questions a reader would count."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.watch.facets import facets

CASES = [
    ("这次涨价对 **接口单价、续约节奏与渠道返点** 的影响。", ("接口单价", "续约节奏", "渠道返点")),
    ("**审计报告** 会不会在月底前公开，以及 **赔付方案** 由谁来出。", ("审计报告", "赔付方案")),
    ("新机房的 **并网时间和用电成本** 能否谈拢。", ("并网时间", "用电成本")),
    ("合并之后，**两家团队的分工** 怎么定。", ("两家团队的分工",)),
    ("**首批名单**，**押金数额**，房东愿不愿退。", ("首批名单", "押金数额", "房东愿不愿退")),
    ("新线路的 **通车日** 何时定下，谁来出资。", ("通车日",)),
    ("混合方案的真实账本（延迟、费用、稳定性）。", ("延迟", "费用", "稳定性")),
    ("**许可证** 到底是 MIT 还是自定义条款？", ("许可证",)),
    ("监管会不会点名，**处罚口径；整改期限** 如何。", ("处罚口径", "整改期限")),
    ("Will **pricing, context length and rate limits** change at launch?", ("pricing", "context length", "rate limits")),
    ("The **licence terms** and the **release date** of the small models.", ("licence terms", "release date")),
    ("这款手机的端侧表现到底如何。", ("端侧表现",)),
    ("新模型的价格与可用地区。", ("价格", "可用地区",)),
    ("该平台的付费转化与留存。", ("付费转化", "留存",)),
    ("细节：上下文长度、输出限额、缓存价格。", ("上下文长度", "输出限额", "缓存价格",)),
    ("下一步：加州、纽约，哪个先来。", ("加州", "纽约",)),
    ("承接：存储涨价、封装产能与交付节奏。", ("存储涨价", "封装产能", "交付节奏",)),
    ("待看：许可条款、权重大小和推理成本。", ("许可条款", "权重大小", "推理成本",)),
    ("双方的和解条款与赔偿金额。", ("和解条款", "赔偿金额",)),
    ("市场的饱和程度与价格底线。", ("饱和程度", "价格底线",)),
    ("三季度的订单、毛利与资本开支。", ("订单", "毛利", "资本开支",)),
    ("看点：谁先降价、谁先断供。", ("谁先降价", "谁先断供",)),
    ("关注两点：出口许可的审批速度，以及国产替代的进度。", ("出口许可的审批速度", "国产替代的进度",)),
    ("监管机构的最终裁定何时公布。", ("最终裁定",)),
    ("Anthropic 的回应与法院的排期。", ("Anthropic 的回应", "法院的排期",)),
    ("甲公司新芯片的出货量；乙公司的融资能否到位；欧盟的调查进展。", ("甲公司新芯片的出货量", "乙公司的融资能否到位", "欧盟的调查进展")),
    ("财报与新品节奏，尤其是新一代的交付。", ()),
    ("变量：水电供应、并网审批、设备到货。", ("水电供应", "并网审批", "设备到货",)),
]


@pytest.mark.parametrize(("text", "wanted"), CASES, ids=[text[:18] for text, _ in CASES])
def test_sub_questions(text, wanted):
    assert facets(text) == wanted


@pytest.mark.parametrize("text", ["微软会不会跟进", "亚马逊会不会 **跟进", "Anthropic 何时发布？", "英伟达到底怎么应对。"])
def test_who_is_asked_about_is_no_sub_question(text):
    names = {"微软", "亚马逊", "Anthropic", "英伟达"}
    assert facets(text, names) == ()
    assert facets(f"{text[:2]}的定价会不会变", names) == ("定价",)


@given(st.text(max_size=200))
def test_every_facet_stands_in_the_text_once_and_bare(text):
    found = facets(text)
    assert len(set(found)) == len(found)
    assert all(part and part in text and "**" not in part for part in found)


@pytest.mark.parametrize("unit", ["**", "**a", "、", "（", "与", "，是否", "a 和 ", "** **"])
def test_repeated_marks_take_linear_time(unit):
    """Counted in steps, not seconds: a tenfold text is not a hundredfold of work."""
    import time

    def spent(times: int) -> float:
        started = time.process_time()
        facets(unit * times)
        return time.process_time() - started

    assert spent(20_000) < 40 * max(spent(2_000), 0.005)
