"""Values of fields as an explanation words them."""

from datetime import date

from dashboard.explain.explanation import EventReason, Explanation
from dashboard.records.codes import DateBasis, Likelihood, ToponymUse
from dashboard.records.event import Count
from dashboard.records.mention import Attribution, Timex
from dashboard.records.ontology import actor_kinds, sub_types
from dashboard.records.place import Place, Where
from dashboard.records.when import When

_BASIS = {
    DateBasis.STATED: "stated in the text",
    DateBasis.RELATIVE: "reckoned from the day of publication",
    DateBasis.INHERITED: "taken from another sentence",
    DateBasis.PUBLICATION: "no words of time: the days up to publication",
}
USE = {
    ToponymUse.GOVERNMENT: "stands for its government",
    ToponymUse.ORGANISATION: "part of an organisation's name",
    ToponymUse.MODIFIER: "only describes what follows",
}


def named_type(sub_type: str) -> str:
    """A sub-type as a reader knows it: "Shelling (remote violence)"."""
    row = sub_types()[sub_type]
    return f"{row.label} ({row.type_label.lower()})"


def where_words(where: Where) -> str:
    """A place with what it lies in, how exactly it is known, and its point."""
    inside = [part for part in (where.admin1, where.country) if part and part != where.name]
    words = ", ".join([where.name, *inside]) + f" ({where.geo_precision.value.replace('_', ' ')}"
    if where.radius_km is not None:
        words += f", within {where.radius_km:g} km"
    return words + f") at {where.latitude:.2f}, {where.longitude:.2f}"


def place_words(place: Place) -> str:
    """An entry of the gazetteer: name, what it lies in, what it is, inhabitants."""
    inside = [part for part in (place.admin1_name, place.country) if part and part != place.name]
    people = f", {place.population:,} inhabitants" if place.population else ""
    return f"{', '.join([place.name, *inside])} ({place.feature_code}{people})"


def when_words(when: When) -> str:
    """The days of a date."""
    if when.end is None:
        return "days unknown"
    return days(when.start, when.end)


def basis_words(when: When, timex: Timex | None, *, history: bool) -> str:
    """How the days of an event were got; in a ``history`` they are reckoned from what was told before."""
    if when.basis is not DateBasis.RELATIVE:
        return _BASIS[when.basis]
    if timex is not None and timex.reason is not None and timex.reason.startswith("reckoned from"):
        return timex.reason  # the dateline
    if history:
        return "reckoned from what the history told before, else from the day of publication"
    return _BASIS[when.basis]


def days(first: date | None, last: date) -> str:
    """An interval of days."""
    if first is None:
        return f"up to {last}, start unknown"
    return f"{last}" if first == last else f"{first} to {last}"


def timex_words(timex: Timex) -> str:
    """A time expression's TIMEX3 value and the days it names."""
    value = f"{timex.type.value} {timex.value or 'without a value'}"
    if timex.latest is None or days(timex.earliest, timex.latest) == timex.value:
        return value
    return f"{value}: {days(timex.earliest, timex.latest)}"


def kind_words(kind: str, country: str | None) -> str:
    """A kind of actor and its country."""
    known = actor_kinds().get(kind)
    return ", ".join(part for part in (known.label.lower() if known else kind, country) if part)


def count_words(count: Count) -> str:
    """A number of people as a range."""
    low, high = count.low if count.low is not None else count.best, count.high
    if low is not None:
        return f"at least {low:,}" if high is None else f"{low:,}" if low == high else f"{low:,} to {high:,}"
    return f"up to {high:,}" if high is not None else "a number that is not told"


def attribution_words(attribution: Attribution) -> str:
    """Who says so, how, and how surely."""
    source = attribution.source or "no source named"
    sure = "" if attribution.likelihood is Likelihood.CERTAIN else f", {attribution.likelihood.value}"
    return f"{source}: {attribution.stance.value}{sure}"


def counted(number: int, noun: str) -> str:
    """ "1 event", "3 events", "no events"."""
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"


def article_line(explanation: Explanation) -> str:
    """What is known of an article's publication, and what was read in it."""
    article = explanation.article
    day = f"published {article.published_at}" if article.published_at else "day of publication not known"
    parts = [
        *(part for part in (article.publisher, day, article.url) if part),
        f"{counted(len(explanation.events), 'event')} told, {len(explanation.dropped)} left out",
        f"kind of news: {explanation.main_type or 'none'}",
        f"read by {explanation.extractor}",
    ]
    line = " · ".join(parts)
    return f"{line[:1].upper()}{line[1:]}"


def weight_words(reason: EventReason) -> str:
    """The bound that the confidence passed."""
    if reason.least is None:
        return ", kept whatever its confidence"
    return f"; told from {reason.least:.2f} on"
