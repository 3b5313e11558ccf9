"""UCDP GED: the 49 columns of the yearly file, the candidate files with or without a head, and older names.

Its sides are an order of names, except in one-sided violence, where side a is the perpetrator.
"""

from collections.abc import Sequence
from functools import cache

import pyarrow as pa
import pyarrow.compute as pc

from dashboard.formats.cells import UNKNOWN, Cells, counted, day, lists_of, whole
from dashboard.formats.dataset import Coding, Terms
from dashboard.records.crosswalks import coded, countries_by, countries_by_name, crosswalk

TERMS = Terms(
    "UCDP GED, CC BY 4.0",
    redistribution=True,
    citation="Uppsala Conflict Data Program, Georeferenced Event Dataset, ucdp.uu.se",
)
#: The columns of the yearly file and of the candidate files, in order.
HEAD = tuple(
    """id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name
    dyad_dset_id dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id
    side_b number_of_sources source_article source_office source_date source_headline source_original
    where_prec where_coordinates where_description adm_1 adm_2 latitude longitude geom_wkt priogrid_gid
    country country_id region event_clarity date_prec date_start date_end deaths_a deaths_b
    deaths_civilians deaths_unknown best high low gwnoa gwnob""".split()
)
_NEEDED = ("id", "type_of_violence", "side_a", "side_b", "where_prec", "latitude", "longitude", "date_prec",
           "date_start", "date_end", "best")  # fmt: skip
_ALIASES = {
    "event_id": "id",
    "side_a_name": "side_a",
    "side_b_name": "side_b",
    "best_est": "best",
    "high_est": "high",
    "low_est": "low",
    "deaths_best": "best",
    "deaths_high": "high",
    "deaths_low": "low",
    "location_adm1_name": "adm_1",
    "location_adm2_name": "adm_2",
    "adm1": "adm_1",
    "adm2": "adm_2",
    "where_precision": "where_prec",
    "date_precision": "date_prec",
    "dyad_id": "dyad_new_id",
    "conflict_id": "conflict_new_id",
}
_SIDES = (("actor1", "side_a", "side_a_kind", "gwnoa"), ("actor2", "side_b", "side_b_kind", "gwnob"))


def fits(head: Sequence[str]) -> bool:
    """Whether a head is UCDP GED's."""
    return {"type_of_violence", "where_prec", "side_a", "side_b"} <= set(head)


def lacks(head: Sequence[str]) -> list[str]:
    """The columns that are missing and cannot be done without."""
    return [name for name in _NEEDED if name not in head]


def is_row(cells: Sequence[str]) -> bool:
    """Whether the first line of a file is an event already: the candidate files come without a head."""
    named = dict(zip(HEAD, cells, strict=False))
    return len(cells) == len(HEAD) and named["type_of_violence"].strip(" .0") in ("1", "2", "3")


def rows(cells: Cells) -> dict[str, pa.Array]:
    """The columns of the flat table."""
    violence = cells.required("type_of_violence", cells.read("type_of_violence", _type, pa.string()))
    kinds = violence.dictionary_encode()

    def by_type(column: str) -> pa.Array:
        return cells.read_values("type_of_violence", kinds, _types(column).get, pa.string())

    place = cells.encoded("where_coordinates")
    made: dict[str, pa.Array] = {
        "event_id": cells.required("id", pc.replace_substring_regex(cells.text("id"), r"\.0$", "")),
        "event_type": by_type("event_type"),
        "sub_type": by_type("sub_type"),
        "actor_roles": by_type("actor_roles"),
        "status": cells.constant("occurred"),
        "date_start": cells.required("date_start", cells.day("date_start")),
        "date_end": cells.required("date_end", cells.day("date_end")),
        "time_precision": cells.read("date_prec", lambda cell: _precision("date_prec", cell), pa.string()),
        "reported_on": cells.read("source_date", _reported, pa.date32()),
        "place": place.cast(pa.string()),
        "latitude": cells.latitude("latitude"),
        "longitude": cells.longitude("longitude"),
        "geo_precision": cells.read("where_prec", lambda cell: _precision("where_prec", cell), pa.string()),
        "radius_km": cells.read("where_prec", _radius, pa.float64()),
        "country": _countries(cells),
        "admin1": cells.text("adm_1"),
        "admin2": cells.text("adm_2"),
        "fatalities_low": cells.count("low"),
        "fatalities_best": cells.count("best"),
        "fatalities_high": cells.count("high"),
        "sources": _sources(cells),
        "publishers": cells.read("number_of_sources", _number_of_sources, pa.int64()),
    }
    reversed_days = pc.less(made["date_end"], made["date_start"])
    cells.refuse_where(reversed_days, "date_end is before date_start")
    for actor, side, kind, number in _SIDES:
        made[actor] = cells.text(side)
        states = cells.read(number, _states, pa.string())
        made[f"{actor}_country"] = states
        state = pc.if_else(states.is_valid(), pa.scalar("state_forces"), by_type(kind))
        made[f"{actor}_kind"] = pc.if_else(made[actor].is_valid(), state, pa.scalar(None, pa.string()))
    made["summary"] = pc.binary_join_element_wise(
        by_type("label"), made["actor1"], made["actor2"], made["place"], ", ", null_handling="skip"
    )
    return made


@cache
def _types(column: str) -> dict[str, str | None]:
    return coded("ucdp_types", "code", column)


def _type(cell: str) -> str:
    code = cell.removesuffix(".0")
    if code not in _types("label"):
        raise ValueError("which is none of 1, 2, 3")
    return code


@cache
def _precision(column: str, cell: str) -> str | None:
    codes = coded("ucdp_precisions", "code", "ours", column=column)
    code = cell.removesuffix(".0")
    if code not in codes:
        raise ValueError(f"which is none of {', '.join(codes)}")
    return codes[code]


@cache
def _radius(cell: str) -> float | None:
    code = cell.removesuffix(".0")
    for row in crosswalk("ucdp_precisions"):
        if row["column"] == "where_prec" and row["code"] == code and row["radius_km"]:
            return float(row["radius_km"])
    return None


def _countries(cells: Cells) -> pa.Array:
    numbers, names = countries_by("gw"), countries_by_name()
    by_number = cells.read("country_id", lambda cell: numbers.get(str(whole(cell))), pa.string())
    by_name = cells.read("country", lambda cell: names.get(cell.casefold()), pa.string())
    return pc.coalesce(by_number, by_name)


@cache
def _states(cell: str) -> str | None:
    """The country of a Gleditsch and Ward number; of several states together, the first."""
    first = cell.replace(",", ";").split(";")[0].strip()
    return countries_by("gw").get(str(whole(first))) if first else None


def _reported(cell: str) -> object:
    """The earliest day on which a source told it; a date that is none of the calendar's is passed over."""
    found = []
    for part in cell.split(";"):
        try:
            found.append(day(part.strip()))
        except ValueError:
            continue
    return min(found, default=None)


def _number_of_sources(cell: str) -> int | None:
    return None if whole(cell) == -1 else counted(cell)


def _sources(cells: Cells) -> pa.Array:
    told = cells.encoded("source_office")
    names = ["; ".join(dict.fromkeys(each)) or None for each in lists_of(told.dictionary, ";")]
    return pa.array(names, pa.string()).take(told.indices)


CODING = Coding(
    name="ucdp-ged",
    title="UCDP GED",
    terms=TERMS,
    fits=fits,
    lacks=lacks,
    rows=rows,
    aliases=_ALIASES,
    unknown=UNKNOWN,
)
