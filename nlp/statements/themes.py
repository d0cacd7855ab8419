"""Themes of an item from the cues that stand in it: a sum anyone can check, then one logistic curve.

Points of a theme = sum over its distinct cues of weight x place, each cue once, at its best place; more where the
theme runs through several kinds of passages.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from nlp.model import Theme
from nlp.statements import order
from nlp.statements.cues import HEADLINE, RELATION, Hit

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
SPEAKS = 1.3
"""Weight from which a cue of the headline lets its theme lead another (``theme_order.tsv``)."""
THIRD = 1 / 3
"""Part of the best theme's points a theme needs to lead it."""
LEAST = 0.4
"""Score a further theme needs: F1 is highest where the threshold is half of the F1 reached (Lipton et al. 2014)."""
CURVE = (-4.25, 1.47, 2.04)
"""Constant, log points, share of the best: logistic regression (C = 1) on the first half of the sample days
(``benchmarks/themes.py`` fits it again and prints how reliable it is on the second)."""


class Points(NamedTuple):
    """A theme, its points and what each cue gave."""

    theme: str
    points: float
    cues: Mapping[str, float]
    headline: bool = False
    """Whether a cue that says something of its own (`SPEAKS`) stands in the headline."""

    def reason(self) -> str:
        """Its strongest cues in words."""
        best = sorted(self.cues, key=lambda surface: (-self.cues[surface], surface))[:4]
        return ", ".join(cue.removeprefix(RELATION).replace(":", " ") if cue[0] == RELATION else cue for cue in best)


@dataclass(slots=True)
class _Count:
    """What speaks for one theme so far."""

    end: int = 0
    """Of the last cue that counted."""
    kinds: set[str] = field(default_factory=set)
    cues: dict[str, float] = field(default_factory=dict)
    headline: bool = False


def points(passages: Iterable[tuple[str, Iterable[Hit]]]) -> list[Points]:
    """Every theme with a cue, best first; `passages` are kinds of passages with their hits in text order.

    A cue inside a longer one of the same theme does not count again.
    """
    found: dict[str, _Count] = defaultdict(_Count)
    for kind, hits in passages:
        place = PLACES.get(kind, OTHER)
        for _, end, cue in hits:
            one = found[cue.label]
            if end > one.end or end < 0:
                one.end = end
                one.kinds.add(kind)
                best, surface, value = one.cues, cue.surface, cue.weight * place
                if value > best.get(surface, 0.0):
                    best[surface] = value
                if kind == HEADLINE and cue.weight >= SPEAKS:
                    one.headline = True
    ranked = []
    for theme, one in found.items():
        more = 1 + BREADTH * (len(one.kinds) - 1)
        ranked.append(Points(theme, sum(one.cues.values()) * more, one.cues, one.headline))
    return led(sorted(ranked, key=lambda p: (-p.points, p.theme)))


def led(ranked: list[Points]) -> list[Points]:
    """`ranked` with a theme first that leads the best one; it then counts as much."""
    for one in ranked[1:MOST]:
        if leads(one, ranked[0]):
            return [one._replace(points=ranked[0].points), *(p for p in ranked if p is not one)]
    return ranked


def leads(one: Points, best: Points) -> bool:
    """Whether `one` comes before the theme with the most points (``theme_order.tsv``)."""
    if not one.headline or one.points < THIRD * best.points:
        return False
    found = order.load().get((one.theme, best.theme))
    return found is not None and (not found.relation or found.relation in best.cues)


def themes(passages: Iterable[tuple[str, Iterable[Hit]]]) -> tuple[Theme, ...]:
    """Up to three themes, best first, each with its score and its cues in words."""
    ranked = points(passages)
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
