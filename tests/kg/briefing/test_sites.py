"""Addresses of published posts: what Hugo, Jekyll and Hexo make of a file, and no link where that cannot be known."""

from __future__ import annotations

import pytest

from kg.briefing import read_file

BODY = "\n### 1) 一条新闻（Reuters）\n- **是什么**：文。\n"
SITE = "https://example.org"


def _url(root, configs, name, header=""):
    for place, config in configs.items():
        (root / place).parent.mkdir(parents=True, exist_ok=True)
        (root / place).write_text(config, encoding="utf-8")
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    front = f"---\n{header}\n---\n" if header else ""
    path.write_text(front + BODY, encoding="utf-8")
    return read_file(root, path)[0].url


# ---------------------------------------------------------------- Hugo

BASE = f'baseURL = "{SITE}/"\n'
POST = "content/daily/2026-05-01.md"
TITLED = "title: AI 日报｜1"


@pytest.mark.parametrize(
    ("config", "name", "where"),
    [
        (BASE, POST, "/daily/2026-05-01/"),
        (BASE, "content/daily/2026-05-01/index.md", "/daily/2026-05-01/"),
        (BASE, "content/2026-05-01.md", "/2026-05-01/"),
        (BASE, "content/Daily News/2026-05-01 A.md", "/daily-news/2026-05-01-a/"),
        (BASE, "content/daily/2026.05.01.md", "/daily/2026.05.01/"),
        (f'baseURL = "{SITE}/blog"\n', POST, "/blog/daily/2026-05-01/"),
        (f"{BASE}uglyURLs = true\n", POST, "/daily/2026-05-01.html"),
        (f"{BASE}disablePathToLower = true\n", "content/Daily/2026-05-01.md", "/Daily/2026-05-01/"),
        (f'{BASE}contentDir = "posts"\n', "posts/2026-05-01.md", "/2026-05-01/"),
    ],
)
def test_hugo_by_the_place_of_the_file(tmp_path, config, name, where):
    assert _url(tmp_path, {"hugo.toml": config}, name) == SITE + where


@pytest.mark.parametrize(
    ("pattern", "where"),
    [
        ("/:year/:month/:day/:slug/", "/2026/05/01/ai-日报1/"),
        ("/:year/:month/:day/:contentbasename/", "/2026/05/01/2026-05-01/"),
        ("/:year-:month-:day", "/2026-05-01/"),
        ("/:section/:title/", "/daily/ai-日报1/"),
        ("/:sections/:slugorfilename.html", "/daily/2026-05-01.html"),
        ("/:year/:monthname/:yearday/:weekday/:weekdayname/:filename", "/2026/May/121/5/Friday/2026-05-01/"),
        ("/:06/:1/:2/:title/", "/26/5/1/ai-日报1/"),
        ("/:year/:hour/", None),
        ("/:sections[1:]/:title/", None),
    ],
)
@pytest.mark.parametrize("table", ["[permalinks]", "[permalinks.page]"])
def test_hugo_by_the_pattern_of_the_section(tmp_path, table, pattern, where):
    config = f'{BASE}{table}\ndaily = "{pattern}"\nother = "/x/"\n'
    assert _url(tmp_path, {"hugo.toml": config}, POST, TITLED) == (where and SITE + where)


@pytest.mark.parametrize(
    ("header", "where"),
    [
        ("slug: erste", "/daily/erste/"),
        ("slug: Erste Ausgabe", "/daily/erste-ausgabe/"),
        ("url: /a/b/", "/a/b/"),
        ("url: /a/b", "/a/b/"),
        ("url: a/b.html", "/a/b.html"),
        ("url: /:year/:slug/\nslug: s", "/2026/s/"),
        ("url: /:year/:nothing/", None),
        ("slug: ''\nurl: ''", "/daily/2026-05-01/"),
    ],
)
def test_hugo_by_the_front_matter(tmp_path, header, where):
    assert _url(tmp_path, {"hugo.toml": BASE}, POST, header) == (where and SITE + where)


