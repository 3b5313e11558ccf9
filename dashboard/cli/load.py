"""``load``: the published events, or imported datasets, into ClickHouse."""

from pathlib import Path
from typing import Annotated

import typer

from dashboard.cli.ingest import INTERRUPTED
from dashboard.cli.options import Warehouse, folder_of, settings, warehouse_of
from dashboard.cli.output import plain
from dashboard.errors import InputError

EXAMPLE = "conflict-events load --dataset gdelt --warehouse clickhouse://writer:secret@db.example.org/events"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("load", epilog=f"Example: {EXAMPLE}")(load)


def load(
    dataset: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="An imported dataset; several are layers, as with `serve`."),
    ] = None,
    warehouse: Warehouse = None,
) -> None:
    """Load the published events into ClickHouse, from which `serve --warehouse` shows them.

    Readers see the old events until all are there, then the new ones; what breaks off leaves nothing. The
    version before stays. The user needs the right to create and drop tables in the database.
    """
    url = warehouse_of(warehouse)
    if url is None:
        raise InputError("name the warehouse with --warehouse, or in CONFLICT_EVENTS_WAREHOUSE")
    load_into(url, _folder(dataset or []))


def load_into(url: str, folder: Path) -> None:
    """Load the current snapshot of a folder, and say so."""
    from dashboard.query.clickhouse.loading import load_snapshot

    try:
        version = load_snapshot(url, folder)
    except KeyboardInterrupt:
        typer.echo("Interrupted: the warehouse is as it was. Run the command again to load.", err=True)
        raise typer.Exit(INTERRUPTED) from None
    typer.echo(f"Loaded {version.incidents:,} events of {plain(version.title)} as {version.version}.")


def _folder(datasets: list[str]) -> Path:
    if len(datasets) < 2:
        return folder_of(datasets[0] if datasets else None)
    from dashboard.query.layers import layered

    chosen = settings()
    return layered(datasets, datasets=chosen.datasets, snapshots=chosen.snapshots)
