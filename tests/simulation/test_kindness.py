"""What is no words is to be answered kindly: the judge accepts that, and refuses each other answer."""

from collections.abc import Sequence

import pytest

from bench.history import Entry, Heard, History, Kept, Said
from tests.simulation.kindness import kind

PHOTO = Said(at_s=1, owner="ann", conversation="c1", turn="t1", event="e1", text="sea.png", thing="photo")
STANDS = "[photo: sea.png]"


def a_kept(text: str, *, who: str = "bot") -> Kept:
    return Kept(at_s=9, conversation="c1", seq=2, turn="t1", who=who, text=text)


def found(*entries: Entry) -> Sequence[str]:
    history = History()
    for entry in (PHOTO, *entries):
        history.add(entry)
    return list(kind(history))


@pytest.mark.parametrize(
    "answer",
    [
        "I cannot understand photos yet. Please tell me in words.",
        "Todavía no entiendo fotos. Por favor, dígamelo con palabras.",
        "Sorry, something went wrong and I could not answer that. Our number for it is Q-12345678.",
        "That was a lot at once. Please write again in 40 seconds.",
    ],
)
def test_a_kind_answer_is_accepted_in_either_language_and_so_is_a_rule(answer: str) -> None:
    assert found(a_kept(answer), a_kept(STANDS, who="person")) == []
    assert found(a_kept(answer), a_kept("[foto: sea.png]", who="person")) == []


def test_a_thing_that_is_answered_as_another_is_refused() -> None:
    assert len(found(a_kept("I cannot understand files yet. Please tell me in words."))) == 1
    assert len(found(a_kept("turn 1 of the dialog"))) == 1


def test_a_thing_that_stands_there_as_another_is_refused() -> None:
    assert len(found(a_kept("[photo]", who="person"))) == 1
    assert len(found(a_kept("sea.png", who="person"))) == 1


def test_a_thing_that_an_engine_hears_is_refused() -> None:
    assert len(found(Heard(at_s=1, conversation="c1", turn="t1", engine="engine"))) == 1
