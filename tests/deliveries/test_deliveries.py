"""Every documented kind of delivery, signed as its messenger does, through the code of request.

A file in the folder of its channel is all that a new one takes; `parley replay --write FILE` says what comes
of it, which is then to be read.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest

from cli.deliveries.configured import configured, one_of
from cli.deliveries.form import Captured, read
from cli.deliveries.run import Outcome, differences, run
from lambdas.domain.ids import InstallationId
from lambdas.domain.installation import Installation

FOLDER: Final = Path(__file__).parent
FILES: Final = sorted(FOLDER.glob("*/*.json"))
UNAUTHORIZED: Final = 401

every_file = pytest.mark.parametrize(
    "path", [pytest.param(path, id=f"{path.parent.name}-{path.stem}") for path in FILES]
)


@cache
def local() -> Mapping[InstallationId, Installation]:
    """What the local stage has."""
    return configured("local")


def at(channel: str) -> Installation:
    """The installation of a channel on the local stage."""
    return one_of(local(), channel=channel)


def outcome_of(call: Captured, *, as_is: bool = False) -> Outcome:
    return run(call, installation=at(call.channel), as_is=as_is)


@every_file
def test_a_documented_delivery_gives_what_is_written_beside_it(path: Path) -> None:
    call = read(path)

    outcome = outcome_of(call)

    assert call.expected.turns is not None
    assert differences(outcome, call.expected) == []


@every_file
def test_a_repeated_delivery_is_known_by_its_events(path: Path) -> None:
    call = read(path)

    first, again = outcome_of(call), outcome_of(call)

    events = [turn["event"] for turn in first.turns]
    assert [turn["event"] for turn in again.turns] == events
    assert len(set(events)) == len(events)


def with_more(given: Any) -> Any:  # noqa: ANN401 (any JSON)
    """The same with members that nobody knows yet, and with some that are null, as some SDKs write them."""
    if isinstance(given, list):
        return [with_more(each) for each in given]
    if isinstance(given, dict):
        more = {"tomorrow": {"members": [1]}, "nothing": None}
        return {name: with_more(value) for name, value in given.items()} | more
    return given


@every_file
def test_members_that_nobody_knows_yet_change_nothing(path: Path) -> None:
    call = read(path)
    is_json = call.body.startswith(b"{")
    body = json.dumps(with_more(json.loads(call.body))).encode() if is_json else call.body + b"&Tomorrow=1"

    outcome = outcome_of(replace(call, body=body))

    assert differences(outcome, call.expected) == []


@every_file
def test_a_delivery_that_nobody_signed_is_refused(path: Path) -> None:
    outcome = outcome_of(read(path), as_is=True)

    assert (outcome.status, outcome.turns) == (UNAUTHORIZED, [])


@every_file
def test_a_delivery_says_where_its_kind_is_documented(path: Path) -> None:
    call = read(path)

    assert call.source.startswith("https://")
    assert call.channel == path.parent.name
