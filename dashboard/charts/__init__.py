"""Draw: pure functions from a table of incidents to a Plotly figure, usable in a notebook.

::

    from dashboard.charts import event_map, timeline

    event_map(frame)        # marks as exact as their source: a point, a circle, an area
    timeline(frame)         # events a day, and one bar an event from its first to its last possible day

``frame`` has the columns of our CSV (``dashboard.records.codebook.INCIDENT_COLUMNS``). Nothing is fetched
from anywhere: without a map style the outlines that ship with the package are drawn.
"""

from dashboard.charts.event_map import event_map
from dashboard.charts.histogram import histogram
from dashboard.charts.timeline import timeline

__all__ = ["event_map", "histogram", "timeline"]
