"""One neutral sentence of an event, made from its fields.

Its forms are ``data/ontology/summaries.csv``: {one} and {two} are the sides, {place} the place, {in} the
place with its preposition.
"""

import csv
from calendar import month_name
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from dashboard import resources
from dashboard.events.located import MIDWAY
from dashboard.events.wording import articled, bears_name, country_name, division_name, is_plural
from dashboard.records.claim import Claim
from dashboard.records.codes import GeoPrecision, Likelihood, Role, Stance, Status, TimePrecision
from dashboard.records.event import Count, Participant
from dashboard.records.place import Where
from dashboard.records.when import When

_MONTHS = month_name[1:]
#: Feature codes of places at which, not in which, something happens.
_AT = frozenset(
    ["AIRB", "AIRP", "AIRF", "AIRH", "INSM", "MILB", "NVB", "PRT", "BDG", "FRM", "CTRN", "DAM", "MNST"]
)
_ON = frozenset(["ISL", "ISLS", "PEN", "HTS", "MTS", "CST"])
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Words:
    """How the text has the names: of actors by canonical name, of the place, of who says or denies it."""

    actors: Mapping[str, str] = field(default_factory=dict)
    place: str | None = None
    source: str | None = None
    denier: str | None = None


@cache
def _forms() -> dict[str, dict[str, str]]:
    with resources.file("ontology/summaries.csv").open(encoding="utf-8", newline="") as lines:
        return {row["sub_type"]: row for row in csv.DictReader(lines)}


def summarise(
    sub_type: str,
    *,
    actors: Iterable[Participant],
    where: Where | None,
    when: When | None,
    fatalities: Count | None,
    claims: tuple[Claim, ...],
    status: Status,
    words: Words | None = None,
) -> str:
    """The sentence; it names who says so where it is one party's claim.

    ``words`` words the names; without it actors and sources stand by their names alone.
    """
    known = words or Words()
    cast = tuple(actors)
    one, two = _side(cast, Role.ACTOR1, known), _side(cast, Role.ACTOR2, known)
    place, at = _place(where, known.place), _in(where, known.place)
    clause = _clause(sub_type, status, one, two, cast, place=place, at=at, where=where)
    parts = [_capital(clause), _days(when), _killed(fatalities), _says(claims, known)]
    return ", ".join(part for part in parts if part) + "."


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]


def _side(cast: tuple[Participant, ...], role: Role, words: Words) -> str:
    names = [words.actors.get(a.name, a.name) for a in cast if a.role is role]
    return _joined(names)


def _joined(names: Iterable[str]) -> str:
    unique = list(dict.fromkeys(names))
    if len(unique) > _SHOWN:
        unique = [*unique[:_SHOWN], "others"]
    if len(unique) < 2:
        return "".join(unique)
    return ", ".join(unique[:-1]) + " and " + unique[-1]


def _clause(
    sub_type: str,
    status: Status,
    one: str,
    two: str,
    cast: tuple[Participant, ...],
    *,
    place: str,
    at: str,
    where: Where | None,
) -> str:
    forms = _forms()[sub_type]
    if sub_type == "visit" and where is not None and one:
        two = ""  # the place says where to
    many = is_plural(two) or sum(a.role is Role.ACTOR2 for a in cast) > 1
    several = is_plural(one) or sum(a.role is Role.ACTOR1 for a in cast) > 1
    fields = {
        "one": one,
        "two": two,
        "place": place,
        "Place": _capital(place),
        "in": at,
        "from": at if where is None else f" from {place}",
        "to": at if where is None else f" to {place}",
        "were": "were" if many else "was",
        "their": "their" if several else "its",
    }
    verb = "are" if several else "is"
    if status in _NOT_DONE:
        leads, noun_leads = _NOT_DONE[status]
        if one and two:
            return f"{one} {leads.format(be=verb)} {forms['infinitive_both'].format(**fields)}"
        if one:
            return f"{one} {leads.format(be=verb)} {forms['infinitive'].format(**fields)}"
        noun = forms["noun"].format(**fields) + (f" involving {two}" if two else "")
        return noun_leads.format(noun=noun)
    form = "with_both" if one and two else "with_actor1" if one else "with_actor2" if two else "alone"
    told = forms[form].format(**fields)
    if status is Status.DENIED:
        opening = told if one or (two and form == "with_actor2") else told[0].lower() + told[1:]
        return f"It is denied that {opening}"
    return told