def test_hugo_with_an_address_of_its_own(tmp_path):
    assert _url(tmp_path, {"hugo.toml": BASE}, POST, "url: https://other.org/a b") == "https://other.org/a%20b"


@pytest.mark.parametrize(
    ("config", "name", "where"),
    [
        ("", "content/daily/2026-05-01.zh.md", "/zh/daily/2026-05-01/"),
        ('defaultContentLanguage = "zh"\n', "content/daily/2026-05-01.zh.md", "/daily/2026-05-01/"),
        ('defaultContentLanguage = "zh"\n', "content/daily/2026-05-01/index.zh.md", "/daily/2026-05-01/"),
        ('defaultContentLanguage = "zh"\ndefaultContentLanguageInSubdir = true\n', POST, "/zh/daily/2026-05-01/"),
        ('[languages.zh]\ncontentDir = "content/zh"\n', "content/zh/daily/2026-05-01.md", "/zh/daily/2026-05-01/"),
        ('defaultContentLanguage = "zh"\n[languages.zh]\ncontentDir = "content/zh"\n', "content/zh/daily/2026-05-01.md", "/daily/2026-05-01/"),
        ('[languages.zh.permalinks]\ndaily = "/d/:day/"\n', "content/daily/2026-05-01.zh.md", "/zh/d/01/"),
    ],
)  # fmt: skip
def test_hugo_in_several_languages(tmp_path, config, name, where):
    assert _url(tmp_path, {"hugo.toml": BASE + config}, name) == SITE + where


def test_hugo_with_an_address_for_each_language(tmp_path):
    config = f'{BASE}[languages.zh]\nbaseURL = "https://zh.example.org/"\n'
    assert _url(tmp_path, {"hugo.toml": config}, "content/daily/2026-05-01.zh.md") == "https://zh.example.org/daily/2026-05-01/"


@pytest.mark.parametrize(
    ("name", "config"),
    [
        ("hugo.toml", 'baseURL = "https://example.org/"\n'),
        ("config.toml", 'baseurl = "https://example.org/"\n'),
        ("config.yaml", "baseURL: https://example.org/\n"),
        ("hugo.yml", "baseurl: https://example.org\n"),
        ("hugo.json", '{"baseURL": "https://example.org/"}'),
        ("config/_default/config.json", '{"baseURL": "https://example.org/"}'),
    ],
)
def test_hugo_is_configured_in_any_of_its_files(tmp_path, name, config):
    assert _url(tmp_path, {name: config}, POST) == f"{SITE}/daily/2026-05-01/"


def test_a_configuration_that_is_odd_in_other_places_stops_nothing(tmp_path):
    config = f"url: {SITE}\ndefaults: 1\ncollections: [a]\npermalink: 5\n"
    assert _url(tmp_path, {"_config.yml": config}, DATED) == f"{SITE}/2026/05/01/AI-日报.html"


def test_hugo_with_its_configuration_in_parts(tmp_path):
    parts = {"config/_default/hugo.toml": BASE, "config/_default/permalinks.toml": '[page]\ndaily = "/d/:year/:day/"\n'}
    assert _url(tmp_path, parts, POST) == f"{SITE}/d/2026/01/"


# ---------------------------------------------------------------- Jekyll

DATED = "_posts/2026-05-01-AI-日报.md"


