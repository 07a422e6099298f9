"""Takes out of a webhook call whatever tells of a person, an account or a secret, and keeps its shape.

Everything is replaced but what is known to be the messenger's own vocabulary: names of members, and values of
members that say what kind a thing is.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode

from cli.deliveries.form import Captured, Expected, compact
from cli.deliveries.stand_ins import StandIns

A_MEMBER: Final = re.compile(r"[A-Za-z][A-Za-z_@.]{0,39}[0-9]?")
"""What reads as the name of a member; a number or a mark in it would make it an id."""

A_KIND: Final = re.compile(r"[A-Za-z][A-Za-z0-9_./+-]{0,63}")

KINDS: Final = frozenset(
    {
        "@type", "action", "attachmenttype", "callback_type", "channel_type", "channelid", "chat_type",
        "content-type", "contenttype", "contexttype", "conversationtype", "currency", "deliverymode", "event",
        "field", "format", "hub.mode", "importance", "inputhint", "language_code", "locale", "messagestatus",
        "messagetype", "messaging_product", "mime_type", "mimetype", "object", "optouttype", "origin",
        "platform", "role", "smsstatus", "source_type", "status", "style", "subtype", "tab", "textformat",
        "type", "x-slack-retry-reason",
    }
)  # fmt: skip
"""Members whose value says what kind a thing is, in lower case."""

COUNTS: Final = frozenset(
    {
        "apiversion", "duration", "height", "length", "nummedia", "numsegments", "offset", "thumb_height",
        "thumb_width", "version", "width", "x-slack-retry-num",
    }
)  # fmt: skip
"""Members whose number counts or measures, in lower case."""

TIMES: Final = frozenset(
    {
        "date", "edit_date", "event_time", "expiration", "expires", "forward_date", "time", "timestamp",
        "until_date",
    }
)  # fmt: skip
SOME_TIME: Final = 1_767_323_045

HEADERS: Final = frozenset(
    {
        "authorization", "content-type", "i-twilio-idempotency-token", "webhook-id", "webhook-signature",
        "webhook-timestamp", "x-hub-signature", "x-hub-signature-256", "x-slack-request-timestamp",
        "x-slack-retry-num", "x-slack-retry-reason", "x-slack-signature", "x-telegram-bot-api-secret-token",
        "x-twilio-signature",
    }
)  # fmt: skip
"""What of a call's headers a file shows; all others tell of the way that it took."""

OWN: Final = (
    r"(?<!\S)/(?:start|help)\b",
    r"</?(?:at|p|div|br)>",
    r"<quoted messageId=",
    r"https?://",
    r"smba\.(?:onyx\.prod\.teams\.)?trafficmanager\.net/",
    r"smba\.infra\.gcc\.teams\.microsoft\.com/",
    r"@thread\.(?:tacv2|skype|v2)",
    r";messageid=",
    r"\bparley-[a-z]+(?:[:-][0-9]{1,3})?\b",
    r"\A(?:start|help|USLACKBOT)\Z",
    r"\Aadaptive[cC]ard/action\Z",
    r"\A(?:sha256=|v0=|v1,|Bearer |wamid\.|m_|msg_|29:|28:|19:|a:)",
)
"""What the messengers and we write ourselves, wherever it stands."""

FORM: Final = "application/x-www-form-urlencoded"


def redaction(salt: bytes, *, own: Iterable[str] = ()) -> "Redaction":
    """Redact with a salt that nobody keeps. own: names of our own accounts, which stay."""
    kept = [*OWN, *(re.escape(each) for each in own if each)]
    return Redaction(stand_ins=StandIns(salt=salt, kept=re.compile("|".join(kept))))


@dataclass(frozen=True, slots=True, kw_only=True)
class Redaction:
    """Redacts calls, all of them alike. stand_ins: what is put in."""

    stand_ins: StandIns

    def redacted(self, call: Captured) -> Captured:
        """The call without anybody in it; its proof proves nothing any more."""
        shown = {name: value for name, value in call.headers.items() if name in HEADERS}
        return replace(
            call,
            headers={name: str(self._value(name, value)) for name, value in shown.items()},
            query=self._form(call.query),
            body=self._body(call).encode(),
            expected=Expected(),
        )

    def _body(self, call: Captured) -> str:
        text = call.body.decode(errors="replace")
        if call.headers.get("content-type", "").partition(";")[0].strip() == FORM:
            return self._form(text)
        return self._text(text)

    def _form(self, text: str) -> str:
        pairs = parse_qsl(text, keep_blank_values=True)
        return urlencode([(self._name(name), self._value(name, value)) for name, value in pairs])

    def _text(self, text: str) -> str:
        """A text, which may be JSON all through; what is nested too deep to be read is none."""
        try:
            found = json.loads(text)
            if isinstance(found, Mapping | list):
                return compact(self._value("", found))
        except (ValueError, RecursionError):
            return self.stand_ins.of(text)
        return self.stand_ins.of(text)

    def _value(self, name: str, value: object) -> Any:  # noqa: ANN401 — JSON
        """The value of a member."""
        match value:
            case Mapping():
                return {self._name(each): self._value(each, inner) for each, inner in value.items()}
            case list():
                return [self._value(name, inner) for inner in value]
            case str():
                return self._string(name.lower(), value)
            case bool() | None:
                return value
            case int():
                return self._whole(name.lower(), value)
        return self.stand_ins.fraction(float(str(value)))

    def _string(self, member: str, text: str) -> str:
        if text in {"", "0", "1"}:
            return text
        if member in KINDS and A_KIND.fullmatch(text.partition(";")[0]):
            return text
        if text.isdecimal() and text.isascii() and member in COUNTS | TIMES:
            return str(self._whole(member, int(text)))
        return self._text(text)

    def _whole(self, member: str, number: int) -> int:
        if member in COUNTS or number in (0, 1):
            return number
        if member in TIMES:
            # Seconds or milliseconds, with as many digits as it had.
            return int(str(SOME_TIME).ljust(len(str(number)), "0"))
        return self.stand_ins.number(number)

    def _name(self, name: str) -> str:
        """The name of a member, unless it may be somebody's id."""
        return name if A_MEMBER.fullmatch(name) else self.stand_ins.of(name)
