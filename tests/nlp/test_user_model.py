"""A model of the user's own adds names by character offset and overrules none of ours."""

import spacy

from nlp.pipeline import Config, build_pipeline


def build_model(path):
    """A spaCy pipeline of another tokenizer, with a ruler in place of a trained component."""
    nlp = spacy.blank("zh")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns(
        [
            {"label": "GPE", "pattern": "青山镇"},
            {"label": "PERSON", "pattern": "OpenAI"},
            {"label": "DATE", "pattern": "周一"},
        ]
    )
    nlp.to_disk(path)
    return str(path)


def test_it_adds_places_and_leaves_ours(folder, tmp_path, names, monkeypatch):
    monkeypatch.setenv("BRIEFGRAPH_MODEL", build_model(tmp_path / "model"))
    nlp = build_pipeline(Config(gazetteer=folder))
    assert "bg_user_model" in nlp.pipe_names
    found = names(nlp, "OpenAI 周一在青山镇设立中心")
    assert found["青山镇"] == ("PLACE", "name:青山镇")
    assert found["OpenAI"] == ("ORG", "openai")
    assert "周一" not in found
