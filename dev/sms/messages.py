"""The Messages resource: what the bot sends, checked as Twilio documents it, and as a telephone shows it.

Source: https://www.twilio.com/docs/messaging/api/message-resource#create-a-message-resource
"""

import re
import uuid
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any, Final
from urllib.parse import urlsplit

from dev.doubles.calls import Answer
from dev.doubles.chats import Chat
from dev.doubles.shown import Button, Shown
from dev.sms.account import Twilio
from dev.sms.errors import refused
from lambdas.kit.text_measures import sms_segments

E164: Final = re.compile(r"\+[1-9][0-9]{6,14}")
LONGEST, MOST_MEDIA = 1600, 10
CREATED = 201
OFFERED: Final = re.compile(r"- (\S.*)")
WAY: Final = re.compile(r"(\S.*): (https?://\S+)")

Form = Mapping[str, Sequence[str]]


def created(form: Form, chat: Chat | None, *, account: Twilio) -> Answer:
    """The message, made; raises ``CallRefused``."""
    to, body, media = _one(form, "To"), _one(form, "Body"), form.get("MediaUrl", ())
    _check_sender(form, account)
    _check_content(body, media)
    if not to:
        raise refused(21604)
    if not E164.fullmatch(to):
        raise refused(21211)
    if chat is not None and chat.left:
        raise refused(21610)
    sid = f"{'MM' if media else 'SM'}{uuid.uuid4().hex}"
    resource = _resource(sid, form, account=account.sid)
    return Answer(status=CREATED, body=resource, shown=_shown(body, media), kept={"sid": sid})


def _check_sender(form: Form, account: Twilio) -> None:
    sender, service = _one(form, "From"), _one(form, "MessagingServiceSid")
    if not sender and not service:
        raise refused(21603)
    if (sender and sender != account.number) or (service and service != account.service_sid):
        raise refused(21212)


def _check_content(body: str, media: Sequence[str]) -> None:
    if not body.strip() and not media:
        raise refused(21602)
    if len(body.encode("utf-16-le")) > 2 * LONGEST:
        raise refused(21617)
    if len(media) > MOST_MEDIA:
        raise refused(21623)
    if any(urlsplit(url).scheme not in {"http", "https"} or not urlsplit(url).hostname for url in media):
        raise refused(21620)


def _one(form: Form, name: str) -> str:
    return next(iter(form.get(name, ())), "")


def _shown(body: str, media: Sequence[str]) -> Shown:
    """The words, with the lines that one answers or opens as buttons."""
    buttons = [Button(label=found[1]) for line in body.splitlines() if (found := OFFERED.fullmatch(line))]
    ways = [
        Button(label=found[1], url=found[2]) for line in body.splitlines() if (found := WAY.fullmatch(line))
    ]
    image = next(iter(media), "")
    return Shown(kind="image" if image else "text", text=body, url=image, buttons=[*buttons, *ways])


def _resource(sid: str, form: Form, *, account: str) -> dict[str, Any]:
    now = format_datetime(datetime.now(UTC))
    uri = f"/2010-04-01/Accounts/{account}/Messages/{sid}"
    return {
        "account_sid": account,
        "api_version": "2010-04-01",
        "body": _one(form, "Body"),
        "date_created": now,
        "date_sent": None,
        "date_updated": now,
        "direction": "outbound-api",
        "error_code": None,
        "error_message": None,
        "from": _one(form, "From") or None,
        "messaging_service_sid": _one(form, "MessagingServiceSid") or None,
        "num_media": str(len(form.get("MediaUrl", ()))),
        "num_segments": str(sms_segments(_one(form, "Body"))),
        "price": None,
        "price_unit": "USD",
        "sid": sid,
        "status": "queued",
        "subresource_uris": {"media": f"{uri}/Media.json"},
        "to": _one(form, "To"),
        "uri": f"{uri}.json",
    }
