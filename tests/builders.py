"""Small builders of articles, events and incidents for tests of the reading arm.

``sample_snapshot(folder)`` publishes 26 varied incidents and opens them: undated, unplaced, placed to a
province, a country, several countries, within a radius; disputed, claimed, suspected; with an open start, a
month, a year; told by one to three publishers; with hostile text in names, titles and summaries. All facts
and names are invented.
"""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dashboard.records.article import Article, article_id
from dashboard.records.claim import Claim
from dashboard.records.codes import (
    ActorKind,
    DateBasis,
    GeoPrecision,
    Likelihood,
    Role,
    Stance,
    Status,
    TimePrecision,
)
from dashboard.records.event import Count, Event, Participant, event_id
from dashboard.records.incident import Incident, certainty_of
from dashboard.records.place import Where
from dashboard.records.provenance import Evidence
from dashboard.records.when import When

if TYPE_CHECKING:
    from dashboard.query.snapshot_source import SnapshotSource

AS_OF = datetime(2024, 5, 1, 12, 0, tzinfo=UTC)

HOSTILE = '<img src=x onerror="document.title=1"> <a href="https://example.org/">official</a> =1+1'


def make_article(text: str, **changes: Any) -> Article:
    """An article with an identity of its own."""
    values: dict[str, Any] = {
        "publisher": "Northern Courier",
        "title": "A day at the river",
        "url": "https://example.org/a",
        "published_at": date(2024, 3, 4),
        "language": "en",
    } | changes
    return Article(article_id=article_id(text, values["url"]), text=text, **values)


def make_when(start: date | None, end: date | None = None, **changes: Any) -> When:
    """An interval; its precision follows from its length."""
    end = end or start
    days = (end - start).days if start and end else None
    precision = TimePrecision.UNKNOWN
    for limit, name in ((0, TimePrecision.DAY), (3, TimePrecision.FEW_DAYS), (7, TimePrecision.WEEK)):
        if days is not None and days <= limit and precision is TimePrecision.UNKNOWN:
            precision = name
    if days is not None and days > 7:
        precision = TimePrecision.MONTH if days <= 31 else TimePrecision.YEAR
    values: dict[str, Any] = {"precision": precision, "basis": DateBasis.STATED, "text": "on Monday"}
    return When(start, end, **values | changes)


def make_where(name: str, latitude: float, longitude: float, **changes: Any) -> Where:
    """A place; a town unless told otherwise."""
    values: dict[str, Any] = {
        "text": name,
        "geo_precision": GeoPrecision.TOWN,
        "radius_km": 3.0,
        "country": "UA",
        "admin1": "Luhansk",
        "admin1_code": "14",
        "feature_code": "PPL",
        "geonameid": abs(hash(name)) % 10**6 if not name.isascii() else sum(map(ord, name)),
    }
    return Where(name=name, latitude=latitude, longitude=longitude, **values | changes)


def make_actor(name: str, role: Role = Role.ACTOR1, **changes: Any) -> Participant:
    """Someone who takes part."""
    values: dict[str, Any] = {"text": name, "kind": ActorKind.STATE_FORCES, "country": None}
    return Participant(name=name, role=role, **values | changes)


def make_event(article: Article, trigger: str, **changes: Any) -> Event:
    """An event whose trigger is the first such words in the article; their line is its sentence."""
    start = article.text.index(trigger)
    end = start + len(trigger)
    event_type = changes.get("event_type", "battle")
    first = article.text.rfind("\n", 0, start) + 1
    last = article.text.find("\n", end)
    last = len(article.text) if last < 0 else last
    what = Evidence("what", article.article_id, start, end, trigger)

    def marks(field: str, *words: str | None) -> list[Evidence]:
        """Evidence for a field wherever its words stand in the event's line."""
        found = [(article.text.find(each, first, last), each) for each in words if each]
        return [
            Evidence(field, article.article_id, at, at + len(each), each) for at, each in found if at >= 0
        ]

    values: dict[str, Any] = {
        "event_type": event_type,
        "sub_type": "armed_clash",
        "acled_sub_event_type": "Armed clash",
        "summary": "Two sides fought.",
        "when": make_when(date(2024, 3, 2)),
        "where": make_where("Orlivka", 48.9, 38.5),
        "evidence": (
            Evidence("sentence", article.article_id, first, last, article.text[first:last]),
            what,
            *marks("who", *(actor.text for actor in changes.get("actors", ()))),
            *marks("where", changes["where"].text if changes.get("where") else None),
            *marks("when", "On Monday"),
            *marks("says_who", *(claim.source for claim in changes.get("claims", ()))),
        ),
        "reported_on": article.published_at,
        "extractor": "builder 1",
    } | changes
    return Event(
        event_id=event_id(article.article_id, start, end, event_type),
        article_id=article.article_id,
        trigger=what,
        **values,
    )


