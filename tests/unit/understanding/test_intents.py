"""Which intent a text means, and how sure that is, for a bot of a few intents with a few samples each."""

from collections.abc import Iterable, Sequence
from datetime import date

import pytest

from dev.understanding.grammars import grammar
from dev.understanding.heard import Context
from dev.understanding.intents.classifier import Classifier
from dev.understanding.intents.elsewhere import elsewhere
from dev.understanding.intents.strangeness import Strangeness
from dev.understanding.templates import TemplateUnderstanding
from dev.understanding.words import words_of
from tests.unit.understanding.bots import a_bot

LIBRARY = {
    "Borrow": [
        "lend me a book",
        "i want to borrow {Copies} novels",
        "borrow a magazine",
        "may i take this book home",
    ],
    "Renew": ["renew my loan", "keep my books longer", "extend the loan", "i need the book for another week"],
    "Hours": ["when are you open", "opening hours", "at what time do you close", "is the library open today"],
    "Again": ["and another one", "one more please"],
}
BOT = a_bot(LIBRARY, slots={"Borrow": {"Copies": "AMAZON.Number"}}, after={"Again": ("Borrow",)})
UNDERSTANDING = TemplateUnderstanding(bot=BOT, locale=BOT.locales["en-US"], grammar=grammar("en-US"))


def heard(text: str, *, contexts: Iterable[str] = ()) -> dict[str, float]:
    """The intents that a text may mean, the surest first, with how sure that is."""
    context = Context(today=date(2027, 3, 3), slots={}, contexts=frozenset(contexts))
    return {one.intent: one.confidence for one in UNDERSTANDING.understand(text, context=context).candidates}


def words(*texts: str) -> Sequence[tuple[str, ...]]:
    return [tuple(text.split()) for text in texts]


@pytest.mark.parametrize(
    ("said", "intent"),
    [
        ("could I borrow a book", "Borrow"),
        ("can my loan be extended", "Renew"),
        ("how long is the library open", "Hours"),
        ("Please renew the lone for my books", "Renew"),
    ],
)
def test_what_no_sample_says_is_known_by_its_words(said: str, intent: str) -> None:
    assert next(iter(heard(said))) == intent


def test_a_sample_is_certain_whatever_its_value_and_its_fillers() -> None:
    assert heard("lend me a book")["Borrow"] == 1.0
    assert heard("I want to borrow 12 novels please")["Borrow"] == 1.0


def test_what_is_no_sample_is_never_certain() -> None:
    assert 0.4 <= heard("may i borrow this book and take it home")["Borrow"] < 1.0


@pytest.mark.parametrize(
    "said", ["who won the match yesterday", "tell me a joke", "order a pizza", "my knee hurts", "zzz", "12"]
)
def test_what_is_said_elsewhere_is_no_intent(said: str) -> None:
    assert heard(said) == {}


def test_an_intent_that_follows_is_heard_only_after_the_other_one() -> None:
    assert "Again" not in heard("and another one")
    assert heard("and another one", contexts=["Borrow"])["Again"] == 1.0


def test_a_bot_of_one_intent_knows_it_from_the_rest() -> None:
    classifier = Classifier(
        (("Hours", tuple(words("when are you open", "opening hours today"))),),
        elsewhere=elsewhere("en", samples=[]),
        fillers=frozenset(),
        dates=frozenset(),
    )

    asked, other = (classifier.confidences(one)["Hours"] for one in words("are you open today", "a red car"))
    assert asked > 0.5
    assert other < 0.3


@pytest.mark.parametrize(
    ("said", "certain"), [("quiero renovar el préstamo", True), ("cuéntame un chiste", False)]
)
def test_spanish_is_told_apart_from_what_is_said_elsewhere_in_spanish(said: str, *, certain: bool) -> None:
    samples = words("renovar mi prestamo", "quiero renovar el libro", "ampliar el plazo del prestamo")
    classifier = Classifier(
        (("Renew", tuple(samples)),),
        elsewhere=elsewhere("es", samples=[]),
        fillers=frozenset({"el", "un", "mi"}),
        dates=frozenset(),
    )

    (confidence,) = classifier.confidences(tuple(word.folded for word in words_of(said))).values()
    assert (confidence >= 0.4) == certain


def test_a_language_without_sentences_of_its_own_has_those_of_the_others() -> None:
    every = set(elsewhere("xx", samples=[]))

    assert every == {*elsewhere("en", samples=[]), *elsewhere("es", samples=[])}


def test_a_day_that_no_sample_names_stands_for_one_that_it_names() -> None:
    closed = a_bot({"Closed": ["closed on monday", "is it closed on tuesday"], "Hours": LIBRARY["Hours"]})
    understanding = TemplateUnderstanding(
        bot=closed, locale=closed.locales["en-US"], grammar=grammar("en-US")
    )
    context = Context(today=date(2027, 3, 3), slots={})

    days = (
        understanding.understand(f"closed every {day}", context=context) for day in ("monday", "saturday")
    )
    monday, saturday = (one.candidates[0] for one in days)
    assert saturday == monday


def test_sentences_from_elsewhere_end_in_the_values_of_the_samples() -> None:
    sentences = elsewhere("en", samples=words("a room in {City} {Date}"))

    cities = {one[-2] for one in sentences if one[-1] == "{City}"}
    assert cities == {"in"}
    assert any(one[-1] == "{Date}" for one in sentences)
    assert any(not one[-1].startswith("{") for one in sentences)


def test_words_that_the_samples_never_say_are_strange() -> None:
    samples = words("book a room", "book the hotel", "a hotel room", "the room")
    others = words("feed the cat", "a big dog", "the cat sleeps", "a dog barks")
    strangeness = Strangeness(samples, others, fillers=frozenset({"a", "the"}))

    known, half, strange = (strangeness.of(one) for one in words("the hotel", "a hotel cat", "feed the dog"))
    assert known == 0 > half > strange


def test_words_that_begin_alike_are_one_word_and_numbers_and_values_are_none() -> None:
    strangeness = Strangeness(words("cancel it", "cancel"), words("sing", "dance"), fillers=frozenset({"it"}))

    assert strangeness.of(("cancellation", "12", "{City}")) == 0
