"""Bursts: false alarms on shuffled days against the nominal rate; planted bursts found, where, and how soon."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from statistics import median

from benchmarks.figure import Figure
from benchmarks.workshop import Workshop
from kg.analytics.bursts import FALSE_DISCOVERY_RATE, Burst, bursts
from kg.analytics.series import Point

__all__ = ["run"]

FIRST = date(2026, 1, 1)
DAYS, VOLUME, KEYS = 90, (5, 9), 200
SHUFFLES, PLANTED = 100, 60
LENGTH, TIMES = (4, 10), (4, 8)
"""A planted burst: days, and how many times its usual share."""
Series = dict[str, list[Point]]


def run(workshop: Workshop) -> list[Figure]:
    """Archives of 90 days with 200 names whose shares follow Zipf's law."""
    alarms = [bool(bursts(_archive(random.Random(seed)))) for seed in range(SHUFFLES)]
    outcomes = [_planted(random.Random(10_000 + seed)) for seed in range(PLANTED)]
    hits = sum(found for found, _, _ in outcomes)
    all_alarms = hits + sum(extra for _, extra, _ in outcomes)
    late = [days for _, _, days in outcomes if days is not None]
    return [
        Figure("bursts: shuffled archives with an alarm", "突增：打乱日期后仍报警的比例",
               sum(alarms) / SHUFFLES, "",
               FALSE_DISCOVERY_RATE, note=f"{sum(alarms)} of {SHUFFLES}; nominal {FALSE_DISCOVERY_RATE:.0%}"),
        Figure("bursts: precision on planted ones", "突增：植入后的准确率", hits / max(1, all_alarms), "",
               1 - FALSE_DISCOVERY_RATE, at_least=True, note=f"{hits} of {all_alarms} alarms"),
        Figure("bursts: recall of planted ones", "突增：植入后的召回率", hits / PLANTED, "",
               note=f"{hits} of {PLANTED}, {TIMES[0]}-{TIMES[1]} times the share over {LENGTH[0]}-{LENGTH[1]} days"),
        Figure("bursts: days until a planted one is reported", "突增：植入后多少天报出",
               median(late) if late else float("nan"),
               "days", note=f"median of {len(late)}"),
    ]  # fmt: skip


def _archive(chance: random.Random, planted: tuple[str, range, float] | None = None) -> Series:
    """Every story names up to three of the keys; days are exchangeable but for what is planted."""
    keys = [f"k{n}" for n in range(KEYS)]
    usual = [1 / (n + 3) for n in range(KEYS)]
    series: Series = {key: [] for key in keys}
    for number in range(DAYS):
        weights = list(usual)
        if planted and number in planted[1]:
            weights[int(planted[0][1:])] *= planted[2]
        volume = chance.randint(*VOLUME)
        stories = [set(chance.choices(keys, weights, k=3)) for _ in range(volume)]
        for key in keys:
            count = sum(key in story for story in stories)
            series[key].append(Point(FIRST + timedelta(days=number), count, volume))
    return series


def _planted(chance: random.Random) -> tuple[bool, int, int | None]:
    """(found, false alarms, days from its beginning to the first archive that reports it)."""
    key, start = f"k{chance.randint(4, 40)}", chance.randint(30, DAYS - LENGTH[1])
    days = range(start, start + chance.randint(*LENGTH))
    series = _archive(chance, (key, days, chance.uniform(*TIMES)))
    found = bursts(series)
    hit = any(_meets(burst, key, days) for burst in found)
    extra = sum(not _meets(burst, key, days) for burst in found)
    return hit, extra, next(_reports(series, key, days), None) if hit else None


def _reports(series: Series, key: str, days: range) -> Iterator[int]:
    """How many days after its beginning the burst is reported by an archive that ends there."""
    for end in range(days.start, DAYS):
        cut = {name: points[: end + 1] for name, points in series.items()}
        if any(_meets(burst, key, days) for burst in bursts(cut)):
            yield end - days.start


def _meets(burst: Burst, key: str, days: Sequence[int]) -> bool:
    first, last = (FIRST + timedelta(days=days[at]) for at in (0, -1))
    return burst.key == key and burst.start <= last and burst.end >= first
