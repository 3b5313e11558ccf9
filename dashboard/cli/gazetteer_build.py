"""``gazetteer build``: an index from full GeoNames."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.cli.options import settings
from dashboard.cli.progress import stages

if TYPE_CHECKING:
    from dashboard.geocoding.build_progress import Report

#: The shell's status of a command that Ctrl-C ended.
INTERRUPTED = 130


def build(
    geonames: Annotated[
        list[Path],
        typer.Option(
            metavar="FILE",
            help="A dump as GeoNames offers it: .zip, .txt, .txt.gz, or a folder of these; may be repeated.",
            show_default=False,
        ),
    ],
    alternate_names: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="alternateNamesV2.zip, for more names.", show_default=False),
    ] = None,
    features: Annotated[
        str,
        typer.Option(
            metavar="LIST",
            help="Which features go in: classes (P,A,H) and codes (S.AIRB), `all`, or `default`: towns, "
            "divisions, and what else news name.",
        ),
    ] = "default",
    add: Annotated[
        list[Path] | None,
        typer.Option(metavar="PLACES.CSV", help="Places of your own, as for `add`.", show_default=False),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FOLDER",
            help="Where the index goes instead of the home folder.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Build an index from GeoNames dumps; it is used from then on.

    All that the index which ships knows stays in it. Ctrl-C may be pressed at any time: the same command goes
    on where it was. Rows that cannot be read are left out and listed in rejected.tsv beside the index; the
    status is 1 where a row of PLACES.CSV cannot be taken.
    """
    from dashboard.cli.gazetteer import keep_additions
    from dashboard.geocoding.dump_features import Features
    from dashboard.geocoding.index_build import build as build_index
    from dashboard.geocoding.installed import INDEX_NAME

    wanted = Features.of(features)
    home = settings().gazetteer_folder
    folder = output or home
    whole = keep_additions(add) if add else True
    try:
        with stages() as progress:
            report = build_index(
                geonames,
                target=folder / INDEX_NAME,
                cache=folder / "cache",
                features=wanted,
                alternate_names=alternate_names,
                progress=progress,
            )
    except KeyboardInterrupt:
        typer.echo("Interrupted: what was read is kept; give the same command again to go on.")
        raise typer.Exit(INTERRUPTED) from None
    _tell(report)
    used = settings().gazetteer
    if output is not None and output.resolve() != home.resolve():
        typer.echo(f"To use it: export CONFLICT_EVENTS_GAZETTEER={folder / INDEX_NAME}")
    elif used is not None:
        typer.echo(f"It is not used while CONFLICT_EVENTS_GAZETTEER names {used}.")
    else:
        typer.echo("It is used from now on; delete the file to use the index that ships.")
    if not whole:
        raise typer.Exit(1)


def _tell(report: "Report") -> None:
    rows = report.rows
    before = f" ({rows.resumed:,} of them in an earlier run)" if rows.resumed else ""
    typer.echo(
        f"Read {rows.read:,} rows{before} and took {rows.taken:,} places, {report.matched:,} known before."
    )
    if rows.bad:
        sys.stderr.write(
            f"warning: {rows.bad:,} rows cannot be read and were left out; see {report.rejected}\n"
        )
    holds = f"{report.places:,} places, {report.names:,} names, {report.size / 1e6:.1f} MB"
    typer.echo(f"Wrote {report.path}: {holds}, tested.")
