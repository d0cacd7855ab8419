"""Sections with roles to stories, statements and notes."""

from __future__ import annotations

from collections.abc import Sequence

from kg.briefing import statements, story
from kg.briefing.blocks import Block
from kg.briefing.headline import Headline
from kg.briefing.inline import key, strip_span
from kg.briefing.labels import label_kind, segments
from kg.briefing.listed import grouped, heading_text, stories_from_lists, story_headline
from kg.briefing.noise import noise_reason
from kg.briefing.outline import Section
from kg.briefing.reading import Reading

__all__ = ["assemble"]

_SENTENCE_LENGTH = 8  # characters; what is shorter between statements is a connective (`第二，`)


def assemble(reading: Reading, sections: Sequence[Section]) -> None:
    """Fill `reading` section by section; overviews last, when the stories they repeat are known."""
    _stories(reading, sections)
    if not reading.stories:
        stories_from_lists(reading, sections)
    taken: set[int] = set()
    for position, section in enumerate(sections):
        if section.role in {"trend", "watch", "trend_weak", "watch_weak"}:
            children = _children(sections, position)
            taken.update(map(id, children))
            _statements(reading, section, children)
    for section in sections:
        if section.role == "statement" and id(section) not in taken:  # a story stands between it and its heading
            section.role = "rest"
    for section in sections:
        if section.role in {"lead", "title", "note", "other", "brief", "noise", "overview", "rest", "section"}:
            _rest(reading, section)
    reading.watch.sort(key=lambda item: item.passage.start)


# ---------------------------------------------------------------- stories


def _stories(reading: Reading, sections: Sequence[Section]) -> None:
    told = [key(words) for section in sections if section.role == "story" and (words := heading_text(reading, section))]
    group: str | None = None
    level = 0  # of the group's heading: a heading as high leaves it
    draft: story.Draft | None = None
    for section in sections:
        if section.role == "story" and section.level <= level:
            group, level = None, 0
        if section.role in {"story", "part"}:
            if section.role == "story":
                _close(reading, draft)
                draft = _headed(reading, section, group)
            elif draft is not None:
                _part(reading, draft, section)
            continue
        _close(reading, draft)
        draft = None
        if section.role == "section":
            group, level = heading_text(reading, section), section.level
            grouped(reading, section, group)
        elif section.role == "brief":
            group, level = None, 0
            _briefs(reading, section, told)
        elif section.role not in {"noise", "label"}:
            group, level = None, 0
    _close(reading, draft)


def _briefs(reading: Reading, section: Section, told: Sequence[str]) -> None:
    """Short news under `快讯`: each list item is a story, where the list does not repeat the stories of the post."""
    tops = [key(reading.text[block.start : block.end]) for block in section.blocks if block.depth == 1 and block.leads]
    if tops and not any(_title_in(words, told) for words in tops):
        grouped(reading, section, heading_text(reading, section))


def _headed(reading: Reading, section: Section, group: str | None) -> story.Draft | None:
    """A story under a heading of its own."""
    if section.heading is None:
        return None
    draft = story.start(reading, story_headline(reading, section.heading.start, section.heading.end), group)
    story.read_body(reading, draft, section.blocks)
    return draft


def _close(reading: Reading, draft: story.Draft | None) -> None:
    if draft is not None:
        story.finish(reading, draft)


def _part(reading: Reading, draft: story.Draft, section: Section) -> None:
    """A heading inside a story: a label by vocabulary, else text of the story that also labels what follows."""
    if section.heading is None or section.head is None:
        return
    words = heading_text(reading, section) or ""
    if label_kind(words, reading.template.words) is None:
        draft.passages.append(reading.passage("other", section.head.start, section.head.end))
        story.read_body(reading, draft, section.blocks)
        return
    reading.mark(section.heading.start, section.heading.end, "label", words)
    story.read_body(reading, draft, section.blocks, words.rstrip(" :："))


# ---------------------------------------------------------------- statements


def _children(sections: Sequence[Section], position: int) -> list[Section]:
    """Headings below a trend or watch heading that are statements of it."""
    out: list[Section] = []
    for section in sections[position + 1 :]:
        if section.role != "statement":
            break
        out.append(section)
    return out