def make_incident(
    *events: Event, publishers: tuple[str, ...] = ("Northern Courier",), **changes: Any
) -> Incident:
    """An incident that shows its first event's fields."""
    claims = tuple(claim for event in events for claim in event.claims)
    values: dict[str, Any] = {
        "merged": events[0],
        "certainty": certainty_of(claims),
        "reason": None if len(events) == 1 else "same type, place and days",
    } | changes
    return Incident(
        incident_id=min(event.event_id for event in events), events=events, publishers=publishers, **values
    )


def _claim(
    source: str | None, stance: Stance = Stance.CLAIMED, sure: Likelihood = Likelihood.CERTAIN
) -> Claim:
    return Claim(source, stance, sure)


def sample_incidents() -> tuple[list[Incident], list[Article]]:
    """The incidents of ``sample_snapshot`` and the articles that tell them."""
    north = ("Northern Army", ActorKind.STATE_FORCES, "UA")
    south = ("Southern Front", ActorKind.REBEL_GROUP, "UA")
    people = ("Civilians", ActorKind.CIVILIANS, None)
    crowd = ("Protesters", ActorKind.PROTESTERS, "SY")

    def who(*actors: tuple[str, ActorKind, str | None]) -> tuple[Participant, ...]:
        return tuple(
            make_actor(name, role, kind=kind, country=country)
            for role, (name, kind, country) in zip(Role, actors, strict=False)
        )

    day = date(2024, 3, 1)
    town = make_where("Orlivka", 48.9, 38.5)
    village = make_where("Krasna", 48.93, 38.56, text="Krassna", radius_km=1.0)
    near = make_where("Orlivka", 48.9, 38.5, geo_precision=GeoPrecision.NEAR, radius_km=10.0)
    exact = make_where("Bridge of Sela", 49.01, 38.4, geo_precision=GeoPrecision.EXACT, radius_km=0.1)
    district = make_where("Sela District", 49.1, 38.2, geo_precision=GeoPrecision.DISTRICT, radius_km=25.0)
    province = make_where(
        "Donbas", 48.3, 38.0, geo_precision=GeoPrecision.PROVINCE, radius_km=150.0, admin1=None
    )
    country = make_where(
        "Ukraine",
        49.0,
        32.0,
        geo_precision=GeoPrecision.COUNTRY,
        radius_km=500.0,
        admin1=None,
        admin1_code=None,
    )
    gulf = make_where(
        "Sahel",
        15.0,
        5.0,
        geo_precision=GeoPrecision.MULTI_COUNTRY,
        radius_km=2000.0,
        country=None,
        admin1=None,
    )
    world = make_where(
        "Arctic Ocean", 80.0, 0.0, geo_precision=GeoPrecision.INTERNATIONAL, country=None, admin1=None
    )
    homs = make_where("Homs", 34.73, 36.71, country="SY", admin1="Homs", admin1_code="11")
    fiji = make_where("Suva", -18.14, 178.44, country="FJ", admin1="Central")
    samoa = make_where("Apia", -13.83, -171.77, country="WS", admin1="Tuamasaga")
    trap = make_where(f"Sela {HOSTILE}", 49.3, 38.9, text="<b>Sela</b>")

    specs: list[dict[str, Any]] = [
        {
            "when": make_when(day),
            "actors": who(north, south),
            "summary": "Northern Army and Southern Front clashed.",
        },
        {
            "sub_type": "territory_gained",
            "where": village,
            "when": make_when(date(2024, 3, 2), date(2024, 3, 3)),
            "actors": who(south, north),
            "claims": (_claim("Southern Front"),),
            "summary": "Southern Front took Krasna, Southern Front says.",
        },
        {
            "sub_type": "surrender",
            "where": village,
            "when": make_when(None, date(2024, 3, 3)),
            "actors": who(north),
            "claims": (_claim("Southern News Agency", Stance.ALLEGED, Likelihood.PROBABLE),),
            "summary": "Northern Army fighters surrendered, reportedly.",
        },
        {
            "event_type": "remote_violence",
            "sub_type": "shelling",
            "where": near,
            "when": make_when(None, date(2024, 3, 4)),
            "actors": who(south, people),
            "fatalities": Count(3, 4, 6),
            "injured": Count(10, None, None),
            "status": Status.ONGOING,
            "claims": (_claim("Northern ministry"), _claim("Southern Front", Stance.DENIED)),
            "summary": "Southern Front shelled the outskirts of Orlivka; it denies that.",
        },
        {
            "event_type": "remote_violence",
            "sub_type": "air_strike",
            "where": exact,
            "when": make_when(date(2024, 3, 4)),
            "actors": who(north, south),
            "fatalities": Count(2, 2, 2),
            "summary": "Northern Army bombed the bridge of Sela.",
            "publishers": ("Daily Ledger", "Northern Courier", "Harbour Post"),
        },
        {
            "event_type": "remote_violence",
            "sub_type": "drone_strike",
            "where": district,
            "when": make_when(date(2024, 3, 5)),
            "actors": who(south, north),
            "claims": (_claim("Southern Front"),),
            "summary": "A drone struck a depot in Sela District, Southern Front says.",
        },
        {
            "where": province,
            "when": make_when(date(2024, 2, 26), date(2024, 3, 4)),
            "actors": who(north, south),
            "status": Status.ONGOING,
            "summary": "Fighting went on in Donbas.",
        },
        {
            "event_type": "strategic_development",
            "sub_type": "mutiny",
            "where": province,
            "when": make_when(None, date(2024, 3, 4)),
            "actors": who(south),
            "claims": (_claim("Northern ministry"),),
            "summary": "Southern Front units refused orders, the Northern ministry says.",
        },
        {
            "event_type": "strategic_development",
            "sub_type": "desertion",
            "where": country,
            "when": make_when(date(2024, 2, 1), date(2024, 2, 29)),
            "actors": who(north),
            "claims": (_claim("Northern ministry", Stance.SUSPECTED, Likelihood.PROBABLE),),
            "summary": "Northern Army soldiers probably deserted.",
        },
        {
            "event_type": "strategic_development",
            "sub_type": "deployment",
            "where": country,
            "when": make_when(date(2022, 2, 24)),
            "actors": who(south),
            "background": True,
            "summary": "Southern Front moved in.",
        },
        {
            "event_type": "diplomacy",
            "sub_type": "statement",
            "where": None,
            "where_reason": "no place is told",
            "when": make_when(date(2024, 3, 4)),
            "actors": (make_actor("Minister Hale", kind=ActorKind.INDIVIDUAL, country="GB"),),
            "summary": "Minister Hale spoke of talks.",
        },
        {
            "event_type": "diplomacy",
            "sub_type": "threat",
            "where": None,
            "where_reason": "no place is told",
            "when": None,
            "actors": who(south),
            "status": Status.THREATENED,
            "summary": "Southern Front threatened to close the road.",
        },
        {
            "event_type": "protest",
            "sub_type": "peaceful_protest",
            "where": homs,
            "when": make_when(date(2024, 3, 8)),
            "actors": who(crowd),
            "summary": "Protesters marched in Homs.",
        },
        {
            "event_type": "protest",
            "sub_type": "excessive_force",
            "where": homs,
            "when": make_when(date(2024, 3, 9)),
            "actors": (
                make_actor("City police", kind=ActorKind.POLICE, country="SY"),
                make_actor("Protesters", Role.ACTOR2, kind=ActorKind.PROTESTERS, country="SY"),
            ),
            "fatalities": Count(1, None, 3),
            "summary": "City police fired at protesters in Homs.",
            "publishers": ("Daily Ledger", "Harbour Post"),
        },
        {
            "event_type": "riot",
            "sub_type": "mob_violence",
            "where": fiji,
            "when": make_when(date(2024, 3, 10)),
            "actors": (make_actor("Rioters", kind=ActorKind.RIOTERS, country="FJ"),),
            "summary": "Rioters broke shop windows in Suva.",
        },
        {
            "event_type": "riot",
            "sub_type": "violent_demonstration",
            "where": samoa,
            "when": None,
            "actors": (make_actor("Rioters", kind=ActorKind.RIOTERS, country="WS"),),
            "summary": "Rioters burned tyres in Apia.",
        },
        {
            "event_type": "violence_against_civilians",
            "sub_type": "abduction",
            "where": gulf,
            "when": make_when(date(2024, 1, 1), date(2024, 12, 31)),
            "actors": (make_actor("Desert Guard", kind=ActorKind.REBEL_GROUP),),
            "summary": "Desert Guard abducted traders.",
        },
        {
            "event_type": "violence_against_civilians",
            "sub_type": "killing",
            "where": town,
            "when": make_when(date(2024, 3, 6)),
            "actors": (
                make_actor("Unknown gunmen", kind=ActorKind.UNKNOWN),
                make_actor("Civilians", Role.ACTOR2, kind=ActorKind.CIVILIANS),
            ),
            "fatalities": Count(5, 5, 5),
            "claims": (_claim(None, Stance.ASSERTED),),
            "summary": "Unknown gunmen killed five people in Orlivka.",
        },
        {
            "event_type": "strategic_development",
            "sub_type": "arrest",
            "where": trap,
            "when": make_when(date(2024, 3, 7)),
            "actors": (
                make_actor(HOSTILE, kind=ActorKind.ORGANISATION),
                make_actor("=cmd|' /C calc'!A0", Role.ACTOR2),
            ),
            "claims": (_claim("@SUM(1)"),),
            "summary": HOSTILE,
            "publishers": ('<script>alert("x")</script>',),
        },
        {
            "event_type": "diplomacy",
            "sub_type": "visit",
            "where": world,
            "when": make_when(date(2024, 4, 1)),
            "actors": (make_actor("Minister Hale", kind=ActorKind.INDIVIDUAL, country="GB"),),
            "status": Status.PLANNED,
            "summary": "Minister Hale is to visit a ship.",
        },
    ]
    # The same town, on six more days of one month: a stack on the map and bars side by side.
    specs += [
        {
            "event_type": "remote_violence" if n % 2 else "battle",
            "sub_type": "shelling" if n % 2 else "armed_clash",
            "when": make_when(date(2024, 3, 10 + n)),
            "actors": who(south, north) if n % 3 else who(north, south),
            "summary": f"Orlivka saw fighting on day {n}.",
        }
        for n in range(6)
    ]

    articles: list[Article] = []
    incidents: list[Incident] = []
    names = ("Northern Courier", "Daily Ledger", "Harbour Post")
    for number, spec in enumerate(specs):
        publishers = spec.pop("publishers", (names[number % 3],))
        told = []
        for publisher in publishers:
            summary = spec["summary"]
            text = (
                f"Report {number} of {publisher}.\nOn Monday, people said: {summary}\nNothing else is known."
            )
            article = make_article(
                text,
                publisher=publisher,
                url=f"https://example.org/{number}/{publisher[:5].strip('<')}" if number else None,
                title=f"{publisher}: day {number}" if number != 18 else HOSTILE,
            )
            articles.append(article)
            told.append(make_event(article, summary, **{"where": town, **spec}))
        incidents.append(make_incident(*told, publishers=publishers))
    return incidents, articles


def sample_snapshot(folder: Path, *, title: str = "Orlivka, March 2024") -> "SnapshotSource":
    """Publish the sample incidents into ``folder`` and open them."""
    # Not at the top: the processes that only need articles need not load DuckDB and pandas.
    from dashboard.query.snapshot import write_snapshot
    from dashboard.query.snapshot_source import SnapshotSource

    incidents, articles = sample_incidents()
    write_snapshot(folder, incidents, articles, title=title, as_of=AS_OF)
    return SnapshotSource(folder)
