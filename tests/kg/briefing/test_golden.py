"""Golden posts: one small post for each line of what real archives do, its full outline as the expectation.

After a deliberate change: `WRITE_GOLDEN=1 pytest tests/kg/briefing/test_golden.py`, then read the diff.
"""

from __future__ import annotations

import importlib.util
import json
import os
from pathlib import Path

import pytest

from kg.briefing import explain, parse

HERE = Path(__file__).parent
POSTS = sorted((HERE / "golden").glob("*.md"))


def _outline():
    spec = importlib.util.spec_from_file_location("outline_of", HERE / "outline_of.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.outline


@pytest.mark.parametrize("post", POSTS, ids=lambda path: path.stem)
def test_post_reads_as_its_golden_outline(post):
    text = post.read_bytes().decode("utf-8")
    got = _outline()(parse(text, post.name))
    expected = post.with_suffix(".json")
    if os.environ.get("WRITE_GOLDEN"):
        expected.write_text(json.dumps(got, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert got == json.loads(expected.read_text("utf-8"))


@pytest.mark.parametrize("post", POSTS, ids=lambda path: path.stem)
def test_offsets_of_golden_outlines_are_exact(post):
    text = post.read_bytes().decode("utf-8")
    for line in explain(text, post.name):
        if line.kind != "template":
            assert line.text == text[line.start : line.end]
            assert line.line == text[: line.start].replace("\r\n", "\n").count("\n") + 1


def test_there_is_a_golden_outline_for_every_post():
    assert len(POSTS) >= 30
    assert {path.stem for path in POSTS} == {path.stem for path in (HERE / "golden").glob("*.json")}
