"""The words of lines are judged: none twice that was said once, none lost on the way."""

from dataclasses import replace

from bench.history import Closed, Entry, History, Kept, Opened, Said, Shown
from tests.simulation.wording import kept_once, worded

CHAT = "chat:1"


def of(*entries: Entry) -> History:
    history = History()
    for entry in entries:
        history.add(entry)
    return history


def a_said(text: str, *, conversation: str = "c1") -> Said:
    return Said(at_s=1, owner="ann", conversation=conversation, turn="t1", event="e1", text=text)


def a_kept(text: str, *, who: str, conversation: str = "c1") -> Kept:
    return Kept(at_s=9, conversation=conversation, seq=2, turn="t1", who=who, text=text)


def seen(*texts: str, messages: int = 0) -> list[Entry]:
    opened = Opened(at_s=0, place=CHAT, conversation="c1")
    shown = [
        Shown(
            at_s=2,
            place=CHAT,
            conversation="c1",
            seq=2,
            turn="t1",
            who="bot",
            text=text,
            message=number,
            messages=messages or len(texts),
        )
        for number, text in enumerate(texts, start=1)
    ]
    return [opened, *shown]


def test_what_somebody_said_once_stands_once_in_the_conversation() -> None:
    once, twice = [a_kept("hi", who="person")], [a_kept("hi", who="person")] * 2

    assert not list(kept_once(of(a_said("hi"), *once)))
    assert not list(kept_once(of(a_said("hi"), a_said("hi"), *twice)))
    assert len(list(kept_once(of(a_said("hi"), *twice)))) == 1
    assert len(list(kept_once(of(a_said("ho"), *once)))) == 1
    assert len(list(kept_once(of(a_said("hi", conversation="c2"), *once)))) == 1


def test_whoever_sees_a_line_to_its_end_sees_all_its_words_in_order() -> None:
    parts = seen("one thought, ", "two\nthree")

    assert not list(worded(of(*parts, a_kept("one thought, two / three", who="bot"))))
    assert not list(worded(of(*parts, a_kept("one thought, two / … / three", who="bot"))))
    assert len(list(worded(of(*parts, a_kept("one thought, two three four", who="bot"))))) == 1
    assert len(list(worded(of(*parts, a_kept("three / one thought, two", who="bot"))))) == 1


def test_the_words_of_a_message_are_those_of_all_its_pieces() -> None:
    opened, *said = seen("one", "two", messages=1)
    shown = [each for each in said if isinstance(each, Shown)]
    pieces = [replace(each, message=1, piece=each.message, pieces=2) for each in shown]

    assert not list(worded(of(opened, *pieces, a_kept("one two", who="bot"))))
    assert len(list(worded(of(opened, *pieces, a_kept("two one", who="bot"))))) == 1
    assert not list(worded(of(opened, *pieces[:1], a_kept("one two", who="bot"))))


def test_whoever_does_not_see_its_end_is_another_matter() -> None:
    kept = a_kept("one, two", who="bot")

    assert not list(worded(of(*seen("one", messages=2), kept)))
    assert not list(worded(of(*seen("one"), Closed(at_s=3, place=CHAT), kept)))
    assert len(list(worded(of(*seen("one"), kept)))) == 1
