"""Calls an agent's webhook as Dialogflow does: one POST, answered within five seconds.

Source: https://cloud.google.com/dialogflow/es/docs/fulfillment-webhook (five seconds, 64 KiB, headers)
"""

import json
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from typing import Any

from google.cloud.dialogflow_v2 import WebhookResponse

from definition.dialogflow.agent import Webhook
from dev.dialogflow.wire import WrongShapeError, checked

Json = Mapping[str, Any]
WebhookCall = Callable[[Json], Json]
"""Takes a webhook request and gives its response; raises ``WebhookFailedError``."""

WITHIN_S = 5.0
LARGEST = 64 * 1024
# Numbers of google.rpc.Code.
INVALID_ARGUMENT, DEADLINE_EXCEEDED, UNAVAILABLE = 3, 4, 14


class WebhookFailedError(Exception):
    """The webhook did not answer as it should; ``code`` is one of google.rpc.Code."""

    def __init__(self, message: str, *, code: int) -> None:
        super().__init__(f"Webhook call failed. Error: {message}")
        self.code = code


class HttpWebhook:
    """See ``WebhookCall``; an address, with its headers."""

    def __init__(self, webhook: Webhook, *, within_s: float = WITHIN_S) -> None:
        self._webhook, self._within_s = webhook, within_s
        self._opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def __call__(self, request: Json) -> Json:
        """See ``WebhookCall``."""
        headers = {"Content-Type": "application/json", **self._webhook.headers}
        call = urllib.request.Request(  # noqa: S310 (http only for this machine)
            self._webhook.url, data=json.dumps(request).encode(), headers=headers
        )
        try:
            with self._opener.open(call, timeout=self._within_s) as answer:
                return read_response(answer.read(LARGEST + 1))
        except urllib.error.HTTPError as error:
            with error:
                reason = f"UNAVAILABLE, State: URL_UNREACHABLE, HTTP status code: {error.code}"
            raise WebhookFailedError(reason, code=UNAVAILABLE) from None
        except TimeoutError:
            raise WebhookFailedError("DEADLINE_EXCEEDED", code=DEADLINE_EXCEEDED) from None
        except OSError as error:
            if isinstance(getattr(error, "reason", None), TimeoutError):
                raise WebhookFailedError("DEADLINE_EXCEEDED", code=DEADLINE_EXCEEDED) from None
            raise WebhookFailedError("UNAVAILABLE, State: URL_UNREACHABLE", code=UNAVAILABLE) from None


def read_response(body: bytes) -> Json:
    """Read a webhook's response; raises ``WebhookFailedError``."""
    if len(body) > LARGEST:
        raise WebhookFailedError("the response exceeds 64 KiB", code=INVALID_ARGUMENT)
    try:
        return checked(body, WebhookResponse, ignoring=True)
    except WrongShapeError as error:
        reason = f"Failed to parse webhook JSON response: {error}"
        raise WebhookFailedError(reason, code=INVALID_ARGUMENT) from error
