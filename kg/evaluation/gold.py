"""Gold files as plain data: `<day>.gold.json`, `trends.gold.json`, `watch.gold.json` of one folder."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import KgError

__all__ = ["Gold", "digest", "load"]


@dataclass(frozen=True)
class Gold:
    """`days` maps ISO day to that day's file; clusters map `day#n` to a cluster id."""

    days: Mapping[str, Mapping[str, Any]]
    trends: Mapping[str, str]
    watch: Mapping[str, str]
    evidence: Mapping[str, Mapping[str, tuple[int, str]]]
    """watch cluster id -> story `day#n` -> (grade, stance), the best grade over the item's wordings."""


def load(folder: Path) -> Gold:
    """Read a gold folder. Raises KgError where it holds no gold or a file is no JSON."""
    files = sorted(folder.glob("[0-9]*.gold.json"))
    if not files:
        raise KgError(f"{folder} holds no <day>.gold.json", "name a folder with gold files")
    days = {str(data["date"]): data for data in map(_json, files)}
    trends = (
        _json(folder / "trends.gold.json") if (folder / "trends.gold.json").exists() else {"clusters": []}
    )
    watch = _json(folder / "watch.gold.json") if (folder / "watch.gold.json").exists() else {"items": []}
    items = {member: item["id"] for item in watch["items"] for member in item["members"]}
    return Gold(
        days=days,
        trends={member: c["id"] for c in trends["clusters"] for member in c["members"]},
        watch=items,
        evidence=_evidence(watch.get("evidence", []), items),
    )


def digest(folder: Path) -> str:
    """Digest of all gold files: the gate pins it so that gold cannot change in silence."""
    total = hashlib.sha256()
    for path in sorted(folder.glob("*.gold.json")):
        total.update(path.name.encode() + b"\0" + path.read_bytes())
    return total.hexdigest()[:16]


def _evidence(rows: list[dict[str, Any]], items: Mapping[str, str]) -> dict[str, dict[str, tuple[int, str]]]:
    best: dict[str, dict[str, tuple[int, str]]] = {}
    for row in rows:
        if row["grade"] < 1 or row["watch"] not in items:
            continue
        stories = best.setdefault(items[row["watch"]], {})
        if row["story"] not in stories or stories[row["story"]][0] < row["grade"]:
            stories[row["story"]] = row["grade"], row["stance"]
    return best


def _json(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise KgError(f"{path} is no JSON: {error}", "mend the file") from error
