"""What stands in a post and not on its page names nobody: link targets, addresses, pictures, tags."""

from __future__ import annotations

from kg.ingest import ingest
from kg.store.reader import Reader

POST = """---
date: 2026-03-01
---

### 1) <b>OpenAI</b> 发布 GPT-5.4（Reuters）
- **是什么**：[点此](javascript:alert(1)) 看 https://anthropic.com/mistral 与 [公告](https://e.org "Microsoft 公告")，![Google 的图](nvidia.png)。
- **影响**：<script>alert(1)</script> 微软<span class="tesla">股价</span>上涨 40%。

[deepseek]: https://deepseek.com/kimi
"""


def test_only_words_of_the_page_are_names_and_every_surface_is_the_file(tmp_path):
    (tmp_path / "2026-03-01.md").write_text(POST, encoding="utf-8")
    ingest([tmp_path], tmp_path / "kg.duckdb")
    with Reader(tmp_path / "kg.duckdb") as reader:
        mentions = reader.rows('select entity_key, surface, start, "end" from mention')
        amounts = reader.rows('select surface, start, "end" from amount')
    assert {key for key, *_ in mentions} == {"openai", "gpt-5.4", "microsoft"}
    assert [surface for surface, *_ in amounts] == ["40%"]
    assert all(POST[start:end] == surface for *_, surface, start, end in mentions)
    assert all(POST[start:end] == surface for surface, start, end in amounts)
