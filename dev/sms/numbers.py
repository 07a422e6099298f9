"""Where a number's and a messaging service's messages go, as an operator sets it through the API.

Source: https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource and
https://www.twilio.com/docs/messaging/api/service-resource
"""

from collections.abc import Mapping
from typing import Any

from dev.doubles.calls import Answer
from dev.doubles.courier import Courier, Webhook
from dev.sms.account import Twilio
from dev.sms.errors import refused

NOT_FOUND = 404


class Numbers:
    """The account's one number and its one service; whichever is set last is called."""

    def __init__(self, courier: Courier, *, account: Twilio) -> None:
        self._courier, self._account = courier, account
        self._number: dict[str, Any] = {"sms_url": "", "sms_method": "POST"}
        self._service: dict[str, Any] = {
            "inbound_request_url": None,
            "inbound_method": "POST",
            "use_inbound_webhook_on_number": False,
        }

    def account(self) -> Answer:
        """The account."""
        return Answer(
            body={"sid": self._account.sid, "friendly_name": "Parley", "status": "active", "type": "Full"}
        )

    def listed(self, number: str) -> Answer:
        """The numbers that are the one asked for, or all of them."""
        found = [self._shown_number()] if number in {"", self._account.number} else []
        return Answer(
            body={"incoming_phone_numbers": found, "page": 0, "page_size": 50, "next_page_uri": None}
        )

    def number(self, sid: str) -> Answer:
        """The number."""
        if sid != self._account.number_sid:
            raise refused(20404, status=NOT_FOUND)
        return Answer(body=self._shown_number())

    def set_number(self, sid: str, form: Mapping[str, str]) -> Answer:
        """Change where the number's messages go."""
        self.number(sid)
        self._number |= _given(form, {"SmsUrl": "sms_url", "SmsMethod": "sms_method"})
        self._bring_to(self._number["sms_url"])
        return self.number(sid)

    def service(self, sid: str) -> Answer:
        """The service."""
        if sid != self._account.service_sid:
            raise refused(20404, status=NOT_FOUND)
        return Answer(body={"sid": self._account.service_sid, "friendly_name": "Parley", **self._service})

    def set_service(self, sid: str, form: Mapping[str, str]) -> Answer:
        """Change where the service's messages go."""
        self.service(sid)
        names = {"InboundRequestUrl": "inbound_request_url", "InboundMethod": "inbound_method"}
        self._service |= _given(form, names)
        if "UseInboundWebhookOnNumber" in form:
            self._service["use_inbound_webhook_on_number"] = form["UseInboundWebhookOnNumber"] == "true"
        self._bring_to(self._service["inbound_request_url"] or "")
        return self.service(sid)

    def _shown_number(self) -> dict[str, Any]:
        capabilities = {"sms": True, "mms": True, "voice": False, "fax": False}
        named = {
            "sid": self._account.number_sid,
            "account_sid": self._account.sid,
            "phone_number": self._account.number,
        }
        return {**named, "capabilities": capabilities, **self._number}

    def _bring_to(self, url: str) -> None:
        """Without what stands behind the ``#``: that tells Twilio how often to try."""
        self._courier.bring_to(Webhook(url=url.partition("#")[0], secret=self._account.token))


def _given(form: Mapping[str, str], names: Mapping[str, str]) -> dict[str, str]:
    return {ours: form[theirs] for theirs, ours in names.items() if theirs in form}
