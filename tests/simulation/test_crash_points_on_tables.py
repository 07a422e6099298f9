"""Every single call to AWS of a turn and of a resume, each in every way it can go wrong."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Final

import pytest

from bench.history import Dead
from tests.aws import Aws, an_account
from tests.simulation.faults import Kind, OneFault, Scripted, Together
from tests.simulation.on_tables import on_tables
from tests.simulation.platform import Build
from tests.simulation.small import Story, lived, report

READS: Final = ("dynamodb.get_item", "dynamodb.batch_get_item", "dynamodb.query")
OF_A_READ: Final = (Kind.REFUSED, Kind.KILLED)
"""A call that only reads leaves nothing behind: whether it failed or its answer was lost is the same."""
OF_A_WRITE: Final = (*OF_A_READ, Kind.LOST, Kind.REPEATED)
AWS: Final = ("dynamodb.", "sqs.")
Script = Mapping[tuple[str, int], Kind]

PATHS: Final[Mapping[str, tuple[Story, Script]]] = {
    "first": (Story(channel="telegram", words=("hello",)), {}),
    "retry": (Story(channel="telegram", words=("hello",)), {("engine.converse", 0): Kind.LOST}),
    "retry of a send": (Story(channel="telegram", words=("hello",)), {("chat.send", 1): Kind.KILLED}),
    "quarantine": (Story(channel="telegram", words=("refused",)), {}),
    "over the limit": (Story(channel="web", words=("hi", "ho"), build=Build(bucket_turns=1)), {}),
    "later": (Story(channel="telegram", words=("hello",)), {("chat.send", 1): Kind.LIMITED}),
    "second engine": (
        Story(channel="telegram", words=("hello",), build=Build(second=True)),
        {("engine.converse", 0): Kind.REFUSED},
    ),
    "digression": (Story(channel="web", words=("hello", "aside", "so")), {}),
    "resume": (Story(channel="web", words=("long",), cut_at_s=0.3), {}),
}


@pytest.fixture(scope="module")
def aws() -> Iterator[Aws]:
    """One account, emptied for every world."""
    with an_account() as account:
        yield account


def on_these(story: Story, aws: Aws) -> Story:
    return replace(story, build=replace(story.build, ports=partial(on_tables, aws=aws)))


@pytest.mark.parametrize("path", PATHS)
def test_a_fault_at_any_call_to_aws_loses_nothing_and_shows_nothing_twice(path: str, aws: Aws) -> None:
    story, script = PATHS[path]
    watched = OneFault()
    lived(on_these(story, aws), Together(Scripted(script), watched))
    places = [(place, call) for place, call in enumerate(watched.calls) if call.startswith(AWS)]
    assert len(places) > 4

    for place, call in places:
        for way in OF_A_READ if call in READS else OF_A_WRITE:
            faults = Together(Scripted(script), OneFault(place=place, kind=way))
            history = lived(on_these(story, aws), faults)

            assert not report(history), f"{path}: call {place}, {call}, {way}\n{report(history)}"
            assert not list(history.of(Dead)), f"{path}: call {place}, {call}, {way}: dead letter"


def test_the_paths_are_what_they_are_called(aws: Aws) -> None:
    made = {path: OneFault() for path in PATHS}
    for path, (story, script) in PATHS.items():
        lived(on_these(story, aws), Together(Scripted(script), made[path]))

    writes, reads = "dynamodb.transact_write_items", "dynamodb.get_item"
    # Claimed, kept, and marked: two lines with the first message, two with the last.
    assert made["first"].calls.count(writes) == 4
    assert made["retry"].calls.count("sqs.change_message_visibility") == 1
    assert made["retry of a send"].calls.count("engine.converse") == 1
    assert made["quarantine"].calls.count(reads) == 1
    assert made["over the limit"].calls.count("engine.converse") == 1
    # Said, put off, and brought back, which may be more than once.
    assert made["later"].calls.count("sqs.send_message") >= 3
    assert made["second engine"].calls.count("second.converse") == 1
    assert made["resume"].calls.count("dynamodb.query") > 2