@pytest.mark.parametrize(
    ("config", "name", "where"),
    [
        ("", DATED, "/2026/05/01/AI-日报.html"),
        ("baseurl: /blog\n", DATED, "/blog/2026/05/01/AI-日报.html"),
        ("baseurl: ''\n", DATED, "/2026/05/01/AI-日报.html"),
        ("permalink: date\n", DATED, "/2026/05/01/AI-日报.html"),
        ("permalink: pretty\n", DATED, "/2026/05/01/AI-日报/"),
        ("permalink: ordinal\n", DATED, "/2026/121/AI-日报.html"),
        ("permalink: weekdate\n", DATED, "/2026/W18/Fri/AI-日报.html"),
        ("permalink: none\n", DATED, "/AI-日报.html"),
        ("permalink: /:year/:i_month/:i_day/:slug/\n", DATED, "/2026/5/1/ai-日报/"),
        ("permalink: /:year_:month_:day/:title\n", DATED, "/2026_05_01/AI-日报"),
        ("permalink: /:short_year/:short_month/:long_month/:y_day/:title:output_ext\n", DATED, "/26/May/May/121/AI-日报.html"),
        ("permalink: /:hour/:title/\n", DATED, None),
        ("permalink: pretty\n", "News/_posts/2026-05-01-a.md", "/news/2026/05/01/a/"),
        ("permalink: pretty\n", "_posts/2026/2026-05-01-a.md", "/2026/05/01/a/"),
        ("source: src\n", "src/_posts/2026-05-01-a.md", "/2026/05/01/a.html"),
        ("permalink: pretty\n", "_posts/2026-05-01.md", None),
        ("permalink: pretty\n", "notes/2026-05-01-a.md", None),
        ("collections:\n  daily:\n    output: true\n", "_daily/2026-05-01.md", "/daily/2026-05-01.html"),
        ("collections:\n  daily:\n    output: true\n    permalink: /:collection/:name/\n", "_daily/2026-05-01.md", "/daily/2026-05-01/"),
        ("collections:\n  daily:\n    output: false\n", "_daily/2026-05-01.md", None),
        ("defaults:\n- scope: {path: '', type: posts}\n  values: {permalink: '/n/:title/'}\n", "_posts/2026-05-01-a.md", "/n/a/"),
        ("defaults:\n- scope: {path: '', type: pages}\n  values: {permalink: '/n/:title/'}\n", "_posts/2026-05-01-a.md", "/2026/05/01/a.html"),
    ],
)  # fmt: skip
def test_jekyll_by_the_configuration(tmp_path, config, name, where):
    assert _url(tmp_path, {"_config.yml": f"url: {SITE}\nmarkdown: kramdown\n{config}"}, name, "layout: post\ndate: 2026-05-01") == (where and SITE + where)


@pytest.mark.parametrize(
    ("header", "where"),
    [
        ("categories: [AI, Daily News]", "/ai/daily%20news/2026/05/01/a/"),
        ("categories: ai daily", "/ai/daily/2026/05/01/a/"),
        ("category: AI", "/ai/2026/05/01/a/"),
        ("slug: erste Ausgabe", "/2026/05/01/erste-Ausgabe/"),
        ("permalink: /fest/", "/fest/"),
        ("permalink: /:categories/:title/\ncategories: x", "/x/a/"),
        ("permalink: none", "/a.html"),
    ],
)
def test_jekyll_by_the_front_matter(tmp_path, header, where):
    config = f"url: {SITE}\npermalink: pretty\n"
    assert _url(tmp_path, {"_config.yml": config}, "_posts/2026-05-01-a.md", header) == SITE + where


# ---------------------------------------------------------------- Hexo

HEXO = f"url: {SITE}\nsource_dir: source\n"
NOTE = "source/_posts/ai-0501.md"
DAY = "title: AI 日报 1\ndate: 2026-05-01 08:00:00"


