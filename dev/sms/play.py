"""People with telephones, as the calls that Twilio makes of what they send.

Source: https://www.twilio.com/docs/messaging/guides/webhook-request
"""

import uuid
from collections.abc import Mapping, Sequence
from typing import Final
from urllib.parse import urlencode

from dev.doubles.chats import Done
from dev.doubles.courier import Letter
from dev.doubles.play import Deed, Manners
from dev.doubles.shown import Button
from dev.sms.account import Twilio

FORM: Final = "application/x-www-form-urlencoded"
MEDIA_TYPES: Final[Mapping[str, str]] = {
    "photo": "image/jpeg",
    "voice": "audio/amr",
    "file": "application/pdf",
    "contact": "text/vcard",
    "video": "video/3gpp",
    "audio": "audio/mpeg",
}
OUT: Final = frozenset(["STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT"])
IN: Final = frozenset(["START", "YES", "UNSTOP"])
"""Twilio's own words. Source: https://www.twilio.com/docs/messaging/tutorials/advanced-opt-out"""


class SmsPlay:
    """See ``Play``; a choice is made by writing its words, there is nothing to press."""

    kinds: Sequence[str] = tuple(MEDIA_TYPES)
    manners = Manners()

    def __init__(self, account: Twilio) -> None:
        self._account = account

    def says(self, deed: Deed, text: str) -> Sequence[Letter]:
        """See ``Play``; who says STOP hears nothing more until START."""
        word = text.strip().upper()
        deed.chat.left = (deed.chat.left and word not in IN) or word in OUT
        return [self._letter(deed, Body=text)]

    def chooses(self, deed: Deed, shown_by: Done, button: Button) -> Sequence[Letter]:
        """See ``Play``."""
        del shown_by
        return self.says(deed, button.label)

    def sends(self, deed: Deed, kind: str) -> Sequence[Letter]:
        """See ``Play``."""
        media = f"https://api.twilio.com/2010-04-01/Accounts/{self._account.sid}/Messages/MM1/Media/ME1"
        told = {"MediaContentType0": MEDIA_TYPES[kind], "MediaUrl0": media}
        return [self._letter(deed, Body="", NumMedia="1", **told)]

    def _letter(self, deed: Deed, **told: str) -> Letter:
        message = f"SM{uuid.uuid4().hex}"
        parameters = {
            "ToCountry": "US",
            "SmsMessageSid": message,
            "NumMedia": "0",
            "SmsSid": message,
            "SmsStatus": "received",
            "FromCountry": "US",
            "To": self._account.number,
            "NumSegments": "1",
            "MessageSid": message,
            "AccountSid": self._account.sid,
            "From": deed.person.id,
            "ApiVersion": "2010-04-01",
            **told,
        }
        body = urlencode(parameters, errors="replace").encode()
        return Letter(chat=deed.chat.id, body=body, content_type=FORM)
