"""Webhook calls as Meta makes them, with defaults, so that a test states only what it is about."""

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from typing import Any, Final
from urllib.parse import urlencode

from lambdas.domain.ids import BotId, InstallationId
from lambdas.domain.installation import Installation
from lambdas.domain.turn import Delivery
from lambdas.kit.meta_webhook import SIGNATURE, verify_token

SECRET: Final = "an app's secret"
OLD_SECRET: Final = "the secret before"
KEYS: Final = (SECRET.encode(), OLD_SECRET.encode())
PAGE: Final = "101"
NUMBER_ID: Final = "202"
ADA: Final = "7001"
BSUID: Final = "US.13491208655302741918"
PHONE: Final = "16505551234"
SENT_AT_MS: Final = 1_795_000_000_000
COMMANDS: Final = {"en-US": {"start": "Hello", "help": "Help"}}


def a_page(**members: Any) -> Installation:  # noqa: ANN401 (of an installation)
    """A bot on a Facebook page that knows /start and /help."""
    account = {"app_id": "1", "page_id": PAGE}
    given = {"channel": "messenger", "account": account, "commands": COMMANDS, "locales": ("en-US", "es-ES")}
    return Installation(id=InstallationId("messenger"), bot=BotId("travel"), **{**given, **members})


def a_number(**members: Any) -> Installation:  # noqa: ANN401 (of an installation)
    """A bot on a WhatsApp number that knows /start and /help."""
    account = {"app_id": "1", "phone_number_id": NUMBER_ID, "waba_id": "303"}
    given = {"channel": "whatsapp", "account": account, "commands": COMMANDS, "locales": ("en-US", "es-ES")}
    return Installation(id=InstallationId("whatsapp"), bot=BotId("travel"), **{**given, **members})


def signature(body: bytes, *, secret: str = SECRET) -> str:
    """What Meta shows with a body."""
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def a_delivery(installation: Installation, body: object, *, secret: str = SECRET) -> Delivery:
    """A signed call."""
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Delivery(
        installation=installation.id, headers={SIGNATURE: signature(raw, secret=secret)}, body=raw
    )


def a_handshake(
    installation: Installation, changed: Mapping[str, str | None] | None = None, *, secret: str = SECRET
) -> Delivery:
    """What Meta asks before it sends anything; a member that is None is left out."""
    asked = {
        "hub.mode": "subscribe",
        "hub.challenge": "1158201444",
        "hub.verify_token": verify_token(secret.encode(), installation.id),
    }
    named = {f"hub.{name}": value for name, value in (changed or {}).items()}
    told = {name: value for name, value in {**asked, **named}.items() if value is not None}
    return Delivery(installation=installation.id, body=b"", method="GET", query=urlencode(told))


def a_message(text: str | None = "London", **members: Any) -> dict[str, Any]:  # noqa: ANN401 (any JSON)
    """Ada's message to the page."""
    said = {} if text is None else {"text": text}
    return {"message": {"mid": "m_1", **said, **members}}


def an_event(told: Mapping[str, Any] | None = None, **members: Any) -> dict[str, Any]:  # noqa: ANN401 (any JSON)
    """One event of Ada's with the page."""
    people = {"sender": {"id": ADA}, "recipient": {"id": PAGE}, "timestamp": SENT_AT_MS}
    return {**people, **(a_message() if told is None else told), **members}


def events(*given: Mapping[str, Any], page: str = PAGE) -> dict[str, Any]:
    """A call of the page with these events."""
    return {"object": "page", "entry": [{"id": page, "time": SENT_AT_MS, "messaging": list(given)}]}


def a_word(kind: str = "text", told: Any = None, **members: Any) -> dict[str, Any]:  # noqa: ANN401 (any JSON)
    """A message to the number."""
    said = {"body": "London"} if told is None and kind == "text" else told
    return {
        "from": PHONE,
        "from_user_id": BSUID,
        "id": "wamid.1",
        "timestamp": str(SENT_AT_MS // 1000),
        "type": kind,
        **({} if said is None else {kind: said}),
        **members,
    }


def a_contact(**members: Any) -> dict[str, Any]:  # noqa: ANN401 (any JSON)
    """What stands beside a message of its sender."""
    return {"profile": {"name": "Ada"}, "wa_id": PHONE, "user_id": BSUID, **members}


def a_value(*messages: Mapping[str, Any], **members: Any) -> dict[str, Any]:  # noqa: ANN401 (any JSON)
    """The news of a number."""
    metadata = {"display_phone_number": "15550100100", "phone_number_id": NUMBER_ID}
    told = {"contacts": [a_contact()], "messages": list(messages)} if messages else {}
    return {"messaging_product": "whatsapp", "metadata": metadata, **told, **members}


def words(*messages: Mapping[str, Any], **members: Any) -> dict[str, Any]:  # noqa: ANN401 (any JSON)
    """A call of the account with these messages."""
    return changes([a_value(*messages, **members)])


def changes(values: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """A call of the account with these changes."""
    told = [{"field": "messages", "value": value} for value in values]
    return {"object": "whatsapp_business_account", "entry": [{"id": "303", "changes": told}]}
