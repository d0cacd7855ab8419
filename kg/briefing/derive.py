"""A first template from a folder of posts: frequent headings and labels with their counts, to be edited."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from kg.briefing.blocks import blocks
from kg.briefing.frontmatter import read_front_matter
from kg.briefing.headline import read_headline
from kg.briefing.inline import bold_spans, key, plain
from kg.briefing.labels import label_kind
from kg.briefing.source import decode
from kg.briefing.template import get
from kg.errors import NotFound, Unreadable

__all__ = ["derive_template"]

_COMMON = 0.2
"""Share of posts in which a heading or label must stand to be proposed."""


class _Counts:
    def __init__(self) -> None:
        self.posts = 0
        self.headings: Counter[str] = Counter()
        self.labels: Counter[str] = Counter()
        self.numbered: Counter[int] = Counter()
        self.levels: Counter[int] = Counter()

    def add(self, text: str) -> None:
        self.posts += 1
        headings: set[str] = set()
        labels: set[str] = set()
        for block in blocks(text, read_front_matter(text).end):
            if block.kind == "heading":
                head = read_headline(text, block.start, block.end, outlets=False)
                self.levels[block.level] += 1
                self.numbered[block.level] += head.number is not None
                headings.add(plain(text[head.start : head.end]))
            elif block.kind == "para":
                labels.update(_labels(text, block.start, block.end))
        self.headings.update(headings)
        self.labels.update(labels)


def derive_template(files: Sequence[Path]) -> str:
    """TOML of a template for these posts, each word with the number of posts it stands in."""
    counts = _Counts()
    for path in files:
        try:
            counts.add(decode(Path(path).read_bytes(), str(path))[0])
        except Unreadable:
            continue  # ingest reports it; here one post more or less does not matter
    if not counts.posts:
        raise NotFound("no readable post to derive a template from", "give the folder of the posts")
    return _toml(counts)


def _labels(text: str, start: int, end: int) -> list[str]:
    out: list[str] = []
    for line in text[start:end].split("\n"):
        head = line[:60]
        if head.startswith("**") and (spans := bold_spans(head, 0, len(head))):
            out.append(head[spans[0][0] : spans[0][1]].strip(" :："))
        elif cut := min((at for at in (head.find(":"), head.find("：")) if 0 < at < 16), default=0):
            out.append(head[:cut].strip(" *"))
    return [label for label in out if 0 < len(key(label)) <= 16]


def _toml(counts: _Counts) -> str:
    level = max(counts.numbered, key=lambda item: (counts.numbered[item], item), default=2)
    numbered = counts.numbered[level] * 2 > counts.levels[level]
    if not numbered and counts.levels:
        level = max(counts.levels, key=lambda item: (counts.levels[item], item))
    words = get("generic").words
    headings = _frequent(counts.headings, counts.posts)
    labels = _frequent(counts.labels, counts.posts)
    by_kind = _by_kind([(word, n, label_kind(word, words)) for word, n in labels])
    by_role = _by_kind([(word, n, words.headings.get(key(word))) for word, n in headings])
    lines = [
        f"# Derived from {counts.posts} posts; the number after a word is in how many of them it stands.",
        "# Move what stands under `unknown` to where it belongs (headings: trend watch overview note other noise",
        "# section; labels: fact why impact advice watch note source), then: kg ingest FOLDER --template mine.toml",
        'name = "mine"',
        'about = ""',
        "",
        "[story]",
        f"level = {level}",
        f"numbered = {str(numbered).lower()}",
        'outlets = "either"',
        'unlabelled = "fact"',
        "",
        "[headings]",
        *_section(by_role),
        "",
        "[labels]",
        *_section(by_kind),
        "",
        "[signature]",
        f"labels = [{', '.join(_quoted([word]) for word, _ in labels[:4])}]",
        f"headings = [{', '.join(_quoted([word]) for word, _ in headings[:3])}]",
        "",
    ]
    return "\n".join(lines)


def _frequent(counter: Counter[str], posts: int) -> list[tuple[str, int]]:
    rows = sorted(counter.items(), key=lambda row: (-row[1], row[0]))
    return [(word, n) for word, n in rows if n >= max(2, _COMMON * posts)][:40]


def _by_kind(rows: list[tuple[str, int, str | None]]) -> dict[str, list[tuple[str, int]]]:
    out: dict[str, list[tuple[str, int]]] = {}
    for word, n, kind in rows:
        out.setdefault(kind or "unknown", []).append((word, n))
    return out


def _section(groups: dict[str, list[tuple[str, int]]]) -> list[str]:
    out: list[str] = []
    for kind in sorted(groups):
        out.append(f"{kind} = [")
        out.extend(f"  {_quote(word)},  # {n}" for word, n in groups[kind])
        out.append("]")
    return out


def _quoted(words: list[str]) -> str:
    return "[" + ", ".join(map(_quote, words)) + "]"


def _quote(word: str) -> str:
    escaped = "".join(
        f"\\u{ord(ch):04x}" if ord(ch) < 32 or ord(ch) == 127 else ch
        for ch in word.replace("\\", "\\\\").replace('"', '\\"')
    )
    return f'"{escaped}"'
