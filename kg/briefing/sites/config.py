"""Which site a folder belongs to: its configuration file, the nearest one above the posts."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import yaml

__all__ = ["Site", "find_site", "lowered", "texts"]

_SUFFIXES = ("toml", "yaml", "yml", "json")
_UPWARDS = 8  # folders to climb from a post to its site; trees are rarely deeper
_LIMIT = 1_000_000  # bytes; no configuration of a person is longer
# Keys that only one of the two programs with a `_config.yml` knows.
_JEKYLL_KEYS = ("baseurl", "source", "destination", "collections", "markdown", "kramdown", "plugins", "defaults")
_HEXO_KEYS = ("source_dir", "public_dir", "new_post_name", "default_category", "root")


@dataclass(frozen=True, slots=True)
class Site:
    """A site's folder and its configuration, names in lower case on the first level."""

    kind: Literal["hugo", "jekyll", "hexo"]
    root: Path
    config: Mapping[str, Any]

    def text(self, name: str) -> str:
        """A value as text, "" where it is missing or no text."""
        value = self.config.get(name)
        return value.strip() if isinstance(value, str) else ""

    def table(self, name: str) -> dict[str, Any]:
        """A table with its names in lower case, empty where it is missing or none."""
        return lowered(self.config.get(name))


@lru_cache(maxsize=1024)
def find_site(folder: Path) -> Site | None:
    """The site whose posts a folder holds, None where there is none."""
    for parent in [folder, *folder.parents][:_UPWARDS]:
        if site := _site_in(parent):
            return site
    return None


@lru_cache(maxsize=1024)
def _site_in(root: Path) -> Site | None:
    for folder in (root, root / "config" / "_default"):
        for name in ("hugo", "config"):
            data = _read(folder, name)
            if "baseurl" in data:
                parts = {name: part for name in ("permalinks", "languages") if (part := _read(folder, name))}
                return Site("hugo", root, data if folder == root else {**data, **parts})
    if data := _read(root, "_config"):
        return Site(_kind_of(data, root), root, data)
    return None


def _kind_of(data: Mapping[str, Any], root: Path) -> Literal["jekyll", "hexo"]:
    """Of the two programs with a `_config.yml`: by the keys that one of them has, else by the folder `source`."""
    signs = sum(key in data for key in _HEXO_KEYS) - sum(key in data for key in _JEKYLL_KEYS)
    return "hexo" if signs > 0 or (not signs and (root / "source" / "_posts").is_dir()) else "jekyll"


def _read(folder: Path, name: str) -> dict[str, Any]:
    """A configuration file of this name in any of the formats; empty where there is none that can be read."""
    for suffix in _SUFFIXES:
        path = folder / f"{name}.{suffix}"
        try:
            if not path.is_file() or path.stat().st_size > _LIMIT:
                continue
            source = path.read_text("utf-8-sig")
            # JSON is YAML too.
            return lowered(tomllib.loads(source) if suffix == "toml" else yaml.safe_load(source))
        except (OSError, ValueError, RecursionError, yaml.YAMLError):
            return {}
    return {}


def lowered(value: Any) -> dict[str, Any]:
    """A table with its names in lower case, empty for anything else."""
    return {str(name).lower(): one for name, one in value.items()} if isinstance(value, dict) else {}


def texts(value: Any) -> Iterator[str]:
    """Texts of a front matter value: one, or those of a list; a list in the list has none."""
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, str | int) and not isinstance(one, bool) and str(one).strip():
            yield str(one).strip()
