"""Days grouped for counting: the unit that suits a stretch of time, and how many events fall into each
step.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

#: Unit -> the longest stretch in days that it is used for.
UNITS = {"day": 75, "week": 550, "month": 7500}


@dataclass(frozen=True, slots=True)
class Interval:
    """When an event may have happened, both days inclusive; ``first`` None is an open start."""

    event_id: str
    event_type: str
    first: date | None
    last: date


@dataclass(slots=True)
class Bin:
    """A step of the time axis, ``end`` exclusive, and the events in it, by type.

    ``exact`` lists events whose interval lies inside it; ``spread`` is the sum of the shares of longer ones.
    """

    start: date
    end: date
    exact: dict[str, list[str]]
    spread: dict[str, float]


def unit_for(first: date, last: date) -> str:
    """The finest unit whose steps are still wide enough to see."""
    days = (last - first).days
    return next((unit for unit, longest in UNITS.items() if days <= longest), "year")


def floor(day: date, unit: str) -> date:
    """The first day of the step that holds ``day``; weeks start on Monday."""
    if unit == "day":
        return day
    if unit == "week":
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if unit == "month" else day.replace(month=1, day=1)


def following(start: date, unit: str) -> date:
    """The first day of the next step."""
    if unit in ("day", "week"):
        return start + timedelta(days=1 if unit == "day" else 7)
    if unit == "month" and start.month < 12:
        return start.replace(month=start.month + 1)
    return start.replace(year=start.year + 1, month=1)


def bins(intervals: Iterable[Interval], *, first: date, last: date, unit: str) -> list[Bin]:
    """Every step from ``first`` to ``last`` with its events.

    An event longer than its step is spread: each step gets the share of its days that fall into it. An
    open start is spread from ``first``. What lies before ``first`` or after ``last`` is left out of the
    drawing, not moved.
    """
    steps = []
    start = floor(first, unit)
    while start <= last:
        end = following(start, unit)
        steps.append(Bin(start, end, {}, {}))
        start = end
    index = {step.start: step for step in steps}
    for interval in intervals:
        begin = interval.first or min(first, interval.last)
        home = index.get(floor(interval.last, unit))
        if home is not None and interval.first is not None and home.start <= begin:
            home.exact.setdefault(interval.event_type, []).append(interval.event_id)
            continue
        days = (interval.last - begin).days + 1
        for step in steps:
            shared = (min(interval.last, step.end - timedelta(days=1)) - max(begin, step.start)).days + 1
            if shared > 0:
                share = step.spread.get(interval.event_type, 0.0)
                step.spread[interval.event_type] = share + shared / days
    return steps
