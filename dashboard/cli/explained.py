"""An explanation on a terminal: readable in 80 columns, plain text where it is piped."""

from collections.abc import Iterable, Sequence
from typing import TextIO

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dashboard.cli.output import plain
from dashboard.explain.explanation import DroppedReason, EventReason, Explanation, FieldReason, SpanReason
from dashboard.explain.marks import Stretch, paragraphs, tag
from dashboard.explain.words import article_line, named_type, weight_words

_LABEL = 16
_WIDEST = 100
#: Colours of the field marks; the words beside them say the same.
_COLOURS = {
    "who": "magenta",
    "what": "red",
    "where": "green",
    "when": "blue",
    "how_many": "yellow",
    "says_who": "bright_black",
}


class Writer:
    """Writes explanations to a stream, coloured where that is a terminal."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._console = Console(file=stream, highlight=False, markup=False, emoji=False)
        self._console.width = min(self._console.width, _WIDEST)

    def write(self, explanation: Explanation) -> None:
        """Article, events, what was left out, and everything that was found."""
        with self._console.capture() as printed:
            self._explanation(explanation)
        # Tables fill their lines with spaces, which a file or a pipe need not hold.
        self._stream.write("".join(f"{line.rstrip()}\n" for line in printed.get().splitlines()))

    def _explanation(self, explanation: Explanation) -> None:
        name, title = plain(explanation.name), explanation.article.title
        self._line(Text(f"{name}: {plain(title)}" if title else name, "bold"))
        self._line(Text(plain(article_line(explanation)), "dim"))
        self._head("The text")
        for paragraph in paragraphs(explanation):
            self._line(Text.assemble(*(part for stretch in paragraph for part in _marked(stretch))))
            self._line()
        for number, reason in enumerate(explanation.events, start=1):
            self._event(reason, number)
        if not explanation.events:
            self._head("No event is told")
        self._dropped(explanation.dropped)
        self._found(explanation.spans)
        self._line()

    def _line(self, text: Text | None = None) -> None:
        self._console.print(text if text is not None else Text(), soft_wrap=False)

    def _head(self, words: str) -> None:
        self._line()
        self._line(Text(words, "bold underline"))

    def _rows(self, rows: Iterable[tuple[Text, Sequence[Text]]], *, indent: int = 2) -> None:
        """A label beside its lines; long lines are broken under themselves."""
        grid = Table.grid(padding=(0, 2, 0, 0))
        grid.add_column(width=_LABEL)
        grid.add_column(overflow="fold")
        for label, lines in rows:
            grid.add_row(label, Text("\n").join(lines))
        self._console.print(Padding(grid, (0, 0, 0, indent)))

    def _event(self, reason: EventReason, number: int) -> None:
        event = reason.event
        self._head(f"Event {number}: {plain(named_type(event.sub_type))}")
        self._line(Text(plain(event.summary)))
        rows = [(Text(field.label, "bold"), _field(field)) for field in reason.fields]
        weights = ", ".join(f"{w.points:+.2f} {w.text}" for w in reason.weights)
        sure = [Text(f"{event.confidence:.2f}{weight_words(reason)}"), Text(plain(weights), "dim")]
        self._rows([*rows, (Text("Confidence", "bold"), sure)])

    def _dropped(self, dropped: Sequence[DroppedReason]) -> None:
        if dropped:
            self._head("Considered and left out")
            self._rows(
                (
                    Text(f"“{plain(_cut(d.text, _LABEL - 2))}”"),
                    [Text(plain(f"{d.what}: {d.reason}"))],
                )
                for d in dropped
            )

    def _found(self, spans: Sequence[SpanReason]) -> None:
        if spans:
            self._head("Everything found in the text")
            self._rows((Text(tag(span), _COLOURS[span.kind]), _span(span)) for span in spans)


def _cut(words: str, length: int) -> str:
    return words if len(words) <= length else f"{words[: length - 3]}..."


def _marked(stretch: Stretch) -> Iterable[tuple[str, str]]:
    words, span = plain(stretch.text), stretch.span
    if span is None:
        yield words, ""
        return
    colour = _COLOURS[span.kind]
    yield f"[{words}]", f"{colour} underline" if span.events else colour
    if stretch.last:
        yield f"({tag(span)})", f"{colour} dim"


def _field(field: FieldReason) -> list[Text]:
    lines = [Text(plain(field.value)) if field.value is not None else Text("unknown", "dim")]
    quotes = " ".join(f"“{plain(q.text)}”" for q in field.quotes)
    if quotes:
        lines.append(Text(quotes, _COLOURS[field.kind]))
    lines.append(Text(plain("; ".join(part for part in (field.by, field.score) if part)), "dim"))
    lines += [_option(o.text, o.score, o.reason, chosen=o.chosen) for o in field.options]
    return lines


def _option(text: str, score: float | None, reason: str | None, *, chosen: bool) -> Text:
    points = f" ({score:.2f})" if score is not None else ""
    return Text(plain(f"{'+' if chosen else '-'} {text}{points}{f': {reason}' if reason else ''}"), "dim")


def _span(span: SpanReason) -> list[Text]:
    score = f"; score {span.score:.2f}" if span.score is not None else ""
    reason = f"; {span.reason}" if span.reason else ""
    where = f"{span.quote.start}-{span.quote.end}"
    return [
        Text(plain(f"“{span.quote.text}” {where}: {span.value}")),
        Text(plain(f"{span.by}{score}{reason}"), "dim"),
        *(_option(o.text, o.score, o.reason, chosen=o.chosen) for o in span.options),
    ]
