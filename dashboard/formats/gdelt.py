"""GDELT event files: 61 columns parted by tabs (2.0), 57 or 58 (1.0), without a head.

CAMEO codes what actor 1 does to actor 2, so the actors have roles. GDELT's places are found by machine and
its days are those it reckons an event to have happened on; neither is made more exact than it says.
"""

from collections.abc import Sequence
from functools import cache, partial
from urllib.parse import urlsplit

import pyarrow as pa
import pyarrow.compute as pc

from dashboard.formats.cells import Cells, day
from dashboard.formats.dataset import Coding, Terms
from dashboard.records.codes import ActorKind, ActorRoles
from dashboard.records.crosswalks import Row, coded, countries_by, crosswalk

TERMS = Terms(
    "GDELT: free for any use, with a citation",
    redistribution=True,
    citation="The GDELT Project, www.gdeltproject.org",
)
_ACTOR = (
    "code name countrycode knowngroupcode ethniccode religion1code religion2code "
    "type1code type2code type3code"
)
_GEO = {1: "type fullname countrycode adm1code lat long featureid".split()}
_GEO[2] = [*_GEO[1][:4], "adm2code", *_GEO[1][4:]]


def head(version: int, cells: int) -> list[str]:
    """The columns of a file of version 1 or 2 with so many cells a line."""
    names = "globaleventid sqldate monthyear year fractiondate".split()
    names += [f"actor{number}{part}" for number in (1, 2) for part in _ACTOR.split()]
    names += "isrootevent eventcode eventbasecode eventrootcode quadclass goldsteinscale".split()
    names += "nummentions numsources numarticles avgtone".split()
    names += [f"{who}geo_{part}" for who in ("actor1", "actor2", "action") for part in _GEO[version]]
    names += ["dateadded", "sourceurl"]
    return names[:cells]


#: Cells a line -> the columns.
HEADS = {61: head(2, 61), 58: head(1, 58), 57: head(1, 57)}


def fits(columns: Sequence[str]) -> bool:
    """Whether a head is GDELT's."""
    return {"globaleventid", "eventcode", "sqldate"} <= set(columns)


def lacks(columns: Sequence[str]) -> list[str]:
    """The columns that are missing and cannot be done without."""
    return [name for name in ("globaleventid", "sqldate", "eventcode") if name not in columns]


def is_row(cells: Sequence[str]) -> bool:
    """Whether the first line of a file is one of GDELT's: its files have no head."""
    return len(cells) in HEADS and cells[0].isdigit() and cells[1].isdigit() and len(cells[1]) == 8


def rows(cells: Cells) -> dict[str, pa.Array]:
    """The columns of the flat table."""
    days = cells.required("sqldate", cells.day("sqldate"))
    precision = cells.read("actiongeo_type", _precision, pa.string())
    latitude, longitude = cells.latitude("actiongeo_lat"), cells.longitude("actiongeo_long")
    placed = pc.and_(pc.and_(latitude.is_valid(), longitude.is_valid()), precision.is_valid())
    nothing = {kind: pa.scalar(None, kind) for kind in (pa.string(), pa.float64())}
    urls = cells.text("sourceurl")
    code = cells.required("eventcode", cells.text("eventcode")).dictionary_encode()
    label = cells.read_values("eventcode", code, partial(_told, "label"), pa.string())
    fips = countries_by("fips")
    made: dict[str, pa.Array] = {
        "event_id": cells.required("globaleventid", cells.text("globaleventid")),
        "date_start": days,
        "date_end": days,
        "time_precision": pc.if_else(days.is_valid(), pa.scalar("day"), nothing[pa.string()]),
        "reported_on": cells.read("dateadded", lambda cell: day(cell[:8]), pa.date32()),
        "place": pc.if_else(placed, cells.text("actiongeo_fullname"), nothing[pa.string()]),
        "latitude": pc.if_else(placed, latitude, nothing[pa.float64()]),
        "longitude": pc.if_else(placed, longitude, nothing[pa.float64()]),
        "geo_precision": pc.if_else(placed, precision, nothing[pa.string()]),
        "country": cells.read("actiongeo_countrycode", fips.get, pa.string()),
        "actor_roles": cells.constant(ActorRoles.ACTING),
        "sources": cells.read_values("sourceurl", urls.dictionary_encode(), _host, pa.string()),
        "publishers": cells.count("numsources"),
    }
    for column in ("event_type", "sub_type", "status"):
        made[column] = cells.read_values("eventcode", code, partial(_told, column), pa.string())
    for number in ("1", "2"):
        made[f"actor{number}"] = pc.coalesce(
            cells.text(f"actor{number}name"), cells.text(f"actor{number}code")
        )
        made |= _actor(cells, number, made[f"actor{number}"].is_valid())
    made["summary"] = pc.binary_join_element_wise(
        label, made["actor1"], made["actor2"], made["place"], ", ", null_handling="skip"
    )
    return made


def _actor(cells: Cells, number: str, known: pa.Array) -> dict[str, pa.Array]:
    countries, kinds = countries_by("iso3"), coded("cameo_actor_types", "code", "kind")
    found = [
        cells.read(f"actor{number}type{nth}code", lambda cell: kinds.get(cell), pa.string())
        for nth in (1, 2, 3)
    ]
    kind = pc.coalesce(*found, pa.scalar(str(ActorKind.UNKNOWN)))
    return {
        f"actor{number}_country": cells.read(f"actor{number}countrycode", countries.get, pa.string()),
        f"actor{number}_kind": pc.if_else(known, kind, pa.scalar(None, pa.string())),
    }


def _told(column: str, code: str) -> str | None:
    return _event(code)[column]


@cache
def _event(code: str) -> Row:
    """The row of the longest known code that begins this one."""
    codes = {str(row["code"]): row for row in crosswalk("cameo_events")}
    for length in range(len(code), 1, -1):
        if code[:length] in codes:
            return codes[code[:length]]
    raise ValueError("which is no CAMEO code; its roots are 01 to 20")


def _precision(cell: str) -> str | None:
    codes = coded("gdelt_geo_types", "code", "ours")
    if cell not in codes:
        raise ValueError(f"which is none of {', '.join(codes)}")
    return codes[cell]


def _host(url: str) -> str | None:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.") or None
    except ValueError:
        return None


CODING = Coding(
    name="gdelt",
    title="GDELT",
    terms=TERMS,
    fits=fits,
    lacks=lacks,
    rows=rows,
    aliases={"day": "sqldate", "monthyear_date": "monthyear"},
    unknown=("",),
)
