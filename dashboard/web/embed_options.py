"""What an embed's address asks for beside the filters: its theme and its title."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from dashboard.charts.theme import THEMES, Theme

EmbedTheme = Literal["light", "dark", "auto"]
EMBED_THEMES: tuple[EmbedTheme, ...] = ("light", "dark", "auto")
LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class EmbedOptions:
    """How an embed looks. ``title`` None is the dataset's own, empty shows none; "auto" follows the reader's
    system.
    """

    theme: EmbedTheme = "light"
    title: str | None = None

    @property
    def themes(self) -> tuple[Theme, ...]:
        """The themes that its figures are drawn in."""
        return THEMES if self.theme == "auto" else (self.theme,)

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> tuple["EmbedOptions", tuple[str, ...]]:
        """The options of an address, and a message for each value that had to be dropped. Never raises."""
        messages: list[str] = []
        wanted = query.get("theme", "light")
        theme = next((each for each in EMBED_THEMES if each == wanted), None)
        if theme is None:
            messages.append(f"theme: {wanted[:40]!a} is none of {', '.join(EMBED_THEMES)}")
        title = query.get("title")
        if title is not None:
            title = " ".join("".join(" " if _is_control(sign) else sign for sign in title).split())
            if len(title) > LONGEST_TITLE:
                messages.append(f"title: cut after {LONGEST_TITLE} characters")
                title = title[:LONGEST_TITLE]
        return cls(theme=theme or "light", title=title), tuple(messages)


def _is_control(sign: str) -> bool:
    # Cf holds the signs that turn the direction of text, which could dress up the lines around a title.
    return unicodedata.category(sign) in ("Cc", "Cf", "Cs")
