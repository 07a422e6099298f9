"""Cities: the world's, and names where a city may stand."""

import pytest

from dev.understanding.english.places import PLACES
from dev.understanding.places import Places
from dev.understanding.words import words_of

COMMON = frozenset({"in", "a", "room", "may", "hello", "single"})
CITIES = Places(PLACES)


def cities(text: str) -> list[str]:
    """The cities found in a text, in the order of their first words."""
    words = words_of(text)
    listed = [CITIES.city_at(words, at, common=COMMON) for at in range(len(words))]
    named = [CITIES.name_at(words, at, common=COMMON) for at in range(len(words))]
    return [one[0] for one in (listed if any(listed) else named) if one]


@pytest.mark.parametrize(
    ("said", "city"),
    [
        ("london", "London"),
        ("NYC", "New York"),
        ("new york city", "New York"),
        ("L.A.", "Los Angeles"),
        ("sao paulo", "Sao Paulo"),
        ("São Paulo", "São Paulo"),
        ("Zurich", "Zurich"),
        ("Köln", "Köln"),
        ("Cologne", "Cologne"),
        ("Stratford-upon-Avon", "Stratford-upon-Avon"),
        ("xi'an", "Xi'an"),
        ("ho chi minh city", "Ho Chi Minh City"),
        ("Portland, Oregon", "Portland"),
        ("Paris, France", "Paris"),
        ("san fransisco", "San Francisco"),
    ],
)
def test_a_city_is_known_in_any_spelling(said: str, city: str) -> None:
    assert CITIES.city_at(words_of(said), 0, common=COMMON) == (city, len(words_of(said)))


def test_a_month_after_a_city_is_no_country() -> None:
    assert CITIES.city_at(words_of("Paris Mar 3rd"), 0, common=COMMON) == ("Paris", 1)


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("a room in londn please", ["London"]),
        ("hotel near pheonix", ["Phoenix"]),
        ("flying from berlin to rome", ["Berlin", "Rome"]),
        ("a room in nice", ["Nice"]),
        ("from Nice", ["Nice"]),
        ("leaving stevenage at noon", ["Stevenage"]),
        ("a room in lake tahoe", ["Lake Tahoe"]),
        ("a week in aspen please", ["Aspen"]),
        ("a hotel near SFO", ["San Francisco"]),
        ("to LAX", ["Los Angeles"]),
        ("in YMQ", ["Montreal"]),
    ],
)
def test_a_city_is_found_in_a_sentence(said: str, found: list[str]) -> None:
    assert cities(said) == found


@pytest.mark.parametrize(
    "said",
    [
        "a nice room",
        "what is the best deal",
        "most of the time",
        "for at most $2100",
        "in the morning",
        "I want to save money",
        "in total",
        "i live in california",
        "a room in may",
        "in person",
        "reading on my mobile in the bath",
    ],
)
def test_a_word_that_is_also_a_city_is_none_where_it_is_a_word(said: str) -> None:
    assert cities(said) == []


def test_a_city_in_no_list_is_a_name_after_in_or_to() -> None:
    assert cities("a room in Bad Homburg") == ["Bad Homburg"]
    assert cities("a room in Smallville") == ["Smallville"]


@pytest.mark.parametrize(
    "said", ["the one in Centre", "a room in May", "a room in smallville", "a room for Smallville", "in 2027"]
)
def test_other_words_are_no_city(said: str) -> None:
    assert cities(said) == []


@pytest.mark.parametrize(
    ("said", "city"), [("nice", "Nice"), ("sfo", "San Francisco"), ("Bad Homburg", "Bad Homburg")]
)
def test_an_answer_is_a_city_though_it_may_be_a_word(said: str, city: str) -> None:
    words = words_of(said)

    found = CITIES.asked(words, list(range(len(words))), common=COMMON)

    assert found == (0, len(words), city)
