"""The closed vocabularies of the records: each member is stored as its value.

Event types and sub-types are data, not code: ``data/ontology/event_types.csv``.
"""

from enum import StrEnum


class GeoPrecision(StrEnum):
    """How exactly a place is known, finest first.

    UCDP ``where_prec`` 1-7 and ACLED ``geo_precision`` 1-3 derive from it.
    """

    EXACT = "exact"
    TOWN = "town"
    NEAR = "near"
    DISTRICT = "district"
    PROVINCE = "province"
    COUNTRY = "country"
    MULTI_COUNTRY = "multi_country"
    INTERNATIONAL = "international"

    @property
    def rank(self) -> int:
        """0 for the finest, 7 for the coarsest."""
        return _RANKS[self]

    @property
    def is_point(self) -> bool:
        """Whether the place may be drawn as a point or a small disc rather than as an area."""
        return self.rank <= GeoPrecision.DISTRICT.rank


_RANKS = {precision: rank for rank, precision in enumerate(GeoPrecision)}


class TimePrecision(StrEnum):
    """How long the interval is in which the event happened."""

    DAY = "day"
    FEW_DAYS = "few_days"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    UNKNOWN = "unknown"


class DateBasis(StrEnum):
    """How a date was got."""

    STATED = "stated"
    RELATIVE = "relative"
    INHERITED = "inherited"
    PUBLICATION = "publication"


class PlaceMatch(StrEnum):
    """How the written name met the gazetteer's."""

    EXACT = "exact"
    ALTERNATE = "alternate"
    FUZZY = "fuzzy"


class ToponymUse(StrEnum):
    """What a place name stands for; only a literal one can be an event's place."""

    LITERAL = "literal"
    GOVERNMENT = "government"
    ORGANISATION = "organisation"
    MODIFIER = "modifier"


class TimexType(StrEnum):
    """TIMEX3 types."""

    DATE = "DATE"
    TIME = "TIME"
    DURATION = "DURATION"
    SET = "SET"


class Role(StrEnum):
    """actor1 acts, actor2 is acted on."""

    ACTOR1 = "actor1"
    ACTOR2 = "actor2"


class ActorRoles(StrEnum):
    """What the order of a row's actors says.

    acting: actor1 acts, actor2 is acted on; listed: two sides as the dataset lists them, which says nothing
    of who acts.
    """

    ACTING = "acting"
    LISTED = "listed"


class ActorKind(StrEnum):
    """What sort of actor it is; follows ACLED's inter codes, made finer."""

    STATE_FORCES = "state_forces"
    REBEL_GROUP = "rebel_group"
    POLITICAL_MILITIA = "political_militia"
    IDENTITY_MILITIA = "identity_militia"
    GOVERNMENT = "government"
    CIVILIANS = "civilians"
    PROTESTERS = "protesters"
    RIOTERS = "rioters"
    POLICE = "police"
    ORGANISATION = "organisation"
    INDIVIDUAL = "individual"
    UNKNOWN = "unknown"


class Stance(StrEnum):
    """How a source stands to what it tells."""

    ASSERTED = "asserted"
    CLAIMED = "claimed"
    DENIED = "denied"
    ALLEGED = "alleged"
    SUSPECTED = "suspected"


class Likelihood(StrEnum):
    """How sure the text lets the teller be."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    POSSIBLE = "possible"


class Certainty(StrEnum):
    """What a reader is shown; the first that applies from the bottom."""

    STATED = "stated as fact"
    CLAIMED = "claimed by one party"
    DISPUTED = "disputed"
    UNSURE = "probable or possible"


class Status(StrEnum):
    """Whether it happened."""

    OCCURRED = "occurred"
    ONGOING = "ongoing"
    PLANNED = "planned"
    ATTEMPTED = "attempted"
    THREATENED = "threatened"
    DENIED = "denied"
