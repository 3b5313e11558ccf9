"""``extract -o FILE.parquet``: very many articles, in batches, by one process, several, or a cluster."""

import json
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from dashboard.cli.ingest import INTERRUPTED
from dashboard.cli.output import plain
from dashboard.cli.progress import stages

if TYPE_CHECKING:
    from dashboard.pipeline.batch_run import RunReport

#: Refused lines that are printed; the file has them all.
_SHOWN = 20


def extract_to_parquet(
    inputs: list[Path],
    output: Path,
    *,
    published: date | None,
    runner: str | None,
    workers: int | None,
    address: str | None,
    batch: int | None,
) -> None:
    """Write the articles of ``inputs`` with their events to ``output`` and say what became of them."""
    from dashboard.pipeline.batch_run import BATCH, extract_batches
    from dashboard.pipeline.runners import RUNNERS, RunnerOptions

    chosen = RUNNERS.get(runner or "serial")
    if chosen is None:
        raise typer.BadParameter(f"{runner!r}: there are {', '.join(RUNNERS)}", param_hint="--runner")
    if workers is not None and runner in (None, "serial"):
        raise typer.BadParameter("--workers is for --runner processes or ray", param_hint="--workers")
    with stages() as tell:
        report = extract_batches(
            inputs,
            output,
            runner=chosen(RunnerOptions(workers, address)),
            size=batch or BATCH,
            published=published,
            progress=lambda done, total: tell("Batches", done, total),
        )
    _tell(report, output)
    if report.totals is None:
        raise typer.Exit(INTERRUPTED)
    if report.totals.refused:
        raise typer.Exit(1)


def _tell(report: "RunReport", output: Path) -> None:
    if report.totals is None:
        typer.echo(
            f"Interrupted: {report.done:,} of {report.batches:,} batches are done. "
            "The same command goes on with the others."
        )
        return
    if report.before:
        typer.echo(f"{report.before:,} of {report.batches:,} batches were done before.")
    totals = report.totals
    if report.refused is not None:
        _tell_refused(report.refused, totals.refused)
    refused = f", {totals.refused:,} not read ({report.refused})" if report.refused else ""
    typer.echo(f"{output}: {totals.events:,} events in {totals.articles:,} articles{refused}.")
    typer.echo(f"Keep and publish them with: conflict-events ingest {output}")


def _tell_refused(path: Path, number: int) -> None:
    with path.open(encoding="ascii") as lines:
        for line in islice(lines, _SHOWN):
            told = json.loads(line)
            typer.echo(f"{plain(told['name'])}: {plain(told['error'])}", err=True)
    if number > _SHOWN:
        typer.echo(f"... and {number - _SHOWN:,} more", err=True)
