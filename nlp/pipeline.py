"""The pipeline: which components run in which order."""

from __future__ import annotations

import importlib

import spacy
from spacy.language import Language

import nlp.attributes
import nlp.tokenizer  # noqa: F401  (registers the tokenizer)
from nlp.collector import paused
from nlp.settings import Config, fingerprint

__all__ = ["STAGES", "Config", "build_pipeline", "fingerprint"]

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
