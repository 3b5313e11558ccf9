"""Options that several commands share, so that each means the same everywhere."""

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dashboard import __version__
from dashboard.errors import InputError

if TYPE_CHECKING:
    from dashboard.settings import Settings


def day(text: str) -> date:
    """A day as the user writes it; refused with what is wrong."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise typer.BadParameter(f"{text!r} is no day; write it as 2022-06-18")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"the day {text} does not exist") from None


Inputs = Annotated[
    list[Path],
    typer.Argument(
        metavar="INPUT",
        help="Files (.txt, .md, .html, JSON lines) or folders of them.",
        show_default=False,
    ),
]
Published = Annotated[
    date | None,
    typer.Option(
        parser=day,
        metavar="YYYY-MM-DD",
        help="Day of publication of articles that carry none; relative dates are reckoned from it.",
    ),
]
Output = Annotated[
    str, typer.Option("--output", "-o", metavar="FILE", help="File to write; - is standard output.")
]
Publish = Annotated[
    bool, typer.Option("--publish/--no-publish", help="Make a snapshot for the dashboard at the end.")
]


def settings() -> "Settings":
    """The settings of the environment; InputError names a variable that has no usable value."""
    from pydantic import ValidationError

    from dashboard.settings import Settings

    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]) if first["loc"] else "settings"
        variable = name if name.isupper() else f"CONFLICT_EVENTS_{name.upper()}"
        raise InputError(f"the environment variable {variable} is wrong: {first['msg']}") from None


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"conflict-events {__version__}")
        raise typer.Exit


def print_version(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """News articles in, a map and a timeline of conflict events out.

    Articles are read on this machine; nothing is sent anywhere. CONFLICT_EVENTS_HOME names the folder of the
    store and the snapshots, DATABASE_URL another store.
    """
