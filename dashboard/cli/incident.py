"""``incident``: what was taken for one event and why, and how a wrong merge is undone."""

from typing import Annotated

import typer

from dashboard.cli.options import Publish, settings
from dashboard.cli.output import plain

EXAMPLE = "conflict-events incident corrections"

Ident = Annotated[
    str, typer.Argument(metavar="ID", help="Id of an incident or event; its first six signs will do.")
]
Reason = Annotated[str, typer.Option(help="Why; kept with the correction.", show_default=False)]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(
        help="Look at what was taken for one event; part what is not, join what is.",
        epilog=f"Example: {EXAMPLE}",
        no_args_is_help=True,
        rich_markup_mode=None,
    )
    group.command("show", epilog="Example: conflict-events incident show 3f2a9c71")(show)
    group.command("split", epilog='Example: conflict-events incident split 3f2a9c71 --reason "two blasts"')(
        split
    )
    group.command(
        "join", epilog='Example: conflict-events incident join 3f2a9c71 b0d4e6aa --reason "one blast"'
    )(join)
    group.command("corrections", epilog=f"Example: {EXAMPLE}")(corrections)
    group.command("undo", epilog="Example: conflict-events incident undo 3f2a9c71")(undo)
    app.add_typer(group, name="incident")


def show(ident: Ident) -> None:
    """Print the events that were taken for one, the articles that tell them, and why."""
    from dashboard import corrections

    found = corrections.merged(settings(), ident)
    whole = found.incident
    typer.echo(f"{whole.incident_id}  {plain(whole.merged.summary)}")
    typer.echo(f"certainty: {whole.certainty}; independent publishers: {len(whole.publishers)}")
    typer.echo(f"one event because {plain(whole.reason)}" if whole.reason else "told by one article alone")
    for member in found.members:
        article = member.article
        day = article.published_at.isoformat() if article.published_at else "day not known"
        typer.echo(f"  {member.event.event_id}  {plain(article.publisher or 'publisher not known')}, {day}")
        typer.echo(f"    {plain(member.event.summary)}")


def split(
    ident: Ident,
    reason: Reason,
    out: Annotated[
        str | None,
        typer.Option(metavar="EVENT", help="Part only this member from the others.", show_default=False),
    ] = None,
    publish: Publish = True,
) -> None:
    """Part events that are not one: all members, or one from the others. Every later publish keeps it so."""
    from dashboard import corrections

    count, snapshot = corrections.split(settings(), ident, reason=reason, out=out, publish=publish)
    typer.echo(f"Parted {count} pair{'s' * (count != 1)} of events.")
    if snapshot:
        typer.echo(f"Published {snapshot.incidents} events from {snapshot.articles} articles.")


def join(
    first: Ident,
    second: Annotated[str, typer.Argument(metavar="ID", help="The other one.")],
    reason: Reason,
    publish: Publish = True,
) -> None:
    """Make one of two incidents, whatever the rules say. Every later publish keeps it so."""
    from dashboard import corrections

    count, snapshot = corrections.join(settings(), first, second, reason=reason, publish=publish)
    typer.echo(f"Joined {count} pair{'s' * (count != 1)} of events.")
    if snapshot:
        typer.echo(f"Published {snapshot.incidents} events from {snapshot.articles} articles.")


def corrections() -> None:
    """List what was parted and joined by hand, the oldest first."""
    from dashboard.corrections import listed

    made = listed(settings())
    for each in made:
        day = each.made_at.date().isoformat()
        typer.echo(f"{day}  {each.verdict.value:<5}  {each.first}  {each.second}  {plain(each.reason)}")
    if not made:
        typer.echo("Nothing was corrected.")


def undo(
    event: Annotated[str, typer.Argument(metavar="EVENT", help="Id of a corrected event, or its start.")],
    publish: Publish = True,
) -> None:
    """Take back every correction that names an event; the rules decide again."""
    from dashboard import corrections

    count, snapshot = corrections.undo(settings(), event, publish=publish)
    typer.echo(f"Took back {count} correction{'s' * (count != 1)}.")
    if snapshot:
        typer.echo(f"Published {snapshot.incidents} events from {snapshot.articles} articles.")
