"""Links back to the published post: baseURL and permalinks of a Hugo site's configuration."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from kg.briefing.frontmatter import read_front_matter

__all__ = ["Site", "find_site", "permalink"]

_CONFIGS = (
    "hugo.toml", "hugo.yaml", "hugo.yml", "config.toml", "config.yaml", "config.yml",
    "config/_default/hugo.toml", "config/_default/config.toml",
    "config/_default/hugo.yaml", "config/_default/config.yaml",
)  # fmt: skip
_UPWARDS = 8  # folders to climb from a post to its site; content trees are rarely deeper


@dataclass(frozen=True, slots=True)
class Site:
    """A Hugo site: its folder, address and permalink patterns by section."""

    root: Path
    base_url: str
    permalinks: Mapping[str, str]


@lru_cache(maxsize=256)
def find_site(folder: Path) -> Site | None:
    """The site whose content a folder belongs to, None where there is none (or it has no http address)."""
    for parent in [folder, *folder.parents][:_UPWARDS]:
        if parent.name == "content":
            return _load(parent.parent)
    return None


def _load(root: Path) -> Site | None:
    for name in _CONFIGS:
        path = root / name
        if not path.is_file() or path.stat().st_size > 1_000_000:
            continue
        try:
            source = path.read_text("utf-8")
            data: Any = tomllib.loads(source) if path.suffix == ".toml" else yaml.safe_load(source)
        except (OSError, ValueError, yaml.YAMLError):
            return None
        if not isinstance(data, dict):
            return None
        lowered = {str(name).lower(): value for name, value in data.items()}
        base = str(lowered.get("baseurl", ""))
        if not base.startswith(("http://", "https://")):
            return None
        links = lowered.get("permalinks", {})
        links = links.get("page", links) if isinstance(links, dict) else {}
        return Site(root, base.rstrip("/"), {str(k): str(v) for k, v in links.items() if isinstance(v, str)})
    return None


def permalink(root: Path, path: Path, text: str, day: date) -> str | None:
    """Address of the published post, None outside a Hugo site. A `url` or `slug` in the front matter wins."""
    site = find_site(path.parent)
    if site is None:
        return None
    data = read_front_matter(text).data
    own = data.get("url")
    if isinstance(own, str) and own.strip():
        return own if own.startswith("http") else f"{site.base_url}/{own.strip('/ ')}/"
    parts = list(path.relative_to(site.root / "content").parts)
    stem = path.stem if path.stem not in {"index"} else parts[-2] if len(parts) > 1 else ""
    if parts[-1].startswith("index."):
        parts = parts[:-1]
    name = stem.split(".")[0]
    slug = data.get("slug")
    slug = slug.strip() if isinstance(slug, str) and slug.strip() else name
    section = parts[0] if len(parts) > 1 else ""
    pattern = site.permalinks.get(section)
    if pattern:
        return site.base_url + _filled(pattern, day, slug, name, section)
    folders = "/".join(parts[:-1])
    return f"{site.base_url}/{folders + '/' if folders else ''}{slug}/".lower()


def _filled(pattern: str, day: date, slug: str, name: str, section: str) -> str:
    values = {
        ":year": f"{day.year:04d}", ":month": f"{day.month:02d}", ":day": f"{day.day:02d}",
        ":slugorcontentbasename": slug, ":slugorfilename": slug, ":contentbasename": name, ":filename": name,
        ":slug": slug, ":section": section, ":title": slug,
    }  # fmt: skip
    for token in sorted(values, key=len, reverse=True):
        pattern = pattern.replace(token, values[token])
    return "/" + pattern.strip("/") + "/"
