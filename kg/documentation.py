"""What the READMEs say of the command line and the schema, made from the code itself (cog; `make docs`).

After sqlite-utils' documentation tests: text that is generated and checked cannot fall behind.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kg.store.reader import Reader
from kg.store.writer import Store

__all__ = ["cli_table", "explained", "schema_table"]


def cli_table() -> str:
    """Every command of `kg` with what it does, as a Markdown table."""
    import typer

    from kg.cli import app

    def commands(group: Any, prefix: str) -> Iterator[tuple[str, Any]]:
        for name, command in group.commands.items():  # typer carries a click of its own: no type to name
            if hasattr(command, "commands"):
                yield from commands(command, f"{prefix} {name}")
            else:
                yield f"{prefix} {name}", command

    root = typer.main.get_command(app)
    lines = ["", "| command | does | options |", "|---|---|---|"]
    for name, command in commands(root, "kg"):
        arguments = " ".join(map(_metavar, (p for p in command.params if p.param_type_name == "argument")))
        first = (command.help or "").strip().split("\n\n")[0].replace("\n", " ")
        lines.append(f"| `{f'{name} {arguments}'.strip()}` | {_cell(first)} | {_options(command)} |")
    return "\n".join([*lines, ""]) + "\n"


def schema_table() -> str:
    """Every relation and macro with its comment and columns, as Markdown."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "kg.duckdb"
        with Store(path):
            pass
        with Reader(path) as reader:
            relations = reader.rows(
                "select table_name, comment from duckdb_tables() where not internal "
                "union all select view_name, comment from duckdb_views() where not internal order by 1"
            )
            columns = reader.rows(
                "select table_name, column_name from duckdb_columns() where not internal "
                "order by table_name, column_index"
            )
            macros = reader.rows(
                "select function_name, any_value(parameters), any_value(comment) from duckdb_functions() "
                "where function_type = 'table_macro' and not internal group by 1 order by 1"
            )
    lines = ["", "| relation | columns |", "|---|---|"]
    for name, comment in relations:
        own = ", ".join(f"`{column}`" for table, column in columns if table == name)
        lines.append(f"| **{name}**: {_cell(comment or '')} | {own} |")
    lines += ["", "| macro | gives |", "|---|---|"]
    lines += [
        f"| `{name}({', '.join(parameters)})` | {_cell(comment or '')} |"
        for name, parameters, comment in macros
    ]
    return "\n".join([*lines, ""]) + "\n"


def explained(path: str, lines: int) -> str:
    """The first lines of `kg template explain PATH`, as a code block."""
    from typer.testing import CliRunner

    from kg.cli import app

    result = CliRunner().invoke(app, ["template", "explain", path], env={"COLUMNS": "110", "NO_COLOR": "1"})
    shown = result.stdout.splitlines()[:lines]
    return "\n".join(["", "```", *(line.rstrip() for line in shown), "…", "```", ""]) + "\n"


# Options that (almost) every command has; the text above the table says so once.
_COMMON = ("--db", "--json", "--help")


def _options(command: Any) -> str:
    named = [p.opts[0] for p in command.params if p.param_type_name == "option" and p.opts[0] not in _COMMON]
    return " ".join(f"`{name}`" for name in named)


def _metavar(argument: Any) -> str:
    """An argument as the usage line prints it."""
    name: str = argument.metavar or argument.name.rstrip("_").upper()
    return name if argument.required or name.startswith("[") else f"[{name}]"


def _cell(text: str) -> str:
    return text.strip().replace("|", "\\|")
