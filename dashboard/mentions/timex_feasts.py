"""Movable feasts by calendar arithmetic: Easter east and west, Hebrew, Islamic and moon-bound days.

Easter, the Hebrew calendar and the solar year of Iran are exact. Islamic months begin when the new moon is
seen, so a day reckoned by the tabular calendar may lie a day off, either way. Feasts at a new moon are told
from the mean moon with its largest corrections, right to the hour.
"""

import math
from datetime import date, timedelta

_HEBREW_EPOCH = -1373427  # the ordinal of 1 Tishri of year 1
_ISLAMIC_EPOCH = 227015  # the ordinal of 1 Muharram of year 1
_JULIAN_DAY = 1721424.5  # the Julian day at the start of ordinal 0

#: The largest periodic corrections of the equinox: size in 1e-5 days, phase and speed in degrees.
_EQUINOX = (
    (485, 324.96, 1934.136),
    (203, 337.23, 32964.467),
    (199, 342.08, 20.186),
    (182, 27.85, 445267.112),
    (156, 73.14, 45036.886),
    (136, 171.52, 22518.443),
)


def easter(year: int) -> date:
    """Western Easter Sunday (the anonymous Gregorian computus)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def orthodox_easter(year: int) -> date:
    """Easter Sunday of the churches that reckon it by the Julian calendar, as a Gregorian day."""
    a, b, c = year % 4, year % 7, year % 19
    d = (19 * c + 15) % 30
    e = (2 * a + 4 * b - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return date(year, month, day + 1) + timedelta(days=year // 100 - year // 400 - 2)


def hebrew_new_year(year: int) -> date:
    """Rosh Hashanah, 1 Tishri, in the autumn of a Gregorian year."""
    return date.fromordinal(_hebrew_new_year(year + 3761))


def passover(year: int) -> date:
    """15 Nisan, the first day of Passover: always 163 days before the next Rosh Hashanah."""
    return hebrew_new_year(year) - timedelta(days=163)


def hanukkah(year: int) -> date:
    """25 Kislev, the first day of Hanukkah: Heshvan before it has 29 days, 30 in a full year."""
    start = _hebrew_new_year(year + 3761)
    full = (_hebrew_new_year(year + 3762) - start) % 10 == 5  # years of 355 and 385 days
    return date.fromordinal(start + 83 + full)


def islamic(year: int, month: int, day: int) -> tuple[date, ...]:
    """The days in a Gregorian year of a day of the Islamic calendar, none, one or two of them."""
    first = (year - 622) * 33 // 32
    reckoned = (_islamic(first + near, month, day) for near in (-1, 0, 1, 2))
    return tuple(date.fromordinal(at) for at in reckoned if at > 0 and date.fromordinal(at).year == year)


def nowruz(year: int) -> date:
    """New year in Iran: the day of the spring equinox, the next where that falls after noon in Tehran."""
    thousands = (year - 2000) / 1000
    mean = 2451623.80984 + 365242.37404 * thousands + 0.05169 * thousands**2 - 0.00411 * thousands**3
    century = (mean - 2451545.0) / 36525
    at = mean + 1e-5 * sum(
        size * math.cos(math.radians(phase + speed * century)) for size, phase, speed in _EQUINOX
    )
    return date.fromordinal(math.floor(at - _JULIAN_DAY + 3.5 / 24 + 0.5))


def new_moon(day: date, hours: float) -> date:
    """The day of the first new moon on or after ``day``, by clocks ``hours`` ahead of UTC."""
    start = day.toordinal()
    turn = math.floor((start + _JULIAN_DAY - 2451550.1) / 29.530588861)
    for later in (0, 1, 2):
        at = math.floor(_new_moon(turn + later) - _JULIAN_DAY + hours / 24)
        if at >= start:
            return date.fromordinal(at)
    raise AssertionError("a new moon comes within sixty days")


def _hebrew_new_year(year: int) -> int:
    """The ordinal of 1 Tishri of a Hebrew year, put off where a neighbour year would get a wrong length."""
    before, this, after = (_hebrew_days(near) for near in (year - 1, year, year + 1))
    delay = 2 if after - this == 356 else 1 if this - before == 382 else 0
    return _HEBREW_EPOCH + this + delay


def _hebrew_days(year: int) -> int:
    """Days up to the new moon of a Hebrew year; no year begins on a Sunday, Wednesday or Friday."""
    months = (235 * year - 234) // 19
    day = 29 * months + (12084 + 13753 * months) // 25920
    return day + 1 if (3 * (day + 1)) % 7 < 3 else day


def _islamic(year: int, month: int, day: int) -> int:
    return _ISLAMIC_EPOCH - 1 + (year - 1) * 354 + (3 + 11 * year) // 30 + 29 * (month - 1) + month // 2 + day


def _new_moon(turn: int) -> float:
    """The Julian day of a new moon, the ``turn``-th from that of January 2000."""
    century = turn / 1236.85
    mean = 2451550.09766 + 29.530588861 * turn + 0.00015437 * century**2
    sun = math.radians(2.5534 + 29.10535670 * turn)
    moon = math.radians(201.5643 + 385.81693528 * turn)
    node = math.radians(160.7108 + 390.67050284 * turn)
    correction = (
        -0.40720 * math.sin(moon)
        + 0.17241 * math.sin(sun)
        + 0.01608 * math.sin(2 * moon)
        + 0.01039 * math.sin(2 * node)
        + 0.00739 * math.sin(moon - sun)
        - 0.00514 * math.sin(moon + sun)
        + 0.00208 * math.sin(2 * sun)
    )
    return mean + correction
