"""Every id of the page, once. A panel's ids are one enum; repeated items are named by the functions below."""

from enum import StrEnum, unique
from typing import Any


@unique
class Stores(StrEnum):
    """What the page is showing, in the browser's memory. Rows never enter a store."""

    ADDRESS = "store-address"
    FILTERS = "store-filters"
    SELECTION = "store-selection"
    VIEW = "store-view"
    PART = "store-part"
    THEME = "store-theme"
    ZOOM = "store-zoom"
    CAMERA = "store-camera"


@unique
class Shell(StrEnum):
    """The frame around the panels."""

    ROOT = "shell"
    PROVIDER = "shell-provider"
    NOTICE = "shell-notice"
    LIVE = "shell-live"
    EMPTY = "shell-empty"


@unique
class TopBar(StrEnum):
    """Name of the dataset, filter sentence, search, share."""

    SENTENCE = "top-sentence"
    DATASET = "top-dataset"
    SEARCH = "top-search"
    SHARE = "top-share"
    THEME = "top-theme"
    FILTERS = "top-filters"
    FILTER_COUNT = "top-filter-count"


@unique
class Rail(StrEnum):
    """The filters, one group a dimension."""

    ROOT = "rail"
    PERIOD = "rail-period"
    DATE_FROM = "rail-date-from"
    DATE_TO = "rail-date-to"
    EVENT_TYPES = "rail-event-types"
    ACTOR_SEARCH = "rail-actor-search"
    ACTORS = "rail-actors"
    COUNTRIES = "rail-countries"
    CERTAINTIES = "rail-certainties"
    STATUSES = "rail-statuses"
    PRECISION = "rail-precision"
    PRECISION_HINT = "rail-precision-hint"
    PUBLISHERS = "rail-publishers"
    FEWER = "rail-publishers-fewer"
    MORE = "rail-publishers-more"
    SOURCES = "rail-sources"
    SOURCES_HINT = "rail-sources-hint"
    DATASETS = "rail-datasets"
    DATASETS_GROUP = "rail-datasets-group"


@unique
class MapPanel(StrEnum):
    """The map and what lies over it."""

    ROOT = "map"
    GRAPH = "map-graph"
    OUTSIDE = "map-outside"
    AREA = "map-area"
    SCALE = "map-scale"


@unique
class Strip(StrEnum):
    """How many events are shown, and what is not."""

    ROOT = "strip"


@unique
class Timeline(StrEnum):
    """All dates with the brush, and the chosen dates in detail."""

    ROOT = "timeline"
    OVERVIEW = "timeline-overview"
    DETAIL = "timeline-detail"


@unique
class Table(StrEnum):
    """The events as rows."""

    ROOT = "table"
    GRID = "table-grid"
    HEAD = "table-head"


@unique
class Card(StrEnum):
    """One event and its evidence."""

    ROOT = "card"
    HEAD = "card-head"
    BODY = "card-body"
    PREVIOUS = "card-previous"
    NEXT = "card-next"


@unique
class Share(StrEnum):
    """The dialog that hands out links, embeds and files of the view."""

    ROOT = "share"
    WHAT = "share-what"
    LINK = "share-link"
    TITLE = "share-heading"
    CODE = "share-code"
    THEME = "share-theme"
    WIDTH = "share-width"
    PREVIEW = "share-preview"
    FRAME = "share-frame"
    PICTURES = "share-pictures"
    PNG = "share-png"
    SVG = "share-svg"
    CSV = "share-csv"
    GEOJSON = "share-geojson"
    ROWS = "share-rows"
    STATUS = "share-status"
    COPY_LINK = "share-copy-link"
    COPY_CODE = "share-copy-code"
    CLOSE = "share-close"


def reset(dimension: Any) -> dict[str, Any]:
    """The button that clears one dimension of the filters."""
    return {"type": "reset", "dimension": dimension}


def part(name: Any) -> dict[str, Any]:
    """The button of the strip that lists one part in the table."""
    return {"type": "part", "part": name}


def way_out(dimension: Any) -> dict[str, Any]:
    """The button that widens the filters when nothing passes them; ``"all"`` removes every filter."""
    return {"type": "way-out", "dimension": dimension}
