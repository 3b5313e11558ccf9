"""The view that holds all marks."""

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.charts.projection import fit, pixels


@pytest.mark.parametrize(
    "points",
    [
        [(48.9, 38.5), (50.4, 30.5), (51.7, -1.6)],
        [(-18.1, 178.4), (-13.8, -171.8)],
        [(80.0, 0.0), (-54.8, -68.3)],
        [(0.0, 0.0)],
    ],
    ids=["europe", "antimeridian", "far apart", "one point"],
)
@pytest.mark.parametrize("size", [(780, 560), (390, 470), (1160, 560)])
def test_every_point_is_inside(points: list[tuple[float, float]], size: tuple[int, int]) -> None:
    width, height = size
    view = fit(points, width=width, height=height, padding=20)
    cx, cy = pixels(view.latitude, view.longitude, zoom=view.zoom)
    world = 512 * 2**view.zoom
    for point in points:
        x, y = pixels(*point, zoom=view.zoom)
        across = (x - cx + world / 2) % world - world / 2
        assert abs(across) <= width / 2
        assert abs(y - cy) <= height / 2


def test_two_sides_of_the_antimeridian_are_near_each_other() -> None:
    view = fit([(-18.1, 178.4), (-13.8, -171.8)], width=780, height=560)
    assert view.zoom > 4
    assert abs(view.longitude) > 170


@given(st.lists(st.floats(-180, 180, allow_nan=False), min_size=1, max_size=8))
def test_no_more_of_the_equator_is_taken_than_the_places_need(longitudes: list[float]) -> None:
    """A longitude such as -3.70256 once lost its last digit and seemed a whole turn away."""
    view = fit([(0.0, longitude) for longitude in longitudes], width=1200, height=600, padding=20)
    turned = sorted({longitude % 360 for longitude in longitudes})
    widest = max((b - a for a, b in pairwise([*turned, turned[0] + 360])), default=360.0)
    needed = math.log2((1200 - 40) / 512 / max((360 - widest) / 360, 1e-9))
    assert view.zoom == pytest.approx(max(0.2, min(needed, 8.5)), abs=1e-3)


def test_places_round_the_greenwich_meridian_are_seen_from_it() -> None:
    view = fit([(48.9, 38.49), (40.4, -3.70256), (13.0, 23.0)], width=1110, height=540)
    assert view.longitude == pytest.approx(17.4, abs=0.1)
    assert view.zoom > 2
