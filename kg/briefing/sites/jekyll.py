"""Addresses of a Jekyll site: url, baseurl, permalink styles and patterns, categories, collections."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from kg.briefing.sites.config import Site, lowered, texts
from kg.briefing.sites.patterns import JEKYLL, dated, filled

__all__ = ["address"]

_STYLES = {
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "weekdate": "/:categories/:year/W:week/:short_day/:title:output_ext",
    "none": "/:categories/:title:output_ext",
}
_COLLECTED = "/:collection/:path:output_ext"
_POST = re.compile(r"(\d{2,4}-\d{1,2}-\d{1,2})-(.+)")  # what is named otherwise is no post to Jekyll
_NOT_TITLE = re.compile(r"[^._~!$&'()+,;=@\w]+")
_NOT_SLUG = re.compile(r"[\W_]+")


def address(site: Site, path: Path, front: Mapping[str, Any], day: date) -> str | None:
    """Address of a post in a `_posts` folder or a document of a collection, None for anything else."""
    base = site.text("url").rstrip("/") + "/" + site.text("baseurl").strip("/")
    source = site.root / site.text("source")
    folders = list(path.parent.relative_to(source).parts) if path.is_relative_to(source) else []
    at = next((at for at, folder in enumerate(folders) if folder.startswith("_")), None)
    if not site.text("url") or at is None:
        return None
    name = folders[at].removeprefix("_")
    collection = lowered(lowered(site.config.get("collections")).get(name))
    post = _POST.fullmatch(path.stem)
    if name == "posts":
        found, default = (post[2] if post else None), site.text("permalink") or "date"
    else:
        found, default = (path.stem if collection.get("output") is True else None), _COLLECTED
    if found is None:
        return None
    pattern = _own(front) or _of_defaults(site, "/".join([*folders, path.name]), name) or collection.get("permalink")
    inner = "/".join([*folders[at + 1 :], path.stem])
    values = _values(front, day, folders[:at], found, name, inner)
    where = filled(_STYLES.get(str(pattern or default), str(pattern or default)), values)
    return None if where is None else f"{base}/{where}"


def _own(front: Mapping[str, Any]) -> str:
    return next(texts(front.get("permalink")), "")


def _of_defaults(site: Site, path: str, kind: str) -> str:
    """The permalink that `defaults` gives to a scope: of all that hold the one with the longest path."""
    best, found = -1, ""
    entries = site.config.get("defaults")
    for entry in entries if isinstance(entries, list) else []:
        scope, values = (lowered(lowered(entry).get(part)) for part in ("scope", "values"))
        folder = str(scope.get("path") or "").strip("/")
        inside = not folder or path == folder or path.startswith(folder + "/")
        if inside and scope.get("type", kind) == kind and len(folder) >= best and values.get("permalink"):
            best, found = len(folder), str(values["permalink"])
    return found


def _values(
    front: Mapping[str, Any], day: date, above: list[str], name: str, collection: str, inner: str
) -> dict[str, str]:
    stated = next(texts(front.get("slug")), "") or name.rstrip(".")
    categories = list(dict.fromkeys([*above, *_categories(front)]))
    return {
        **dated(JEKYLL, day),
        "title": _NOT_TITLE.sub("-", stated).strip("-"),
        "slug": _slug(stated),
        "name": _slug(inner.rsplit("/", 1)[-1]),
        "collection": collection,
        "path": inner,
        "categories": "/".join(one.lower() for one in categories),
        "slugified_categories": "/".join(map(_slug, categories)),
        "output_ext": ".html",
    }


def _categories(front: Mapping[str, Any]) -> list[str]:
    """`category` is one name, `categories` a list or names with blanks between them."""
    several = front.get("categories")
    return [*texts(front.get("category")), *(several.split() if isinstance(several, str) else texts(several))]


def _slug(words: str) -> str:
    return _NOT_SLUG.sub("-", words).strip("-").lower()
