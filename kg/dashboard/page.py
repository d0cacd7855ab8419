"""What a page is, and how the pages are found: every module of `kg.dashboard.pages` with a PAGE."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from fnmatch import fnmatchcase

from kg.dashboard import pages

__all__ = ["HOME", "Page", "discover"]

HOME = "today"
"""The page at the bare address."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the dashboard.

    `slug` is its address (``/watch``) and the key of its title (``watch.title`` in words/watch.tsv);
    `icon` is a Material icon name; pages stand in `order`. `keys` are what it reads of an address beside `lang`;
    one that ends in a star stands for all that begin so.
    """

    slug: str
    icon: str
    order: int
    render: Callable[[], None]
    keys: tuple[str, ...]

    def reads(self, key: str) -> bool:
        """Whether ``?key=…`` means something on this page."""
        return key == "lang" or any(fnmatchcase(key, one) for one in self.keys)


def discover() -> list[Page]:
    """All pages in order. A module without PAGE is a mistake and raises AttributeError."""
    names = [info.name for info in pkgutil.iter_modules(pages.__path__) if not info.name.startswith("_")]
    found: list[Page] = [importlib.import_module(f"{pages.__name__}.{name}").PAGE for name in names]
    return sorted(found, key=lambda page: page.order)