@pytest.mark.parametrize(
    ("config", "name", "where"),
    [
        (HEXO, NOTE, "/2026/05/01/ai-0501/"),
        (f"url: {SITE}\ntitle: x\n", NOTE, "/2026/05/01/ai-0501/"),
        (f"{HEXO}permalink: :year/:month/:day/:title/\n", "source/_posts/2026/ai.md", "/2026/05/01/2026/ai/"),
        (f"{HEXO}permalink: :year/:i_month/:i_day/:name.html\n", "source/_posts/2026/ai.md", "/2026/5/1/ai.html"),
        (f"{HEXO}permalink: posts/:post_title/\n", NOTE, "/posts/ai-日报-1/"),
        (f"{HEXO}permalink: :category/:title/\n", NOTE, "/uncategorized/ai-0501/"),
        (f"{HEXO}permalink: :title-:hash/\n", NOTE, None),
        (f"{HEXO}permalink: :id/\n", NOTE, None),
        (f"{HEXO}permalink: :lang/:title/\npermalink_defaults:\n  lang: zh\n", NOTE, "/zh/ai-0501/"),
        (f"{HEXO}permalink: :abbrlink/\n", NOTE, None),
        (f"url: {SITE}/blog\nroot: /blog/\nsource_dir: source\n", NOTE, "/blog/2026/05/01/ai-0501/"),
        (f"url: {SITE}\nroot: /blog/\nsource_dir: source\n", NOTE, "/blog/2026/05/01/ai-0501/"),
        (f"{HEXO}new_post_name: :year-:month-:day-:title.md\n", "source/_posts/2026-05-01-ai.md", "/2026/05/01/ai/"),
        (f"{HEXO}new_post_name: :lang/:title.md\npermalink: :lang/:title/\n", "source/_posts/tw/ai.md", "/tw/ai/"),
        (f"{HEXO}permalink: :title.html\npretty_urls: {{trailing_html: false}}\n", NOTE, "/ai-0501"),
        (f"{HEXO}permalink: :title/index.html\npretty_urls: {{trailing_index: false}}\n", NOTE, "/ai-0501/"),
        (HEXO, "source/notes/ai.md", None),
        (f"{HEXO}source_dir: src\n".replace("source_dir: source\n", ""), "src/_posts/ai.md", "/2026/05/01/ai/"),
    ],
)
def test_hexo_by_the_configuration(tmp_path, config, name, where):
    assert _url(tmp_path, {"_config.yml": config}, name, DAY) == (where and SITE + where)


@pytest.mark.parametrize(
    ("header", "where"),
    [
        ("categories: [AI, 日报]", "/AI/日报/ai-0501/"),
        ("categories: AI News", "/AI-News/ai-0501/"),
        ("categories:\n- [a, b]\n- [c]", None),
        ("permalink: fest", "/fest/"),
        ("permalink: fest.html", "/fest.html"),
        ("category: renamed", "/other/ai-0501/"),
    ],
)
def test_hexo_by_the_front_matter(tmp_path, header, where):
    config = f"{HEXO}permalink: :category/:title/\ncategory_map:\n  renamed: other\n"
    assert _url(tmp_path, {"_config.yml": config}, NOTE, f"{DAY}\n{header}") == (where and SITE + where)


def test_hexo_takes_a_token_of_the_authors_own_from_the_front_matter(tmp_path):
    config = f"{HEXO}permalink: p/:abbrlink.html\n"
    assert _url(tmp_path, {"_config.yml": config}, NOTE, f"{DAY}\nabbrlink: 4a17b156") == f"{SITE}/p/4a17b156.html"


# ---------------------------------------------------------------- no link


@pytest.mark.parametrize(
    ("configs", "name"),
    [
        ({}, POST),
        ({}, DATED),
        ({".obsidian/app.json": "{}"}, "Daily/2026-05-01.md"),
        ({"hugo.toml": 'baseURL = "/"\n'}, POST),
        ({"hugo.toml": "baseURL = [\n"}, POST),
        ({"hugo.toml": BASE}, "notes/2026-05-01.md"),
        ({"hugo.toml": 'baseURL = "javascript:alert(1)"\n'}, POST),
        ({"_config.yml": "title: x\n"}, DATED),
        ({"_config.yml": "url: ''\nbaseurl: /blog\n"}, DATED),
        ({"_config.yml": "- a\n"}, DATED),
        ({"_config.yml": "url: [\n"}, DATED),
        ({"_config.yml": f"url: {SITE}\ndefaults: 1\ncollections: [a]\n"}, "_daily/2026-05-01.md"),
        ({"hugo.toml": 'permalinks = "x"\nlanguages = [1]\nbaseURL = 5\n'}, POST),
    ],
)
def test_without_a_configured_address_there_is_no_link(tmp_path, configs, name):
    assert _url(tmp_path, configs, name) is None
