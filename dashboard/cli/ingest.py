"""``ingest``: read articles, keep them with their events, publish."""

import sys
from typing import TYPE_CHECKING

import typer

from dashboard.cli.options import (
    ExtractorChoice,
    ExtractorName,
    Inputs,
    Publish,
    Published,
    outside_extractor,
    settings,
)
from dashboard.cli.output import plain
from dashboard.cli.progress import progress

if TYPE_CHECKING:
    from dashboard.jobs import ArticleReport, IngestReport

EXAMPLE = "conflict-events ingest data/sample/articles.jsonl"
#: The shell's status of a command that Ctrl-C ended.
INTERRUPTED = 130


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("ingest", epilog=f"Example: {EXAMPLE}")(ingest)


def ingest(
    inputs: Inputs,
    published: Published = None,
    publish: Publish = True,
    extractor: ExtractorChoice = ExtractorName.RULES,
) -> None:
    """Keep articles with their events, and publish.

    The dashboard then shows them. Reading an article twice adds nothing. Ctrl-C may be pressed at any time:
    what is listed is kept. The status is 1 at the end where an article could not be read.
    """
    from dashboard import jobs

    reader = outside_extractor(extractor)
    with progress("Reading articles", jobs.count_articles(inputs)) as advance:

        def tell(article: "ArticleReport") -> None:
            stream = sys.stderr if article.error else sys.stdout
            stream.write(f"{_said(article):>12}  {plain(article.name)}")
            stream.write(f": {plain(article.error)}\n" if article.error else "\n")
            stream.flush()
            advance()

        report = jobs.ingest(
            inputs,
            settings=settings(),
            published=published,
            publish=publish,
            progress=tell,
            extractor=reader,
        )
    typer.echo(_summary(report))
    if report.interrupted:
        raise typer.Exit(INTERRUPTED)
    if report.count(jobs.State.FAILED):
        raise typer.Exit(1)


def _said(article: "ArticleReport") -> str:
    if article.events is None:
        return {"known": "known", "withdrawn": "withdrawn"}.get(article.state.value, "not read")
    if article.events == 0:
        return "no events"
    return "1 event" if article.events == 1 else f"{article.events} events"


def _summary(report: "IngestReport") -> str:
    from dashboard.jobs import State

    read = report.count(State.ADDED, State.REPLACED)
    parts = [f"{report.events} events in {read} article{'s' * (read != 1)}"]
    for number, words in (
        (report.count(State.KNOWN), "known already"),
        (report.count(State.WITHDRAWN), "withdrawn earlier and left out"),
        (report.count(State.FAILED), "not read"),
    ):
        if number:
            parts.append(f"{number} {words}")
    lines = [", ".join(parts) + "."]
    if report.interrupted:
        lines.append("Interrupted: what is listed is kept. Run the command again to go on.")
    elif report.snapshot:
        lines.append(
            f"Published {report.snapshot.incidents} events from {report.snapshot.articles} articles. "
            "See them with: conflict-events serve --open"
        )
    else:
        lines.append("Not published. Do that with: conflict-events publish")
    return "\n".join(lines)
