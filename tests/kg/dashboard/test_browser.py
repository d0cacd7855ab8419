"""The dashboard as a browser sees it: every page in light and dark, in both languages, wide and on a phone."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from kg.dashboard import fresh as fresh_module
from kg.dashboard.page import HOME, discover
from kg.ingest import ingest
from tests.kg.dashboard.browser import ARGUMENTS, CHROMIUM, Server, server, visitor
from tests.kg.dashboard.kit import own_copy
from tests.kg.kit import sample_posts

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
PATHS = ["" if page.slug == HOME else page.slug for page in discover()]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """Debian's chromium; skipped where there is none."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if not Path(CHROMIUM).exists():
        pytest.skip("no chromium on this machine (apt-get install chromium fonts-noto-cjk)")
    with playwright.sync_playwright() as p:
        browser = p.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def dashboard(chromium: Any, archive_db: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The dashboard over the sample archive; it must end without a complaint in its log."""
    with server(archive_db, tmp_path_factory.mktemp("server")) as running:
        yield running
        assert running.complaints() == []


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    ("language", "dark", "width"), [("zh", False, 1280), ("en", True, 390)], ids=["desk", "phone"]
)
def test_every_page_opens_fits_and_stays_at_home(
    chromium: Any, dashboard: Server, path: str, language: str, dark: bool, width: int
):
    with visitor(chromium, dashboard.url, dark=dark, width=width) as visit:
        visit.open(f"{dashboard.url}/{path}?lang={language}")
        assert visit.exceptions() == []
        assert visit.outside == [], "a request to another host"
        assert visit.errors == []
        assert visit.overflow() == 0, "wider than the window"


LEGENDS = """() => [...document.querySelectorAll('.js-plotly-plot')].map(plot => {
    const box = name => plot.querySelector(name)?.getBoundingClientRect().toJSON() ?? null;
    return {legend: box('.legend'), picture: box('.nsewdrag')};
}).filter(found => found.legend && found.picture)"""


@pytest.mark.parametrize(
    "address",
    ["trends?view=calendar&lang=zh", "graph?name=OpenAI&lang=zh",
     "entities?view=compare&with=OpenAI,Anthropic,NVIDIA,Model Context Protocol&lang=en"],
)  # fmt: skip
def test_no_legend_covers_its_chart_on_a_phone(chromium: Any, dashboard: Server, address: str):
    with visitor(chromium, dashboard.url, width=390) as visit:
        visit.open(f"{dashboard.url}/{address}")
        visit.page.wait_for_selector(".js-plotly-plot .legend")
        visit.page.wait_for_timeout(500)
        for found in visit.page.evaluate(LEGENDS):
            legend, picture = found["legend"], found["picture"]
            assert legend["bottom"] <= picture["top"] + 1 or legend["top"] >= picture["bottom"] - 1
            assert legend["right"] <= 391


@pytest.mark.parametrize(("lang", "title"), [("zh", "没有这一页"), ("en", "No such page")])
def test_an_address_without_a_page_says_so_and_offers_the_others(
    chromium: Any, dashboard: Server, lang: str, title: str
):
    with visitor(chromium, dashboard.url) as visit:
        visit.open(f"{dashboard.url}/mywatch?lang={lang}")
        assert visit.page.locator("h1").inner_text() == title
        assert visit.page.get_by_text("Page not found").count() == 0
        visit.page.get_by_test_id("stMain").get_by_test_id("stPageLink-NavLink").nth(1).click()
        visit.page.wait_for_url(f"**/stories?lang={lang}")
        visit.settle()
        assert visit.page.locator("h1").inner_text() != title


def test_a_query_that_is_typed_and_not_run_outlives_a_reload(chromium: Any, few_db: Path, tmp_path: Path):
    db = own_copy(few_db, tmp_path)
    with server(db, tmp_path) as fresh, visitor(chromium, fresh.url) as visit:
        visit.open(f"{fresh.url}/sql?lang=en")
        box = visit.page.locator("[data-testid=stTextArea] textarea")
        box.fill("select 42 as answer")
        os.utime(db)
        offer = visit.page.get_by_role("button", name="The archive has changed: reload")
        offer.wait_for(timeout=4000 * fresh_module.EVERY)
        offer.click()
        offer.wait_for(state="detached")
        visit.settle()
        assert box.input_value() == "select 42 as answer"
        visit.page.get_by_role("button", name="Run").click()
        visit.page.wait_for_url("**q=select+42+as+answer**")


NAMES = """() => [...document.querySelectorAll('.js-plotly-plot .scatterlayer .textpoint text')]
    .filter(t => t.textContent && t.getBoundingClientRect().width)
    .map(t => { const b = t.getBoundingClientRect(); return [t.textContent, b.left, b.right, b.top, b.bottom]; })"""


@pytest.mark.parametrize(("width", "least", "most"), [(390, 4, 14), (1280, 12, 27)])
@pytest.mark.parametrize("address", ["graph?lang=zh", "graph?name=google&lang=en"])
def test_names_of_a_crowded_graph_do_not_lie_on_each_other(
    chromium: Any, dashboard: Server, address: str, width: int, least: int, most: int
):
    with visitor(chromium, dashboard.url, width=width) as visit:
        visit.open(f"{dashboard.url}/{address}")
        visit.page.wait_for_selector(".js-plotly-plot .textpoint", state="attached")
        visit.page.wait_for_timeout(500)
        names = visit.page.evaluate(NAMES)
        assert least <= len(names) <= most
        for (one, left, right, top, bottom), (other, a, b, c, d) in combinations(names, 2):
            assert min(right, b) - max(left, a) < 4 or min(bottom, d) - max(top, c) < 5, (one, other)


def test_the_language_survives_navigation_and_the_back_button(chromium: Any, dashboard: Server):
    with visitor(chromium, dashboard.url) as visit:
        visit.open(f"{dashboard.url}/?lang=en&day=2026-03-05")
        visit.page.get_by_role("button", name="Previous").first.click()
        visit.page.wait_for_url("**day=2026-03-04**")
        visit.page.get_by_test_id("stSidebarNavLink").filter(has_text="Stories").first.click()
        visit.page.wait_for_selector("h1:has-text('Stories')")
        visit.page.wait_for_url("**/stories?lang=en")
        visit.page.go_back()
        visit.page.wait_for_selector("h1:has-text('Today')")


def test_a_deep_link_is_the_first_thing_a_server_may_be_asked(
    chromium: Any, archive_db: Path, tmp_path: Path
):
    with server(archive_db, tmp_path) as fresh, visitor(chromium, fresh.url) as visit:
        visit.open(f"{fresh.url}/stories?outlet=GitHub&lang=en")
        assert "Stories" in visit.page.locator("h1").inner_text()
        assert fresh.complaints() == []


def test_an_answer_is_downloaded_as_csv_json_and_parquet(chromium: Any, dashboard: Server):
    with visitor(chromium, dashboard.url) as visit:
        visit.open(f"{dashboard.url}/sql?q=select '=1' as a, day from story limit 2")
        for form, start in (("CSV", b"\xef\xbb\xbfa,day"), ("JSON", b"["), ("Parquet", b"PAR1")):
            with visit.page.expect_download() as download:
                visit.page.get_by_role("button", name=form, exact=True).first.click()
            assert Path(download.value.path()).read_bytes().startswith(start)


def test_a_quarantined_file_is_told_whole_on_a_phone(chromium: Any, tmp_path: Path):
    """Reason and remedy of a file with a long name stand inside the window, not cut off by a table's cell."""
    posts = tmp_path / "posts" / "content" / "posts" / "2026" / "a-quite-long-slug-of-a-post-about-nothing"
    posts.mkdir(parents=True)
    (posts / "index.md").write_text("没有日期\n", "utf-8")
    (posts.parents[1] / "2026-05-01.md").write_bytes(b"\xff\xfe\x00\xd8x")
    ingest([tmp_path / "posts"], tmp_path / "kg.duckdb")
    with server(tmp_path / "kg.duckdb", tmp_path) as own, visitor(chromium, own.url, width=390) as visit:
        visit.open(f"{own.url}/archive?lang=zh")
        for words in ("头部、文件名、标题里都没有日期", "在头部加一行 `date = 2026-02-28`",
                      "开头的标记说是 utf-16-le，内容却不是", "另存为 UTF-8"):  # fmt: skip
            found = visit.page.get_by_test_id("stHtml").get_by_text(words).first
            found.wait_for()
            box = found.bounding_box()
            assert box
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= 390
            assert found.evaluate("node => node.scrollWidth <= node.clientWidth || node.clientWidth === 0")
        assert visit.overflow() == 0


def test_an_open_page_offers_what_was_ingested_and_takes_nothing_from_who_types(
    chromium: Any, few_db: Path, few_posts: Path, tmp_path: Path
):
    """Another program adds a post: within seconds the page says so; it is drawn anew only when the reader asks."""
    db = own_copy(few_db, tmp_path)
    newest = sample_posts(13)[-1]
    with server(db, tmp_path) as fresh, visitor(chromium, fresh.url) as visit:
        visit.open(f"{fresh.url}/stories?lang=en")
        count = visit.page.get_by_text(re.compile(r"^\d+ stories$"))
        before = count.inner_text()
        box = visit.page.locator("[data-testid=stMain] [data-testid=stTextInput] input").first
        box.click()
        visit.page.keyboard.type("Open")
        visit.page.wait_for_timeout(1000 * fresh_module.EVERY + 1500)
        offer = visit.page.get_by_role("button", name="The archive has changed: reload")
        assert offer.count() == 0, "nothing has changed yet"
        ingest([few_posts, newest], db)
        offer.wait_for(timeout=4000 * fresh_module.EVERY)
        assert (count.inner_text(), box.input_value()) == (before, "Open")
        box.fill("")
        offer.click()
        offer.wait_for(state="detached")
        visit.settle()
        assert count.inner_text() != before
        assert fresh.complaints() == []


def test_an_uploaded_post_is_in_the_archive(chromium: Any, tmp_path: Path):
    """From an empty database: upload, keep, watch it being read, see it on Today; nothing else is written."""
    post = (Path("data/briefings") / "2026-03-05.md").read_bytes()
    with (
        server(tmp_path / "kg.duckdb", tmp_path, archive=tmp_path / "posts") as fresh,
        visitor(chromium, fresh.url) as visit,
    ):
        visit.open(f"{fresh.url}/archive?lang=en")
        visit.page.locator("input[type=file]").set_input_files(
            [{"name": "2026-03-05.md", "mimeType": "text/markdown", "buffer": post},
             {"name": "-rf.md", "mimeType": "text/markdown", "buffer": b"x"}]
        )  # fmt: skip
        visit.page.get_by_role("button", name="Keep 1 file and read them").first.click()
        visit.page.wait_for_selector("text=1 added", timeout=90_000)
        assert sorted(path.name for path in (tmp_path / "posts").iterdir()) == ["2026-03-05.md"]
        visit.open(f"{fresh.url}/?lang=en")
        assert visit.page.get_by_text("Symphony").count() > 0
        assert fresh.complaints() == []
