"""The page that goes with a file which has no room for it: source, terms, what was lost, and the codebook."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from dashboard.records.codebook import INCIDENT_COLUMNS, render


@dataclass(frozen=True, slots=True)
class About:
    """What is told with a file. ``note`` says what was asked for, and when."""

    title: str
    licence: str
    note: str | None = None
    citation: str | None = None
    losses: Mapping[str, int] = field(default_factory=dict)


def page(about: About, *, format_title: str | None = None) -> str:
    """The page as Markdown; ``format_title`` names the layout, where it is not ours."""
    lines = [f"# {about.title}", "", f"Terms: {about.licence}", ""]
    if about.citation:
        lines += [f"Cite as: {about.citation}", ""]
    if about.note:
        lines += [about.note, ""]
    lines += ["Places: GeoNames, CC BY 4.0, where a row has a geonameid.", ""]
    if format_title is not None:
        lines += [
            f"The file has the columns of {format_title}, whose codebook tells what they mean.",
            "",
        ]
        if about.losses:
            lines += ["Not all that a row holds has a place in them. Read back, these columns differ:", ""]
            order = [column.name for column in INCIDENT_COLUMNS if column.name in about.losses]
            lines += [f"- `{name}`: {about.losses[name]:,} rows" for name in order]
        else:
            lines.append("Nothing that a row holds was lost.")
        lines.append("")
    return "\n".join(lines) + "\n" + render()
