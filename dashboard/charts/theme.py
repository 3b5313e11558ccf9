"""The look, defined once: Plotly figures read these tokens, and the page's CSS variables are made from them.

Every token has a light and a dark value; the contrast of each was computed when it was chosen. The colours
and symbols of event types come from ``data/ontology/event_types.csv``.
"""

import html
from functools import cache
from typing import Literal

import plotly.graph_objects as go

from dashboard.records.ontology import type_labels

Theme = Literal["light", "dark"]
THEMES: tuple[Theme, ...] = ("light", "dark")

SANS = "'Source Sans 3', 'Noto Sans', system-ui, sans-serif"
SERIF = "'Source Serif 4', 'Noto Serif', Georgia, serif"
#: MapLibre refuses families with a digit in their name; assets/fonts.css gives the same font this one too.
MAP_FONT = "Source Sans Map"

#: Token -> (light, dark).
TOKENS: dict[str, tuple[str, str]] = {
    "bg": ("#FAF9F6", "#141719"),
    "surface": ("#FFFFFF", "#1B1F23"),
    "sunken": ("#F3F1EC", "#16191D"),
    "ink": ("#1B1D20", "#ECEAE5"),
    "ink2": ("#474C52", "#BEC2C6"),
    "ink3": ("#63686E", "#989EA4"),
    "line": ("#E3E0D9", "#30363C"),
    "control": ("#858A90", "#707880"),
    "accent": ("#1D4F86", "#8FBCEB"),
    "accent-bg": ("#E8EFF6", "#1F3144"),
    "on-accent": ("#FFFFFF", "#10151A"),
    "danger": ("#A1260D", "#F3927C"),
    "warn": ("#7A4B00", "#EBC277"),
    "warn-bg": ("#FBF1DC", "#33290F"),
    "ok": ("#21683B", "#7CC796"),
    "land": ("#F4F2ED", "#23282D"),
    "water": ("#D8E2E7", "#171C21"),
    "river": ("#BFD0D9", "#11161A"),
    "border": ("#8E857B", "#7C858D"),
    "oblast": ("#C9C2B7", "#454D55"),
    "place": ("#4E4A45", "#C3C8CC"),
    "halo": ("#F4F2ED", "#1D2125"),
    "who": ("#E6E0F5", "#3A3157"),
    "who-line": ("#6A4FB3", "#B7A3F0"),
    "what": ("#FBDFDD", "#502B29"),
    "what-line": ("#AD3F38", "#F09A92"),
    "where": ("#DCEFD9", "#274028"),
    "where-line": ("#38742F", "#8CCB83"),
    "when": ("#D9EAF7", "#1F3E56"),
    "when-line": ("#286A9C", "#84BDEB"),
    "how-many": ("#FBEBC4", "#483A12"),
    "how-many-line": ("#876000", "#E3BC58"),
    "says-who": ("#E4E4E2", "#3A3E42"),
    "says-who-line": ("#5A5F64", "#B5BABF"),
}


def token(name: str, theme: Theme) -> str:
    """The colour of a token, ``#RRGGBB``."""
    return TOKENS[name][THEMES.index(theme)]


def type_colour(event_type: str, theme: Theme) -> str:
    """The colour of an event type; a type that the ontology does not know is drawn in ink."""
    known = type_labels().get(event_type)
    if known is None:
        return token("ink2", theme)
    return known.colour_light if theme == "light" else known.colour_dark


def type_label(event_type: str) -> str:
    """The name of an event type as a reader sees it."""
    known = type_labels().get(event_type)
    return known.type_label if known else event_type.replace("_", " ")


def css_variables() -> str:
    """The tokens as CSS custom properties, light by default, dark by the system's wish or ``data-theme``."""

    def block(theme: Theme) -> str:
        pairs = [f"--{name}:{token(name, theme)}" for name in TOKENS]
        pairs += [f"--type-{name.replace('_', '-')}:{type_colour(name, theme)}" for name in type_labels()]
        return ";".join([*pairs, f"color-scheme:{theme}"])

    return (
        f":root{{--sans:{SANS};--serif:{SERIF};{block('light')}}}"
        f"@media (prefers-color-scheme:dark){{:root:not([data-theme=light]){{{block('dark')}}}}}"
        f":root[data-theme=dark]{{{block('dark')}}}"
    )


@cache
def template(theme: Theme) -> go.layout.Template:
    """Fonts, grounds, axes and hover labels of every figure."""
    axis = {
        "gridcolor": token("line", theme),
        "linecolor": token("control", theme),
        "zerolinecolor": token("control", theme),
        "tickfont": {"size": 11, "color": token("ink3", theme)},
        "title": {"font": {"size": 12, "color": token("ink2", theme)}},
    }
    return go.layout.Template(
        layout={
            "font": {"family": SANS, "size": 12, "color": token("ink", theme)},
            "paper_bgcolor": token("surface", theme),
            "plot_bgcolor": token("surface", theme),
            "title": {"font": {"family": SERIF, "size": 17, "color": token("ink", theme)}, "x": 0},
            "xaxis": axis,
            "yaxis": axis,
            "hoverlabel": {
                "bgcolor": token("surface", theme),
                "bordercolor": token("line", theme),
                "font": {"family": SANS, "size": 13, "color": token("ink", theme)},
                "align": "left",
            },
            "newselection": {"line": {"color": token("accent", theme), "width": 2, "dash": "solid"}},
            "showlegend": False,
        }
    )


def plain(text: object) -> str:
    """Text for Plotly, which reads a kind of HTML: what an article holds stays text."""
    return html.escape(str(text), quote=False).replace("\n", " ")


def empty_figure(message: str, *, theme: Theme, height: int | None = None) -> go.Figure:
    """A figure that says why it shows nothing."""
    figure = go.Figure(
        layout={"template": template(theme), "height": height, "margin": dict.fromkeys("lrtb", 8)}
    )
    figure.update_xaxes(visible=False)
    figure.update_yaxes(visible=False)
    figure.add_annotation(
        text=plain(message),
        showarrow=False,
        x=0.5,
        y=0.5,
        xref="paper",
        yref="paper",
        font={"size": 13, "color": token("ink2", theme)},
    )
    return figure
