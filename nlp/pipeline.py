"""The pipeline: which components run in which order, under which settings, and its fingerprint."""

from __future__ import annotations

import hashlib
import importlib
import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path

import spacy
from spacy.language import Language

import nlp.attributes
import nlp.tokenizer  # noqa: F401  (registers the tokenizer)
from nlp.collector import paused
from nlp.gazetteer import digest
from nlp.kept import code_digest
from nlp.normal import data_folder

STAGES: tuple[tuple[str, str], ...] = (
    ("nlp.components.gazetteer", "bg_gazetteer"),
    ("nlp.components.versions", "bg_versions"),
    ("nlp.components.unknown", "bg_unknown"),
    ("nlp.components.user_model", "bg_user_model"),
    ("nlp.components.mentions", "bg_mentions"),
    ("nlp.components.amounts", "bg_amounts"),
    ("nlp.components.event_day", "bg_event_day"),
    ("nlp.components.cues", "bg_cues"),
    ("nlp.components.modality", "bg_modality"),
    ("nlp.components.relations", "bg_relations"),
    ("nlp.components.themes", "bg_themes"),
)
"""(module, factory) in running order: names first, statements read the names."""


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


def build_pipeline(config: Config | None = None) -> Language:
    """A ready pipeline; raises `GazetteerError` or OSError (user model not found)."""
    config = config or Config()
    nlp_ = spacy.blank("zh", config={"nlp": {"tokenizer": {"@tokenizers": "bg.mixed.v1"}}})
    with paused():
        for module, stage in STAGES:
            if stage in config.without or (stage == "bg_user_model" and not config.model):
                continue
            importlib.import_module(module)
            nlp_.add_pipe(stage, config=config.settings(stage))
    return nlp_


def fingerprint(config: Config | None = None) -> str:
    """What decides the result besides the text: sources of this package, gazetteer bytes, settings, spaCy."""
    config = config or Config()
    settings = {
        k: str(v) if isinstance(v, Path) else v for k, v in asdict(config).items() if k != "gazetteer"
    }
    # Cues and word lists are those of the package, whatever gazetteer is used.
    folders = {data_folder(), config.gazetteer or data_folder()}
    parts = [code_digest(), *sorted(map(digest, folders)), json.dumps(settings), spacy.__version__]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]
