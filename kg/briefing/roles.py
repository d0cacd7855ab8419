"""What each section of a post is: title, story, trend, watch, overview … by vocabulary, then by form."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from kg.briefing.blocks import Block
from kg.briefing.dates import day_in_text
from kg.briefing.inline import bold_spans, key
from kg.briefing.labels import label_kind
from kg.briefing.noise import noise_reason
from kg.briefing.outline import BOLD_LEVEL, Section, heading_role, is_bold_line, story_head
from kg.briefing.template import Template

__all__ = ["assign"]


def assign(text: str, sections: list[Section], template: Template, title: str, day: date) -> None:
    """Set `role` and `reason` of every section (in place)."""
    _vocabulary(text, sections, template, title, day)
    level = _story_level(text, sections, template)
    _stories(text, sections, template, level)
    _weak_and_rest(sections)


def _vocabulary(text: str, sections: list[Section], template: Template, title: str, day: date) -> None:
    tops = sum(1 for section in sections if section.level == 1)
    headings = sum(1 for section in sections if section.heading is not None)
    first, above = True, list[Section]()
    for section in sections:
        if section.heading is None:
            section.role, section.reason = "lead", "before the first heading"
            continue
        if section.role:
            continue
        alone = section.level == 1 and tops == 1 and headings > 1
        role = heading_role(section, template.words)
        if alone or (first and not role and _repeats_title(text, section, title, day)):
            section.role, section.reason = "title", "the post's title or day"
        elif role and not (_below_story(above, section) and _is_label(text, section, template)):
            section.role, section.reason = role, f"heading word {role}"
        elif _is_label(text, section, template):
            section.role, section.reason = "label", "a label as a heading"
        first = False
        while above and above[-1].level >= section.level:
            above.pop()
        above.append(section)


def _below_story(above: list[Section], section: Section) -> bool:
    """Whether the next higher heading may be a story: `#### 摘要` is a label there and an overview elsewhere."""
    parent = next((one for one in reversed(above) if one.level < section.level), None)
    return parent is not None and not parent.role and section.role not in {"trend", "watch"}


def _repeats_title(text: str, section: Section, title: str, day: date) -> bool:
    """A first heading with the title of the front matter, or with the day and no number."""
    if section.head is None or section.heading is None:
        return False
    same = bool(section.name) and section.name == key(title)
    words = text[section.heading.start : section.heading.end]
    return same or (section.head.number is None and day_in_text(words) == day)


def _is_label(text: str, section: Section, template: Template) -> bool:
    if section.head is None or section.head.number is not None:
        return False
    return label_kind(text[section.head.start : section.head.end].rstrip(" :："), template.words) is not None


def _open(sections: list[Section]) -> list[Section]:
    """Sections that may be stories: no role yet, not below a trend or watch heading, not a repeated text."""
    counts = Counter(section.name for section in sections if not section.role)
    out: list[Section] = []
    above = 0  # level of the trend or watch section we are in, 0 for none
    seen_story = False
    for section in sections:
        if section.heading is None:
            continue
        if above and section.level <= above:
            above = 0
        if section.role in {"trend", "watch"}:
            above = section.level
            continue
        numbered = section.head is not None and section.head.number is not None
        if section.role or (above and (seen_story or not numbered)) or counts[section.name] > 2:
            continue
        seen_story = seen_story or numbered
        out.append(section)
    return out


def _story_level(text: str, sections: list[Section], template: Template) -> int | None:
    """Heading level of the stories: the most numbered one, else the repeated one."""
    candidates = _open(sections)
    numbered = Counter(s.level for s in candidates if s.head is not None and s.head.number is not None)
    stated = template.level
    if stated is not None and (
        numbered.get(stated) or (not template.numbered and any(s.level == stated for s in candidates))
    ):
        return stated
    if numbered:
        level, count = max(numbered.items(), key=lambda pair: (pair[1], pair[0]))
        rivals = Counter(s.level for s in candidates if s.level > level)
        if count >= 2 and not any(more >= 2 * count for more in rivals.values()):
            return level
    counts = Counter(s.level for s in candidates if _has_body(sections, s))
    if not counts:
        return None
    levels = sorted(counts)
    if len(levels) == 1:
        return levels[0]
    return _between(sections, counts, levels)


def _between(sections: list[Section], counts: Counter[int], levels: list[int]) -> int:
    """Of two heading levels the deeper is the stories' where the upper one groups (no text of its own)."""
    for upper, lower in pairwise(levels):
        bare = sum(
            1 for s in sections if s.level == upper and s.heading is not None and not s.role and not s.blocks
        )
        known = sum(1 for s in sections if s.level == upper and s.role == "section")
        if bare + known == 0 and counts[upper] >= 2:
            return upper
        if counts[lower] < 2 and counts[upper] >= 2:
            return upper
    return levels[-1]


