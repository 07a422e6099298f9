"""Ada, who chats in Teams: what she does comes in, and what is said goes out to her."""

import json
from typing import Any

from microsoft_teams.api import ActivityTypeAdapter
from urllib3 import PoolManager

from dev.teams.account import CLIENT_SECRET
from lambdas.channels.teams.build import teams_messenger
from lambdas.channels.teams.door import teams_inbound
from lambdas.channels.teams.inbound import TeamsInbound
from lambdas.channels.teams.outbound import TeamsMessenger
from lambdas.domain.ids import InstallationId
from lambdas.domain.turn import Address, Delivery, Turn
from lambdas.kit.clock import SystemClock
from tests.integration.stand_in import StandIn
from tests.teams_activities import an_installation


def door(teams: StandIn) -> TeamsInbound:
    """The way in, which the stand-in's keys prove calls at."""
    http = PoolManager(cert_reqs="CERT_REQUIRED")
    return teams_inbound(an_installation(), http=http, clock=SystemClock(), endpoint=teams.url)


def messenger(teams: StandIn, *, secret: str = CLIENT_SECRET) -> TeamsMessenger:
    """The way out to the stand-in."""
    http = PoolManager(cert_reqs="CERT_REQUIRED")
    return teams_messenger(an_installation(), token=lambda: secret, http=http, endpoint=teams.url)


def heard(teams: StandIn, **deed: Any) -> list[Turn]:  # noqa: ANN401 (any deed)
    """The turns of what Ada does, each verified."""
    found: list[Turn] = []
    inbound = door(teams)
    for headers, body in teams.does(**deed)[1]:
        ActivityTypeAdapter.validate_python(json.loads(body))
        delivery = Delivery(installation=InstallationId("teams"), headers=headers, body=body)
        inbound.verify(delivery)
        found.extend(inbound.parse(delivery))
    return found


def here(teams: StandIn, **deed: object) -> Address:
    """Where Ada is spoken to."""
    [turn] = heard(teams, **{"text": "Hi", **deed})
    return turn.address
