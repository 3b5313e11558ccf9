"""Names to places, offline: a compiled gazetteer, and a geocoder that answers as geopy's do.

``gazetteer.Gazetteer`` holds the places and their names; ``offline.OfflineGeocoder`` asks it; ``candidates``
and ``ranking`` choose among places that share a name; ``transliteration`` forgives a spelling where that is
safe.
"""
