"""One database of the sample archive for all tests that only read it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

from kg.ingest import ingest
from kg.store.reader import Reader

settings.register_profile("nightly")  # what differs is said where it is used: test_properties.py
SAMPLE = Path(__file__).parents[2] / "data" / "briefings"


@pytest.fixture(scope="session")
def archive_db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample archive, ingested once a session. Tests must not write to it: copy it first."""
    db = tmp_path_factory.mktemp("archive") / "kg.duckdb"
    ingest([SAMPLE], db)
    return db


@pytest.fixture
def archive(archive_db: Path):
    with Reader(archive_db) as reader:
        yield reader
