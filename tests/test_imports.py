"""Rule 1 of the architecture: each engine is imported in exactly one place."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

HOMES = {
    "spacy": ("nlp/",),
    "duckdb": ("kg/store/",),
    "networkx": ("kg/graph/",),
    "streamlit": ("kg/dashboard/", "app.py"),
    "plotly": ("kg/dashboard/", "app.py"),
}
ROOT = Path(__file__).resolve().parent.parent
SOURCES = sorted(
    path.relative_to(ROOT).as_posix()
    for path in [ROOT / "app.py", *ROOT.glob("kg/**/*.py"), *ROOT.glob("nlp/**/*.py")]
)


def imported(source: str) -> Iterator[str]:
    """Full names of what a source imports, wherever in the file."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


@pytest.mark.parametrize("path", SOURCES)
def test_each_engine_has_one_home(path: str) -> None:
    """spaCy in nlp, DuckDB in kg/store, networkx in kg/graph, Streamlit and plotly in the dashboard."""
    for module in imported((ROOT / path).read_text("utf-8")):
        homes = HOMES.get(module.partition(".")[0])
        assert homes is None or path.startswith(homes), f"{path} imports {module}, whose home is {homes}"


@pytest.mark.parametrize("path", [path for path in SOURCES if path.startswith("nlp/")])
def test_nlp_knows_nothing_of_briefings(path: str) -> None:
    """Text in, spans out: the pipeline can be used and read without the rest."""
    used = {module.partition(".")[0] for module in imported((ROOT / path).read_text("utf-8"))}
    assert "kg" not in used


def test_a_question_waits_for_no_engine_that_it_does_not_use() -> None:
    """Importing spaCy, scipy.stats, networkx or pandas takes half a second each: only who needs one pays for it."""
    code = "import sys, kg.cli, kg.report; print([m for m in sys.argv[1:] if m in sys.modules])"
    heavy = ["spacy", "scipy", "networkx", "pandas", "streamlit", "plotly", "pyarrow"]
    done = subprocess.run(
        [sys.executable, "-c", code, *heavy], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.strip() == "[]"


def test_the_rule_would_notice_an_engine_in_the_wrong_place() -> None:
    """The reading of imports sees both forms, and imports inside functions."""
    source = "def f():\n    import duckdb.typing\n    from spacy.tokens import Doc\n"
    assert list(imported(source)) == ["duckdb.typing", "spacy.tokens"]
