"""Spellings are learnt from names that are left out."""

import pytest

pytest.importorskip("scipy", reason="the extra 'training' is not installed")

from dashboard.geocoding.gazetteer import Gazetteer
from dashboard.geocoding.romanisation import Script
from dashboard.geocoding.spelling_costs import SpellingCosts
from dashboard.training.left_out_names import left_out_names, press_spellings
from dashboard.training.spellings import learnt_costs, same_place


def test_sounds_that_stand_for_one_another_cost_less() -> None:
    pairs = [("kiiv", "kyiv"), ("lisyCansk", "lysyCansk"), ("harkov", "harkiv"), ("miriv", "myriv")] * 20
    costs = SpellingCosts(learnt_costs(pairs))
    assert costs.change("i", "y") < costs.change("o", "i") < costs.change("k", "h")
    assert learnt_costs(pairs) == learnt_costs(pairs)


def test_a_left_out_name_leaves_others_of_other_letters() -> None:
    names = left_out_names(Gazetteer.open(), ["SY"])
    assert names == sorted(names)
    for name in names:
        assert name.name.isascii()
        assert name.others
        assert name.name not in name.others
    press = press_spellings(names)
    assert 0 < len(press) < len(names)
    assert set(press) <= set(names)


def test_names_in_other_letters_leave_the_latin_ones() -> None:
    names = left_out_names(Gazetteer.open(), ["UA"], script=Script.CYRILLIC)
    assert names
    assert not any(name.name.isascii() for name in names)
    assert all(other.isascii() for name in names for other in name.others)


def test_near_places_count_as_one() -> None:
    gazetteer = Gazetteer.open()
    kyiv, lviv = (gazetteer.named(name).keys[0] for name in ("kyiv", "lviv"))
    assert same_place(gazetteer, kyiv, kyiv)
    assert not same_place(gazetteer, kyiv, lviv)
