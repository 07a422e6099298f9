"""Updates of Telegram as the turns that come of them."""

from typing import Any

from lambdas.channels.telegram.inbound import TelegramInbound
from lambdas.domain.turn import Content, Turn
from tests.fakes.clock import SetClock
from tests.telegram_updates import (
    a_delivery,
    an_installation,
)


def parsed(update: object, **given_installation: Any) -> list[Turn]:  # noqa: ANN401 (see an_installation)
    """What comes of an update."""
    installation = an_installation(**given_installation)
    inbound = TelegramInbound(installation=installation, keys=tuple, clock=SetClock())
    return list(inbound.parse(a_delivery(update)))


def heard(update: object) -> Content:
    """What the one turn says that comes of it."""
    (turn,) = parsed(update)
    return turn.content
