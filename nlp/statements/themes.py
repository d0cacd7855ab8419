"""Themes of an item from the cues that stand in it: a sum anyone can check, then one logistic curve.

Points of a theme = sum over its distinct cues of weight x place, each cue once, at its best place; more where the
theme runs through several kinds of passages.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from nlp.model import Theme
from nlp.statements.cues import RELATION, Hit

PLACES: Mapping[str, float] = {
    "headline": 3.0, "fact": 1.5, "why": 0.8, "impact": 0.8, "advice": 0.6, "trend": 3.0, "watch": 3.0,
}  # fmt: skip
"""What a cue counts where it stands: the headline names the theme, advice wanders (figures flat around these)."""
OTHER = 1.0
MOST = 3
"""Themes an item may have."""
BREADTH = 0.5
"""What each further kind of passage adds to a theme's points, in parts of them: the main theme runs through a story.
On both halves of the sample days the main theme was right more often (.76 → .77, .54 → .61)."""
LEAST = 0.4
"""Score a further theme needs: F1 is highest where the threshold is half of the F1 reached (Lipton et al. 2014)."""
CURVE = (-4.62, 1.63, 2.0)
"""Constant, log points, share of the best: logistic regression (C = 1) on the first half of the sample days
(``benchmarks/themes.py`` fits it again and prints how reliable it is on the second)."""


class Points(NamedTuple):
    """A theme, its points and what each cue gave."""

    theme: str
    points: float
    cues: Mapping[str, float]

    def reason(self) -> str:
        """Its strongest cues in words."""
        best = sorted(self.cues, key=lambda surface: (-self.cues[surface], surface))[:4]
        return ", ".join(cue.removeprefix(RELATION).replace(":", " ") if cue[0] == RELATION else cue for cue in best)


def points(hits: Iterable[tuple[str, Hit]]) -> list[Points]:
    """Every theme with a cue, best first; `hits` in text order, with the kind of the passage each stands in.

    A cue inside a longer one of the same theme does not count again.
    """
    ends: dict[str, int] = {}
    kinds: dict[str, set[str]] = defaultdict(set)
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for kind, hit in hits:
        cue = hit.cue
        if hit.last > ends.get(cue.label, 0) or hit.last < 0:
            ends[cue.label] = hit.last
            kinds[cue.label].add(kind)
            best, value = found[cue.label], cue.weight * PLACES.get(kind, OTHER)
            if value > best.get(cue.surface, 0.0):
                best[cue.surface] = value
    ranked = []
    for theme, best in found.items():
        more = 1 + BREADTH * (len(kinds[theme]) - 1)
        ranked.append(Points(theme, sum(best.values()) * more, best))
    return sorted(ranked, key=lambda p: (-p.points, p.theme))


def themes(hits: Iterable[tuple[str, Hit]]) -> tuple[Theme, ...]:
    """Up to three themes, best first, each with its score and its cues in words."""
    ranked = points(hits)
    if not ranked:
        return ()
    top = ranked[0].points
    scored = [(score(p.points, top), p) for p in ranked[:MOST]]
    return tuple(
        Theme(p.theme, value, p.reason()) for n, (value, p) in enumerate(scored) if n == 0 or value >= LEAST
    )


def score(own: float, top: float) -> float:
    """Probability that a theme with `own` points, the best having `top`, is one of the item's."""
    constant, size, share = CURVE
    z = constant + size * math.log1p(own) + share * own / top
    return round(1 / (1 + math.exp(-z)), 3)
