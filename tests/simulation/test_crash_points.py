"""Every external call of a turn and of a resume, each in every way it can go wrong."""

from collections.abc import Mapping
from itertools import combinations, product
from typing import Final

import pytest

from bench.history import Dead, Showing, Shown
from tests.simulation.channels import VENDORS
from tests.simulation.faults import Kind, OneFault, Scripted, Together
from tests.simulation.people import talks_of
from tests.simulation.platform import Build
from tests.simulation.small import Story, lived, report

WAYS: Final = (Kind.REFUSED, Kind.LOST, Kind.KILLED, Kind.UNSTARTED)
Script = Mapping[tuple[str, int], Kind]

TWO: Final = Build(second=True)
TALKING: Final = Build(talks=talks_of("ann"))
AWAY: Final[Script] = {("engine.converse", 0): Kind.REFUSED}
IN_PIECES: Final = ("telegram", "slack", "teams", "messenger", "whatsapp")
"""Who takes several calls for one message that it refused as it was."""


def at_length(name: str, *, unliked: float = 0.0) -> Story:
    """A messenger says more than it takes as one message."""
    return Story(channel=name, words=("long",), unliked=unliked, build=Build(long=VENDORS[name]().long))


PATHS: Final[Mapping[str, tuple[Story, Script]]] = {
    "first, web": (Story(channel="web", words=("book",)), {}),
    "first, chat": (Story(channel="telegram", words=("book",)), {}),
    "several lines, chat": (Story(channel="telegram", words=("long",)), {}),
    **{f"at length, {name}": (at_length(name), {}) for name in VENDORS},
    **{f"in plain words, {name}": (at_length(name, unliked=1), {}) for name in IN_PIECES},
    "retry, web": (Story(channel="web", words=("hello",)), {("engine.converse", 0): Kind.LOST}),
    "retry, chat": (Story(channel="telegram", words=("book",)), {("engine.converse", 0): Kind.LOST}),
    "retry of a send, chat": (Story(channel="telegram", words=("long",)), {("table.mark", 0): Kind.KILLED}),
    "quarantine, web": (Story(channel="web", words=("poison", "hello")), {}),
    "quarantine, chat": (Story(channel="telegram", words=("poison", "hello")), {}),
    "over the limit, web": (Story(channel="web", words=("hi", "ho"), build=Build(bucket_turns=1)), {}),
    "over the limit, chat": (Story(channel="telegram", words=("hi", "ho"), build=Build(bucket_turns=1)), {}),
    "later, chat": (Story(channel="telegram", words=("long", "hello")), {("chat.send", 1): Kind.LIMITED}),
    "later, web": (Story(channel="web", words=("hello", "so")), {("wire.post", 1): Kind.REFUSED}),
    "second engine, web": (Story(channel="web", words=("book", "hello"), build=TWO), AWAY),
    "second engine, chat": (Story(channel="telegram", words=("book",), build=TWO), AWAY),
    "retry at the second engine, chat": (
        Story(channel="telegram", words=("book",), build=TWO),
        {**AWAY, ("second.converse", 0): Kind.LOST},
    ),
    "small talk, web": (Story(channel="web", words=("thanks", "hello", "thanks"), build=TALKING), {}),
    "digression, web": (Story(channel="web", words=("hello", "aside", "so")), {}),
    "long digression, chat": (
        Story(channel="telegram", words=("hello", "aside with a question", "so", "book")),
        {},
    ),
    "another language, chat": (
        Story(channel="telegram", words=("hello", "en espanol", "so"), build=TALKING),
        {},
    ),
    "resume, web": (Story(channel="web", words=("long", "book"), cut_at_s=0.3), {}),
}


@pytest.mark.parametrize("path", PATHS)
def test_a_fault_at_any_call_loses_nothing_and_shows_nothing_twice(path: str) -> None:
    story, script = PATHS[path]
    watched = OneFault()
    lived(story, Together(Scripted(script), watched))
    assert len(watched.calls) > 10

    for place, call in enumerate(watched.calls):
        for way in WAYS:
            history = lived(story, Together(Scripted(script), OneFault(place=place, kind=way)))

            assert not report(history), f"{path}: call {place}, {call}, {way}\n{report(history)}"
            assert not list(history.of(Dead)), f"{path}: call {place}, {call}, {way}: dead letter"


def test_the_paths_are_what_they_are_called() -> None:
    made = {path: OneFault() for path in PATHS}
    received, pieces = {}, {}
    for path, (story, script) in PATHS.items():
        history = lived(story, Together(Scripted(script), made[path]))
        pieces[path] = max((shown.piece for shown in history.of(Shown)), default=0)
        received[path] = max(showing.received for showing in history.of(Showing))

    assert "table.quarantine" in made["quarantine, web"].calls
    assert "table.quarantine" in made["quarantine, chat"].calls
    assert made["over the limit, web"].calls.count("engine.converse") == 1
    assert made["over the limit, chat"].calls.count("engine.converse") == 1
    assert "service.book" in made["first, chat"].calls
    assert made["at length, teams"].calls.count("chat.token") == 1
    assert all(
        made[f"at length, {name}"].calls.count("chat.send") > 4 for name in VENDORS if name != "webhook"
    )
    assert {path for path in PATHS if pieces[path] > 1} == {f"in plain words, {name}" for name in IN_PIECES}
    assert "later.put" in made["later, chat"].calls
    assert "later.put" in made["later, web"].calls
    assert made["resume, web"].calls.count("transcript.after") > 1
    assert made["second engine, web"].calls.count("second.converse") == 2
    assert made["second engine, chat"].calls.count("table.divert") == 1
    assert made["retry at the second engine, chat"].calls.count("second.converse") == 2
    assert made["small talk, web"].calls.count("engine.converse") == 1
    assert made["another language, chat"].calls.count("engine.converse") == 2
    assert made["digression, web"].calls.count("engine.converse") == 3
    assert made["long digression, chat"].calls.count("engine.converse") == 4
    assert [received[path] for path in PATHS if path.startswith("retry")] == [2, 2, 2, 2]


@pytest.mark.parametrize("path", ["first, web", "several lines, chat"])
def test_nor_do_any_two_faults(path: str) -> None:
    story, _ = PATHS[path]
    watched = OneFault()
    lived(story, watched)
    pairs = combinations(range(len(watched.calls) + 6), 2)

    for first, second in pairs:
        for ways in product(WAYS, repeat=2):
            faults = [
                OneFault(place=place, kind=way) for place, way in zip((first, second), ways, strict=True)
            ]
            history = lived(story, Together(*faults))

            assert not report(history), f"{path}: {ways} at {first} and {second}\n{report(history)}"
