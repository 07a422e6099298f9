"""Numbers, short codes and messaging services at Twilio: where each one's messages go.

Source: https://www.twilio.com/docs/usage/api
"""

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from cli.channels.calls import Api
from cli.channels.port import MessengerError
from cli.installed import Installed

API: Final = "https://api.twilio.com"
MESSAGING: Final = "https://messaging.twilio.com"
BAD_REQUEST, UNAUTHORIZED = 400, 401
FOUND: Final = "Twilio's console shows it on its first page: Account Info, Auth Token."


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenOver:
    """What makes messages go elsewhere, whatever the address says.

    by: the parameter that does. never: its value for no. told: where they go, with a place for the value.
    """

    by: str
    never: str
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """What messages come to. path: of it in the API. address, method: as its parameters are called there."""

    name: str
    api: Api
    path: str
    address: str
    method: str
    taken_over: TakenOver | None = None

    def standing(self) -> dict[str, str]:
        """Where its messages go, and how; raises ``MessengerError``."""
        shown = self._shown()
        return {
            "webhook": self._elsewhere(shown) or str(shown.get(_member(self.address)) or ""),
            "method": str(shown.get(_member(self.method)) or ""),
        }

    def send_to(self, url: str) -> None:
        """Let its messages go there by POST; raises ``MessengerError``."""
        over = self.taken_over
        back = {over.by: over.never} if over and self._elsewhere(self._shown()) else {}
        form = {self.address: url, self.method: "POST", **back}
        _called(self.api, self.path, what=f"change of {self.name}", form=form)

    def _shown(self) -> Mapping[str, Any]:
        return _called(self.api, self.path, what=f"look at {self.name}")

    def _elsewhere(self, shown: Mapping[str, Any]) -> str:
        over = self.taken_over
        value = shown.get(_member(over.by)) if over else None
        return over.told.format(value) if over and value else ""


BY_APPLICATION: Final = TakenOver(by="SmsApplicationSid", never="", told="the application {}")
BY_NUMBERS: Final = TakenOver(
    by="UseInboundWebhookOnNumber", never="false", told="wherever each of its numbers sends them"
)
"""Source: https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource and
https://www.twilio.com/docs/messaging/api/service-resource, under these names.
"""


def sender_of(installed: Installed, *, token: str) -> Sender:
    """The sender of an installation; raises ``MessengerError`` where the account has none such."""
    sender, account = installed.account["sender"], installed.account["account_sid"]
    signed_in = b64encode(f"{account}:{token}".encode()).decode()
    headers = {"Authorization": f"Basic {signed_in}"}
    if sender.startswith("MG"):
        return Sender(
            name=sender,
            api=Api(title="Twilio", endpoint=installed.endpoint or MESSAGING, headers=headers),
            path=f"v1/Services/{sender}",
            address="InboundRequestUrl",
            method="InboundMethod",
            taken_over=BY_NUMBERS,
        )
    api = Api(title="Twilio", endpoint=installed.endpoint or API, headers=headers)
    above = f"2010-04-01/Accounts/{account}"
    if sender.startswith("+"):
        over = BY_APPLICATION
        path = _found(api, f"{above}/IncomingPhoneNumbers", {"PhoneNumber": sender}, "incoming_phone_numbers")
    else:
        over = None
        path = _found(api, f"{above}/SMS/ShortCodes", {"ShortCode": sender}, "short_codes")
    return Sender(name=sender, api=api, path=path, address="SmsUrl", method="SmsMethod", taken_over=over)


def _found(api: Api, above: str, asked: Mapping[str, str], member: str) -> str:
    """The path of the one of that number."""
    (number,) = asked.values()
    found = _called(api, f"{above}.json?{urlencode(asked)}", what=f"look for {number}")
    listed = [each["sid"] for each in found.get(member, ())]
    if len(listed) != 1:
        raise MessengerError(f"the account at Twilio has no {number}")
    return f"{above}/{listed[0]}.json"


def _called(api: Api, path: str, *, what: str, form: Mapping[str, str] | None = None) -> Mapping[str, Any]:
    answer = api.call(path, what=what, form=form)
    if answer.status >= BAD_REQUEST:
        why = f"{answer.body.get('message', 'no reason given')} ({answer.body.get('code', answer.status)})"
        mend = f"; is the auth token that of the account_sid in the stage file? {FOUND}"
        raise MessengerError(
            f"Twilio refuses the {what}: {why}{mend if answer.status == UNAUTHORIZED else ''}"
        )
    return answer.body


def _member(parameter: str) -> str:
    """How a parameter is called in an answer: ``sms_url`` for ``SmsUrl``."""
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in parameter).lstrip("_")
