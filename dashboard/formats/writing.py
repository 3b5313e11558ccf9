"""The formats that events can be written in, each with its codebook, terms and source."""

import importlib.util
import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import IO, Any, TextIO

from dashboard.formats import acled_csv, events_csv, geojson, kml, parquet, ucdp_csv, xlsx
from dashboard.formats.sidecar import About, page

Rows = Iterable[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Written:
    """What came of it: ``rows`` written; ``sidecar`` is the page to put beside a file that cannot hold it;
    ``losses`` columns with the number of rows whose value had no place; ``cut`` cells that were too long.
    """

    rows: int
    sidecar: str | None = None
    losses: Mapping[str, int] | None = None
    cut: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Export:
    """A format. ``write(rows, stream, about, raw)`` writes to a stream of bytes."""

    ending: str
    media_type: str
    write: Callable[[Rows, IO[bytes], About, bool], Written]
    needs: str | None = None

    @property
    def available(self) -> bool:
        """Whether what it needs is installed."""
        return self.needs is None or importlib.util.find_spec(self.needs) is not None


def _text(write: Callable[[TextIO], Written], stream: IO[bytes]) -> Written:
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="")
    try:
        return write(text)
    finally:
        text.flush()
        text.detach()


def _csv(rows: Rows, stream: IO[bytes], about: About, raw: bool) -> Written:
    return _text(lambda text: Written(events_csv.write(rows, text, raw=raw), page(about)), stream)


def _geojson(rows: Rows, stream: IO[bytes], about: About, raw: bool) -> Written:
    told = {"title": about.title, "licence": about.licence, "note": about.note}
    return _text(lambda text: Written(geojson.write(rows, text, **told)), stream)  # type: ignore[arg-type]


def _parquet(rows: Rows, stream: IO[bytes], about: About, raw: bool) -> Written:
    return Written(parquet.write(rows, stream, title=about.title, licence=about.licence, note=about.note))


def _kml(rows: Rows, stream: IO[bytes], about: About, raw: bool) -> Written:
    return Written(kml.write(rows, stream, title=about.title, licence=about.licence, note=about.note))


def _xlsx(rows: Rows, stream: IO[bytes], about: About, raw: bool) -> Written:
    cut: list[str] = []
    count = xlsx.write(rows, stream, title=about.title, licence=about.licence, note=about.note, cut=cut)
    return Written(count, cut=tuple(cut))


def _acled(rows: Rows, stream: IO[bytes], about: About, raw: bool) -> Written:
    return _text(lambda text: _shaped(*acled_csv.write(rows, text, raw=raw), about, "ACLED"), stream)


def _ucdp(rows: Rows, stream: IO[bytes], about: About, raw: bool) -> Written:
    return _text(lambda text: _shaped(*ucdp_csv.write(rows, text, raw=raw), about, "UCDP GED"), stream)


def _shaped(count: int, losses: dict[str, int], about: About, layout: str) -> Written:
    return Written(count, page(replace(about, losses=losses), format_title=layout), losses)


#: The formats by the names that users give.
EXPORTS: dict[str, Export] = {
    "csv": Export("csv", "text/csv", _csv),
    "geojson": Export("geojson", "application/geo+json", _geojson),
    "parquet": Export("parquet", "application/vnd.apache.parquet", _parquet),
    "kml": Export("kml", "application/vnd.google-earth.kml+xml", _kml),
    "xlsx": Export(
        "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _xlsx, "xlsxwriter"
    ),
    "acled": Export("csv", "text/csv", _acled),
    "ucdp-ged": Export("csv", "text/csv", _ucdp),
}
