"""Cities: the well-known ones, and names where a city may stand."""

import pytest

from dev.understanding.english.cities import city_at, known_cities, unlisted_city_at
from dev.understanding.words import words_of

COMMON = frozenset({"in", "a", "room", "may", "hello"})


@pytest.mark.parametrize(
    ("said", "city"),
    [
        ("london", "London"),
        ("NYC", "New York"),
        ("new york city", "New York"),
        ("sao paulo", "São Paulo"),
        ("Köln", "Cologne"),
        ("Stratford-upon-Avon", "Stratford-upon-Avon"),
        ("xi'an", "Xi'an"),
        ("ho chi minh city", "Ho Chi Minh City"),
    ],
)
def test_a_listed_city_is_known_in_any_spelling(said: str, city: str) -> None:
    assert city_at(words_of(said), 0) == (city, len(words_of(said)))


def test_a_city_that_is_also_a_word_counts_only_where_it_is_clearly_a_name() -> None:
    assert city_at(words_of("a nice room"), 1) is None
    assert city_at(words_of("a room in nice"), 3) == ("Nice", 1)
    assert city_at(words_of("from Nice"), 1) == ("Nice", 1)
    assert city_at(words_of("Nice"), 0) == ("Nice", 1)


def test_an_unlisted_city_is_a_name_after_in_or_to() -> None:
    assert unlisted_city_at(words_of("a room in Bad Homburg"), 3, common=COMMON) == ("Bad Homburg", 2)
    assert unlisted_city_at(words_of("a room in Frankfurt am Main"), 3, common=COMMON) == (
        "Frankfurt am Main",
        3,
    )


@pytest.mark.parametrize(
    "said", ["a room in May", "a room in smallville", "a room for Smallville", "a room in 2027"]
)
def test_other_words_are_no_unlisted_city(said: str) -> None:
    assert unlisted_city_at(words_of(said), 3, common=COMMON) is None


def test_every_name_means_one_city() -> None:
    names = [name for name, _ in known_cities().values()]

    assert len(set(names)) > 300
    assert "london" in known_cities()
