"""What people say under load."""

from itertools import islice, pairwise

from bench.load.words import bookings, canaries, sentences


def test_there_are_cities_for_a_hundred_people_and_none_is_a_part_of_another() -> None:
    cities = canaries()

    assert len(set(cities)) >= 100
    assert not [(one, other) for one in cities for other in cities if one != other and one in other]


def test_a_booking_takes_four_turns_and_the_next_is_another() -> None:
    first, second = (list(islice(bookings("Oslo"), start, start + 4)) for start in (0, 4))

    assert [phrase.text for phrase in first[1:]] == ["Oslo", "double", "yes"]
    assert first[0] != second[0]


def test_the_answer_to_each_sentence_differs_from_the_one_before() -> None:
    phrases = list(islice(sentences("Oslo"), 30))

    assert all("Oslo" in phrase.text for phrase in phrases)
    assert all(one.hears != other.hears for one, other in pairwise(phrases))
