"""``explain``: why each event of an article is there, field by field, and what was left out."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from dashboard.cli.options import ExtractorChoice, ExtractorName, Published, outside_extractor
from dashboard.cli.output import plain, written_to

EXAMPLE = "conflict-events explain data/sample/articles.jsonl --html why.html"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("explain", epilog=f"Example: {EXAMPLE}")(explain)


def explain(
    article: Annotated[
        Path,
        typer.Argument(
            metavar="ARTICLE",
            help="A file (.txt, .md, .html, JSON lines) or a folder of them.",
            show_default=False,
        ),
    ],
    published: Published = None,
    ident: Annotated[
        str | None,
        typer.Option(
            "--id", metavar="NAME", help="Only the article of this id (or name) of a file that holds several."
        ),
    ] = None,
    html: Annotated[
        str | None,
        typer.Option(
            "--html",
            metavar="FILE",
            help="Write one page that opens from the disk, instead of printing; - is standard output.",
        ),
    ] = None,
    extractor: ExtractorChoice = ExtractorName.RULES,
) -> None:
    """Say why each event of an article is there.

    The article with what was found in it; each event with the rule or model and the score behind each field,
    and what else was considered; and what was dropped, with the reason. The status is 1 at the end where an
    article could not be read.
    """
    from dashboard.cli.explained import Writer
    from dashboard.errors import InputError
    from dashboard.explain import Explanation, explanations

    reader = outside_extractor(extractor)
    pages: list[Explanation] = []
    found = failed = False
    with written_to("-") as stream:
        for told in explanations([article], published=published, ident=ident, extractor=reader):
            found = True
            if told.explanation is None:
                failed = True
                sys.stderr.write(f"{plain(told.name)}: {plain(str(told.error))}\n")
            elif html is not None:
                pages.append(told.explanation)
            else:
                Writer(stream).write(told.explanation)
                stream.flush()
    if not found:
        raise InputError(f"{article} holds no article of the id {ident!r}; `annotate` lists the ids")
    if html is not None and pages:
        from dashboard.explain.page import page

        with written_to(html) as stream:
            stream.write(page(pages))
    if failed:
        raise typer.Exit(1)
