"""Links back to the published post: baseURL and permalinks of a Hugo site's configuration."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from kg.briefing.frontmatter import read_front_matter

__all__ = ["LANGUAGES", "Site", "find_site", "language_mark", "permalink"]

LANGUAGES = ("zh", "zh-cn", "zh-hans", "cn", "zh-tw", "zh-hant", "en", "ja", "ko", "fr", "de", "es")
"""Marks of a language in file and folder names, those to prefer first."""

_CONFIGS = tuple(
    f"{folder}{name}.{suffix}"
    for folder in ("", "config/_default/")
    for name in ("hugo", "config")
    for suffix in ("toml", "yaml", "yml", "json")
)
_UPWARDS = 8  # folders to climb from a post to its site; content trees are rarely deeper


@dataclass(frozen=True, slots=True)
class Site:
    """A Hugo site: its folder, address and permalink patterns by section."""

    root: Path
    base_url: str
    permalinks: Mapping[str, str]
    language: str = "en"
    """The one whose pages have no language in their address."""
    ugly: bool = False
    """Whether pages end in `.html` instead of `/`."""


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
            # JSON is YAML too.
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
        return Site(
            root, base.rstrip("/"), {str(k): str(v) for k, v in links.items() if isinstance(v, str)},
            str(lowered.get("defaultcontentlanguage", "en")).lower(), lowered.get("uglyurls") is True,
        )  # fmt: skip
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
    folders = list(path.relative_to(site.root / "content").parts[:-1])
    name, language = language_mark(path.stem)
    if name == "index" and folders:
        name = folders.pop()
    slug = data.get("slug")
    slug = slug.strip() if isinstance(slug, str) and slug.strip() else name
    section = folders[0] if folders else ""
    prefix = f"/{language}" if language and language != site.language else ""
    pattern = site.permalinks.get(section)
    if pattern:
        where = _filled(pattern, day, slug, name, section, _urlized(str(data.get("title") or name)))
    else:
        where = "/".join(["", *folders, slug]).lower() + (".html" if site.ugly else "/")
    return site.base_url + prefix + where


def language_mark(stem: str) -> tuple[str, str]:
    """A file's name without its language (`post.zh` → `post`, `zh`); a date with dots has none."""
    name, _, mark = stem.rpartition(".")
    return (name, mark.lower()) if name and mark.lower() in LANGUAGES else (stem, "")


def _urlized(title: str) -> str:
    """A title as Hugo writes it into an address: lower case, words joined by hyphens."""
    return "-".join(re.findall(r"[\w.]+", title.lower()))


def _filled(pattern: str, day: date, slug: str, name: str, section: str, title: str) -> str:
    values = {
        ":year": f"{day.year:04d}", ":month": f"{day.month:02d}", ":day": f"{day.day:02d}",
        ":slugorcontentbasename": slug, ":slugorfilename": slug, ":contentbasename": name, ":filename": name,
        ":slug": slug, ":section": section, ":title": title,
    }  # fmt: skip
    for token in sorted(values, key=len, reverse=True):
        pattern = pattern.replace(token, values[token])
    return "/" + pattern.strip("/") + "/"
