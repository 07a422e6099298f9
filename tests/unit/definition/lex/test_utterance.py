"""Sample utterances as Lex takes them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from definition.lex.utterance import joined_placeholder, strange_characters, utterance


@pytest.mark.parametrize(
    ("written", "taken"),
    [
        ("book a room", "book a room"),
        ("  What\u2019s on, please?  ", "What's on please"),
        ("check\u2013in at 9 a.m.", "check-in at 9 a.m"),
        ("{City}, for {Nights}!", "{City} for {Nights}"),
        ("room no. 7", "room no 7"),
        ("\u2018tis {City}\u2019s best \u2014 or not", "'tis {City}'s best - or not"),
        ("\u201cBook\u201d (a room)\u2026", "Book a room"),
        ("\u00bfQu\u00e9 tal?", "Qu\u00e9 tal"),
        ("\u90e8\u5c4b\u3092\u4e88\u7d04", "\u90e8\u5c4b\u3092\u4e88\u7d04"),
    ],
)
def test_words_stay_and_the_marks_of_a_sentence_go(written: str, taken: str) -> None:
    assert utterance(written) == taken
    assert strange_characters(written) == ""


@given(written=st.text())
def test_an_utterance_as_lex_takes_it_stays_as_it_is(written: str) -> None:
    once = utterance(written)

    assert utterance(once) == once
    assert not re.search(r"^\s|\s\s|\s$|[,;:!?]", once)


@pytest.mark.parametrize(
    ("written", "strange"),
    [("rock & roll", "&"), ("50 % + 1 %", "%+"), ("\U0001f60a", "\U0001f60a"), ("a/b", "/")],
)
def test_what_is_no_word_is_named(written: str, strange: str) -> None:
    assert strange_characters(written) == strange


@pytest.mark.parametrize(
    ("written", "joined"),
    [
        ("{City}hotel", "{City}hotel"),
        ("a {City}-{Nights} trip", "{City}-{Nights}"),
        ("the {City}'s best", None),
        ("{City}, {Nights}", None),
        ("{City}", None),
    ],
)
def test_a_placeholder_stands_by_itself(written: str, joined: str | None) -> None:
    assert joined_placeholder(written) == joined
