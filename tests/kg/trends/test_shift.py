"""What is a shift from one thing to another, and what only spreads."""

from __future__ import annotations

import pytest

from kg.trends.shift import shift


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("算力焦虑从 Acme 蔓延到 Borealis。", None),
        ("价格战从手机蔓延到汽车。", ("手机", "汽车")),
        ("焦虑从 Acme 扩散到 Borealis；重点从训练转向推理。", ("训练", "推理")),
        ("從「缺晶片」轉向「缺電力」", ("缺晶片", "缺電力")),
        ("競爭從訓練轉為推理。", ("訓練", "推理")),
        ("监管从调查走向罚款；算力从紧缺转向过剩。", ("调查", "罚款")),
    ],
)
def test_a_shift_is_from_one_thing_to_another(text, sides):
    assert shift(text) == sides
