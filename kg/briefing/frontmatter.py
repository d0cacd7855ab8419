"""Front matter: TOML between `+++`, YAML between `---`, a JSON object, or none."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import yaml

__all__ = ["FrontMatter", "read_front_matter"]

_LIMIT = 64_000  # characters within which a closing line is looked for; longer headers are body text
# PyYAML lets plain errors of Python through for malformed tagged values (`!!timestamp x`).
_YAML_ERRORS = (
    yaml.YAMLError,
    ValueError,
    TypeError,
    AttributeError,
    KeyError,
    OverflowError,
    RecursionError,
)
_TOML_PLACE = re.compile(r"at line (\d+)")


# YAML without timestamps: a date stays as printed, and an impossible one is no exception.
_RESOLVERS = {
    first: [pair for pair in pairs if pair[0] != "tag:yaml.org,2002:timestamp"]
    for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


class _Loader(yaml.SafeLoader):
    """For any header: too deep nesting is a RecursionError."""

    yaml_implicit_resolvers = _RESOLVERS


class _FastLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Ten times faster, for flat headers: it recurses on the C stack."""

    yaml_implicit_resolvers = _RESOLVERS


_FLAT = 4000  # characters and
_BRACKETS = 60  # opening marks up to which no header nests deep enough to matter


def _load_yaml(source: str) -> Any:
    marks = source.count("[") + source.count("{") + source.count("- ") + source.count("? ")
    flat = len(source) < _FLAT and marks < _BRACKETS and "\n      " not in source
    return yaml.load(source, _FastLoader if flat else _Loader)  # noqa: S506  # both are safe loaders


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What stands before the post. `end` is the offset of the body, `problem` a clear line with its place."""

    kind: Literal["toml", "yaml", "json", "none"] = "none"
    data: Mapping[str, Any] = field(default_factory=dict)
    end: int = 0
    problem: str | None = None
    problem_line: int | None = None


def read_front_matter(text: str) -> FrontMatter:
    """Split and read the front matter; a broken one gives `problem` and what can be saved of it."""
    head = len(text) - len(text.lstrip("\ufeff \t\r\n")) if text[:1] in "\ufeff \t\r\n" else 0
    if text.startswith("+++", head):
        return _fenced(text, head, "+++", "toml")
    if text.startswith("---", head):
        return _fenced(text, head, "---", "yaml")
    if text.startswith("{", head):
        return _json(text, head)
    return FrontMatter()


def _fenced(text: str, head: int, fence: str, kind: Literal["toml", "yaml"]) -> FrontMatter:
    first = _line_end(text, head)
    if text[head:first].strip() != fence:
        return FrontMatter()
    begin = position = _next_line(text, first)
    while position < len(text) and position - begin < _LIMIT:
        end = _line_end(text, position)
        line = text[position:end].rstrip()
        if line == fence or (kind == "yaml" and line == "..."):
            return _load(text, begin, position, _next_line(text, end), kind)
        position = _next_line(text, end)
    return _unclosed(text, begin, kind)


def _load(text: str, begin: int, stop: int, end: int, kind: Literal["toml", "yaml"]) -> FrontMatter:
    source = text[begin:stop].replace("\r\n", "\n").replace("\r", "\n")
    offset = text.count("\n", 0, begin)
    try:
        data: Any = tomllib.loads(source) if kind == "toml" else _load_yaml(source)
    except tomllib.TOMLDecodeError as error:
        place = _TOML_PLACE.search(str(error))
        line = offset + int(place[1]) if place else offset + 1
        return FrontMatter(kind, _salvage(source), end, f"invalid TOML front matter: {error}", line)
    except _YAML_ERRORS as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or type(error).__name__
        line = offset + 1 + (mark.line if mark is not None else 0)
        return FrontMatter(kind, _salvage(source), end, f"invalid YAML front matter: {reason}", line)
    if data is None:
        return FrontMatter(kind, {}, end)
    if not isinstance(data, dict):
        # `---` above plain text is a rule, not front matter.
        return FrontMatter()
    return FrontMatter(kind, data, end)


def _unclosed(text: str, begin: int, kind: Literal["toml", "yaml"]) -> FrontMatter:
    """No closing fence: the run of `key: value` lines is taken as the header if there is one."""
    separator = "=" if kind == "toml" else ":"
    position = begin
    while position < len(text):
        end = _line_end(text, position)
        key, found, _ = text[position:end].partition(separator)
        if not found or not key.strip().isidentifier():
            break
        position = _next_line(text, end)
    if position == begin:
        return FrontMatter()  # a thematic break, not a header
    data = _salvage(text[begin:position])
    return FrontMatter(kind, data, position, "front matter is not closed; read up to its last key", 1)


def _salvage(source: str) -> dict[str, str]:
    """`title`, `date` and `draft` of a header that cannot be parsed, as plain strings."""
    out: dict[str, str] = {}
    for line in source.split("\n")[:200]:
        cut = min((at for at in (line.find("="), line.find(":")) if at > 0), default=0)
        key = line[:cut].strip().lower()
        if cut and key in {"title", "date", "draft", "slug", "url"} and key not in out:
            out[key] = line[cut + 1 :].strip().strip("\"'")
    return out


def _json(text: str, head: int) -> FrontMatter:
    try:
        data, end = json.JSONDecoder().raw_decode(text[head : head + _LIMIT])
    except (ValueError, RecursionError):
        if text[head + 1 : head + 200].lstrip().startswith('"'):
            return FrontMatter(problem="invalid or unclosed JSON front matter; read as text", problem_line=1)
        return FrontMatter()
    if not isinstance(data, dict):
        return FrontMatter()
    end = head + end
    return FrontMatter(
        "json",
        data,
        _next_line(text, _line_end(text, end)) if not text[end : _line_end(text, end)].strip() else end,
    )


def _line_end(text: str, position: int) -> int:
    newline, carriage = text.find("\n", position), -1
    end = len(text) if newline < 0 else newline
    carriage = text.find("\r", position, end)
    return carriage if carriage >= 0 else end


def _next_line(text: str, end: int) -> int:
    """Start of the line after a line that ends at `end`."""
    if text.startswith("\r\n", end):
        return end + 2
    return min(len(text), end + 1)
