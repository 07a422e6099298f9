"""When two phrases are the same."""

import pytest

from definition.said import folded


@pytest.mark.parametrize(
    ("phrase", "same"),
    [
        ("¿Qué tal?", "que tal"),
        ("  HELLO,   there! ", "hello there"),
        ("what\u2019s up", "whats up"),
        ("What's up?", "whats up"),
        ("Straße 7", "strasse 7"),
        ("e\u0301tudes", "etudes"),
        ("a/b", "a b"),
        ("?!", ""),
    ],
)
def test_case_accents_and_punctuation_make_no_difference(phrase: str, same: str) -> None:
    assert folded(phrase) == same
