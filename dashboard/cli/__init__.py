"""The command ``conflict-events``: one file a command; what a command needs is loaded when it runs."""

import sys
from collections.abc import Sequence

import typer

from dashboard.cli import (
    annotate,
    doctor,
    explain,
    export,
    extract,
    gazetteer,
    import_,
    incident,
    ingest,
    load,
    publish,
    serve,
    withdraw,
)
from dashboard.cli.options import print_version
from dashboard.errors import ConflictEventsError, InputError

app = typer.Typer(
    name="conflict-events",
    help="News articles in, a map and a timeline of conflict events out.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.callback()(print_version)
for module in (
    extract,
    annotate,
    explain,
    ingest,
    import_,
    publish,
    load,
    serve,
    export,
    incident,
    gazetteer,
    withdraw,
    doctor,
):
    module.register(app)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command; the process ends with 0, with 1 where the work failed, with 2 where it was asked
    wrongly.
    """
    try:
        app(args=arguments, prog_name="conflict-events")
    except ConflictEventsError as error:
        sys.stderr.write(f"error: {error}\n")
        sys.exit(2 if isinstance(error, InputError) else 1)


__all__ = ["app", "main"]
