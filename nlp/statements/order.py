"""Which theme of a story comes first where the points of another would put it second."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from nlp.normal import data_folder
from nlp.statements.cues import RELATION, CueError

FILE = "theme_order.tsv"


class Order(NamedTuple):
    """`leader` comes before `over`, only where the relation cue speaks for `over` if there is one."""

    leader: str
    over: str
    relation: str


@lru_cache(maxsize=4)
def load(folder: Path | None = None) -> dict[tuple[str, str], Order]:
    """The lines of the folder's file by (leader, over); raises `CueError` at the first that cannot be used."""
    lines = ((folder or data_folder()) / FILE).read_text("utf-8").splitlines()
    return {
        (one.leader, one.over): one
        for number, line in enumerate(lines, 1)
        if line.strip() and not line.startswith("#")
        for one in parse(f"{FILE}:{number}", [cell.strip() for cell in line.split("\t")])
    }


def parse(source: str, cells: list[str]) -> list[Order]:
    """A line (leaders, over, relation or empty), one for each leader; raises `CueError`."""
    leaders, over, relation = [*cells, "", ""][:3]
    if not leaders or not over or over in leaders.split():
        raise CueError(f"{source}: needs themes and another that they lead")
    if relation and not relation.startswith(RELATION):
        raise CueError(f"{source}: {relation!r} is no relation")
    return [Order(leader, over, relation) for leader in leaders.split()]
