"""Scores against gold."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from kg import console
from kg.cli.options import Json, app, one_of, path_of


@app.command("eval")
def evaluate(
    gold: Annotated[Path, typer.Argument(parser=path_of, metavar="[GOLD_DIR]")] = Path("tests/eval/gold"),
    briefings: Annotated[
        Path | None, typer.Option("--briefings", help="Posts, if not beside the gold.")
    ] = None,
    baselines: Annotated[bool, typer.Option("--baselines", help="Also score the baselines.")] = False,
    half: Annotated[str | None, typer.Option("--half", help="first or second half of the days.")] = None,
    blind: Annotated[float | None, typer.Option("--blind", help="Hide this share of the gazetteer.")] = None,
    gate: Annotated[Path | None, typer.Option("--gate", help="File of floors to hold.")] = None,
    update: Annotated[
        bool, typer.Option("--update", help="Raise the floors of --gate to what is reached.")
    ] = False,
    lower: Annotated[bool, typer.Option("--lower", help="Allow --update to lower a floor.")] = False,
    json_: Json = False,
) -> None:
    """Score the pipeline against gold files: figures, counts, 95 % intervals by day, floors.

    Example: kg eval tests/eval/gold --baselines
    """
    from kg.evaluation import blind as blindfold
    from kg.evaluation import gate as gates
    from kg.evaluation.run import evaluate as score

    one_of("--half", half, ("first", "second"))
    if blind is not None:
        console.show(blindfold.evaluate(gold, briefings, share=blind), json_, blindfold.COLUMNS)
        return
    report = score(gold, briefings, baselines=baselines, half=half)
    if json_:
        sys.stdout.write(report.as_json() + "\n")
    else:
        columns = {"name": "figure", "value": "value", "low": "95 % from", "high": "to", "floor": "floor",
                   "aim": "aim", "verdict": "verdict", "counts": "counts"}  # fmt: skip
        rows = [{key: getattr(row, key) for key in (*columns, "baseline")} for row in report.rows]
        console.table(rows, columns | ({"baseline": "baseline"} if baselines else {}))
        console.line("must be 0:", ", ".join(f"{name} {count}" for name, count in report.zeros.items()))
    if gate and update:
        gates.update(report, gate, lower=lower)
    wrong = gates.check(report, gate) if gate else []
    for sentence in wrong:
        console.fail(sentence)
    if wrong or not report.passed:
        raise typer.Exit(1)
