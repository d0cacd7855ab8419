"""How long a rerun takes: `python -m benchmarks.dashboard DATABASE [PAGE…]`.

Each page is opened, then drawn again and again with another filter or day in its address, as a click does it,
through Streamlit's AppTest (everything but the browser). Prints first, median and 95 % of wall and CPU seconds.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import islice

from streamlit.testing.v1 import AppTest

from kg.dashboard.page import discover
from kg.store.reader import Reader

CLICKS = 20


def addresses(slug: str) -> Iterator[dict[str, str]]:
    """What a reader clicks on: days backwards, one outlet after the other, pages, words."""
    with Reader(os.environ["KG_DB"]) as reader:
        last = reader.value("select max(day) from briefing")
        outlets = [
            o
            for (o,) in reader.rows(
                "select outlet from attribution group by 1 order by count(*) desc limit 9"
            )
        ]
        names = [
            n for (n,) in reader.rows("select name from entity order by story_count desc, name limit 30")
        ]
        ids = [i for (i,) in reader.rows("select story_id from story order by story_id desc limit 30")]
    match slug:
        case "today":
            yield from ({"day": str(last - timedelta(days=n)), "since": "week"} for n in range(99))
        case "stories":
            for number, id_ in enumerate(ids):
                yield {"outlet": outlets[number % len(outlets)]}
                yield {"page": str(number + 1), "entity": names[number]}
                yield {"story": id_}
        case "search":
            yield from ({"q": name} for name in names)
        case "sql":
            yield from ({"q": f"select * from story limit {n}"} for n in range(100, 199))
        case "entities" | "graph":
            yield from ({"name": name} for name in names)
        case _:
            yield from ({"page": str(n)} for n in range(1, 99))


def one_page(slug: str) -> None:
    """The script that AppTest runs."""
    from kg.dashboard.main import shown
    from kg.dashboard.page import discover

    shown(next(page for page in discover() if page.slug == slug))()


def timed(act: Callable[[], object]) -> tuple[float, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    act()
    return time.perf_counter() - wall, time.process_time() - cpu


def measure(slug: str) -> str:
    """One line for one page: first opening, then clicks on things not seen before, then the same page again."""
    app = AppTest.from_function(one_page, args=(slug,), default_timeout=120)
    first = timed(app.run)
    new, again = [], []
    for address in islice(addresses(slug), CLICKS):
        app.query_params.clear()
        app.query_params.update(address)
        new.append(timed(app.run))
        again.append(timed(app.run))
        if app.exception:
            raise RuntimeError(app.exception[0].value)
    cells = [f"{slug:12} first {first[0]:.2f} ({first[1]:.2f} CPU)"]
    for name, times in (("new", new), ("again", again)):
        walls, cpus = sorted(w for w, _ in times), sorted(c for _, c in times)
        at = round(0.95 * (len(times) - 1))
        cells.append(f"{name}: median {walls[len(walls) // 2]:.3f}, p95 {walls[at]:.3f} (CPU {cpus[at]:.3f})")
    return "  ".join(cells)


if __name__ == "__main__":
    os.environ["KG_DB"] = sys.argv[1]
    for page in discover():
        if not sys.argv[2:] or page.slug in sys.argv[2:]:
            print(measure(page.slug), flush=True)
