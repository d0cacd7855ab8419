"""How sure a story is of itself: announced, reported, rumoured, denied, opinion; the cue with the most points says it.

Points of a modality = sum over its cues of weight x place; the outlet chain speaks too: a medium reports, a
medium that quotes another passes on what it was told.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import cast, get_args

from nlp.model import Modality
from nlp.normal import normal_form
from nlp.statements.cues import Cue, Hit, longest

PLACES: Mapping[str, float] = {"headline": 2.0, "fact": 1.0, "trend": 1.0, "watch": 1.0, "note": 1.0, "other": 1.0}
"""Passages that say what happened; what an author makes of it (why, impact, advice) does not count."""
DEFAULT: Modality = "announced"
START = 1.5
"""Points the default has before a cue speaks."""
HEARD = 2.0
"""Points for a report where the name of the outlet shows that it is a medium."""
_MEDIUM = re.compile(
    r"(?:日报|晚报|时报|早报|商报|导报|周报|周刊|新闻网?|通讯社|电视台|广播公司|財經|财经|日報|時報|新聞|週刊)$|"
    r"\b(?:times|post|daily|journal|herald|tribune|gazette|newswire|observer|telegraph|report|review|magazine|weekly|"
    r"insider|chronicle|news)$"
)
INSIDER, PLAN, DONE = VOICES = ("insider", "plan", "done")
"""Frames of cues: somebody tells without a name; of what is planned or talked of; of what happened."""
SECOND_HAND = 1.5
"""Points for a rumour where one medium cites another."""


JUDGED = 4.0
"""Points for an opinion where the headline is what a person says."""


def modality(
    passages: Iterable[tuple[str, Iterable[Hit]]],
    outlets: Sequence[str],
    media: Mapping[str, Sequence[Cue]],
    judged: str = "",
) -> tuple[Modality, str | None]:
    """The modality and the words that decided it (None for the default).

    `passages` are kinds of passages with their hits in text order, `media` the outlet cues by normal form of the name,
    `judged` the words by which the headline is what a person says.
    """
    total: dict[str, float] = defaultdict(float, {DEFAULT: START})
    best: dict[str, tuple[float, str]] = {}

    voices: dict[str, list[tuple[float, str, float]]] = defaultdict(list)

    def count(label: str, value: float, words: str) -> None:
        total[label] += value
        best[label] = max(best.get(label, (0.0, "")), (value, words))

    by_label: dict[str, dict[Hit, str]] = defaultdict(dict)
    for kind, hits in passages:
        for hit in hits if kind in PLACES else ():
            if hit.cue.frame != "headline" or kind == "headline":
                by_label[hit.cue.label][hit] = kind
    for label, kinds in by_label.items():
        seen: set[tuple[str, str]] = set()
        for hit in longest(kinds):
            if (kinds[hit], hit.cue.surface) not in seen:
                seen.add((kinds[hit], hit.cue.surface))
                value = hit.cue.weight * PLACES[kinds[hit]]
                if hit.cue.frame and hit.cue.frame in VOICES:
                    voices[hit.cue.frame].append((value, hit.cue.surface, PLACES[kinds[hit]]))
                if value:
                    count(label, value, hit.cue.surface)
    if PLAN in voices and is_rumour(voices):
        for value, words, _ in voices[INSIDER]:
            total["reported"] -= value
            count("rumoured", value or PLACES["fact"], words)
    if judged:
        count("opinion", JUDGED, judged)
    told = {cue.label: cue for outlet in outlets for cue in media.get(normal_form(outlet), ())}
    for cue in told.values():
        count(cue.label, cue.weight, cue.surface)
    heard = [] if told else [outlet for outlet in outlets if is_medium(outlet, media)]
    if heard:
        count("reported", HEARD, heard[0])
    if len(outlets) > 1 and (told or heard):
        count("rumoured", SECOND_HAND, " ← ".join(outlets))
    label = max(get_args(Modality), key=lambda name: total[name])
    return cast(Modality, label), best[label][1] if label in best else None


def is_rumour(voices: Mapping[str, Sequence[tuple[float, str, float]]]) -> bool:
    """Whether who tells without a name tells of what is not done yet, by (points, words, place) of the three voices.

    More is said of a plan than of what happened, and one of plan and insider stands in the headline.
    """
    planned, done = (sum(place for _, _, place in voices[frame]) for frame in (PLAN, DONE))
    first = any(place == PLACES["headline"] for frame in (PLAN, INSIDER) for _, _, place in voices[frame])
    return planned > done and first


def is_medium(outlet: str, media: Mapping[str, Sequence[Cue]]) -> bool:
    """Whether a name that is in no list is one of a medium: a local edition of a known one, or a word that says so.

    >>> is_medium("Lowell Gazette", {}), is_medium("OpenAI", {})
    (True, False)
    """
    name = normal_form(outlet)
    first = name.rpartition(" ")[0]
    return bool(_MEDIUM.search(name)) or (len(first) > 3 and first in media)
