"""Which reader takes which source, and the reading of many."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from dashboard.articles.html import read_html
from dashboard.articles.json_lines import read_json_lines
from dashboard.articles.markdown import read_markdown
from dashboard.articles.parquet import read_parquet
from dashboard.articles.reading import Reader, Reading
from dashboard.articles.text import read_text
from dashboard.errors import InputError, UnreadableArticle, UnsupportedFormat

#: A reader by the file name's ending, lower case.
READERS: dict[str, Reader] = {
    ".txt": read_text,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".html": read_html,
    ".htm": read_html,
    ".jsonl": read_json_lines,
    ".ndjson": read_json_lines,
    ".json": read_json_lines,
    ".parquet": read_parquet,
}

_ADDRESS = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+):/+(?=.)")
_READ = (
    "text (.txt), Markdown (.md, .markdown), HTML (.html, .htm), JSON lines (.jsonl, .ndjson, .json) "
    "and Parquet (.parquet)"
)


def read_articles(paths: Iterable[Path], *, published: date | None = None) -> Iterator[Reading]:
    """Read every article of ``paths``, in order, one Reading each.

    A path is a file of a kind in READERS or a folder, whose files of such kinds are read in order of name,
    with those of its subfolders and without hidden ones. ``published`` is the day of publication of
    articles that carry no date of their own. Nothing raises: what cannot be read is a Reading with its error,
    and the rest go on.
    """
    for path in paths:
        name = str(path).encode("utf-8", "replace").decode()
        try:
            if not _ADDRESS.match(str(path)) and path.is_dir():
                for inside in _files(path):
                    yield from _readings(inside, published=published)
            else:
                yield from _readings(path, published=published)
        except InputError as error:
            yield Reading(name, error=error)
        except OSError as error:
            yield Reading(name, error=UnreadableArticle(f"it cannot be opened: {error.strerror or error}"))


def _readings(path: Path, *, published: date | None) -> Iterator[Reading]:
    name = path.name.encode("utf-8", "replace").decode()
    try:
        yield from _reader(path)(path, published=published)
    except InputError as error:
        yield Reading(name, error=error)


def _reader(path: Path) -> Reader:
    given = str(path)
    address = _ADDRESS.match(given)
    if address:
        shown = f"{address.group(1)}://{given[address.end() :]}"
        raise UnsupportedFormat(
            f"{shown} is an address; nothing is fetched. Save the page and give the .html file"
        )
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        kind = (
            f"{path.suffix} files are not read"
            if path.suffix
            else f"{path.name!r} has no ending that tells its format"
        )
        raise UnsupportedFormat(f"{kind}; what is read: {_READ}")
    return reader


def _files(folder: Path) -> list[Path]:
    found = [
        path
        for path in sorted(folder.rglob("*"))
        if path.suffix.lower() in READERS
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
        and path.is_file()
    ]
    if not found:
        raise UnsupportedFormat(f"no file in {folder} can be read; what is read: {_READ}")
    return found
