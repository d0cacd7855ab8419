"""Addresses of a Hexo site: url, root, the permalink pattern, categories, a post's own `permalink`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from kg.briefing.sites.config import Site, texts
from kg.briefing.sites.patterns import HEXO, dated, filled

__all__ = ["address"]

_PATTERN = ":year/:month/:day/:title/"
_NAME = ":title.md"
_DIGITS = {"year": r"\d{4}", "month": r"\d{2}", "day": r"\d{2}", "i_month": r"\d{1,2}", "i_day": r"\d{1,2}"}
_SPECIAL = re.compile(r"[\s~`!@#$%^&*()\-_+=\[\]{}|\\;:\"'<>,.?/]+")


def address(site: Site, path: Path, front: Mapping[str, Any], day: date) -> str | None:
    """Address of a post below `source/_posts`, None for anything else."""
    posts = site.root / (site.text("source_dir") or "source") / "_posts"
    base = _base(site)
    if base is None or not path.is_relative_to(posts):
        return None
    named = _named(site, path.relative_to(posts).with_suffix("").as_posix())
    slug = named["title"]
    values = {**_scalars(site.config.get("permalink_defaults")), **named, **_scalars(front), **dated(HEXO, day)}
    values |= {"title": slug, "name": slug.rsplit("/", 1)[-1]}
    values["post_title"] = _slugized(next(texts(front.get("title")), slug)).lower()
    for unknown in ("id", "hash", "path", "permalink", "category"):
        values.pop(unknown, None)
    category = _category(site, front)
    if category is not None:
        values["category"] = category
    own = next(texts(front.get("permalink")), "")
    if own:
        where: str | None = own if own.endswith(("/", ".html")) else own + "/"
    else:
        where = filled(site.text("permalink") or _PATTERN, values)
    return None if where is None else f"{base}/{_pretty(site, where)}"


def _base(site: Site) -> str | None:
    """`url` holds the folder of the site; where it holds none, `root` does (as in sites of old versions)."""
    url, root = site.text("url").rstrip("/"), site.text("root").strip("/")
    if not url.startswith(("http://", "https://")):
        return None
    return f"{url}/{root}" if root and "/" not in url.partition("://")[2] else url


def _named(site: Site, name: str) -> dict[str, str]:
    """What the name of the file tells by `new_post_name`: its title, and whatever other tokens stand there."""
    form = (site.text("new_post_name") or _NAME).rpartition(".")[0]
    parts = re.split(r":(\w+)", form)
    rule = "".join(
        f"(?P<{part}>{_DIGITS.get(part, '.+?')})" if at % 2 else re.escape(part) for at, part in enumerate(parts)
    )
    if "title" in parts[1::2] and len(set(parts[1::2])) == len(parts[1::2]) and (match := re.fullmatch(rule, name)):
        return match.groupdict()
    return {"title": name if form == ":title" else _slugized(name)}


def _category(site: Site, front: Mapping[str, Any]) -> str | None:
    """Names of a list are one below the other; several hierarchies have no known order."""
    stated = front.get("categories", front.get("category"))
    if isinstance(stated, list) and any(isinstance(one, list) for one in stated):
        return None
    renamed = site.table("category_map")
    names = [str(renamed.get(one.lower()) or _slugized(one)) for one in texts(stated)]
    return "/".join(names) or site.text("default_category") or "uncategorized"


def _scalars(table: Any) -> dict[str, str]:
    """Values that may stand for a token of their name: `:lang`, `:urlname`."""
    if not isinstance(table, Mapping):
        return {}
    return {
        str(name): str(value)
        for name, value in table.items()
        if isinstance(value, str | int) and not isinstance(value, bool)
    }


def _pretty(site: Site, where: str) -> str:
    wanted = site.table("pretty_urls")
    if wanted.get("trailing_index") is False:
        where = where.removesuffix("index.html")
    return where.removesuffix(".html") if wanted.get("trailing_html") is False else where


def _slugized(words: str) -> str:
    return _SPECIAL.sub("-", words).strip("-")
