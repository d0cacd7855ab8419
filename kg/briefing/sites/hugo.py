"""Addresses of a Hugo site: baseURL, permalinks by section, languages, and a post's own `url` or `slug`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from kg.briefing.language import language_mark
from kg.briefing.sites.config import Site, lowered
from kg.briefing.sites.patterns import HUGO, dated, filled

__all__ = ["address"]

_KEPT = "./\\_#+~-@"  # what Hugo keeps in an address besides letters, digits and accents
_BLANKS = re.compile(r"\s+")
_AT_HYPHEN = re.compile(r"(?<=-)\s+|\s+(?=-)")


def address(site: Site, path: Path, front: Mapping[str, Any], day: date) -> str | None:
    """Address of a post below the content folder, None elsewhere or where a pattern cannot be filled."""
    name, mark = language_mark(path.stem)
    language, folders = _place(site, path, mark)
    if folders is None:
        return None
    if name == "index" and folders:
        name = folders.pop()
    own = lowered(site.table("languages").get(language))
    prefix = "" if "baseurl" in own else _prefix(site, language)
    base = str(own.get("baseurl") or site.text("baseurl")).rstrip("/")
    section = folders[0] if folders else ""
    values = _values(front, day, folders, name)
    stated = _stated(front, "url")
    if stated:
        where = filled(stated, values)
        if where is None or where.startswith(("http://", "https://")):
            return where
        where = _ended(where)
        return base + where if where.startswith("/") else f"{base}{prefix}/{where}"
    pattern = _pattern(site, own, section)
    if pattern:
        where = filled(pattern, values)
        return None if where is None else f"{base}{prefix}/{where.strip('/')}" + _suffix(site, where)
    lower = site.config.get("disablepathtolower") is not True
    last = _urlized(_stated(front, "slug") or name, lower)
    where = "/".join(["", *(_urlized(folder, lower) for folder in folders), last])
    return base + prefix + where + _suffix(site, where)


def _suffix(site: Site, where: str) -> str:
    if where.endswith((".html", ".htm")):
        return ""
    return ".html" if site.config.get("uglyurls") is True else "/"


def _place(site: Site, path: Path, mark: str) -> tuple[str, list[str] | None]:
    """The language of a post and its folders below the content folder (of that language), None outside."""
    default = site.text("defaultcontentlanguage").lower() or "en"
    places = [(site.root / (site.text("contentdir") or "content"), mark or default)]
    for language, own in site.table("languages").items():
        if folder := lowered(own).get("contentdir"):
            places.insert(0, (site.root / str(folder), language))
    for folder, language in places:
        if path.is_relative_to(folder):
            return language, list(path.parent.relative_to(folder).parts)
    return default, None


def _prefix(site: Site, language: str) -> str:
    default = site.text("defaultcontentlanguage").lower() or "en"
    in_folder = language != default or site.config.get("defaultcontentlanguageinsubdir") is True
    return f"/{language}" if in_folder else ""


def _pattern(site: Site, own: Mapping[str, Any], section: str) -> str:
    """The pattern of a section: of the language, else of the site; new sites have it below `page`."""
    for table in (lowered(own.get("permalinks")), site.table("permalinks")):
        for patterns in (lowered(table.get("page")), table):
            found = patterns.get(section.lower())
            if isinstance(found, str) and section:
                return found
    return ""


def _values(front: Mapping[str, Any], day: date, folders: list[str], name: str) -> dict[str, str]:
    title = _urlized(_stated(front, "title") or name)
    slug, base = _urlized(_stated(front, "slug")), _urlized(name)
    return {
        **dated(HUGO, day),
        "section": _urlized(folders[0]) if folders else "",
        "sections": "/".join(map(_urlized, folders)),
        "title": title,
        "slug": slug or title,
        "contentbasename": base,
        "filename": base,
        "slugorcontentbasename": slug or base,
        "slugorfilename": slug or base,
    }


def _stated(front: Mapping[str, Any], name: str) -> str:
    value = front.get(name)
    return str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""


def _ended(where: str) -> str:
    """An address without a suffix is a folder."""
    return where if where.endswith("/") or "." in where.rsplit("/", 1)[-1] else where + "/"


def _urlized(words: str, lower: bool = True) -> str:
    """Words as Hugo writes them into an address: blanks as hyphens, no other marks, in lower case."""
    kept = "".join(ch for ch in words if ch in _KEPT or ch.isspace() or unicodedata.category(ch)[0] in "LNM")
    joined = _BLANKS.sub("-", _AT_HYPHEN.sub("", kept.strip()))
    return joined.lower() if lower else joined
