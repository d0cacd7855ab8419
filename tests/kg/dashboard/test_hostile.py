"""Text of posts is data on every page: never markup, whatever stands in it."""

from __future__ import annotations

import pytest

from kg.ingest import ingest
from tests.kg.dashboard.kit import ask, drawer, html_of, words

BAD = "<script>alert(1)</script><img src=x onerror=alert(2)> [点](javascript:alert(3)) ![图](http://evil.example/x.png)"
POST = """+++
title = "日报｜{day}"
date = {day}T08:00:00+08:00
+++

## 日报（{day}）

### 1) OpenAI 发布 {bad} 新模型
- 是什么：OpenAI 宣布 Evil<b>Bot 9 与 {bad} 合作，金额 10 亿美元。
- 为什么重要：=cmd|calc {bad}

## 今日趋势总结
- **趋势 1：模型{bad}从免费转向收费**

## 我接下来会关注什么
1. OpenAI 的 {bad} 新模型何时开放？
"""


@pytest.fixture
def hostile(monkeypatch, tmp_path):
    folder = tmp_path / "posts"
    folder.mkdir()
    for day in ("2026-03-01", "2026-03-02", "2026-03-04"):
        (folder / f"{day}.md").write_text(POST.format(day=day, bad=BAD), "utf-8")
    db = tmp_path / "kg.duckdb"
    ingest([folder], db)
    return db, drawer(monkeypatch, db)


def test_nothing_of_a_post_becomes_markup(hostile):
    db, draw = hostile
    trend = ask(db, "select trend_id from trend limit 1")[0][0]
    watch = ask(db, "select watch_id from watch limit 1")[0][0]
    name = ask(db, "select entity_id from entity order by story_count desc limit 1")[0][0]
    addresses = [
        ("trends", {}), ("trends", {"trend": trend}), ("trends", {"view": "shifts"}), ("trends", {"view": "unsupported"}),
        ("watch", {}), ("watch", {"item": watch}), ("entities", {"name": name}), ("graph", {"name": name}),
        ("corrections", {"view": "names"}), ("corrections", {"kind": "trend", "left": trend}),
    ]  # fmt: skip
    seen = ""
    for slug, address in addresses:
        page = draw(slug, **address)
        found = html_of(page)
        assert "<script" not in found
        assert "<img" not in found
        assert 'href="javascript' not in found
        for kind in ("markdown", "caption"):
            assert not any("](" in e.proto.body.replace("\\", "\0") for e in page.get(kind)), (slug, address)
        seen += found + words(page)
    assert "alert(1)" in seen, "the words themselves are shown"
