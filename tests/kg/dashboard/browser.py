"""A dashboard in a server of its own and a browser that opens it. Used by the tests and by benchmarks/pictures.py."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.request import urlopen

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
REPOSITORY = Path(__file__).parents[3]


@dataclass
class Server:
    """A running dashboard: where it is, and what it wrote."""

    url: str
    log: Path

    def complaints(self) -> list[str]:
        """Lines of the log that tell of an exception or a warning."""
        lines = self.log.read_text("utf-8").splitlines()
        return [
            line
            for line in lines
            if any(word in line for word in ("Traceback", "Error", "Exception", "Warning"))
        ]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def server(db: Path, folder: Path, *, archive: Path | None = None) -> Iterator[Server]:
    """`kg serve` over `db`; its log lies in `folder`, posts in `archive`. Raises RuntimeError where it does not start."""
    port, log = free_port(), folder / "server.log"
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), "KG_DB": str(db)}
    if archive:
        environment["KG_ARCHIVE"] = str(archive)
    with log.open("w") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "kg.cli", "serve", "--port", str(port)],
            cwd=REPOSITORY, env=environment, stdout=out, stderr=out, start_new_session=True,
        )  # fmt: skip
        try:
            wait_for(f"http://localhost:{port}/_stcore/health", process, log)
            yield Server(f"http://localhost:{port}", log)
        finally:
            os.killpg(process.pid, 15)
            process.wait(10)


def wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        try:
            with urlopen(url, timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"the server did not start: {log.read_text('utf-8')}")


@dataclass
class Visit:
    """A page in the browser, with what it asked of other hosts and what it complained of."""

    page: Any
    outside: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def watch(self, own: str) -> None:
        home = (own, own.replace("http", "ws"), "data:", "blob:")
        self.page.on("request", lambda r: None if r.url.startswith(home) else self.outside.append(r.url))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))

    def open(self, url: str) -> None:
        """Go there and wait until nothing is being drawn any more."""
        self.page.goto(url)
        self.settle()

    def settle(self) -> None:
        self.page.wait_for_selector(
            "[data-testid=stMain] h1, [data-testid=stMain] h2, [data-testid=stException]", timeout=60_000
        )
        self.page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", timeout=60_000)
        self.page.wait_for_timeout(300)

    def exceptions(self) -> list[str]:
        return list(self.page.get_by_test_id("stException").all_inner_texts())

    def overflow(self) -> int:
        """Pixels that the page is wider than its window."""
        wide: int = self.page.evaluate(
            "() => Math.max(0, document.querySelector('[data-testid=stMain]').scrollWidth - window.innerWidth)"
        )
        return wide


@contextmanager
def visitor(
    browser: Any, own: str, *, width: int = 1280, height: int = 900, dark: bool = False
) -> Iterator[Visit]:
    """A fresh window without memory of others."""
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if dark else "light",
        accept_downloads=True,
    )
    visit = Visit(context.new_page())
    visit.watch(own)
    try:
        yield visit
    finally:
        context.close()
