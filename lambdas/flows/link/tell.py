"""What the chat is told of its sign-in: an internal turn, the same however often it is put."""

import math
from typing import Final

from lambdas.domain.account import Login, Why
from lambdas.domain.ids import EventId
from lambdas.domain.ports import Clock, Later
from lambdas.domain.turn import Kind, Notice, Noticed, Turn

LONGEST_DELAY_S: Final = 900
"""What a message can be delayed at most.

Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
"""

PAST_END_S: Final = 2
"""So long after a login has run out the chat is told, lest clocks differ."""


def tell_ended(login: Login, why: Why, *, later: Later, clock: Clock) -> None:
    """Let the chat be told, once; that it ran out, only when it did. Raises ``Retryable``."""
    now = clock.now()
    left_s = math.ceil((login.expires - now).total_seconds()) + PAST_END_S if why is Why.RAN_OUT else 0
    turn = Turn(
        kind=Kind.INTERNAL,
        address=login.address,
        event=EventId(f"{Notice.LOGIN_ENDED}:{login.id}:{why}"),
        locale=login.locale,
        at=now,
        content=Noticed(notice=Notice.LOGIN_ENDED, details={"login": login.id, "why": why}),
    )
    later.put(turn, after_s=min(max(left_s, 0), LONGEST_DELAY_S))
