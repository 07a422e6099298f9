"""Calls as an operator's own service makes them, signed by Standard Webhooks' library, with defaults."""

import json
from base64 import b64encode
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from standardwebhooks import Webhook

from lambdas.domain.ids import BotId, InstallationId
from lambdas.domain.installation import Installation
from lambdas.domain.turn import Delivery
from tests.builders import NOW

SECRET: Final = "Parley" * 10 + "Abcd"
"""As the stack makes it: letters and digits, which are base64 too."""

REPLIES: Final = "whsec_" + b64encode(b"r" * 32).decode()
URL: Final = "https://service.example/replies"
ID, TIMESTAMP, SIGNATURE = "webhook-id", "webhook-timestamp", "webhook-signature"


def an_installation(
    *, locales: tuple[str, ...] = ("en-US", "es-ES"), url: str = URL, name: str = "webhook"
) -> Installation:
    """A service of one's own whose bot knows /help in English."""
    return Installation(
        id=InstallationId(name),
        channel="webhook",
        bot=BotId("travel"),
        locales=locales,
        commands={"en-US": {"help": "Help"}},
        account={"url": url},
    )


def a_message(text: str | None = "London", **members: Any) -> dict[str, Any]:  # noqa: ANN401 (any JSON)
    """Ann says something, alone with the bot."""
    said = {} if text is None else {"text": text}
    about = {"type": "message", "conversation": "c-42", "user": "u-7", "name": "Ann", "private": True}
    return {**about, **said, **members}


def a_delivery(
    said: object = None,
    *,
    secret: str = SECRET,
    number: str = "msg_1",
    ago_s: float = 0,
    at: datetime = NOW,
) -> Delivery:
    """A signed webhook call."""
    given = a_message() if said is None else said
    body = given if isinstance(given, bytes) else json.dumps(given).encode()
    signed_at = at - timedelta(seconds=ago_s)
    signature = Webhook(secret).sign(number, signed_at, body.decode("utf-8", "surrogateescape"))
    headers = {ID: number, TIMESTAMP: str(int(signed_at.timestamp())), SIGNATURE: signature}
    return a_call(body, headers)


def a_call(body: bytes, headers: Mapping[str, str]) -> Delivery:
    """A webhook call as it comes to us."""
    return Delivery(installation=InstallationId("webhook"), headers=headers, body=body)
