"""The day of publication, as sources write it."""

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime

from dashboard.errors import UnreadableArticle

_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def publication_day(value: object, *, field: str = "published") -> date | None:
    """The day that a source gives: "2022-06-20", a full ISO 8601 date and time, or the form of feeds.

    The day is the one written, in whatever time zone. None and an empty string give None.
    Raises UnreadableArticle for anything else, also for days that do not exist.
    """
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    day = _parsed(value.strip()) if isinstance(value, str) and len(value) < 80 else None
    if day is None:
        shown = str(value)
        raise UnreadableArticle(f"{field}: {shown[:60]} is not a date (use YYYY-MM-DD)")
    return day


def _parsed(text: str) -> date | None:
    if _ISO_DAY.match(text):
        try:
            return datetime.fromisoformat(text).date()
        except ValueError:
            return None
    try:
        return parsedate_to_datetime(text).date()
    except (ValueError, TypeError, IndexError):
        return None
