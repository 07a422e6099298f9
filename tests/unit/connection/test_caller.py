"""Whose network a ticket is counted for."""

from typing import Any

import pytest

from lambdas.connection.caller import Front, caller_network

CLOUDFRONT = Front(place=2, proof="stack-id")
LOCAL = Front(place=1, proof="")
NONE = Front(place=0, proof="")


def an_event(forwarded: str | None = None, *, seen: str = "203.0.113.9", proof: str | None = None) -> Any:  # noqa: ANN401 (an AWS event)
    given = {"X-Forwarded-For": forwarded, "X-Parley-Front": proof}
    headers = {name: value for name, value in given.items() if value is not None}
    return {"headers": headers, "requestContext": {"http": {"sourceIp": seen}}}


@pytest.mark.parametrize(
    ("event", "front", "network"),
    [
        (an_event(), NONE, "203.0.113.9"),
        (an_event("198.51.100.7"), NONE, "203.0.113.9"),
        (an_event("198.51.100.7"), LOCAL, "198.51.100.7"),
        (an_event("192.0.2.1, 198.51.100.7"), LOCAL, "198.51.100.7"),
        (an_event("198.51.100.7, 203.0.113.9", proof="stack-id"), CLOUDFRONT, "198.51.100.7"),
        (an_event("192.0.2.1, 198.51.100.7,203.0.113.9", proof="stack-id"), CLOUDFRONT, "198.51.100.7"),
        (an_event("2001:db8::5, 203.0.113.9", proof="stack-id"), CLOUDFRONT, "2001:db8::/64"),
    ],
)
def test_the_entry_that_our_front_wrote_is_taken_and_no_other(
    event: dict[str, Any], front: Front, network: str
) -> None:
    assert caller_network(event, front=front) == network


@pytest.mark.parametrize("proof", [None, "", "another", "é"])
def test_who_goes_round_the_front_is_counted_by_the_address_of_the_connection(proof: str | None) -> None:
    event = an_event("192.0.2.1, 203.0.113.9", proof=proof)

    assert caller_network(event, front=CLOUDFRONT) == "203.0.113.9"


@pytest.mark.parametrize("front", [CLOUDFRONT, LOCAL])
def test_where_the_front_wrote_nothing_the_connection_counts(front: Front) -> None:
    assert caller_network(an_event(None, proof="stack-id"), front=front) == "203.0.113.9"


def test_an_address_that_is_none_has_no_network() -> None:
    assert caller_network({"headers": {}}, front=NONE) is None
