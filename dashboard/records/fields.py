"""Fields that carry their own description, so that records, codebook and tests share one source."""

from dataclasses import MISSING, field
from typing import Any


def described(
    meaning: str,
    *,
    unit: str | None = None,
    values: str | None = None,
    source: str | None = None,
    default: Any = MISSING,
) -> Any:
    """A dataclass field with its meaning, unit, allowed values and the codebook it follows.

    ``default`` is the value of an omitted field; without it the field is required.
    """
    metadata = {"meaning": meaning, "unit": unit, "values": values, "source": source}
    if default is MISSING:
        return field(metadata=metadata)
    return field(default=default, metadata=metadata)
