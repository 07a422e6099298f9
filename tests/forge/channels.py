"""The ways in that are attacked; a new channel adds a function here and a line to CHANNELS."""

import json
from collections.abc import Callable, Mapping
from typing import Final

from lambdas.channels.telegram.inbound import TelegramInbound
from tests.fakes.clock import SetClock
from tests.forge.target import Target, a_call
from tests.telegram_updates import PROOF, SECRET, a_message, a_press, an_installation, an_update


def telegram() -> Target:
    """Telegram repeats a secret that covers nothing: what is proved is the caller."""
    updates = (an_update(), a_press(), an_update(a_message("/start")))
    return Target(
        inbound=TelegramInbound(
            installation=an_installation(), keys=lambda: (b"old" * 10, SECRET.encode()), clock=SetClock()
        ),
        genuine=[a_call(json.dumps(update).encode(), {PROOF: SECRET}) for update in updates],
        proofs=(PROOF,),
        covers=lambda delivery: delivery.headers.get(PROOF, ""),
    )


CHANNELS: Final[Mapping[str, Callable[[], Target]]] = {"telegram": telegram}
