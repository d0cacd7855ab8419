"""Pages over the sample archive (read only), or over a copy that a test may change."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.ingest import ingest
from tests.kg.dashboard.kit import Draw, drawer, own_copy
from tests.kg.kit import folder_of, sample_posts


@pytest.fixture
def draw(monkeypatch: pytest.MonkeyPatch, archive_db: Path) -> Draw:
    """`draw(slug, **address)`: a page over the sample archive."""
    return drawer(monkeypatch, archive_db)


@pytest.fixture(scope="session")
def few_posts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the first posts of the sample archive: enough for trends and questions, quick to compute."""
    return folder_of(tmp_path_factory.mktemp("few") / "posts", sample_posts(12))


@pytest.fixture(scope="session")
def few_db(few_posts: Path) -> Path:
    db = few_posts.with_name("kg.duckdb")
    ingest([few_posts], db)
    return db


@pytest.fixture
def own(monkeypatch: pytest.MonkeyPatch, few_db: Path, tmp_path: Path) -> tuple[Path, Draw]:
    """(database, draw): a copy that the test may change; the log of decisions stands beside it."""
    db = own_copy(few_db, tmp_path)
    return db, drawer(monkeypatch, db)
