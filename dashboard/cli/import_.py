"""``import``: a file of events, such as ACLED's or UCDP's, as a dataset of its own."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.cli.ingest import INTERRUPTED
from dashboard.cli.load import load_into
from dashboard.cli.options import Warehouse, settings, warehouse_of
from dashboard.cli.output import plain
from dashboard.cli.progress import bytes_of
from dashboard.formats.dataset_format import DatasetFormat

if TYPE_CHECKING:
    from dashboard.formats.reading import OpenDataset
    from dashboard.query.dataset_import import ImportReport

EXAMPLE = "conflict-events import data/sample/incidents.csv --name incidents"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("import", epilog=f"Example: {EXAMPLE}")(import_)


def import_(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="Also as .gz, .zst or .zip.", show_default=False)
    ],
    name: Annotated[str, typer.Option(help="Name of the dataset; an older one of that name is replaced.")],
    format: Annotated[  # noqa: A002
        DatasetFormat | None, typer.Option(help="Guessed, and said, unless given.", show_default=False)
    ] = None,
    columns: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            metavar="COLUMN=FIELD",
            help="What a column means, in a table of your own; may be given several times. Or a TOML file.",
        ),
    ] = None,
    licence: Annotated[
        str | None, typer.Option(help="Terms of the dataset. They allow passing its rows on.")
    ] = None,
    redistribution: Annotated[
        bool | None,
        typer.Option(
            "--redistribution/--no-redistribution",
            help="Whether the terms allow passing rows on. Default: what is known of the format.",
            show_default=False,
        ),
    ] = None,
    warehouse: Warehouse = None,
) -> None:
    """Import a file of events: ACLED, UCDP GED, GDELT, our own CSV, GeoJSON, Parquet, or any table.

    Rows without a meaning are left out, counted, and written to a file with their line and the reason. Ctrl-C
    may be pressed at any time: nothing half read is kept. The same file twice is the same dataset. With
    --warehouse it is loaded into ClickHouse too, as `load` does.
    """
    from dashboard.query.dataset_import import import_dataset
    from dashboard.query.layers import refresh_layers

    # A setting alone does not send a file anywhere.
    url = warehouse_of(warehouse) if warehouse else None
    given = columns or []
    tables = [each for each in given if "=" not in each]
    if len(tables) > 1:
        raise typer.BadParameter("give one TOML file at most", param_hint="--map")
    mapping = None
    if given:
        from dashboard.formats.mapped import read_mapping

        mapping = read_mapping([each for each in given if "=" in each], Path(tables[0]) if tables else None)
    try:
        with bytes_of(f"Reading {file.name}", file) as advance:
            report = import_dataset(
                file,
                settings().datasets,
                name=name,
                format=format,
                mapping=mapping,
                licence=licence,
                redistribution=redistribution,
                opened=lambda dataset: _tell_opened(file, dataset, guessed=format is None),
                progress=advance,
            )
    except KeyboardInterrupt:
        typer.echo("Interrupted: nothing was changed. Run the command again to import the file.", err=True)
        raise typer.Exit(INTERRUPTED) from None
    typer.echo(_summary(report))
    if not report.unchanged:
        refresh_layers(name, datasets=settings().datasets, snapshots=settings().snapshots)
    if url is not None:
        load_into(url, settings().datasets / name)


def _tell_opened(file: Path, dataset: "OpenDataset", *, guessed: bool) -> None:
    if guessed:
        typer.echo(f"{file.name} is read as {dataset.coding.title} ({dataset.container}).", err=True)
    if dataset.mapping is not None:
        for column, meant in dataset.mapping.columns.items():
            how = " (guessed)" if column in dataset.mapping.guessed else ""
            typer.echo(f"  {plain(column)} = {meant}{how}", err=True)
        typer.echo("  Correct it with --map COLUMN=FIELD.", err=True)


def _summary(report: "ImportReport") -> str:
    from dashboard.query.dataset_import import REFUSED

    if report.unchanged:
        return (
            f"{report.name}: the same file was imported before; its {report.taken:,} events stay as they are."
        )
    lines = [f"{report.name}: {report.taken:,} of {report.read:,} rows taken, {report.refused:,} refused."]
    lines += [f"  {count:>9,}  {plain(reason)}" for reason, count in report.reasons]
    if report.refused:
        lines.append(f"  Their lines: {report.folder / REFUSED}")
    source = report.manifest.datasets[0]
    lines.append(f"Terms: {source.licence}.")
    if not source.redistribution:
        lines.append(
            "Its rows are not passed on: downloads and embeds are refused, `export` needs --own-use. "
            "Name other terms with --licence."
        )
    lines.append(f"See it with: conflict-events serve --dataset {report.name} --open")
    return "\n".join(lines)
