# ruff: noqa: S608  (the text of the query is made of numbers; words are bound)
"""Full-text search: every word of the question must stand in the passage; the best matches come first.

There is no index to keep: a scan of the normalised passages takes 20 ms at ten years of posts, where an
inverted index of single characters and pairs would hold 15 million rows and triple the time of a
rebuild. The score is BM25 (Robertson and Zaragoza 2009) over the words of the question, counted by the
scan itself. Chinese is matched as written, Latin words from their beginning to their end (``Meta``
does not find ``metadata``); a phrase in quotes is one word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from kg.store.reader import Reader
from nlp.normal import normal_form

__all__ = ["Hit", "places", "search", "words"]

WORD = re.compile(r'"([^"]+)"|“([^”]+)”|(\S+)')
SCRIPT = re.compile(
    r"[\u3400-\u9fff\u3040-\u30ff\uac00-\ud7af]+|[^\s\u3400-\u9fff\u3040-\u30ff\uac00-\ud7af]+"
)
K1, B = 1.2, 0.75
"""The usual constants of BM25: how soon repetition stops to count, how much length counts."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found. `score` is BM25, higher is better; `words` are what was looked for."""

    passage_id: str
    briefing_id: str
    story_id: str | None
    day: date
    kind: str
    headline: str | None
    text: str
    score: float
    words: tuple[str, ...]


def words(text: str) -> tuple[str, ...]:
    """What is looked for: quoted phrases whole, else runs of one script.

    >>> words('OpenAI融资 "Claude Code"')
    ('openai', '融资', 'claude code')
    """
    found: list[str] = []
    for match in WORD.finditer(normal_form(text)):
        phrase = match[1] or match[2]
        runs = [phrase] if phrase else SCRIPT.findall(match[3])
        found.extend(run.strip(" ,，。.;；:：!！?？()（）") for run in runs)
    return tuple(dict.fromkeys(word for word in found if word))


def search(
    reader: Reader,
    text: str,
    since: date | None = None,
    until: date | None = None,
    kind: str | Iterable[str] | None = None,
    limit: int = 50,
) -> list[Hit]:
    """Passages that hold every word of `text`, best first; `kind` is one or several kinds of passage."""
    wanted = words(text)
    if not wanted or limit <= 0:
        return []
    kinds = [kind] if isinstance(kind, str) else list(kind or [])
    parameters: dict[str, Any] = {
        "since": since,
        "until": until,
        "kinds": kinds,
        "limit": limit,
        "k1": K1,
        "b": B,
    }
    parameters |= {f"word{n}": word for n, word in enumerate(wanted)}
    parameters |= {f"edge{n}": edge for n, word in enumerate(wanted) if (edge := _edges(word))}
    rows = reader.rows(_query(wanted), parameters)
    return [Hit(*row, wanted) for row in rows]  # type: ignore[call-arg]  # eight columns


def _edges(word: str) -> str | None:
    """A pattern that finds `word` only whole, None where its script knows no word ends."""
    left = r"(?:^|[^0-9a-z])" if re.match(r"[0-9a-z]", word) else ""
    right = r"(?:$|[^0-9a-z])" if re.search(r"[0-9a-z]$", word) else ""
    return f"{left}{re.escape(word)}{right}" if left or right else None


def places(text: str, wanted: Iterable[str]) -> list[tuple[int, int]]:
    """Where words of a question (as `words` gives them) stand in a text, in order of the words.

    >>> places("Meta 开源 metadata", words("meta"))
    [(0, 4)]
    """
    normal = normal_form(text)
    found = []
    for word in wanted:
        pattern = re.compile(_edges(word) or re.escape(word))
        for match in pattern.finditer(normal):
            start = normal.index(word, match.start())
            found.append((start, start + len(word)))
    return found


def _query(wanted: tuple[str, ...]) -> str:
    """Only numbers of words are written into the text; the words themselves are bound."""
    holds = " and ".join(
        f"contains(text, $word{n})" + (f" and regexp_matches(text, $edge{n})" if _edges(word) else "")
        for n, word in enumerate(wanted)
    )
    counts = ", ".join(
        f"(length(text) - length(replace(text, $word{n}, ''))) / length($word{n}) as tf{n}"
        for n in range(len(wanted))
    )
    holders = ", ".join(f"count(*) filter (contains(text, $word{n})) as df{n}" for n in range(len(wanted)))
    score = " + ".join(
        f"ln(1 + (v.passages - v.df{n} + 0.5) / (v.df{n} + 0.5)) * tf{n} * ($k1 + 1) "
        f"/ (tf{n} + $k1 * (1 - $b + $b * f.length / v.average))"
        for n in range(len(wanted))
    )
    return f"""
        with found as (
            select passage_id, length(text) as length, {counts} from search_passage where {holds}
        ),
        volume as (
            select count(*) as passages, avg(length(text)) as average, {holders} from search_passage
        )
        select p.passage_id, p.briefing_id, p.story_id, p.day, p.kind, s.headline, p.text, {score} as score
        from found f
        join passage p using (passage_id)
        cross join volume v
        left join story s on s.story_id = p.story_id
        where ($since::date is null or p.day >= $since::date)
            and ($until::date is null or p.day <= $until::date)
            and (len($kinds::varchar[]) = 0 or p.kind in (select unnest($kinds::varchar[])))
        order by score desc, p.day desc, p.passage_id
        limit $limit
    """
