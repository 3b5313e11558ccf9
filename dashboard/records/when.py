"""When an event happened: an interval of days, how it was got and how exact it is."""

from dataclasses import dataclass
from datetime import date

from dashboard.records.codes import DateBasis, TimePrecision
from dashboard.records.fields import described


@dataclass(frozen=True, slots=True)
class When:
    """First and last day on which the event may have happened, both inclusive.

    An open start is None with the end known ("up to 20 June, start unknown").
    """

    start: date | None = described("First possible day; None = open start", unit="ISO 8601 day")
    end: date | None = described("Last possible day", unit="ISO 8601 day")
    precision: TimePrecision = described("Length of the interval", values=", ".join(TimePrecision))
    basis: DateBasis = described("How the date was got", values=", ".join(DateBasis))
    text: str | None = described("The words it came from; None when it came from none", default=None)