def _has_body(sections: list[Section], section: Section) -> bool:
    return bool(section.blocks) or (section.head is not None and section.head.number is not None)


@dataclass(slots=True)
class _Place:
    """Where the walk over the headings is: levels of the story and of the statements we are in."""

    story: int | None = None
    statements: int = 0

    def leave(self, level: int) -> None:
        if self.story is not None and level <= self.story:
            self.story = None
        if self.statements and level <= self.statements:
            self.statements = 0


def _stories(text: str, sections: list[Section], template: Template, level: int | None) -> None:
    """Story, part of a story, or a group of stories, for the sections without a role."""
    candidates = {id(section) for section in _open(sections)}
    groups = _groups(text, sections, template, level, candidates)
    last = max((i for i, s in enumerate(sections) if s.level == level and id(s) in candidates), default=-1)
    counted = _counted(sections, level, candidates)
    place = _Place()
    for position, section in enumerate(sections):
        if section.heading is None:
            continue
        if counted and place.story == section.level and not section.role and _no_number(section):
            section.role, section.reason = "part", "a line in bold without the number that stories have"
            continue
        place.leave(section.level)
        inside = place.story is not None
        if section.role in {"trend", "watch"}:
            # A deeper `后续关注` inside a story belongs to the story where more stories follow.
            if inside and section.role == "watch" and level and section.level > level and position < last:
                section.role, section.reason = "part", "a watch heading inside a story"
            else:
                place = _Place(None, section.level)
        elif section.role and section.role != "label":
            place.story = None
        elif inside:
            section.role, section.reason = "part", "a heading inside a story"
        elif place.statements and id(section) not in candidates:
            section.role, section.reason = "statement", "below a trend or watch heading"
        elif section.role == "label":
            section.role, section.reason = "other", "a label outside a story"
        else:
            section.role, section.reason = (
                _in_groups(id(section) in groups)
                if groups and section.level == level
                else _by_level(text, sections, position, level, id(section) in candidates, template)
            )
            place.story = level if section.role == "story" else None


def _no_number(section: Section) -> bool:
    return section.head is None or section.head.number is None


def _counted(sections: list[Section], level: int | None, candidates: set[int]) -> bool:
    """Whether lines in bold that are stories count up from one: those without a number are none then."""
    found = [s.head.number for s in sections if s.level == level and id(s) in candidates and s.head]
    numbers = [number for number in found if number is not None]
    return level == BOLD_LEVEL and len(numbers) >= 2 and numbers == list(range(1, len(numbers) + 1))


_GROUP_NAME = 12  # letters; the name of a group of stories (`公司动态`) is shorter than a headline
_LABEL_NAME = 6  # letters; free labels (`发行价`) are shorter than titles


def _groups(
    text: str, sections: list[Section], template: Template, level: int | None, candidates: set[int]
) -> set[int]:
    """Headings on the stories' level that only group: most open with the headline of a story below them.

    None where headings are numbered, or as long as headlines.
    """
    same = [s for s in sections if s.level == level and (id(s) in candidates or s.role == "section") and s.blocks]
    if level == BOLD_LEVEL or any(s.head is not None and s.head.number is not None for s in same):
        return set()
    counts = {id(s): _stories_below(text, s, template) for s in same}
    opened = [s for s in same if counts[id(s)]]
    short = sum(1 for s in opened if len(s.name) <= _GROUP_NAME)
    most = sum(counts.values()) >= 2 and 2 * len(opened) >= len(same) and 2 * short >= len(opened)
    return {id(s) for s in opened} if most else set()


