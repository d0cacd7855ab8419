"""Links of a review: to the published post where its address is known, else by path from where the posts lie."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import unquote

import pytest

from kg.ingest import ingest
from kg.review import common_folder, period, review
from kg.store.reader import Reader

POST = "---\ndate: 2026-03-0{n}\ntitle: 日报\n---\n\n### 1) OpenAI 发布 GPT-5.{n}（Reuters）\n- **是什么**：OpenAI 发布新模型。\n"
LINK = re.compile(r"\]\(([^)\s]+)\)")


def _links(root, names, files=()):
    for name, text in files:
        (root / name).write_text(text, encoding="utf-8")
    for n, name in enumerate(names, 1):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(POST.format(n=n), encoding="utf-8")
    ingest([root], root / "kg.duckdb")
    with Reader(root / "kg.duckdb") as reader:
        return set(LINK.findall(review(reader, period("month", date(2026, 3, 1)), "en")))


def test_a_published_post_is_linked_by_its_address(tmp_path):
    site = [("hugo.toml", 'baseURL = "https://example.org/"\n')]
    assert _links(tmp_path, ["content/daily/2026-03-01.md", "content/daily/2026-03-02/index.md"], site) == {
        "https://example.org/daily/2026-03-01/", "https://example.org/daily/2026-03-02/",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("names", "folder"),
    [
        (["2026-03-01.md", "2026-03-02.md"], ""),
        (["notes/daily/2026-03-01.md", "notes/daily/2026-03-02.md"], "notes/daily"),
        (["notes/2026-03-01/index.md", "notes/2026-03-02/index.md"], "notes"),
        (["a/2026-03-01.md", "b/2026-03-02.md"], ""),
        (["日报/2026-03-01 a#b%20?.md", "日报/2026-03-02 [x](y).md"], "日报"),
        (["2026-03-01: a.md", "2026-03-02.md"], ""),
    ],
)
def test_other_posts_are_linked_by_a_path_that_leads_to_the_file(tmp_path, names, folder):
    links = _links(tmp_path, names)
    assert common_folder(names) == folder
    assert sorted((tmp_path / folder / unquote(link)).resolve() for link in links) == sorted((tmp_path / name).resolve() for name in names)
    assert not any(re.match(r"[\w-]+:", link) for link in links)


@pytest.mark.parametrize(
    ("headline", "language", "name"),
    [
        ("英伟达发布新芯片", "zh", "英伟达"), ("NVIDIA 发布新芯片", "zh", "NVIDIA"), ("辉达发布新芯片", "zh", "辉达"),
        ("英伟达发布新芯片", "en", "NVIDIA"),
    ],
)  # fmt: skip
def test_a_name_stands_as_the_posts_write_it(tmp_path, headline, language, name):
    post = f"---\ndate: 2026-03-01\n---\n\n### 1) {headline}（Reuters）\n- **是什么**：{headline}。\n"
    (tmp_path / "2026-03-01.md").write_text(post, encoding="utf-8")
    ingest([tmp_path], tmp_path / "kg.duckdb")
    with Reader(tmp_path / "kg.duckdb") as reader:
        assert f"\n- {name}: " in review(reader, period("month", date(2026, 3, 1)), language)