def _statements(reading: Reading, section: Section, children: Sequence[Section]) -> None:
    found, rest = statements.spans(reading, section.blocks) if section.blocks else ([], [])
    if children:
        rest = [*section.blocks]
        found = [
            _child_span(child, child.heading, child.head)
            for child in children
            if child.heading and child.head
        ]
    weak = section.role.endswith("_weak")
    if section.role.startswith("trend"):
        if weak and _repeats_stories(reading, found):
            section.role = "overview"
            _rest(reading, section)
            return
        if statements.add_trends(reading, found):
            rest = [*rest, *_between_statements(reading, section.blocks, found)]
        else:
            rest = [*section.blocks, *(block for child in children for block in child.blocks)]
    else:
        asked = [span for span in found if not weak or _looks_ahead(reading, span)]
        statements.add_watch(reading, asked)
        rest = [
            *rest,
            *(_as_block(reading, span) for span in found if weak and not _looks_ahead(reading, span)),
        ]
    for block in rest:
        _other(reading, block)


def _between_statements(
    reading: Reading, blocks: Sequence[Block], found: Sequence[statements.Span]
) -> list[Block]:
    """Sentences of running text that belong to no statement (`今天有四条线索。`), as blocks of their own."""
    out: list[Block] = []
    starts = iter(found)
    span = next(starts, None)
    for block in blocks:
        low = block.start
        while span is not None and span.start < block.end and block.kind == "para" and not block.depth:
            stop = max(reading.text.rfind(mark, low, span.start) for mark in "。！？!?.\n") + 1
            start, end = strip_span(reading.text, low, max(stop, low))
            if end - start >= _SENTENCE_LENGTH:
                out.append(Block("para", start, end, reading.index.line_of(start)))
            low, span = span.end, next(starts, None)
    return out


def _child_span(child: Section, heading: Block, head: Headline) -> statements.Span:
    end = child.blocks[-1].end if child.blocks else heading.end
    return statements.Span(head.start, end, head.number, (head.start, head.end))


def _as_block(reading: Reading, span: statements.Span) -> Block:
    return Block("para", span.start, span.end, reading.index.line_of(span.start))


def _looks_ahead(reading: Reading, span: statements.Span) -> bool:
    lowered = reading.text[span.start : span.end].casefold()
    return any(word in lowered for word in reading.template.words.forward)


def _repeats_stories(reading: Reading, found: Sequence[statements.Span]) -> bool:
    titles = _titles(reading)
    hits = sum(1 for span in found if _title_in(key(reading.text[span.start : span.end]), titles))
    return bool(found) and hits * 2 >= len(found)


# ---------------------------------------------------------------- the rest


def _titles(reading: Reading) -> list[str]:
    return [key(item.headline.text) for item in reading.stories[: statements.MANY]]


def _title_in(words: str, titles: Sequence[str]) -> bool:
    """Whether an overview line repeats a story's title (whole, or the line is a good part of it)."""
    return any(title and (title in words or (len(words) >= 8 and words in title)) for title in titles)


def _rest(reading: Reading, section: Section) -> None:
    titles = _titles(reading) if section.role in {"overview", "brief", "lead", "title", "rest"} else []
    if section.role == "rest" and section.head is not None:
        reading.notes.append(reading.passage("other", section.head.start, section.head.end))
    for block in section.blocks:
        if section.role == "noise":
            reading.skip(block, "noise section")
        elif (
            titles
            and block.kind in {"para", "row"}
            and _title_in(key(reading.text[block.start : block.end]), titles)
        ):
            reading.mark(block.start, block.end, "overview", "repeats a story")
        elif section.role in {"lead", "title", "note"}:
            _note(reading, block)
        else:
            _other(reading, block)


def _note(reading: Reading, block: Block) -> None:
    _kept(reading, block, "note")


def _other(reading: Reading, block: Block) -> None:
    _kept(reading, block, "other")


def _kept(reading: Reading, block: Block, kind: str) -> None:
    why = noise_reason(reading.text, block)
    if why:
        reading.skip(block, why)
        return
    for piece in segments(reading.text, block.start, block.end, reading.template.words):
        if piece.kind == "source":
            reading.mark(piece.start, piece.end, "source")
        elif piece.start >= piece.end:
            reading.mark_label(block, piece.label or "")
        else:
            used = kind if kind == "note" or piece.kind is None else "other"
            reading.notes.append(reading.passage(used, piece.start, piece.end, piece.label))  # type: ignore[arg-type]