def _stories_below(text: str, section: Section, template: Template, strict: bool = False) -> int:
    """Headlines in bold, or titled list items and nothing else, below a heading; 0 where it opens otherwise.

    `strict`: a number makes no title. Where stories have headings, a numbered list may be anything.
    """
    blocks = [block for block in section.blocks if not noise_reason(text, block)]
    if blocks and story_head(text, blocks[0], template.words):
        return sum(1 for block in blocks if story_head(text, block, template.words))
    if not all(block.depth for block in blocks):
        return 0
    tops = [block for block in blocks if block.depth == 1 and block.leads]
    titled = all(_is_titled(text, block) and not (strict and text[block.start] not in "*[") for block in tops)
    return len(tops) if titled else 0


def _is_titled(text: str, block: Block) -> bool:
    """A list item that opens with a number, a link or a title in bold; a short word and a colon are a label."""
    if not text.startswith("**", block.start):
        return block.number is not None or text.startswith("[", block.start)
    start, end = next(iter(bold_spans(text, block.start, block.end)), (block.end, block.end))
    colon = text[start:end].endswith((":", "：")) or text[end + 2 : block.end].lstrip()[:1] in (":", "：")
    return start < end and not (colon and len(key(text[start:end])) <= _LABEL_NAME)


def _in_groups(group: bool) -> tuple[str, str]:
    if group:
        return "section", "a group: its bold lines are stories"
    return "rest", "beside groups, and without a story of its own"


def _by_level(
    text: str, sections: list[Section], position: int, level: int | None, candidate: bool, template: Template
) -> tuple[str, str]:
    section = sections[position]
    if candidate and _asks(text, section, sections[:position]):
        return "watch", "every item asks what will be"
    if level is not None and section.level == level and candidate:
        if _groups_list(text, section, sections, position):
            return "section", "a group: its list items are stories"
        return "story", _why_story(section, level)
    if level is not None and section.level < level:
        below = (sections[at].level for at in range(position + 1, len(sections)))
        following = next((at for at in below if at <= section.level or at == level), 0)
        if following > section.level or _stories_below(text, section, template, strict=True):
            return "section", "groups the stories below it"
    return "rest", "neither a known heading nor at the stories' level"


_ASKS = ("是否", "能否", "会不会", "會不會", "何时", "何時", "whether ", "will ")


def _asks(text: str, section: Section, before: list[Section]) -> bool:
    """An unnumbered short heading after the stories, over list items that all ask about the future."""
    short = len(section.name) <= _GROUP_NAME and section.head is not None and section.head.number is None
    blocks = [block for block in section.blocks if not noise_reason(text, block)] if short else []
    tops = [text[block.start : block.end].lower() for block in blocks if block.depth == 1 and block.leads]
    listed = bool(tops) and all(block.depth for block in blocks)
    return listed and all(any(word in top for word in _ASKS) for top in tops) and any(s.role == "story" for s in before)


def _groups_list(text: str, section: Section, sections: list[Section], position: int) -> bool:
    """An unnumbered heading over nothing but two or more led list items is a group, not a story."""
    if section.head is not None and section.head.number is not None:
        return False
    if position + 1 < len(sections) and sections[position + 1].level > section.level:
        return False
    tops = [block for block in section.blocks if block.depth == 1 and block.leads]
    led = [block for block in tops if _is_titled(text, block)]
    prose = [
        block
        for block in section.blocks
        if block.kind == "para" and not block.depth and not is_bold_line(text, block)
    ]
    return len(led) >= 2 and not prose and len(led) == len(tops) and len(section.name) <= 12


def _why_story(section: Section, level: int) -> str:
    how = "bold line" if level == BOLD_LEVEL else f"H{level}"
    numbered = section.head is not None and section.head.number is not None
    return f"{'numbered ' if numbered else ''}{how}"


def _weak_and_rest(sections: list[Section]) -> None:
    """A weak word (今日要点, 值得关注) holds only after the first story, or the first group that has text."""
    told = (i for i, s in enumerate(sections) if s.role == "story" or (s.role in {"section", "brief"} and s.blocks))
    first = next(told, None)
    if first is None:  # stories without headings of their own: those of a group, or what opens the post
        first = next((i for i, s in enumerate(sections) if s.role in {"rest", "lead"} and s.blocks), None)
    for position, section in enumerate(sections):
        if section.role == "trend_weak" and (first is None or position < first):
            section.role, section.reason = "overview", "stands before the stories"
