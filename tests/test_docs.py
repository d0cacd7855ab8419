"""The documentation cannot fall behind the code."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
READMES = ["README.md", "README.zh-CN.md"]


@pytest.mark.parametrize("name", READMES)
def test_command_line_and_schema_are_what_the_readme_says(name):
    """`make docs` writes them."""
    done = subprocess.run(
        [sys.executable, "-m", "cogapp", "--check", name],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("name", READMES)
def test_every_file_that_the_readme_names_is_there(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    targets = re.findall(r"\]\((?!https?:|#)([^)#]+)", text)
    assert targets
    assert [target for target in targets if not (ROOT / target).exists()] == []


def test_both_readmes_have_the_same_sections_and_commands():
    english, chinese = ((ROOT / name).read_text(encoding="utf-8") for name in READMES)
    assert english.count("\n## ") == chinese.count("\n## ")
    fences = [re.findall(r"```(?:sql|python)?\n(.*?)```", text, re.S) for text in (english, chinese)]
    commands = [re.findall(r"^(?:kg|make) .*?(?=\s*#|$)", "\n".join(blocks), re.M) for blocks in fences]
    assert commands[0] == commands[1]
