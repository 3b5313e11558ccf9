"""The tokens: one set for figures and page, readable in both themes."""

import re

import pytest

from dashboard.charts.theme import THEMES, TOKENS, Theme, css_variables, plain, template, token, type_colour
from dashboard.records.ontology import type_labels


def _blocks() -> dict[str, dict[str, str]]:
    css = css_variables()
    light = re.search(r":root\{([^}]*)\}", css)
    dark = re.search(r":root\[data-theme=dark\]\{([^}]*)\}", css)
    assert light is not None
    assert dark is not None
    return {
        theme: dict(pair.split(":", 1) for pair in block.group(1).split(";"))
        for theme, block in (("light", light), ("dark", dark))
    }


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """The WCAG 2 ratio of two colours."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", THEMES)
def test_page_and_figures_read_the_same_tokens(theme: Theme) -> None:
    css = _blocks()[theme]
    assert {name: css[f"--{name}"] for name in TOKENS} == {name: token(name, theme) for name in TOKENS}
    for event_type in type_labels():
        assert css[f"--type-{event_type.replace('_', '-')}"] == type_colour(event_type, theme)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ground", ["surface", "bg"])
@pytest.mark.parametrize("ink", ["ink", "ink2", "ink3", "accent", "danger"])
def test_text_is_readable(theme: Theme, ground: str, ink: str) -> None:
    assert contrast(token(ink, theme), token(ground, theme)) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("field", ["who", "what", "where", "when", "how-many", "says-who"])
def test_words_of_field_marks_are_readable(theme: Theme, field: str) -> None:
    assert contrast(token("ink", theme), token(field, theme)) >= 7
    assert contrast(token(f"{field}-line", theme), token(field, theme)) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
def test_event_types_stand_out_from_the_map(theme: Theme) -> None:
    for event_type in type_labels():
        assert contrast(type_colour(event_type, theme), token("land", theme)) >= 3


def test_template_uses_the_tokens() -> None:
    assert template("dark").layout.paper_bgcolor == token("surface", "dark")
    assert template("light").layout.font.color == token("ink", "light")


def test_text_for_plotly_is_escaped() -> None:
    assert plain('<b onclick="x">a & b</b>') == '&lt;b onclick="x"&gt;a &amp; b&lt;/b&gt;'
