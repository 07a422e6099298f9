"""One webhook call of an engine that only understands: proved, led by the bot's definition, answered.

``POST /engines/dialogflow/{bot}`` with the header ``X-Parley-Webhook-Secret``.
"""

import hmac
import json
import logging
from base64 import b64decode
from collections.abc import Mapping
from typing import Any, Final

from lambdas.domain.declared import Dialogs
from lambdas.domain.errors import Retryable
from lambdas.domain.ids import BotId
from lambdas.domain.installation import nearest_locale
from lambdas.domain.intent import Call, Outcome
from lambdas.flows.lead import Leader
from lambdas.fulfilment.answer import outcome_of
from lambdas.fulfilment.dialogflow_webhook import (
    MalformedRequestError,
    read_dialog,
    read_heard,
    read_request,
    write_response,
)
from lambdas.fulfilment.wiring import FulfilmentApp
from lambdas.kit.headers import headers_of

log = logging.getLogger(__name__)

PROOF: Final = "x-parley-webhook-secret"
LARGEST_BYTES: Final = 256 * 1024
Response = dict[str, Any]


def answer_webhook(event: Mapping[str, Any], *, app: FulfilmentApp) -> Response:
    """200 with what is said next; 404, 401, 413 or 400 for what is never taken; 503 for what may pass.

    An engine that is answered anything but 200 reports that its webhook failed, and the turn is tried again.
    """
    bot = BotId(event["pathParameters"]["bot"])
    if bot not in app.dialogs:
        log.warning("webhook of an unknown bot")
        return {"statusCode": 404}
    if not _proved(event, app):
        log.warning("webhook without its secret", extra={"bot": bot})
        return {"statusCode": 401}
    if len(event.get("body") or "") > LARGEST_BYTES:
        return {"statusCode": 413}
    try:
        response = _lead(_body(event), bot=bot, app=app)
    except MalformedRequestError as error:
        log.warning("webhook not readable: %s", error, extra={"bot": bot})
        return {"statusCode": 400}
    except Retryable:
        log.exception("webhook not answered", extra={"bot": bot})
        return {"statusCode": 503}
    return {
        "statusCode": 200,
        "headers": {"content-type": "application/json"},
        "body": json.dumps(response, ensure_ascii=False, separators=(",", ":")),
    }


def _proved(event: Mapping[str, Any], app: FulfilmentApp) -> bool:
    """Whether the caller knows one of the valid secrets; compared in constant time."""
    given = headers_of(event).get(PROOF, "").encode(errors="surrogatepass")
    return any([hmac.compare_digest(given, secret) for secret in app.proofs()])  # noqa: C419 - all are compared


def _body(event: Mapping[str, Any]) -> Mapping[str, Any]:
    body = event.get("body") or ""
    try:
        request = json.loads(b64decode(body) if event.get("isBase64Encoded") else body)
    except (ValueError, RecursionError) as error:
        raise MalformedRequestError("body is no JSON") from error
    if not isinstance(request, dict):
        raise MalformedRequestError("body is no JSON object")
    return request


def _lead(request: Mapping[str, Any], *, bot: BotId, app: FulfilmentApp) -> Response:
    asked = read_request(request)
    locales = app.dialogs[bot]
    locale = nearest_locale(asked.locale, list(locales))
    dialogs: Dialogs = locales[locale]

    def hook(call: Call) -> Outcome:
        return outcome_of(call, envelope=asked.envelope, app=app)

    before = read_dialog(asked, dialogs)
    leader = Leader(bot=bot, locale=locale, dialogs=dialogs, hook=hook, now=app.clock.now())
    led = leader.lead(read_heard(asked, dialogs), before)
    log.info("webhook answered", extra={"bot": bot, "intent": led.dialog.intent, "asked": led.dialog.asked})
    return write_response(asked, led, before=before, dialogs=dialogs)
