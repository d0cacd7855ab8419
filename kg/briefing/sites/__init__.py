"""Links back to the published post, from the configuration of a Hugo, Jekyll or Hexo site.

Where no configuration is found, where it names no address, or where a pattern holds what cannot be known
from the file, there is no link: none is better than a wrong one. Obsidian vaults and plain folders have none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from kg.briefing.frontmatter import read_front_matter
from kg.briefing.sites import hexo, hugo, jekyll
from kg.briefing.sites.config import Site, find_site

__all__ = ["permalink"]

Address = Callable[[Site, Path, Mapping[str, Any], date], str | None]
_ADDRESS: Mapping[str, Address] = {"hugo": hugo.address, "jekyll": jekyll.address, "hexo": hexo.address}
_NO_PATH = re.compile(r"[\x00-\x20\x7f\xa0\u3000<>\"`{}|\\^?#]")


def permalink(path: Path, text: str, day: date) -> str | None:
    """Address of the published post (Chinese letters as they are), None where it cannot be known."""
    site = find_site(path.parent)
    if site is None:
        return None
    front = {str(name).lower(): value for name, value in read_front_matter(text).data.items()}
    found = _ADDRESS[site.kind](site, path, front, day)
    if found is None or not found.startswith(("http://", "https://")):
        return None
    scheme, _, rest = found.partition("://")
    return f"{scheme}://{_NO_PATH.sub(_escaped, re.sub('/{2,}', '/', rest))}"


def _escaped(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode())
