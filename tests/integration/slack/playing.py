"""People in the stand-in's workspace, our adapter beside them, and what the one makes of the other."""

from collections.abc import Sequence
from typing import Any

from urllib3 import PoolManager

from dev.slack.account import BOT_TOKEN, SIGNING_SECRET
from lambdas.channels.slack.build import slack_messenger
from lambdas.channels.slack.inbound import SlackInbound
from lambdas.channels.slack.outbound import SlackMessenger
from lambdas.domain.ids import InstallationId
from lambdas.domain.reply import Part
from lambdas.domain.turn import Address, Delivery, Turn
from lambdas.kit.clock import SystemClock
from tests.integration.stand_in import StandIn
from tests.slack_requests import an_installation


def messenger(slack: StandIn, *, token: str = BOT_TOKEN) -> SlackMessenger:
    http = PoolManager(cert_reqs="CERT_REQUIRED")
    return slack_messenger(an_installation(), token=lambda: token, http=http, endpoint=slack.url)


def taken(brought: Sequence[tuple[dict[str, str], bytes]]) -> list[Turn]:
    """The turns that these deliveries give."""
    inbound = SlackInbound(
        installation=an_installation(), keys=lambda: (SIGNING_SECRET.encode(),), clock=SystemClock()
    )
    turns: list[Turn] = []
    for headers, body in brought:
        delivery = Delivery(installation=InstallationId("slack"), headers=headers, body=body)
        inbound.verify(delivery)
        turns.extend(inbound.parse(delivery))
    return turns


def said(slack: StandIn, **deed: Any) -> Turn:  # noqa: ANN401 (any JSON)
    """The turn of a deed, however many deliveries bring it."""
    _, brought = slack.does(**deed)
    turns = taken(brought)
    assert len({(turn.event, turn.address) for turn in turns}) == 1
    return turns[0]


def show(slack: StandIn, address: Address, parts: Sequence[Part]) -> None:
    ours = messenger(slack)
    for message in ours.messages(address, parts):
        for call in message.forms[0]:
            ours.call(address, call)
