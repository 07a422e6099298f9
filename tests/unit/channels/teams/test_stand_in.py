"""A connector that stands in for Microsoft's, and what an operator reads of a token that is none."""

from typing import Final

import pytest

from lambdas.channels.teams.inbound import TeamsInbound
from lambdas.channels.teams.service import service_url
from lambdas.domain.errors import Refused
from tests.fakes.clock import SetClock
from tests.teams_activities import SERVICE, a_delivery, a_token, an_activity, an_installation, keys
from tests.tokens import NOW_S

ENDPOINT: Final = "http://127.0.0.1:9/teams"
HERE: Final = f"{ENDPOINT}/amer/"


def door(endpoint: str | None) -> TeamsInbound:
    return TeamsInbound(installation=an_installation(), keys=keys(), clock=SetClock(), endpoint=endpoint)


def test_where_there_is_a_stand_in_people_are_answered_there_and_nowhere_else() -> None:
    activity = a_delivery(an_activity(serviceUrl=HERE), token=a_token(serviceurl=HERE))

    door(ENDPOINT).verify(activity)
    (turn,) = door(ENDPOINT).parse(activity)

    assert turn.address.via == f"{ENDPOINT}/amer"
    with pytest.raises(Refused):
        door(ENDPOINT).verify(a_delivery(an_activity()))
    with pytest.raises(Refused):
        door(None).verify(activity)


def test_an_address_loses_the_slashes_at_its_end_and_nothing_more() -> None:
    assert service_url("https://smba.trafficmanager.net/amer/X/") == "https://smba.trafficmanager.net/amer/X"
    assert service_url(SERVICE) == SERVICE.removesuffix("/")


def test_an_operator_reads_what_is_wrong_with_a_token() -> None:
    with pytest.raises(Refused, match=r"^token expired$"):
        door(None).verify(a_delivery(an_activity(), token=a_token(exp=NOW_S - 300)))
