"""The timeline draws intervals as intervals, and counts nothing twice."""

import itertools
import json
import re
from datetime import date
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pytest

from dashboard.charts import histogram, timeline
from dashboard.charts.binning import Interval, bins, following, unit_for
from dashboard.charts.histogram import DAY_MS
from dashboard.errors import InputError
from tests.charts.frames import HOSTILE, incident, table


def lanes(figure: go.Figure) -> list[Any]:
    return [trace for trace in figure.data if trace.type == "bar" and trace.orientation == "h"]


def counts(figure: go.Figure) -> list[Any]:
    return [trace for trace in figure.data if trace.type == "bar" and trace.orientation != "h"]


def test_a_bar_reaches_from_the_first_to_the_last_possible_day() -> None:
    figure = timeline(table(incident("a", date_start="2022-06-18", date_end="2022-06-19")))
    (lane,) = lanes(figure)
    assert lane.base == ("2022-06-18",)
    assert lane.x == (2 * DAY_MS,)
    assert lane.customdata == (["a"],)
    assert lane.marker.pattern.shape is None


def test_unknown_start_is_hatched_from_the_edge() -> None:
    rows = [
        incident("a", date_start=None, date_end="2022-06-20"),
        incident("b", date_start="2022-06-10", date_end="2022-06-10"),
    ]
    hatched = [lane for lane in lanes(timeline(table(*rows))) if lane.marker.pattern.shape]
    assert [lane.customdata for lane in hatched] == [(["a"],)]
    assert hatched[0].base[0] <= "2022-06-10"


def test_a_claim_is_outlined() -> None:
    (lane,) = lanes(timeline(table(incident("a", certainty="claimed by one party"))))
    assert lane.marker.color == "#FFFFFF"
    assert lane.marker.line.width > 1


def test_bars_of_a_lane_do_not_overlap() -> None:
    rows = [
        incident(str(n), date_start=f"2022-06-{1 + n // 2:02}", date_end=f"2022-06-{4 + n // 2:02}")
        for n in range(10)
    ]
    taken: dict[float, list[tuple[str, float]]] = {}
    for lane in lanes(timeline(table(*rows))):
        for start, length, y in zip(lane.base, lane.x, lane.y, strict=True):
            taken.setdefault(y, []).append((start, length))
    assert sum(len(found) for found in taken.values()) == 10
    for found in taken.values():
        spans = sorted(
            (pd.Timestamp(start), pd.Timestamp(start) + pd.Timedelta(length, "ms")) for start, length in found
        )
        assert all(before[1] <= after[0] for before, after in itertools.pairwise(spans))


def test_counts_add_up_to_the_events() -> None:
    rows = [
        incident("a"),
        incident("b", date_start="2022-06-01", date_end="2022-06-30"),
        incident("c", date_start=None, date_end="2022-06-20"),
        incident("d", event_type="protest"),
        incident("undated", date_start=None, date_end=None),
    ]
    assert sum(sum(trace.y) for trace in counts(timeline(table(*rows)))) == pytest.approx(4)


def test_many_rows_leave_the_counts_alone() -> None:
    rows = [incident(str(n), date_start="2022-06-01", date_end="2022-06-30") for n in range(80)]
    figure = timeline(table(*rows))
    assert not lanes(figure)
    assert sum(sum(trace.y) for trace in counts(figure)) == pytest.approx(80)


def test_days_of_the_selected_event_are_marked() -> None:
    figure = timeline(table(incident("a")), selected="a")
    assert [shape.x0 for shape in figure.layout.shapes if shape.line.dash] == ["2022-06-18"]


def test_text_of_articles_stays_text() -> None:
    figure = timeline(table(incident("a", summary=HOSTILE, place=HOSTILE, event_type=HOSTILE)), title=HOSTILE)
    assert not re.search(r"<img|<b>bold", figure.to_json().replace("\\u003c", "<"))


def test_empty_table_says_so() -> None:
    assert "No event" in timeline(table()).layout.annotations[0].text
    assert (
        "No event"
        in timeline(table(incident("a", date_start=None, date_end=None))).layout.annotations[0].text
    )


def test_missing_columns_are_named() -> None:
    with pytest.raises(InputError, match="date_end"):
        timeline(table(incident("a")).drop(columns=["date_end"]))


def test_no_foreign_host_is_named() -> None:
    assert not re.search(r"https?://", timeline(table(incident("a"))).to_json())


def test_histogram_stacks_types_hatches_the_vague_and_shows_the_brush() -> None:
    frame = pd.DataFrame(
        {
            "bin_start": [date(2022, 6, 13), date(2022, 6, 13), date(2022, 6, 20)],
            "bin_end": [date(2022, 6, 19), date(2022, 6, 19), date(2022, 6, 26)],
            "event_type": ["battle", "protest", "battle"],
            "exact": [2, 1, 0],
            "spread": [0.5, 0.0, 0.5],
        }
    )
    figure = histogram(frame, brush=(date(2022, 6, 14), date(2022, 6, 15)))
    solid = [trace for trace in figure.data if not trace.marker.pattern.shape]
    hatched = [trace for trace in figure.data if trace.marker.pattern.shape]
    assert sum(sum(trace.y) for trace in solid) == 3
    assert sum(sum(trace.y) for trace in hatched) == 1
    (brush,) = figure.layout.selections
    assert (brush.x0, brush.x1) == ("2022-06-14", "2022-06-16")
    assert all(isinstance(trace["customdata"], list) for trace in json.loads(figure.to_json())["data"])


@pytest.mark.parametrize("unit", ["day", "week", "month", "year"])
def test_bins_cover_the_time_without_gaps(unit: str) -> None:
    found = bins([], first=date(2021, 11, 3), last=date(2023, 2, 14), unit=unit)
    assert found[0].start <= date(2021, 11, 3)
    assert found[-1].end > date(2023, 2, 14)
    assert all(a.end == b.start == following(a.start, unit) for a, b in itertools.pairwise(found))


def test_a_long_interval_is_spread_over_its_days() -> None:
    interval = Interval("a", "battle", date(2022, 6, 1), date(2022, 6, 10))
    found = bins([interval], first=date(2022, 6, 1), last=date(2022, 6, 30), unit="day")
    assert [step.spread.get("battle", 0.0) for step in found[:11]] == pytest.approx([0.1] * 10 + [0.0])


def test_units_grow_with_the_time_shown() -> None:
    spans = [
        (date(2022, 6, 1), date(2022, 6, 30)),
        (date(2022, 1, 1), date(2022, 12, 31)),
        (date(2015, 1, 1), date(2022, 1, 1)),
        (date(1946, 1, 1), date(2022, 1, 1)),
    ]
    assert [unit_for(*span) for span in spans] == ["day", "week", "month", "year"]


def test_names_of_lanes_do_not_touch() -> None:
    many = [("battle", n) for n in range(30)] + [("protest", 0), ("riot", 0), ("diplomacy", 0)]
    day = date(2024, 3, 1)
    rows = [
        incident(event_id=f"{kind}{n}", event_type=kind, date_start=day, date_end=day) for kind, n in many
    ]
    figure = timeline(table(*rows))
    low, high = figure.layout.yaxis2.domain
    heights = [note.y for note in figure.layout.annotations if note.yanchor == "middle"]
    assert len(heights) == 4
    gaps = [(above - below) / (high - low) for above, below in itertools.pairwise(heights)]
    assert min(gaps) >= 1 / 7 - 1e-9
    assert low < min(heights) < max(heights) < high
