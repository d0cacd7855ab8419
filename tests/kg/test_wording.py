"""Every message that a page can show has a Chinese form: a message added to the code without one fails here."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import kg
from kg.wording import chinese

PACKAGE = Path(kg.__file__).parent
SAYS = {"Unreadable": (2, 3), "Issue": (3,), "issue": (2,), "say": (1,), "KgError": (0, 1), "NotFound": (0, 1),
        "Locked": (0, 1), "FrontMatter": (3,)}  # fmt: skip
"""Calls that say something to a person, and the places of their arguments that are words."""
SENTENCE = re.compile(r"[a-z]{2,} [a-z]{2,}")
ELSEWHERE = {
    "api.py", "brief.py", "review.py", "export.py", "ingest.py", "derive.py", "template.py", "template_check.py",
}  # fmt: skip
"""Modules whose errors reach the command line and Python only; `ingest.py` is held by the tests of the Archive page."""
NOT_SHOWN = {"cli", "evaluation", "graph"}


def texts(node: ast.expr) -> list[str]:
    """The texts that an expression can be; what is filled in stands as one word."""
    match node:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.JoinedStr(values=parts):
            return ["".join(str(part.value) if isinstance(part, ast.Constant) else "x1" for part in parts)]
        case ast.IfExp(body=one, orelse=other):
            return texts(one) + texts(other)
    return []


def messages() -> Iterator[tuple[str, str]]:
    for file in sorted(PACKAGE.rglob("*.py")):
        inside = file.relative_to(PACKAGE)
        if inside.parts[0] in NOT_SHOWN or inside.name in ELSEWHERE:
            continue
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                given = [node.args[at] for at in SAYS.get(name, ()) if at < len(node.args)]
                given += [word.value for word in node.keywords if word.arg == "problem"]
                for text in (text for one in given for text in texts(one)):
                    for part in text.split("; "):
                        if SENTENCE.search(part):
                            yield f"{inside}:{node.lineno}", part


def test_every_message_that_a_page_can_show_has_a_chinese_form():
    found = list(messages())
    assert len(found) > 60, "the messages are not found any more"
    left = [(place, text) for place, text in found if chinese(text) == text]
    assert left == [], "write a form into kg/reasons.tsv"


def test_a_message_without_a_chinese_form_is_seen():
    assert chinese("nobody has ever said this") == "nobody has ever said this"


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("not valid utf-16 in spite of its mark", "开头的标记说是 utf-16，内容却不是"),
        ("invalid TOML front matter: Invalid value (at line 1, column 9)",
         "TOML 头部有误：值写得不对（文字要加引号）（第 1 行第 9 列）"),
        ("invalid YAML front matter: mapping values are not allowed in this context",
         "YAML 头部有误：这里不能有冒号（带冒号的文字要加引号）"),
        ("cannot be opened: Permission denied", "打不开：没有权限"),
        ("front matter is not closed; read up to its last key", "头部没有结束；读到最后一个键为止"),
        ("written by `kg review`, not counted again: skipped", "由 `kg review` 写成，不再计入：跳过"),
        ("has the same id a as a file of the same name in another folder, which is kept; rename one of the files",
         "与 同名的另一个文件夹里的文件 编号相同（a），保留那一篇；给其中一个文件改名"),
    ],
)  # fmt: skip
def test_what_the_reader_says_of_a_file_is_said_in_chinese(said: str, read: str):
    assert chinese(said) == read


def test_every_form_stands_once_and_has_the_same_places_in_both_languages():
    rows = [line.split("\t") for line in (PACKAGE / "reasons.tsv").read_text("utf-8").splitlines()[1:]]
    assert all(len(row) == 2 for row in rows)
    assert len({english for _, english in rows}) == len(rows)
    places = [(set(re.findall(r"\{\w+\}", zh)), set(re.findall(r"\{\w+\}", english)), english) for zh, english in rows]
    assert [english for zh, en, english in places if not zh <= en] == []


def test_entities_that_a_reason_lists_are_called_as_the_reader_calls_them():
    called = {"Amazon": "亚马逊"}
    said = chinese("both name Amazon, OpenAI; speaks of Amazon", lambda name: called.get(name, name))
    assert said.startswith("都提到 亚马逊, OpenAI；")
    assert said.endswith("Amazon"), "words of a question stay as they were written"
