"""``export``: the published events, or those that pass a filter, as a file."""

from enum import StrEnum
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.cli.options import Output, folder_of
from dashboard.cli.output import bytes_to, written_to
from dashboard.errors import RowsWithheld

if TYPE_CHECKING:
    from dashboard.query.filters import Filters

EXAMPLE = "conflict-events export --format geojson --type battle --from 2022-06-01 -o battles.geojson"
#: Filters whose values are names: a comma in one is a comma.
_NAMES = ("actor", "source")
_SEVERAL = "; may be given several times"
#: Rows that are handled at a time, and cells that are named one by one.
_MANY = 5_000
_FEW = 5


class Format(StrEnum):
    """The formats that can be written."""

    CSV = "csv"
    GEOJSON = "geojson"
    PARQUET = "parquet"
    KML = "kml"
    XLSX = "xlsx"
    ACLED = "acled"
    UCDP_GED = "ucdp-ged"


_ENDINGS = {".geojson": Format.GEOJSON, ".json": Format.GEOJSON, ".parquet": Format.PARQUET,
            ".kml": Format.KML, ".xlsx": Format.XLSX}  # fmt: skip


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
    event_type: Annotated[list[str] | None, typer.Option("--type", help=f"Event type{_SEVERAL}.")] = None,
    subtype: Annotated[list[str] | None, typer.Option(help=f"Sub-type{_SEVERAL}.")] = None,
    actor: Annotated[list[str] | None, typer.Option(help=f"Name of an actor{_SEVERAL}.")] = None,
    country: Annotated[list[str] | None, typer.Option(help=f"Country, as UA{_SEVERAL}.")] = None,
    certainty: Annotated[list[str] | None, typer.Option(help=f'As "stated as fact"{_SEVERAL}.')] = None,
    status: Annotated[list[str] | None, typer.Option(help=f"As occurred, ongoing{_SEVERAL}.")] = None,
    precision: Annotated[
        str | None, typer.Option(help="Coarsest precision of the place: exact, town, near, district, ...")
    ] = None,
    publishers: Annotated[int | None, typer.Option(help="Least number of independent publishers.")] = None,
    source: Annotated[list[str] | None, typer.Option(help=f"Name of a publisher{_SEVERAL}.")] = None,
    text: Annotated[str | None, typer.Option("--q", help="Words that must occur.")] = None,
    bbox: Annotated[str | None, typer.Option(metavar="S,W,N,E", help="Map area, in degrees.")] = None,
    query: Annotated[
        str | None, typer.Option(help="Filters as in the dashboard's address, instead of those above.")
    ] = None,
    kept: Annotated[
        str | None, typer.Option("--snapshot", metavar="NAME", help="A snapshot kept under a name.")
    ] = None,
    dataset: Annotated[
        str | None, typer.Option(metavar="NAME", help="An imported dataset, instead of the articles' events.")
    ] = None,
    own_use: Annotated[
        bool, typer.Option("--own-use", help="Also rows that may not be passed on: they stay with you.")
    ] = False,
    raw: Annotated[
        bool,
        typer.Option("--raw", help="CSV for programs: text that a spreadsheet would run stays as it is."),
    ] = False,
) -> None:
    """Write the published events, or those of a dataset, as a file.

    Without filters all of them, by date. Filters mean what they mean in the dashboard, and its address can be
    given as --query. The layouts of ACLED and UCDP GED cannot hold everything: what is lost is counted. The
    codebook goes into the file or into a page beside it.
    """
    from dashboard.formats.sidecar import About
    from dashboard.formats.writing import EXPORTS
    from dashboard.query.rows import as_records
    from dashboard.query.snapshot_source import SnapshotSource

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
    chosen = format or _ENDINGS.get(Path(output).suffix.lower(), Format.CSV)
    events = SnapshotSource(folder_of(dataset), pinned=kept)
    withheld = events.withheld(filters)
    if withheld and not own_use:
        first = withheld[0]
        raise RowsWithheld(
            f"rows of {first.name} may not be passed on ({first.licence}); "
            "give --own-use where the file stays with you"
        )
    pages = events.pages(filters, size=_MANY)
    first_page = next(pages)
    sentence = filters.sentence(first_page.attrs["passing"])
    note = f"{sentence} As of {events.as_of:%Y-%m-%d %H:%M} UTC."
    citations = [each.citation for each in events.datasets if each.citation]
    about = About(events.dataset, events.licence, note, "; ".join(citations) or None)
    rows = (row for page in chain([first_page], pages) for row in as_records(page))
    with bytes_to(output) as stream:
        written = EXPORTS[chosen].write(rows, stream, about, raw)
    if written.losses:
        told = ", ".join(f"{name} ({count:,})" for name, count in sorted(written.losses.items()))
        typer.echo(f"Not all fits into the layout of {chosen}; rows that lost a value: {told}", err=True)
    for each in written.cut[:_FEW]:
        typer.echo(f"Cut to what a cell can hold: {each}", err=True)
    if output != "-":
        if written.sidecar is not None:
            codebook = Path(output).with_suffix(".codebook.md")
            with written_to(str(codebook)) as beside:
                beside.write(written.sidecar)
        typer.echo(f"{output}: {sentence}", err=True)


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
