"""Sounds that are often heard for one another cost little."""

import pytest

from dashboard.geocoding.spelling_costs import MOST, SpellingCosts


def test_distance_is_the_cheapest_way() -> None:
    costs = SpellingCosts([("i", "y", 1.0), ("j", "", 0.5), ("a", "", 3.0)])
    assert costs.distance("kiv", "kiv") == 0
    assert costs.distance("kiv", "kyv") == costs.distance("kyv", "kiv") == 1
    assert costs.distance("kijv", "kyv") == 1.5
    assert costs.distance("", "ja") == costs.distance("aj", "") == 3.5
    assert costs.distance("b", "d") == MOST


@pytest.mark.parametrize(
    ("table", "near", "far"),
    [
        ("latin", ("g", "h"), ("g", "m")),
        ("arabic", ("e", "a"), ("b", "a")),
        ("arabic_script", ("", "e"), ("", "b")),
    ],
)
def test_learnt_costs_are_those_of_a_language(
    table: str, near: tuple[str, str], far: tuple[str, str]
) -> None:
    costs = SpellingCosts.open(table)
    assert costs.change(*near) < costs.change(*far)
    assert costs.change(*near) == costs.change(*reversed(near))
