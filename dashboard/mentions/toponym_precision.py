"""How exactly a place name places something."""

from dashboard.records.codes import GeoPrecision
from dashboard.records.place import Place

_BY_CODE = {
    "PCLI": GeoPrecision.COUNTRY,
    "ADM1": GeoPrecision.PROVINCE,
    "ADM2": GeoPrecision.DISTRICT,
    "CONT": GeoPrecision.MULTI_COUNTRY,
    "OCN": GeoPrecision.INTERNATIONAL,
    "SEA": GeoPrecision.INTERNATIONAL,
    "GULF": GeoPrecision.INTERNATIONAL,
    "STRT": GeoPrecision.INTERNATIONAL,
    "CHN": GeoPrecision.INTERNATIONAL,
    "BAY": GeoPrecision.INTERNATIONAL,
}
#: Areas of no fixed rank go by their extent: up to so many km they are as exact as this.
_BY_RADIUS_KM = (
    (3, GeoPrecision.EXACT),
    (12, GeoPrecision.TOWN),
    (60, GeoPrecision.DISTRICT),
    (420, GeoPrecision.PROVINCE),
)
#: Regions within a country rank with provinces from this extent on.
_PROVINCE_FROM_KM = 20


def precision_of(place: Place) -> GeoPrecision:
    """Precision of the place itself, by its kind; of regions, islands, rivers and sites by their extent."""
    if place.feature_code in _BY_CODE:
        return _BY_CODE[place.feature_code]
    if place.feature_code.startswith("PPL"):
        return GeoPrecision.TOWN
    if place.feature_code == "RGN" and place.country and (place.radius_km or 0) > _PROVINCE_FROM_KM:
        return GeoPrecision.PROVINCE
    for limit, precision in _BY_RADIUS_KM:
        if (place.radius_km or 1) <= limit:
            return precision
    return GeoPrecision.COUNTRY if place.country else GeoPrecision.MULTI_COUNTRY
