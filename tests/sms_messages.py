"""Calls as Twilio makes them, signed by its own code, with defaults, so that a test states only its own."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Final
from urllib.parse import urlencode

from twilio.request_validator import RequestValidator

from lambdas.domain.ids import BotId, InstallationId
from lambdas.domain.installation import Installation
from lambdas.domain.turn import Delivery

AUTH_TOKEN: Final = "a" * 32
ACCOUNT: Final = "AC" + "1" * 32
SERVICE: Final = "MG" + "2" * 32
NUMBER: Final = "+15550100100"
ANN: Final = "+15550100142"
MESSAGE: Final = "SM" + "3" * 32
SITE: Final = "https://chat.example/webhooks/sms"
API: Final = "https://api.example/webhooks/sms"
SIGNATURE: Final = "x-twilio-signature"

Form = Mapping[str, str | Sequence[str]]


def an_installation(
    *,
    sender: str = NUMBER,
    account_sid: str = ACCOUNT,
    locales: tuple[str, ...] = ("en-US", "es-ES"),
    media: str = "",
) -> Installation:
    """A number at Twilio whose bot knows /help in English."""
    return Installation(
        id=InstallationId("sms"),
        channel="sms",
        bot=BotId("travel"),
        locales=locales,
        commands={"en-US": {"help": "Help"}},
        account={"account_sid": account_sid, "sender": sender, **({"media": media} if media else {})},
    )


def a_message(text: str = "London", **parameters: str | Sequence[str]) -> dict[str, str | Sequence[str]]:
    """Ann's message to our number, as Twilio documents it."""
    return {
        "ToCountry": "US",
        "ToState": "",
        "SmsMessageSid": MESSAGE,
        "NumMedia": "0",
        "ToCity": "",
        "FromZip": "",
        "SmsSid": MESSAGE,
        "FromState": "",
        "SmsStatus": "received",
        "FromCity": "",
        "Body": text,
        "FromCountry": "US",
        "To": NUMBER,
        "ToZip": "",
        "NumSegments": "1",
        "MessageSid": MESSAGE,
        "AccountSid": ACCOUNT,
        "From": ANN,
        "ApiVersion": "2010-04-01",
        **parameters,
    }


class Doubled(dict[str, Sequence[str]]):
    """Parameters as frameworks hand them to Twilio's validator."""

    def getlist(self, name: str) -> Sequence[str]:
        """Every value of one name."""
        return self[name]


def signature_of(form: Form, *, url: str = SITE, token: str = AUTH_TOKEN) -> str:
    """What Twilio's own code computes."""
    values = Doubled({name: [given] if isinstance(given, str) else given for name, given in form.items()})
    return str(RequestValidator(token).compute_signature(url, values))


def a_delivery(
    form: Form | None = None, *, url: str = SITE, token: str = AUTH_TOKEN, query: str = ""
) -> Delivery:
    """A webhook call with a form, signed for an address; what is given of a query stands behind it."""
    given = a_message() if form is None else form
    signed = url + (f"?{query}" if query else "")
    return a_call(
        urlencode(given, doseq=True).encode(),
        signature=signature_of(given, url=signed, token=token),
        query=query,
    )


def a_json_delivery(body: bytes, *, hashed: bytes | None = None, token: str = AUTH_TOKEN) -> Delivery:
    """A webhook call with JSON, whose address has its hash."""
    query = f"bodySHA256={hashlib.sha256(body if hashed is None else hashed).hexdigest()}"
    return a_call(body, signature=signature_of({}, url=f"{SITE}?{query}", token=token), query=query)


def a_call(body: bytes, *, signature: str = "", query: str = "") -> Delivery:
    """A webhook call as it comes to us."""
    return Delivery(
        installation=InstallationId("sms"),
        headers={SIGNATURE: signature, "content-type": "application/x-www-form-urlencoded"},
        body=body,
        query=query,
        urls=(SITE, API),
    )
