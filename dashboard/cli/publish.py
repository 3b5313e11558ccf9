"""``publish``: make a snapshot of the store for the dashboard."""

from typing import Annotated

import typer

from dashboard.cli.options import settings

EXAMPLE = "conflict-events publish --keep june-report"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("publish", epilog=f"Example: {EXAMPLE}")(publish)


def publish(
    keep: Annotated[
        str | None, typer.Option(metavar="NAME", help="Keep this snapshot for ever, under a name.")
    ] = None,
) -> None:
    """Publish the kept events; running servers show them within a second.

    Events of several articles that are one become one. The snapshot before it stays for those who are reading
    it; older ones go, but those kept under a name.
    """
    from dashboard import jobs

    manifest = jobs.publish(settings(), keep=keep)
    kept = f", kept as {keep}" if keep else ""
    told = f"{manifest.incidents} events from {manifest.articles} articles"
    typer.echo(f"Published {told} as {manifest.version}{kept}.")
