"""`kg`: parse arguments, call, print. Every answer comes from a function that the dashboard calls too.

One module for each kind of command; importing it registers them. Further imports stand inside the
commands: `kg entity` must not load spaCy, `kg --help` nothing at all.
"""

from __future__ import annotations

import errno
import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from typing import Any, NoReturn

import typer

from kg import console
from kg.cli import archive, correct, evaluate, find, graph, ledger, names, template  # noqa: F401  # registered by import
from kg.cli.options import app
from kg.errors import KgError

__all__ = ["app", "main"]


UsageError: Any = typer.BadParameter.__base__
"""What typer raises for unknown commands and options and for missing values; it has no public name there."""
REMEDIES = {
    errno.ENOSPC: "free some space and try again",
    errno.EACCES: "check who may read and write there",
    errno.EROFS: "it can only be read; name another place",
}
STOPPED = "stopped; the database is as it was before or as it is after the last complete run"


def main() -> NoReturn:
    """Run and leave with 0 (done), 1 (done in part) or 2 (could not do it); no traceback for what users can mend."""
    try:
        if isinstance(sys.stdout, TextIOWrapper):
            sys.stdout.reconfigure(errors="backslashreplace")  # a terminal that has no Chinese still gets an answer
        with _uncollected():
            code = _run(list(map(_decoded, sys.argv[1:])))
        sys.stdout.flush()
    except UsageError as error:
        code = _failed(_usage(error))
    except KgError as error:
        code = _failed(str(error))
    except ValueError as error:
        if not type(error).__module__.startswith("nlp."):
            raise
        code = _failed(str(error))  # a line of the gazetteer or of a cue file, named with its place
    except KeyboardInterrupt:
        code = _failed(STOPPED)
    except BrokenPipeError:  # `kg … | head`: who reads has enough, and the interpreter must not flush again
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except OSError as error:  # the disk is full, a folder may not be written: named by the system
        remedy = REMEDIES.get(error.errno or 0, "check the path and the disk")
        code = _failed(f"{error.filename or 'output'}: {error.strerror or error} ({remedy})")
    sys.exit(code)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the collector of cycles, for the one command of this process: it would walk through all that spaCy has
    made, for .15 s while it runs and .4 s more when the interpreter ends.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def _run(arguments: list[str]) -> int:
    """The exit code of the command; no arguments print the help. Every error goes up as it is: typer's own
    entry would print several lines and take interrupts and closed pipes for itself.
    """
    command = typer.main.get_command(app)
    try:
        with command.make_context("kg", arguments or ["--help"]) as context:
            command.invoke(context)
    except typer.Exit as left:
        return left.exit_code or (0 if arguments else 2)
    return 0


def _decoded(argument: str) -> str:
    """An argument as UTF-8, also where the locale is not; raises KgError where it is none."""
    try:
        return os.fsencode(argument).decode("utf-8")
    except UnicodeError:
        raise KgError(f"the argument {argument!a} is not UTF-8", "write it in UTF-8") from None


def _usage(error: Any) -> str:
    """One line: what is wrong, and where the command is explained."""
    message = error.format_message().rstrip(".")
    command = error.ctx.command_path if error.ctx else "kg"
    early = command == "kg" and message.startswith("No such option")
    where = "; all options but --db stand after the command" if early else ""
    return f"{message[:1].lower()}{message[1:]}{where} (see `{command} --help`)"


def _failed(message: str) -> int:
    console.fail(message)
    return 2
