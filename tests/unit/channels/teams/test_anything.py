"""Whatever comes, it becomes turns or is refused, and nothing else."""

import json
from contextlib import suppress
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lambdas.channels.teams.inbound import TeamsInbound
from lambdas.channels.teams.keys import read_keys
from lambdas.domain.errors import Refused
from lambdas.domain.turn_json import decode_turn, encode_turn
from tests.fakes.clock import SetClock
from tests.teams_activities import a_bare_activity, a_delivery, an_installation, keys

DOOR: Final = TeamsInbound(installation=an_installation(), keys=keys(), clock=SetClock())
MEMBERS: Final = (
    "type", "id", "serviceUrl", "channelId", "from", "conversation", "recipient", "entities", "channelData",
    "locale", "text", "value", "attachments", "membersAdded", "membersRemoved", "action", "name",
)  # fmt: skip
json_values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "name", "type", "text", "mentioned", "content", "contentType", "choice"])
            | st.text(max_size=5),
            inner,
            max_size=4,
        )
    ),
    max_leaves=8,
)


def taken(body: bytes) -> None:
    """Read it all ways; whatever is taken can be queued."""
    delivery = a_delivery(body)
    for read in (DOOR.verify, DOOR.acknowledge):
        with suppress(Refused):
            read(delivery)
    with suppress(Refused):
        turns = DOOR.parse(delivery)
        assert [decode_turn(encode_turn(turn)) for turn in turns] == list(turns)


@given(st.binary(max_size=200))
def test_any_bytes(body: bytes) -> None:
    taken(body)


@given(json_values)
def test_any_json(value: object) -> None:
    taken(json.dumps(value).encode())


@given(st.dictionaries(st.sampled_from(MEMBERS), json_values, max_size=3))
def test_an_activity_with_any_members(members: dict[str, Any]) -> None:
    taken(json.dumps(a_bare_activity(text="hi") | members).encode())


@given(json_values)
def test_any_activity_that_was_proven(value: object) -> None:
    kinds = ("message", "conversationUpdate", "installationUpdate", "invoke")
    for kind in kinds:
        taken(
            json.dumps(a_bare_activity(type=kind, text="hi") | {"value": value, "entities": value}).encode()
        )


@given(st.text(max_size=400))
def test_any_header(header: str) -> None:
    with pytest.raises(Refused) as refused:
        DOOR.verify(a_delivery(a_bare_activity(), headers={"authorization": header}))

    assert refused.value.code == "forged"


@given(st.binary(max_size=100) | json_values.map(lambda value: json.dumps({"keys": [value]}).encode()))
def test_any_key_set(body: bytes) -> None:
    with suppress(ValueError):
        read_keys(body)
