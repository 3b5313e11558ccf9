"""``withdraw``: take an article and its events out, and keep why."""

from typing import Annotated

import typer

from dashboard.cli.options import Publish, settings

EXAMPLE = 'conflict-events withdraw https://example.org/story --reason "retracted by its publisher"'


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("withdraw", epilog=f"Example: {EXAMPLE}")(withdraw)


def withdraw(
    article: Annotated[
        str, typer.Argument(help="Address or id of the article; the first signs of the id will do.")
    ],
    reason: Annotated[
        str | None, typer.Option(help="Why it goes; kept with its id.", show_default=False)
    ] = None,
    lift: Annotated[
        bool, typer.Option("--lift", help="Let a withdrawn article (its whole id) be read again.")
    ] = False,
    publish: Publish = True,
) -> None:
    """Delete an article and its events for good.

    Its id and the reason stay, and it is not taken in again. Snapshots kept under a name, and the one before
    the current, still hold it: delete their folders to remove it from them.
    """
    from dashboard import jobs

    if lift:
        if not jobs.lift_withdrawal(settings(), article):
            raise typer.BadParameter(f"no withdrawn article has the id {article!r}")
        typer.echo(f"{article} may be read again.")
        return
    if reason is None:
        raise typer.BadParameter("say why, with --reason", param_hint="--reason")
    stone, snapshot = jobs.withdraw(settings(), article, reason=reason, publish=publish)
    typer.echo(f"Withdrawn: {stone.article_id} ({stone.reason}).")
    if snapshot:
        typer.echo(f"Published {snapshot.incidents} events from {snapshot.articles} articles.")
