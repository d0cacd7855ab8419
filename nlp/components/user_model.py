"""A model the user has installed (``zh_core_web_*``, any spaCy package or path): its entities are added."""

from __future__ import annotations

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from nlp.attributes import Candidate, notes
from nlp.components.unknown import key_of

TYPES = {
    "ORG": "ORG", "NORP": "ORG", "PERSON": "PERSON", "PER": "PERSON", "GPE": "PLACE", "LOC": "PLACE", "FAC": "PLACE",
    "PLACE": "PLACE", "PRODUCT": "PRODUCT", "MODEL": "MODEL", "WORK_OF_ART": "WORK", "LAW": "WORK", "WORK": "WORK",
    "EVENT": "EVENT",
}  # fmt: skip
"""Labels of usual schemes (OntoNotes, CoNLL) and what they are here; other labels (dates, money) are left out."""
CONFIDENCE = 0.5
"""Below every rule of ours: a foreign model adds names, it does not overrule."""


class UserModel:
    """Runs the model on the same text and maps its entities by character offset."""

    def __init__(self, name: str, model: str) -> None:
        self.name, self.model = name, model
        self.nlp = spacy.load(model)

    def __call__(self, doc: Doc) -> Doc:
        """Add what the model finds and nobody else did."""
        own = notes(doc)
        found = [
            Candidate(
                e.start_char, e.end_char, TYPES[e.label_], key_of(e.text), e.text, f"model {self.model}", CONFIDENCE
            )
            for e in self.nlp(own.text).ents
            if e.label_ in TYPES and "\n" not in e.text and e.text.strip() == e.text
        ]
        free = [f for f in found if not any(t.start < f.end and f.start < t.end for t in own.candidates)]
        own.candidates = [*own.candidates, *free]
        return doc


@Language.factory("bg_user_model", requires=["doc._.candidates"], assigns=["doc._.candidates"])
def create_user_model(nlp: Language, name: str, model: str) -> UserModel:
    """Factory; raises OSError with spaCy's own advice where the model is not installed."""
    return UserModel(name, model)
