"""How posts are read."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from kg import console
from kg.cli.options import Json, path_of, template_app
from kg.errors import KgError


@template_app.command("explain")
def template_explain(
    file: Annotated[Path, typer.Argument(parser=path_of, metavar="FILE")],
    template: Annotated[
        str | None, typer.Option("--template", help="Read with this template: a name, or a TOML file.")
    ] = None,
    json_: Json = False,
) -> None:
    """The outline of a post as read, line by line with kinds and offsets.

    Example: kg template explain data/briefings/2026-02-28.md
    """
    from kg.briefing import explain, read_file

    if not file.is_file():
        raise KgError(f"no file {file}", "name a Markdown post")
    outline = explain(read_file(file.parent, file, template=template)[1], file.name, template)
    console.show(outline, json_, {"line": "line", "start": "start", "end": "end", "kind": "kind", "text": "text",
                                  "note": "note"})  # fmt: skip


@template_app.command("new")
def template_new(folder: Annotated[list[Path], typer.Argument(parser=path_of, metavar="FOLDER...")]) -> None:
    """A first template from posts: frequent headings and labels with counts, for a person to edit.

    Example: kg template new ~/blog/content/posts > mine.toml
    """
    from kg.briefing import derive_template, discover

    sys.stdout.write(derive_template(discover(folder).files))
