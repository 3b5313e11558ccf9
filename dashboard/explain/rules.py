"""The rules of the trigger lexicon, as an explanation words them."""

from functools import cache

from dashboard.mentions.trigger_lexicon import Row, lexicon

_PATTERN = 60


@cache
def _rows() -> dict[str, Row]:
    return {row.rule: row for row in lexicon().rows}


def rule_row(rule: str) -> Row | None:
    """The row of the trigger lexicon that a trigger names as its rule; None for an outside model's."""
    return _rows().get(rule)


def rule_words(rule: str) -> str:
    """The rule behind a trigger, with the example that its row gives."""
    row = rule_row(rule)
    if row is None:
        return rule
    pattern = row.pattern if len(row.pattern) <= _PATTERN else f"{row.pattern[:_PATTERN]}..."
    return f"rule “{pattern}” for {row.sub_type.replace('_', ' ')}, as in “{row.example.rstrip('.')}”"
