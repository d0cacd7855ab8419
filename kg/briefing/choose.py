"""Which template a post follows, with the reason and a confidence; never by file order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.briefing.blocks import Block
from kg.briefing.headline import Headline
from kg.briefing.inline import bold_spans, first_colon, key
from kg.briefing.template import Template, get, names

__all__ = ["Choice", "choose"]

_THRESHOLD = 0.5
"""Share of a template's signs that must be there; below it the generic reader does no worse."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A template with why it was taken and how much of its signature was found (0-1)."""

    template: Template
    reason: str
    confidence: float


@dataclass(frozen=True, slots=True)
class _Signs:
    headings: frozenset[str]
    labels: frozenset[str]
    numbered: dict[int, int]
    """Numbered headings by level."""
    levels: dict[int, int]
    """All headings by level."""


def choose(
    text: str, blocks: Sequence[Block], heads: Mapping[int, Headline], forced: str | None = None
) -> Choice:
    """The template with most of its signs in the post, `generic` where none has enough."""
    if forced:
        template = get(forced)
        return Choice(template, f"{template.name}, because it was asked for", 1.0)
    signs = _signs(text, blocks, heads)
    scored = [(*_score(get(name), signs), name) for name in names() if name != "generic"]
    # Ties go to the template with more signs to find, then to the name, so that the order never matters.
    score, reason, name = max(scored, key=lambda row: (row[0], len(get(row[2]).signature_labels), row[2]))
    if score >= _THRESHOLD:
        return Choice(get(name), f"{name}, because {reason} (confidence {score:.2f})", round(score, 2))
    nearest = f" (nearest {name} {score:.2f}: {reason})" if score else ""
    return Choice(get("generic"), f"generic, because no template fits{nearest}", round(1 - score, 2))


def _signs(text: str, blocks: Sequence[Block], heads: Mapping[int, Headline]) -> _Signs:
    headings: set[str] = set()
    labels: set[str] = set()
    numbered: dict[int, int] = {}
    levels: dict[int, int] = {}
    for block in blocks:
        if block.kind == "heading":
            head = heads[block.start]
            headings.add(key(text[head.start : head.end]))
            levels[block.level] = levels.get(block.level, 0) + 1
            if head.number is not None:
                numbered[block.level] = numbered.get(block.level, 0) + 1
        elif block.kind == "para":
            labels.update(_label_words(text, block))
    return _Signs(frozenset(headings), frozenset(labels), numbered, levels)


def _label_words(text: str, block: Block) -> list[str]:
    """Words that stand like a label at the starts of a block's lines."""
    out: list[str] = []
    for line in text[block.start : min(block.end, block.start + 4000)].split("\n"):
        head = line[:40]
        if (cut := first_colon(head, 1, len(head))) > 0:
            out.append(key(head[:cut]))
        elif head.startswith("**") and (spans := bold_spans(head, 0, len(head))):
            out.append(key(head[spans[0][0] : spans[0][1]]))
    return out


def _score(template: Template, signs: _Signs) -> tuple[float, str]:
    """Share of the signature found: labels weigh 4, the stories' headings 3, section headings 3."""
    labels = sum(1 for group in template.signature_labels if _has(group, signs.labels))
    found = [
        sorted(group & signs.headings)[0] for group in template.signature_headings if group & signs.headings
    ]
    parts: list[tuple[float, float]] = []
    if template.signature_labels:
        parts.append((4, labels / len(template.signature_labels)))
    if template.signature_headings:
        parts.append((3, len(found) / len(template.signature_headings)))
    words = [*found, f"{labels} of {len(template.signature_labels)} labels"]
    if template.level is not None:
        share = _story_share(template, signs)
        parts.append((3, share))
        if share:
            words.insert(0, f"numbered H{template.level}" if template.numbered else f"H{template.level}")
    total = sum(weight for weight, _ in parts)
    score = sum(weight * value for weight, value in parts) / total if total else 0.0
    if template.level is not None and not _story_share(template, signs):
        score /= 2  # words alone do not make the shape that the template states
    return score, " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def _has(group: frozenset[str], labels: frozenset[str]) -> bool:
    return bool(group & labels) or any(label.endswith(tuple(group)) for label in labels if len(label) <= 16)


def _story_share(template: Template, signs: _Signs) -> float:
    """Of all numbered headings, the share on the template's level."""
    counted = signs.numbered if template.numbered else signs.levels
    total = sum(counted.values())
    return counted.get(template.level or 0, 0) / total if total else 0.0
