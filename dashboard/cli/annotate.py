"""``annotate``: standoff layers, one JSON line an article."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dashboard.cli.options import (
    ExtractorChoice,
    ExtractorName,
    Inputs,
    Output,
    Published,
    outside_extractor,
)
from dashboard.cli.output import written_to
from dashboard.cli.progress import progress

if TYPE_CHECKING:
    from dashboard.jobs import Told

EXAMPLE = "conflict-events annotate data/sample/articles.jsonl -o -"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("annotate", epilog=f"Example: {EXAMPLE}")(annotate)


def annotate(
    inputs: Inputs,
    output: Output = "-",
    layers: Annotated[
        str,
        typer.Option(
            metavar="NAMES", help="Of toponyms, timexes, type, events: those to write, with commas."
        ),
    ] = "toponyms,timexes,type,events",
    published: Published = None,
    extractor: ExtractorChoice = ExtractorName.RULES,
    models: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Folder of weights made by python -m dashboard.training, instead of those that ship.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Write standoff annotation, a JSON line an article.

    Lines come in the order of the input. Offsets count characters of the article's text. An article that
    cannot be read gives a line with its error, and the status is 1 at the end; the others are written all the
    same.
    """
    from dashboard.jobs import count_articles, extractions
    from dashboard.pipeline.annotation import LAYERS

    wanted = [layer.strip() for layer in layers.split(",") if layer.strip()]
    unknown = [layer for layer in wanted if layer not in LAYERS]
    if unknown or not wanted:
        raise typer.BadParameter(f"{layers!r}: the layers are {', '.join(LAYERS)}", param_hint="--layers")
    failed, reader = False, outside_extractor(extractor, models=models)
    with (
        progress("Reading articles", count_articles(inputs)) as advance,
        written_to(output) as stream,
    ):
        for told in extractions(inputs, published=published, models=models, extractor=reader):
            stream.write(_json(_line(told, wanted)) + "\n")
            stream.flush()
            failed |= told.extraction is None
            advance()
    if failed:
        raise typer.Exit(1)


def _line(told: "Told", layers: list[str]) -> dict[str, Any]:
    from dashboard.pipeline.annotation import to_json

    if told.extraction is not None:
        return to_json(told.extraction, layers, ident=told.name)
    if told.line is not None and told.name.endswith(f":{told.line}"):
        return {"line": told.line, "file": told.name.rpartition(":")[0], "error": str(told.error)}
    return {"id": told.name, "error": str(told.error)}


def _json(line: dict[str, Any]) -> str:
    text = json.dumps(line, ensure_ascii=False, allow_nan=False)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        # Half a surrogate pair, as broken programs write them: only JSON's own escapes can carry it.
        return json.dumps(line, allow_nan=False)
    return text
