"""Where a number's and a messaging service's messages go, as an operator sets it through the API.

Source: https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource,
https://www.twilio.com/docs/messaging/api/service-resource and, for pages of a list,
https://www.twilio.com/docs/usage/twilios-response#response-formats-list-paging-information
"""

from collections.abc import Mapping
from typing import Any, Final

from dev.doubles.calls import Answer
from dev.doubles.courier import Courier, Webhook
from dev.sms.account import Twilio
from dev.sms.errors import refused
from dev.sms.resources import sender_of, service_of

NOT_FOUND = 404
LISTED: Final = {
    "IncomingPhoneNumbers": ("incoming_phone_numbers", "PhoneNumber"),
    "SMS/ShortCodes": ("short_codes", "ShortCode"),
}
"""By resource: what its list is called, and by what one is looked for."""

OF_A_SENDER: Final = {"SmsUrl": "sms_url", "SmsMethod": "sms_method"}
OF_A_SERVICE: Final = {"InboundRequestUrl": "inbound_request_url", "InboundMethod": "inbound_method"}


class Numbers:
    """The account's one number or short code and its one service; whichever is set last is called."""

    def __init__(self, courier: Courier, *, account: Twilio) -> None:
        self._courier, self._account = courier, account
        self._sender, self._service = sender_of(account), service_of(account)

    def listed(self, resource: str, asked: Mapping[str, str]) -> Answer:
        """The numbers, or short codes, that are the one asked for, or all of them, on one page."""
        member, by = LISTED[resource]
        is_there = resource == self._account.resource and asked.get(by, "") in {"", self._account.number}
        found = [self._sender] if is_there else []
        page = f"/2010-04-01/Accounts/{self._account.sid}/{resource}.json?PageSize=50&Page=0"
        of_the_page = {"page": 0, "page_size": 50, "start": 0, "end": 0, "uri": page, "first_page_uri": page}
        return Answer(body={member: found, **of_the_page, "next_page_uri": None, "previous_page_uri": None})

    def sender(self, resource: str, sid: str) -> Answer:
        """The number or short code; raises ``CallRefused``."""
        if (resource, sid) != (self._account.resource, self._account.number_sid):
            raise refused(20404, status=NOT_FOUND)
        return Answer(body=self._sender)

    def set_sender(self, resource: str, sid: str, form: Mapping[str, str]) -> Answer:
        """Change where its messages go; an application takes over all that come to a number."""
        self.sender(resource, sid)
        self._sender |= _given(form, OF_A_SENDER)
        if "SmsApplicationSid" in form:
            self._sender["sms_application_sid"] = form["SmsApplicationSid"] or None
        taken_over = self._sender.get("sms_application_sid")
        self._bring_to("" if taken_over else self._sender["sms_url"])
        return self.sender(resource, sid)

    def service(self, sid: str) -> Answer:
        """The service; raises ``CallRefused``."""
        if sid != self._account.service_sid:
            raise refused(20404, status=NOT_FOUND)
        return Answer(body=self._service)

    def set_service(self, sid: str, form: Mapping[str, str]) -> Answer:
        """Change where the service's messages go."""
        self.service(sid)
        self._service |= _given(form, OF_A_SERVICE)
        if "UseInboundWebhookOnNumber" in form:
            self._service["use_inbound_webhook_on_number"] = form["UseInboundWebhookOnNumber"] == "true"
        by_number = self._service["use_inbound_webhook_on_number"]
        self._bring_to(self._sender["sms_url"] if by_number else self._service["inbound_request_url"] or "")
        return self.service(sid)

    def _bring_to(self, url: str) -> None:
        """Without what stands behind the ``#``: that tells Twilio how often to try."""
        self._courier.bring_to(Webhook(url=url.partition("#")[0], secret=self._account.token))


def _given(form: Mapping[str, str], names: Mapping[str, str]) -> dict[str, Any]:
    return {ours: form[theirs] for theirs, ours in names.items() if theirs in form}
