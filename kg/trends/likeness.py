"""How alike two trend statements are: eight features, each a pure function of the pair and static weights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from kg.cluster import day_gap
from kg.features import Matrix, cosines, entity_vectors, spoken_of, theme_vectors, vectors
from kg.ledger_input import Statement
from kg.origin import origins
from kg.told import StorySide

__all__ = ["StatementSide", "borne_out"]

FADING = 7.0  # days after which the recency feature has fallen to 0.37; 3, 7, 14, 30 tried, 7 best by a hair


class StatementSide:
    """Feature rows of trend statements; `told` are the stories of their days, as far as they are at hand."""

    def __init__(self, statements: Sequence[Statement], told: Sequence[StorySide] = ()) -> None:
        self.days = [s.day for s in statements]
        self.name = vectors([s.name for s in statements])
        self.text = vectors([s.text for s in statements])
        self.name_concepts = spoken_of(s.name for s in statements)
        self.text_concepts = spoken_of(s.text for s in statements)
        self.entities = entity_vectors([s.entities for s in statements])
        self.themes = theme_vectors([s.themes for s in statements])
        self.origins = origins(self.text, self.days, told)

    def likeness(self, rows: np.ndarray, earlier: np.ndarray) -> Mapping[str, Matrix]:
        """Feature name -> matrix (rows x earlier), most of them cosines in 0..1."""

        def cosine(side: Matrix) -> Matrix:
            return cosines(side, rows, side, earlier)

        return {
            "name": cosine(self.name),
            "text": cosine(self.text),
            "name concepts": cosine(self.name_concepts),
            "text concepts": cosine(self.text_concepts),
            "recency": day_gap([self.days[r] for r in rows], [self.days[e] for e in earlier], FADING),
            "themes of origin": self.origins.of_one_theme(rows, earlier),
            **self.origins.likeness(rows, earlier),
        }


WORDS, MATTER, NAMES = 4.0, 0.5, 0.3
"""Parts of the likeness of a story and a statement: cosines of whole texts are small, those of names are not."""


def borne_out(statements: StatementSide, rows: np.ndarray, stories: StorySide, columns: np.ndarray) -> Matrix:
    """How much a story speaks of what was stated (rows x columns): same words, same matter of one theme, same names.

    ``benchmarks/trend_evidence.py`` measures it against stories that cannot bear a statement out.
    """

    def cosine(a: Matrix, b: Matrix) -> Matrix:
        return cosines(a, rows, b, columns)

    matter = cosine(statements.text_concepts, stories.concepts) * cosine(statements.themes, stories.themes)
    words, names = cosine(statements.text, stories.whole), cosine(statements.entities, stories.entities)
    return WORDS * words + MATTER * matter + NAMES * names
