"""Numbers of people as a reader is told them."""

import pytest

from dashboard.web.wording import number_words


@pytest.mark.parametrize(
    ("low", "best", "high", "words"),
    [
        (None, None, None, None),
        (3, 3, 3, "3"),
        (3, 3, None, "at least 3"),
        (None, 12, None, "12"),
        (None, None, 9, "up to 9"),
        (24, None, 99, "24 to 99"),
        (1_200, 1_500, 2_000, "1,200 to 2,000"),
        (0, 0, 0, "0"),
    ],
)
def test_a_number_is_told_as_exactly_as_it_is_known(
    low: int | None, best: int | None, high: int | None, words: str | None
) -> None:
    assert number_words(low, best, high) == words
