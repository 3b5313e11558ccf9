"""Wire text in capitals is read in the case it would be printed in; other text is left alone."""

import pytest

from dashboard.documents.capitals import recased


@pytest.mark.parametrize(
    ("wire", "printed"),
    [
        (
            "RUSSIAN FORCES SHELLED LYSYCHANSK ON MONDAY. POLICE IN ALEPPO, SYRIA, HELD THREE MEN.",
            "Russian forces shelled Lysychansk on Monday. Police in Aleppo, Syria, held three men.",
        ),
        (
            "ISRAELI JETS BOMBED A DEPOT NEAR DAMASCUS.\n\nTHE UN CONDEMNED THE ATTACK.",
            "Israeli jets bombed a depot near Damascus.\n\nThe UN condemned the attack.",
        ),
    ],
)
def test_names_and_first_words_keep_their_capital(wire: str, printed: str) -> None:
    assert recased(wire) == printed


@pytest.mark.parametrize(
    "text",
    ["Russian forces shelled Lysychansk, NATO said.", "NATO", "", "HEADLINE OF THE DAY\n\nThey fell back."],
)
def test_other_text_stays_as_it_is(text: str) -> None:
    assert recased(text) == text
