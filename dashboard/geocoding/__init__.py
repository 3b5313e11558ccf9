"""Names to places: a compiled gazetteer, and geocoders that answer as geopy's do.

``gazetteer.Gazetteer`` holds the places and their names; ``offline.OfflineGeocoder`` asks it; ``candidates``
and ``ranking`` choose among places that share a name; ``transliteration`` forgives a spelling where that is
safe. ``installed`` says which index is in use; ``index_build`` makes one from full GeoNames; ``additions``
are a user's own places over it. ``services.ServiceGeocoder`` asks a service instead, in the same words,
where an operator wants that.
"""
