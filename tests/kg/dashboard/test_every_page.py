"""What holds for every page that is found: it opens, in both languages, on anything, and says what to do where nothing is."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from kg.dashboard.page import discover
from kg.ingest import ingest
from kg.store.writer import Store
from tests.kg.dashboard.kit import Draw, drawer, html_of, words

SLUGS = [page.slug for page in discover()]
KEYS = (
    "day", "since", "until", "entity", "theme", "modality", "outlet", "type", "q", "kind", "page", "saved", "p_name",
    "find", "lang", "name", "fate", "status", "boilerplate", "grain", "measure", "depth", "names", "limit",
)  # fmt: skip
"""Parameters that some page reads; ids of single things (`story`, `item`, …) are tried one by one."""
THINGS = ("story", "item", "trend", "name")
NONSENSE = ("", "<script>alert(1)</script>", "9999999999999", "'; drop table story; -- ９月")


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_opens_in_both_languages(draw: Draw, slug: str, language: str):
    page = draw(slug, lang=language)
    [title] = [element.value for element in page.title]
    assert bool(re.search("[\u4e00-\u9fff]", words(page))) or language == "en"
    assert title
    assert not re.search(r"\{\w+\}", words(page)), "a place that was not filled"


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("nonsense", NONSENSE)
def test_nonsense_in_the_address_is_no_error(draw: Draw, slug: str, nonsense: str):
    draw(slug, **dict.fromkeys(KEYS, nonsense))


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("thing", THINGS)
def test_a_thing_that_does_not_exist_is_said_so(draw: Draw, slug: str, thing: str):
    page = draw(slug, **{thing: "nobody-knows-this"}, lang="en")
    assert not re.search(
        r"Traceback|KeyError|None\b", "\n".join(w.value for w in [*page.warning, *page.error])
    )


@pytest.mark.parametrize("slug", SLUGS)
def test_without_a_database_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, slug: str):
    page = drawer(monkeypatch, tmp_path / "none.duckdb")(slug, lang="en")
    said = words(page)
    assert "ingest" in said.lower() or "Read these posts" in said
    assert page.get("page_link") or page.button, "nothing to press"
    assert not (tmp_path / "none.duckdb").exists(), "a page must not make a database"


@pytest.mark.parametrize("slug", SLUGS)
def test_on_an_empty_database_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, slug: str):
    with Store(tmp_path / "kg.duckdb") as store, store.transaction():
        pass
    page = drawer(monkeypatch, tmp_path / "kg.duckdb")(slug, lang="en")
    assert page.info or page.get("page_link") or page.button


@pytest.mark.parametrize("slug", SLUGS)
def test_a_file_that_is_no_database_is_said_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, slug: str):
    (tmp_path / "kg.duckdb").write_bytes(b"this is no database at all" * 50)
    page = drawer(monkeypatch, tmp_path / "kg.duckdb")(slug, lang="en")
    assert any("cannot be opened" in error.value for error in page.error)


# ------------------------------------------------------------------ hostile posts

EVIL = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[x](javascript:alert(1))",
    "![](http://evil.example/pixel.png)", ":red[r]", "$x^2$", "`code`", "=cmd|'/c calc'!A1", "# not a title",
    '"><a href="//evil.example">y</a>', "{n}", "~~gone~~", ":material/delete:", "&lt;b&gt;", "'; drop table story; --",
)  # fmt: skip
POST = """+++
title = {title}
date = {day}T08:00:00+08:00
+++

### 1) OpenAI 发布 {evil}（{evil}）
- **是什么**：OpenAI 与微软合作 {evil}，融资 5 亿美元。
- **为什么重要**：{evil}
- **建议**：{evil}

## 今日趋势总结
- **趋势 1：从 {evil} 转向 {evil}**，{evil}

## 我接下来会关注什么
1. OpenAI 会不会 {evil}
"""


@pytest.fixture(scope="session")
def hostile_db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive in which every place of a post attacks who shows it."""
    folder = tmp_path_factory.mktemp("hostile") / "posts"
    folder.mkdir()
    for number, evil in enumerate(EVIL, 1):
        day = f"2026-05-{number:02d}"
        title = "'" + evil.replace("'", "’") + "'"
        (folder / f"{day}.md").write_text(POST.format(day=day, evil=evil, title=title), encoding="utf-8")
    db = folder.parent / "kg.duckdb"
    ingest([folder], db)
    return db


class Tags(HTMLParser):
    """What a browser would make of our HTML."""

    ALLOWED = frozenset(
        [
            "a",
            "article",
            "b",
            "blockquote",
            "br",
            "code",
            "del",
            "details",
            "div",
            "em",
            "h2",
            "h3",
            "h4",
            "hr",
            "i",
            "li",
            "mark",
            "ol",
            "p",
            "s",
            "section",
            "small",
            "span",
            "strong",
            "style",
            "summary",
            "table",
            "tbody",
            "td",
            "th",
            "thead",
            "tr",
            "u",
            "ul",
        ]
    )

    def __init__(self) -> None:
        super().__init__()
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag not in self.ALLOWED or any(
            name.startswith("on") or name in ("src", "srcset") for name in given
        ):
            self.wrong.append(self.get_starttag_text() or tag)
        href = given.get("href")
        if href is not None and not href.startswith(("./", "http://", "https://")):
            self.wrong.append(href)


def broken_out(html: str) -> list[str]:
    parser = Tags()
    parser.feed(html)
    return parser.wrong


def live_marks(text: str) -> list[str]:
    """Markdown in a caption or label that Streamlit would carry out: links, images, colours, formulas, HTML."""
    return re.findall(r"(?<!\\)(?:\]\(|!\[|:red\[|<script|<img|\$x|`code`)", text)


def days_of(slug: str) -> list[dict[str, str]]:
    return [{"day": f"2026-05-{n:02d}"} for n in range(1, len(EVIL) + 1)] if slug == "today" else [{}]


@pytest.mark.parametrize("slug", SLUGS)
def test_hostile_posts_stay_text(monkeypatch: pytest.MonkeyPatch, hostile_db: Path, slug: str):
    draw = drawer(monkeypatch, hostile_db)
    addresses = days_of(slug)
    if slug == "search":
        addresses = [{"q": "OpenAI"}, {"q": "script alert"}, {"q": "<script>alert(1)</script>"}]
    if slug == "sql":
        addresses = [
            {"q": "select * from passage"},
            {"q": "select '<script>alert(1)</script>' as \"<img src=x>\""},
        ]
    for address in addresses:
        page = draw(slug, **address)
        assert broken_out(html_of(page)) == []
        labels = [
            getattr(element.proto, field, "")
            for kind in (
                "markdown",
                "caption",
                "button",
                "title",
                "header",
                "info",
                "warning",
                "error",
                "expander",
            )
            for element in page.get(kind)
            for field in ("body", "label", "help")
        ]
        assert [mark for label in labels for mark in live_marks(str(label))] == []


def test_the_marks_of_hostile_text_are_seen():
    """The two checks above can fail."""
    assert broken_out("<script>")
    assert broken_out('<a href="javascript:x">')
    assert broken_out("<b onclick=x>")
    assert live_marks("[a](b)")
    assert not live_marks(r"\[a\]\(b\)")