#: What stands before the infinitive with an actor, and around the noun without one.
_NOT_DONE = {
    Status.PLANNED: ("planned to", "There was a plan for {noun}"),
    Status.ATTEMPTED: ("attempted to", "There was an attempted act: {noun}"),
    Status.THREATENED: ("threatened to", "There was a threat of {noun}"),
}


def _place(where: Where | None, name: str | None) -> str:
    if where is None:
        return "territory"
    country = country_name(where.country) if where.country else None
    bare = {where.name, name, f"{where.name} City"}
    division = division_name(where.admin1) if where.admin1 else None
    holders = [h for h in (division, country) if h and h not in bare and f"the {h}" not in bare]
    if division and bears_name(division, where.name):
        holders = [h for h in holders if h != division]
    near = "a place near " if where.geo_precision is GeoPrecision.NEAR and not _lies_between(where) else ""
    return f"{near}{name or articled(where.name)}" + (f" ({', '.join(holders)})" if holders else "")


def _lies_between(where: Where) -> bool:
    """Whether the name says itself where the place lies: "between Mosul and Erbil"."""
    return where.feature_code == MIDWAY


def _in(where: Where | None, name: str | None) -> str:
    if where is None:
        return ""
    place = _place(where, name)
    if _lies_between(where):
        return f" {place}"
    if where.geo_precision is GeoPrecision.NEAR:
        return f" near {place.removeprefix('a place near ')}"
    code = where.feature_code or ""
    return f" {'at' if code in _AT else 'on' if code in _ON else 'in'} {place}"


def _day(day: date, *, year: bool = True, month: bool = True) -> str:
    return f"{day.day}" + (f" {_MONTHS[day.month - 1]}" if month else "") + (f" {day.year}" if year else "")


def _days(when: When | None) -> str:
    """Days in words: "18–19 June 2022", "up to 20 June 2022", "in March 2018"."""
    if when is None or (when.start is None and when.end is None):
        return ""
    start, end = when.start, when.end
    if start is None:
        assert end is not None
        return f"up to {_day(end)}"
    if end is None:
        return f"from {_day(start)}"
    if start == end:
        return _day(start)
    if when.precision is TimePrecision.MONTH and start.month == end.month and start.day == 1:
        return f"in {_MONTHS[start.month - 1]} {start.year}"
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        return f"in {start.year}" if start.year == end.year else f"{start.year}–{end.year}"
    same_year, same_month = start.year == end.year, (start.year, start.month) == (end.year, end.month)
    opening = _day(start, year=not same_year, month=not same_month)
    return f"{opening}{'–' if same_month else ' – '}{_day(end)}"


def _killed(fatalities: Count | None) -> str:
    if fatalities is None or not (fatalities.low or fatalities.high):
        return ""
    low, high = fatalities.low, fatalities.high
    if low is None:
        return f"up to {high:,} killed"
    if high is None:
        return f"at least {low:,} killed"
    return f"{low:,} killed" if low == high else f"{low:,}–{high:,} killed"


def _says(claims: tuple[Claim, ...], words: Words) -> str:
    denied = first_denial(claims)
    if denied is not None and claims[0].is_reporters_own:
        return f"which {_says_one(denied, words.denier)}"
    first = next((claim for claim in claims if claim.source), None)
    if first is None:
        likelihoods = [claim.certainty for claim in claims]
        unsure = max(likelihoods, key=list(Likelihood).index, default=Likelihood.CERTAIN)
        return _HEDGES[unsure]
    said = _says_one(first, words.source)
    if denied is None or denied is first:
        return said
    return f"{said} and {_says_one(denied, words.denier)}"


def first_denial(claims: Iterable[Claim]) -> Claim | None:
    """The first claim that denies the event."""
    return next((claim for claim in claims if claim.source and claim.stance is Stance.DENIED), None)


def _says_one(claim: Claim, worded: str | None) -> str:
    name = worded or claim.source or ""
    verb = {Stance.DENIED: "deny", Stance.SUSPECTED: "suspect"}.get(claim.stance, "say")
    if not is_plural(name):
        verb = "denies" if verb == "deny" else verb + "s"
    hedge = "" if claim.certainty is Likelihood.CERTAIN else f" ({claim.certainty.value})"
    return f"{name} {verb}{hedge}"


_HEDGES = {
    Likelihood.CERTAIN: "",
    Likelihood.PROBABLE: "probable but not certain",
    Likelihood.POSSIBLE: "possible but not certain",
}
