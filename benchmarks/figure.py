"""One figure with its aim, on the screen and in the READMEs."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Figure", "line", "machine", "put", "rows_of", "write"]

HEADS = {
    "README.md": ("What", "Measured", "Aim", "Of the aim", "Note"),
    "README.zh-CN.md": ("项目", "实测", "目标", "与目标之比", "说明"),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """`aim` None: a figure that stands beside another one to explain it."""

    name: str
    zh: str
    value: float
    unit: str
    aim: float | None = None
    at_least: bool = False
    """The aim is a floor, not a ceiling."""
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """Value over aim; for a ceiling good is under 1, for a floor over 1."""
        return self.value / self.aim if self.aim else None

    @property
    def reached(self) -> bool:
        """Whether the aim is reached; true where there is none."""
        return self.aim is None or (self.value >= self.aim if self.at_least else self.value <= self.aim)

    def cells(self, name: str) -> tuple[str, str, str, str, str]:
        """Name, value, aim, ratio, note as they are shown."""
        sign = "≥" if self.at_least else "≤"
        aim = f"{sign} {_number(self.aim)} {self.unit}".strip() if self.aim is not None else ""
        ratio = f"{self.ratio:.2f}" if self.ratio is not None else ""
        return name, f"{_number(self.value)} {self.unit}".strip(), aim, ratio, self.note


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def line(figure: Figure) -> str:
    """The figure on one line of the screen."""
    name, value, aim, ratio, note = figure.cells(figure.name)
    verdict = "" if figure.aim is None else "ok" if figure.reached else "MISSED"
    return f"{name:52} {value:>14}  {aim:>12}  {ratio:>6}  {verdict:6}  {note}".rstrip()


def machine() -> str:
    """What the figures were measured on."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} × {platform.machine()}, {memory:.0f} GB, Python {platform.python_version()}"


def write(figures: Sequence[Figure], folder: Path) -> None:
    """Put the figures into both READMEs. Raises ValueError where the marks are missing."""
    for name, heads in HEADS.items():
        rows = [figure.cells(figure.zh if "zh" in name else figure.name) for figure in figures]
        table = "\n".join(rows_of([heads, ("---", "--:", "--:", "--:", "---"), *rows]))
        put(folder / name, "speed", f"{table}\n\n{machine()}")


def put(path: Path, mark: str, body: str) -> None:
    """Replace what stands between ``<!-- mark -->`` and ``<!-- mark end -->``. Raises ValueError without them."""
    begin, end = f"<!-- {mark} -->", f"<!-- {mark} end -->"
    before, _, rest = path.read_text("utf-8").partition(begin)
    _, found, after = rest.partition(end)
    if not found:
        raise ValueError(f"{path} has no {begin} … {end}")
    path.write_text(f"{before}{begin}\n{body}\n{end}{after}", "utf-8")


def rows_of(rows: Iterable[Sequence[str]]) -> Iterable[str]:
    """Lines of a Markdown table."""
    return ("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows)
