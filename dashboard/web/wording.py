"""Records in words that a reader would use: precision, certainty, numbers, roles."""

from collections.abc import Sequence

from dashboard.charts.frame import Row, day
from dashboard.query.views import Actor, QuotedClaim, QuotedToll
from dashboard.query.wording import country_names, in_words
from dashboard.records.codes import ActorRoles, Certainty, DateBasis, GeoPrecision, Role, Stance, Status
from dashboard.records.ontology import actor_kinds

CERTAINTY = {
    Certainty.STATED: "Stated as fact",
    Certainty.CLAIMED: "Claimed by one party",
    Certainty.DISPUTED: "Disputed: claims differ",
    Certainty.UNSURE: "Probable or possible",
}
STATUS = {
    Status.OCCURRED: "Happened",
    Status.ONGOING: "Going on",
    Status.PLANNED: "Planned",
    Status.ATTEMPTED: "Attempted",
    Status.THREATENED: "Threatened",
    Status.DENIED: "Denied",
}
#: Names of the strip's parts, after a number.
PARTS = {
    "without_date": "without date",
    "outside_dates": "outside dates",
    "without_place": "without place",
    "too_coarse": "too coarse",
    "outside_area": "outside the map area",
    "shown": "shown",
}
_BASIS = {
    DateBasis.RELATIVE: "reckoned from the day of publication",
    DateBasis.INHERITED: "taken from another sentence of the article",
    DateBasis.PUBLICATION: "taken from the day of publication",
}
_STANCE = {
    Stance.ASSERTED: "reported",
    Stance.CLAIMED: "claimed",
    Stance.DENIED: "denied",
    Stance.ALLEGED: "alleged",
    Stance.SUSPECTED: "suspected",
}
_PLACED = {
    GeoPrecision.EXACT: "The spot itself.",
    GeoPrecision.TOWN: "Somewhere in the town; the mark is its centre.",
    GeoPrecision.DISTRICT: "Somewhere in the district; the circle reaches around it.",
    GeoPrecision.PROVINCE: "Somewhere in the province; no point is known.",
    GeoPrecision.COUNTRY: "Somewhere in the country; no point is known.",
    GeoPrecision.MULTI_COUNTRY: "Somewhere in several countries; no point is known.",
    GeoPrecision.INTERNATIONAL: "Outside any one country; no point is known.",
}


def when_note(row: Row) -> str:
    """How exactly the date is known and how it was got."""
    first, last = day(row.get("date_start")), day(row.get("date_end"))
    if last is None:
        return "No source gives a date."
    if first is None:
        how = "the last possible day is known, the start is not"
    elif first == last:
        how = "known to the day"
    else:
        how = f"some time in these {(last - first).days + 1} days"
    basis = _BASIS.get(row["date_basis"]) if row.get("date_basis") else None
    return f"{how[0].upper()}{how[1:]}{', ' + basis if basis else ''}."


def reported_note(row: Row) -> str | None:
    """When it was announced, where that is another day than the event's."""
    said = day(row.get("reported_on"))
    if said is None or said == day(row.get("date_end")) == day(row.get("date_start")):
        return None
    return f"Announced or published on {in_words(said)}, the upright tick."


def where_name(row: Row) -> tuple[str, str]:
    """The place, and what it lies in: ("Metolkine", "Luhansk, Ukraine")."""
    place = str(row.get("place") or "")
    country = country_names().get(str(row.get("country")), "") if row.get("country") else ""
    parts = [str(part) for part in (row.get("admin1"), country) if part and str(part) != place]
    return place, ", ".join(parts)


def where_note(row: Row) -> str:
    """How exactly the place is known."""
    precision = GeoPrecision(row["geo_precision"])
    radius = row.get("radius_km")
    if precision is GeoPrecision.NEAR:
        return (
            f"Within {radius:g} km; the circle is the area." if radius else "Near it; how near is not told."
        )
    return _PLACED[precision]


def coordinates(row: Row) -> str | None:
    """Latitude and longitude to two decimals, where a point is known."""
    if row.get("latitude") is None or not GeoPrecision(row["geo_precision"]).is_point:
        return None
    return f"{row['latitude']:.2f}, {row['longitude']:.2f}"


def number_words(low: int | None, best: int | None, high: int | None) -> str | None:
    """A number of people as a range: "3 to 4", "at least 3", "up to 6"; None where no number is told."""
    if low is None and best is None and high is None:
        return None
    if low is None and high is None:
        return f"{best:,}"
    if high is None:
        return f"at least {low:,}"
    low = best if low is None else low
    if low is None:
        return f"up to {high:,}"
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"


def role_words(actor: Actor, *, roles: str | None = None) -> str:
    """What the actor did and is: "acted, state forces"; ``roles`` listed says nothing of who acts."""
    role = "acted" if actor.role == Role.ACTOR1 else "acted on"
    if roles == ActorRoles.LISTED:
        role = "took part"
    kind = actor_kinds().get(actor.kind)
    label = kind.label.lower() if kind and actor.kind != "unknown" else None
    return ", ".join(part for part in (role, label) if part)


def claim_source(claim: QuotedClaim) -> str:
    """Who says so; the reporter is named by the publication."""
    return claim.source or claim.publisher or "The reporter"


def claim_words(claim: QuotedClaim) -> str:
    """How the source stands to it: "claimed", "denied", "reported as probable"."""
    stance = _STANCE[Stance(claim.stance)]
    return stance if claim.certainty == "certain" else f"{stance} as {claim.certainty}"


def via_words(claim: QuotedClaim) -> str | None:
    """Through whom the source's word came: "through TASS, in the Daily Ledger"."""
    through = f"through {claim.via}" if claim.via and claim.source else None
    told = f"in {claim.publisher}" if claim.source and claim.publisher else None
    return ", ".join(part for part in (through, told) if part) or None


def tolls_note(tolls: Sequence[QuotedToll]) -> str | None:
    """The numbers as told, where there are several of a kind: of each side, or by each source."""
    told: dict[tuple[str, str | None, bool], QuotedToll] = {}
    for toll in tolls:
        told.setdefault((toll.text.casefold(), toll.source, toll.injured), toll)
    kinds = [toll.injured for toll in told.values()]
    if all(kinds.count(kind) < 2 for kind in (True, False)):
        return None
    return f"As told: {'; '.join(map(_toll_words, told.values()))}."


def _toll_words(toll: QuotedToll) -> str:
    said = f" ({toll.source})" if toll.source else ""
    return f"“{toll.text}”{' injured' if toll.injured else ' killed'}{said}"
