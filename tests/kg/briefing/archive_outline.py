"""An archive as it was read, one line a thing, short enough to be checked by eye."""

from __future__ import annotations

from pathlib import Path

from kg.briefing import discover, plain, read_file
from kg.model import Briefing

__all__ = ["archive_outline"]


def archive_outline(folder: Path) -> str:
    found = discover([folder])
    lines = [f"! {issue.path}: {issue.message}" for issue in found.issues]
    for path in found.files:
        lines += ["", *_post(read_file(found.root, path)[0])]
    return "\n".join(lines).lstrip("\n") + "\n"


def _post(briefing: Briefing) -> list[str]:
    out = [f"= {briefing.path} {briefing.day} {briefing.period} {briefing.language} {briefing.template}"]
    for story in briefing.stories:
        outlets = f" @ {' < '.join(story.outlets)}" if story.outlets else ""
        section = f"[{story.section}] " if story.section else ""
        out.append(f"{story.n}. {section}{plain(story.headline.text)}{outlets}")
        out += [f"    {p.kind}{f' ({p.label})' if p.label else ''}: {_short(p.text)}" for p in story.passages]
        out += [f"    -> {url}" for url in story.links]
    out += [f"~ {item.name} | {_short(item.passage.text)}" for item in briefing.trends]
    out += [f"? {_short(item.passage.text)}" for item in briefing.watch]
    out += [f"  {note.kind}: {_short(note.text)}" for note in briefing.notes]
    return out + [f"! {issue.severity}: {issue.message}" for issue in briefing.issues]


def _short(text: str) -> str:
    words = plain(text)
    return words if len(words) <= 60 else words[:59] + "…"
