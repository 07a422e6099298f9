"""Activities of Teams as the turns that come of them."""

from collections.abc import Sequence
from typing import Any

from lambdas.channels.teams.inbound import TeamsInbound
from lambdas.domain.turn import Content, Turn
from tests.fakes.clock import SetClock
from tests.teams_activities import a_bare_activity, a_delivery, an_installation, keys

BOB = {"id": "29:bob", "name": "Bob"}


def door() -> TeamsInbound:
    """The way in of the bot."""
    return TeamsInbound(installation=an_installation(), keys=keys(), clock=SetClock())


def turns(activity: dict[str, Any]) -> Sequence[Turn]:
    """What comes of an activity that is proven."""
    delivery = a_delivery(activity)
    door().verify(delivery)
    return door().parse(delivery)


def only(activity: dict[str, Any]) -> Turn:
    """The one turn that comes of it."""
    [turn] = turns(activity)
    return turn


def content(activity: dict[str, Any]) -> Content:
    """What that turn says."""
    return only(activity).content


def an_event(kind: str, **members: Any) -> dict[str, Any]:  # noqa: ANN401 (any JSON)
    """An activity that is no message."""
    return a_bare_activity(type=kind, **members)
