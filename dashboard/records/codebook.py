"""The flat table of incidents, and the codebook made from the records.

``INCIDENT_COLUMNS`` is the one definition of the table that our CSV, the snapshot, ``rows`` and every chart's
DataFrame share. ``render()`` writes ``data/CODEBOOK.md`` from it and from the records' field metadata; a test
fails when that file is stale.
"""

from dataclasses import dataclass, fields
from enum import StrEnum

from dashboard.records import codes
from dashboard.records.article import Article
from dashboard.records.claim import Claim
from dashboard.records.correction import Correction
from dashboard.records.event import Count, Event, Participant, Toll
from dashboard.records.incident import Incident
from dashboard.records.place import Where
from dashboard.records.provenance import Evidence
from dashboard.records.when import When


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the flat table. ``kind``: text, day, number (float), integer, flag (true or false)."""

    name: str
    kind: str
    meaning: str
    unit: str | None = None
    values: str | None = None
    source: str | None = None


def _values(code: type[StrEnum]) -> str:
    return ", ".join(code)


INCIDENT_COLUMNS = (
    Column("event_id", "text", "Identity of the incident: the smallest event_id of its members"),
    Column("event_type", "text", "Event type", source="data/ontology/event_types.csv"),
    Column("sub_type", "text", "Sub-type", source="data/ontology/event_types.csv"),
    Column("acled_sub_event_type", "text", "Sub-event type of the ACLED codebook", source="ACLED codebook"),
    Column("summary", "text", "One neutral sentence made from the fields"),
    Column(
        "date_start", "day", "First possible day; empty with date_end filled = open start", "ISO 8601 day"
    ),
    Column("date_end", "day", "Last possible day; empty = undated", "ISO 8601 day"),
    Column("time_precision", "text", "Length of the interval", values=_values(codes.TimePrecision)),
    Column("date_basis", "text", "How the date was got", values=_values(codes.DateBasis)),
    Column("reported_on", "day", "Day on which it was announced or published", "ISO 8601 day"),
    Column("place", "text", "Name of the place in the gazetteer; empty = unplaced"),
    Column(
        "latitude", "number", "Latitude of the point, or of an area's label point", "decimal degrees, WGS84"
    ),
    Column(
        "longitude", "number", "Longitude of the point, or of an area's label point", "decimal degrees, WGS84"
    ),
    Column(
        "geo_precision",
        "text",
        "How exactly the place is known",
        values=_values(codes.GeoPrecision),
        source="after UCDP GED where_prec",
    ),
    Column("radius_km", "number", "The event lies within this distance of the point", "km"),
    Column("geonameid", "integer", "GeoNames id of the place"),
    Column("country", "text", "Country of the place", values="ISO 3166-1 alpha-2"),
    Column("admin1", "text", "First-level division of the place"),
    Column("admin2", "text", "Second-level division of the place"),
    Column("actor1", "text", "Who acts, or one side (see actor_roles); several are joined by '; '"),
    Column("actor1_kind", "text", "Kind of the first actor1", values=_values(codes.ActorKind)),
    Column("actor1_country", "text", "Country of the first actor1", values="ISO 3166-1 alpha-2"),
    Column("actor2", "text", "Who is acted on, or the other side; several are joined by '; '"),
    Column("actor2_kind", "text", "Kind of the first actor2", values=_values(codes.ActorKind)),
    Column("actor2_country", "text", "Country of the first actor2", values="ISO 3166-1 alpha-2"),
    Column(
        "actor_roles",
        "text",
        "Whether actor1 acts on actor2 (acting), or both are sides as a dataset lists them (listed)",
        values=_values(codes.ActorRoles),
    ),
    Column("fatalities_low", "integer", "Lowest number of killed that a source gives", "people"),
    Column("fatalities_best", "integer", "Number of killed to quote, where one can be", "people"),
    Column("fatalities_high", "integer", "Highest number of killed that a source gives", "people"),
    Column("certainty", "text", "What the claims amount to for a reader", values=_values(codes.Certainty)),
    Column(
        "claimed_by",
        "text",
        "Who says so, joined by '; ', but deniers; empty = the reporters",
    ),
    Column("status", "text", "Whether it happened", values=_values(codes.Status)),
    Column("background", "flag", "Told as background, not as news"),
    Column("publishers", "integer", "Number of independent publishers that tell it; wire copies count once"),
    Column("sources", "text", "Names of those publishers, joined by '; '"),
    Column("dataset", "text", "Dataset the row belongs to"),
    Column("licence", "text", "Terms of the dataset"),
)

#: Records whose fields the codebook lists, in reading order.
RECORDS = (Article, Event, When, Where, Participant, Count, Toll, Claim, Evidence, Incident, Correction)


def _table(head: tuple[str, ...], rows: list[tuple[str | None, ...]]) -> list[str]:
    cells = [
        head,
        tuple("---" for _ in head),
        *[tuple((cell or "").replace("|", "\\|") for cell in row) for row in rows],
    ]
    return ["| " + " | ".join(row) + " |" for row in cells]


def render() -> str:
    """The codebook as Markdown."""
    lines = [
        "# Codebook",
        "",
        "Made from `dashboard/records` by `make codebook`; do not edit by hand. Unknown is empty.",
        "",
        "## The table of incidents",
        "",
        "One row is one incident: the same event as one or several articles tell it.",
        "",
        *_table(
            ("column", "kind", "meaning", "unit", "values", "source"),
            [(f"`{c.name}`", c.kind, c.meaning, c.unit, c.values, c.source) for c in INCIDENT_COLUMNS],
        ),
        "",
        "## Records",
    ]
    for record in RECORDS:
        described = [
            (f"`{f.name}`", *(f.metadata.get(key) for key in ("meaning", "unit", "values", "source")))
            for f in fields(record)
        ]
        lines += ["", f"### {record.__name__}", "", (record.__doc__ or "").strip().split("\n")[0], ""]
        lines += _table(("field", "meaning", "unit", "values", "source"), described)
    return "\n".join(lines) + "\n"
