"""Pages over the sample archive (read only), or over a copy that a test may change."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.kg.dashboard.kit import Draw, drawer, own_copy


@pytest.fixture
def draw(monkeypatch: pytest.MonkeyPatch, archive_db: Path) -> Draw:
    """`draw(slug, **address)`: a page over the sample archive."""
    return drawer(monkeypatch, archive_db)


@pytest.fixture
def own(monkeypatch: pytest.MonkeyPatch, archive_db: Path, tmp_path: Path) -> tuple[Path, Draw]:
    """(database, draw): a copy that the test may change; the log of decisions stands beside it."""
    db = own_copy(archive_db, tmp_path)
    return db, drawer(monkeypatch, db)
