"""Shapes of event types: a picture for each, as the map asks for it."""

import json
import struct
import zlib

import numpy as np
import pytest

from dashboard.charts import symbols
from dashboard.charts.theme import THEMES, Theme, type_colour
from dashboard.records.ontology import type_labels


def _pixels(png: bytes) -> np.ndarray:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png[16:24])
    size = struct.unpack(">I", png[33:37])[0]
    rows = np.frombuffer(zlib.decompress(png[41 : 41 + size]), np.uint8).reshape(height, 1 + width * 4)
    return rows[:, 1:].reshape(height, width, 4)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ratio", [1, 2])
def test_every_type_has_its_colour_in_the_sprite(theme: Theme, ratio: int) -> None:
    index, png = symbols.sprite(theme, ratio=ratio)
    images, sheet = json.loads(index), _pixels(png)
    for event_type in type_labels():
        for outlined in (False, True):
            at = images[symbols.image_name(event_type, outlined)]
            cut = sheet[at["y"] : at["y"] + at["height"], at["x"] : at["x"] + at["width"]]
            assert cut.shape == (at["height"], at["width"], 4)
            colour = [int(type_colour(event_type, theme)[i : i + 2], 16) for i in (1, 3, 5)]
            assert (np.abs(cut[..., :3].astype(int) - colour).max(axis=-1) <= 2).any()
            middle = cut[at["height"] // 2, at["width"] // 2, :3].astype(int)
            assert (np.abs(middle - colour).max() > 20) == outlined


def test_image_names_never_send_plotly_to_a_foreign_host() -> None:
    """Plotly fetches any missing image whose name is letters, digits and hyphens alone."""
    for name in json.loads(symbols.sprite("light")[0]):
        assert "_" in name


def test_shapes_differ_and_each_symbol_of_the_ontology_is_known() -> None:
    used = [row.symbol for row in type_labels().values()]
    assert len(set(used)) == len(used)
    assert set(used) <= set(symbols.CORNERS)
    assert set(used) <= set(symbols.GLYPHS)


def test_unknown_type_is_drawn_all_the_same() -> None:
    images = json.loads(symbols.sprite("light")[0])
    assert symbols.image_name("unheard_of", False) in images
    assert symbols.symbol("unheard_of") == "circle"
