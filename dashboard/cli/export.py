"""``export``: the published events, or those that pass a filter, as a file."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.cli.options import Output, settings
from dashboard.cli.output import written_to

if TYPE_CHECKING:
    from dashboard.query.filters import Filters

EXAMPLE = "conflict-events export --format geojson --type battle --from 2022-06-01 -o battles.geojson"
#: Filters whose values are names: a comma in one is a comma.
_NAMES = ("actor", "source")
_MANY = "; may be given several times"


class Format(StrEnum):
    """The formats that can be written."""

    CSV = "csv"
    GEOJSON = "geojson"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("export", epilog=f"Example: {EXAMPLE}")(export)


def export(
    output: Output = "-",
    format: Annotated[  # noqa: A002
        Format | None, typer.Option(help="Default: by the file's name, else csv.", show_default=False)
    ] = None,
    first_day: Annotated[str | None, typer.Option("--from", metavar="YYYY-MM-DD", help="First day.")] = None,
    last_day: Annotated[str | None, typer.Option("--to", metavar="YYYY-MM-DD", help="Last day.")] = None,
    event_type: Annotated[list[str] | None, typer.Option("--type", help=f"Event type{_MANY}.")] = None,
    subtype: Annotated[list[str] | None, typer.Option(help=f"Sub-type{_MANY}.")] = None,
    actor: Annotated[list[str] | None, typer.Option(help=f"Name of an actor{_MANY}.")] = None,
    country: Annotated[list[str] | None, typer.Option(help=f"Country, as UA{_MANY}.")] = None,
    certainty: Annotated[list[str] | None, typer.Option(help=f'As "stated as fact"{_MANY}.')] = None,
    status: Annotated[list[str] | None, typer.Option(help=f"As occurred, ongoing, planned{_MANY}.")] = None,
    precision: Annotated[
        str | None, typer.Option(help="Coarsest precision of the place: exact, town, near, district, ...")
    ] = None,
    publishers: Annotated[int | None, typer.Option(help="Least number of independent publishers.")] = None,
    source: Annotated[list[str] | None, typer.Option(help=f"Name of a publisher{_MANY}.")] = None,
    text: Annotated[str | None, typer.Option("--q", help="Words that must occur.")] = None,
    bbox: Annotated[str | None, typer.Option(metavar="S,W,N,E", help="Map area, in degrees.")] = None,
    query: Annotated[
        str | None, typer.Option(help="Filters as in the dashboard's address, instead of those above.")
    ] = None,
    kept: Annotated[
        str | None, typer.Option("--snapshot", metavar="NAME", help="A snapshot kept under a name.")
    ] = None,
    raw: Annotated[
        bool,
        typer.Option("--raw", help="CSV for programs: text that a spreadsheet would run stays as it is."),
    ] = False,
) -> None:
    """Write the published events as CSV or GeoJSON.

    Without filters all of them, by date. Filters mean what they mean in the dashboard, and its address can be
    given as --query.
    """
    from dashboard.formats import events_csv, geojson
    from dashboard.query.rows import as_records
    from dashboard.query.source import EventSource

    asked = {
        "from": first_day,
        "to": last_day,
        "type": event_type,
        "subtype": subtype,
        "actor": actor,
        "country": country,
        "certainty": certainty,
        "status": status,
        "precision": precision,
        "publishers": None if publishers is None else str(publishers),
        "source": source,
        "q": text,
        "bbox": bbox,
    }
    filters = _filters(query, {key: value for key, value in asked.items() if value is not None})
    chosen = format or (Format.GEOJSON if Path(output).suffix in (".geojson", ".json") else Format.CSV)
    events = EventSource(settings().snapshots, pinned=kept)
    frame = events.rows(filters)
    with written_to(output) as stream:
        if chosen is Format.CSV:
            events_csv.write(as_records(frame), stream, raw=raw)
        else:
            note = f"{filters.sentence(len(frame))} As of {events.as_of:%Y-%m-%d %H:%M} UTC."
            geojson.write(as_records(frame), stream, title=events.dataset, licence=events.licence, note=note)
    if output != "-":
        typer.echo(f"{output}: {filters.sentence(len(frame))}", err=True)


def _filters(query: str | None, asked: dict[str, str | list[str]]) -> "Filters":
    """The filters of the options or of the address; what the dashboard would drop is an error here."""
    from dashboard.query.filters import Filters, listed

    if query is not None and asked:
        raise typer.BadParameter("give filters either as options or as --query", param_hint="--query")
    given = {
        key: value if isinstance(value, str) else (listed(value) if key in _NAMES else ",".join(value))
        for key, value in asked.items()
    }
    filters, wrong = Filters.from_query(given if query is None else query.rpartition("?")[2])
    if wrong:
        raise typer.BadParameter("; ".join(wrong))
    return filters
