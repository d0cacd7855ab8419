"""Settings of the pipeline and its fingerprint: all that can be told of it without spaCy, which takes half a second."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from pathlib import Path

from nlp.gazetteer import digest
from nlp.kept import code_digest
from nlp.normal import data_folder

__all__ = ["Config", "fingerprint"]


@dataclass(frozen=True)
class Config:
    """Settings of the pipeline; everything here is part of the fingerprint."""

    gazetteer: Path | None = None
    """Folder of the gazetteer, None for the one that ships."""
    model: str | None = field(default_factory=lambda: os.environ.get("BRIEFGRAPH_MODEL") or None)
    """A spaCy package or path whose entities are added, None for none."""
    hidden: tuple[str, ...] = ()
    """Entity ids that the gazetteer is to forget (blind evaluation)."""
    without: tuple[str, ...] = ()
    """Components to leave out."""

    def settings(self, stage: str) -> dict[str, object]:
        """What the factory `stage` is given."""
        folder = str(self.gazetteer) if self.gazetteer else None
        if stage in {"bg_gazetteer", "bg_versions", "bg_unknown"}:
            return {"folder": folder, "hidden": list(self.hidden)} if stage == "bg_gazetteer" else {}
        return {"model": self.model} if stage == "bg_user_model" else {}


def fingerprint(config: Config | None = None) -> str:
    """What decides the result besides the text: sources of this package, gazetteer bytes, settings, spaCy."""
    config = config or Config()
    settings = {
        k: str(v) if isinstance(v, Path) else v for k, v in asdict(config).items() if k != "gazetteer"
    }
    # Cues and word lists are those of the package, whatever gazetteer is used.
    folders = {data_folder(), config.gazetteer or data_folder()}
    parts = [code_digest(), *sorted(map(digest, folders)), json.dumps(settings), version("spacy")]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]
