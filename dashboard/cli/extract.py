"""``extract``: the events of files, as a table or as JSON lines; nothing is kept."""

import json
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.cli.options import (
    ExtractorChoice,
    ExtractorName,
    Inputs,
    Output,
    Published,
    outside_extractor,
)
from dashboard.cli.output import plain, written_to
from dashboard.cli.progress import progress

if TYPE_CHECKING:
    from dashboard.jobs import Told
    from dashboard.records.event import Event

EXAMPLE = "conflict-events extract data/sample/articles.jsonl"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("extract", epilog=f"Example: {EXAMPLE}")(extract)


def extract(
    inputs: Inputs,
    published: Published = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON line an event, as in annotate, with its article.")
    ] = False,
    output: Output = "-",
    extractor: ExtractorChoice = ExtractorName.RULES,
) -> None:
    """Print the events that articles tell.

    Nothing is kept. The status is 1 at the end where an article could not be read.
    """
    from dashboard.jobs import count_articles, extractions

    failed, reader = False, outside_extractor(extractor)
    with progress("Reading articles", count_articles(inputs)) as advance, written_to(output) as stream:
        for told in extractions(inputs, published=published, extractor=reader):
            if told.extraction is None:
                failed = True
                sys.stderr.write(f"{plain(told.name)}: {plain(str(told.error))}\n")
            else:
                stream.write(_json_lines(told) if as_json else _table(told))
                stream.flush()
            advance()
    if failed:
        raise typer.Exit(1)


def _json_lines(told: "Told") -> str:
    from dashboard.pipeline.annotation import event_to_json

    assert told.extraction is not None
    events = [{"article": told.name} | event_to_json(event) for event in told.extraction.events]
    return "".join(json.dumps(event, allow_nan=False) + "\n" for event in events)


def _table(told: "Told") -> str:
    assert told.extraction is not None
    events = told.extraction.events
    lines = [f"{plain(told.name)}: {len(events) or 'no'} event{'s' * (len(events) != 1)}"]
    for event in events:
        lines += [
            f"  {plain(event.summary)}",
            "    " + " · ".join((_what(event), _when(event), _where(event), _who_says_so(event))),
        ]
    return "\n".join(lines) + "\n\n"


def _what(event: "Event") -> str:
    parts = [event.sub_type.replace("_", " ")]
    if event.status.value != "occurred":
        parts.append(event.status.value)
    if event.background:
        parts.append("background")
    return ", ".join(parts)


def _when(event: "Event") -> str:
    if event.when is None or event.when.end is None:
        return "undated"
    if event.when.start is None:
        return f"up to {event.when.end}"
    if event.when.start == event.when.end:
        return f"{event.when.end}"
    return f"{event.when.start} to {event.when.end}"


def _where(event: "Event") -> str:
    where = event.where
    if where is None:
        return "no place"
    country = f", {where.country}" if where.country else ""
    at = f" {where.latitude:.2f}, {where.longitude:.2f}" if where.geo_precision.is_point else ""
    return f"{plain(where.name)}{country} ({where.geo_precision.value.replace('_', ' ')}){at}"


def _who_says_so(event: "Event") -> str:
    if not event.claims:
        return "stated by the reporter"
    claim = event.claims[0]
    sure = "" if claim.certainty.value == "certain" else f", {claim.certainty.value}"
    via = f" through {plain(claim.via)}" if claim.via else ""
    denied = sum(each.stance.value == "denied" for each in event.claims[1:])
    against = f"; denied by {denied} other{'s' * (denied > 1)}" if denied else ""
    return f"{claim.stance.value} by {plain(claim.source or 'the reporter')}{via}{sure}{against}"
