"""What texts mean, whatever their words: near each other or not, in one language or in two."""

import pytest

from dev.understanding.grammars import grammar
from dev.understanding.intents.classifier import Classifier
from dev.understanding.intents.elsewhere import elsewhere
from dev.understanding.intents.meaning import meanings
from dev.understanding.intents.nearness import Nearness


def document(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def alike(one: str, other: str) -> float:
    """How alike two texts mean, at most 1."""
    first, second = meanings([document(one), document(other)])
    return float(first @ second)


@pytest.mark.parametrize("other", ["reserve accommodation", "quiero reservar una habitacion"])
def test_what_means_alike_is_near_without_a_word_in_common(other: str) -> None:
    assert alike("book a hotel", other) > 2 * alike("book a hotel", "feed the cat")


def test_a_value_means_what_its_type_is_called() -> None:
    assert alike("a {RoomType} in {AMAZON.City}", "a room type in city") == pytest.approx(1)


def test_an_intent_is_known_by_what_none_of_its_samples_says() -> None:
    samples = (
        ("Stay", (document("i need a hotel"), document("book a room"), document("find me a hotel"))),
        ("Eat", (document("i need a table"), document("book a restaurant"), document("find me a diner"))),
    )
    classifier = Classifier(
        samples,
        elsewhere=elsewhere("en", samples=[]),
        fillers=grammar("en-US").fillers,
        dates=frozenset(),
    )

    stay, eat = (classifier.confidences(document(said)) for said in ("overnight lodging", "dinner tonight"))
    assert stay["Stay"] > stay["Eat"]
    assert eat["Eat"] > eat["Stay"]


def test_a_text_is_nearer_to_the_intent_of_which_single_samples_mean_the_same() -> None:
    stay = meanings([document("book a hotel"), document("find me a room"), document("rent a cottage")])
    eat = meanings([document("book a restaurant"), document("order a pizza"), document("what is for dinner")])
    nearness = Nearness([stay, eat], meanings([document("feed the cat"), document("mow the lawn")]))

    lodging, pet = (nearness.of(one) for one in meanings([document("reserve a room"), document("pet food")]))
    assert lodging[0] > lodging[1] > 0
    assert max(pet) < 0


def test_a_text_of_no_words_at_all_has_a_meaning_too() -> None:
    (vector,) = meanings([()])

    assert float(vector @ vector) == pytest.approx(1, abs=1e-3)
