"""Distance on the sphere."""

from math import asin, cos, radians, sin, sqrt

_DIAMETER_KM = 12742.0


def distance_km(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Great-circle distance of two points, in km."""
    a, b = radians(latitude), radians(other_latitude)
    half = sin((b - a) / 2) ** 2 + cos(a) * cos(b) * sin(radians(other_longitude - longitude) / 2) ** 2
    return _DIAMETER_KM * asin(min(1.0, sqrt(half)))
