"""`kg`: parse arguments, call, print. Every answer comes from a function that the dashboard calls too.

One module for each kind of command; importing it registers them. Further imports stand inside the
commands: `kg entity` must not load spaCy, `kg --help` nothing at all.
"""

from __future__ import annotations

import sys
from typing import NoReturn

from kg import console
from kg.cli import archive, correct, evaluate, find, graph, ledger, names, template  # noqa: F401  # registered by import
from kg.cli.options import app
from kg.errors import KgError

__all__ = ["app", "main"]


def main() -> NoReturn:
    """Run and leave with 0 (done), 1 (done in part) or 2 (could not do it); no traceback for what users can mend."""
    try:
        app()
    except KgError as error:
        console.fail(str(error))
        sys.exit(2)
    except ValueError as error:
        if not type(error).__module__.startswith("nlp."):
            raise
        console.fail(str(error))  # a line of the gazetteer or of a cue file, named with its place
        sys.exit(2)
    except KeyboardInterrupt:
        console.fail("stopped; the database is as it was before or as it is after the last complete run")
        sys.exit(2)
    except BrokenPipeError:  # `kg … | head`
        sys.stderr.close()
        sys.exit(0)
    sys.exit(0)
