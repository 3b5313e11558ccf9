"""Options that several commands share, so that each means the same everywhere."""

import re
import sys
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dashboard import __version__
from dashboard.errors import InputError

if TYPE_CHECKING:
    from dashboard.pipeline.proposal_extractor import ProposalExtractor
    from dashboard.settings import Settings

_PROPOSER_EXAMPLES = {
    "URL": "the address of an OpenAI-compatible endpoint, for example http://127.0.0.1:8000/v1",
    "MODEL": "the name of the model there",
}


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
        help="Files (.txt, .md, .html, JSON lines, Parquet) or folders of them.",
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


class ExtractorName(StrEnum):
    """Who finds the events: the rules, an outside model, or both."""

    RULES = "rules"
    PROPOSER = "proposer"
    BOTH = "both"


ExtractorChoice = Annotated[
    ExtractorName,
    typer.Option(
        "--extractor",
        help="rules; proposer: the model of CONFLICT_EVENTS_PROPOSER_URL, to which the text is then sent; "
        "both: the rules' events and what the model adds.",
    ),
]


def outside_extractor(choice: ExtractorName, *, models: Path | None = None) -> "ProposalExtractor | None":
    """The extractor with an outside model, None for the rules alone.

    ``models`` is a folder of other weights than the installation's, with which the words pointed to are read.
    Says on standard error where the text of the articles goes. InputError names the setting that is missing.
    """
    if choice is ExtractorName.RULES:
        return None
    from dashboard.pipeline.models import Models
    from dashboard.pipeline.openai_proposer import OpenAIProposer
    from dashboard.pipeline.proposal_extractor import ProposalExtractor

    given = settings()
    for name, value in (("URL", given.proposer_url), ("MODEL", given.proposer_model)):
        if not value:
            raise InputError(
                f"--extractor {choice} needs an outside model: set CONFLICT_EVENTS_PROPOSER_{name}"
                f" to {_PROPOSER_EXAMPLES[name]}"
            )
    assert given.proposer_url is not None
    assert given.proposer_model is not None
    key = given.proposer_key.get_secret_value() if given.proposer_key else None
    proposer = OpenAIProposer(
        given.proposer_url, model=given.proposer_model, key=key or None, timeout=given.proposer_timeout
    )
    reader = ProposalExtractor(proposer, combine=choice is ExtractorName.BOTH, models=Models.open(models))
    sys.stderr.write(f"The text of each article is sent to {proposer.host} (model {proposer.name}).\n")
    return reader


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


Warehouse = Annotated[
    str | None,
    typer.Option(
        metavar="URL",
        help="ClickHouse, as clickhouse://user:password@host:8123/database; better in "
        "CONFLICT_EVENTS_WAREHOUSE, where no list of processes shows the password.",
        show_default=False,
    ),
]


def warehouse_of(given: str | None) -> str | None:
    """The address that was given, else that of the settings; InputError where it cannot be used."""
    from dashboard.query.clickhouse.connection import usable

    setting = settings().warehouse
    url = given or (setting.get_secret_value() if setting else None)
    return usable(url) if url else None


def folder_of(dataset: str | None) -> Path:
    """The snapshots of a dataset, or of the articles' events; InputError names the datasets there are."""
    chosen = settings()
    if dataset is None:
        return chosen.snapshots
    names = sorted(path.parent.name for path in chosen.datasets.glob("*/current"))
    if dataset not in names:
        there = f"there are {', '.join(names)}" if names else "import one with `conflict-events import`"
        raise InputError(f"there is no dataset {dataset!r}; {there}")
    return chosen.datasets / dataset


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

    Articles are read on this machine; nothing is sent anywhere, unless --extractor asks for the outside model
    of CONFLICT_EVENTS_PROPOSER_URL. CONFLICT_EVENTS_HOME names the folder of the
    store and the snapshots, DATABASE_URL another store.
    """
