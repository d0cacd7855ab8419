"""The README's pictures: `python -m benchmarks.pictures` over the sample archive, with Debian's chromium.

Writes tests/kg/dashboard/pictures/*.png, each under 300 KB. A name of a page as argument draws only its pictures.
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import sync_playwright

from kg.ingest import ingest
from kg.store.reader import Reader
from tests.kg.dashboard.browser import ARGUMENTS, CHROMIUM, REPOSITORY, server, visitor

FOLDER = REPOSITORY / "tests" / "kg" / "dashboard" / "pictures"
LARGEST = 300_000


@dataclass(frozen=True)
class Picture:
    """What is drawn: an address, with `{watch}` for the question with most evidence, light or dark."""

    name: str
    address: str
    dark: bool = False
    height: int = 900
    down: int = 0
    """Pixels that are scrolled down first."""


PICTURES = (
    Picture("today-light", "?day=2026-03-05", height=1400),
    Picture("watch-light", "watch"),
    Picture("trends-dark", "trends", dark=True),
    Picture("entities-light", "entities?name=OpenAI", height=1300),
    Picture("graph-dark", "graph?name=OpenAI&least=2", dark=True, height=1150),
)


def main(wanted: list[str]) -> None:
    """Draw them, or only those whose name begins with one of `wanted`."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        db = Path(folder) / "kg.duckdb"
        ingest([REPOSITORY / "data" / "briefings"], db)
        with Reader(db) as reader:
            item = reader.value("select watch_id from watch order by evidence_count desc, watch_id limit 1")
        with server(db, Path(folder)) as running, sync_playwright() as p:
            browser = p.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
            for picture in PICTURES:
                if wanted and not picture.name.startswith(tuple(wanted)):
                    continue
                with visitor(browser, running.url, dark=picture.dark, height=picture.height) as visit:
                    visit.open(f"{running.url}/{picture.address.format(watch=item)}")
                    visit.page.wait_for_timeout(2500)  # charts draw themselves in
                    visit.page.mouse.move(640, 450)
                    visit.page.mouse.wheel(0, picture.down)
                    visit.page.wait_for_timeout(300)
                    path = FOLDER / f"{picture.name}.png"
                    visit.page.screenshot(path=path)
                    size = path.stat().st_size
                    print(f"{picture.name}: {size / 1000:.0f} KB{' TOO LARGE' if size > LARGEST else ''}")
            browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
