"""The outline of a briefing as plain JSON, for the golden files."""

from __future__ import annotations

from typing import Any

from kg.model import Briefing, Passage


def passage(item: Passage) -> list[Any]:
    return [item.kind, item.label, item.start, item.end, item.text]


def outline(briefing: Briefing) -> dict[str, Any]:
    return {
        "day": briefing.day.isoformat(),
        "title": briefing.title,
        "template": briefing.template,
        "language": briefing.language,
        "period": briefing.period,
        "notes": [passage(item) for item in briefing.notes],
        "stories": [
            {
                "n": story.n,
                "section": story.section,
                "outlets": list(story.outlets),
                "links": list(story.links),
                "passages": [passage(item) for item in (story.headline, *story.passages)],
            }
            for story in briefing.stories
        ],
        "trends": [[item.n, item.name, *passage(item.passage)] for item in briefing.trends],
        "watch": [[item.n, item.story_position, *passage(item.passage)] for item in briefing.watch],
        "issues": [[item.line, item.severity, item.message] for item in briefing.issues],
    }
