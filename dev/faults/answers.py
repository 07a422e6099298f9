"""Refusals and failures, in each service's own words and form.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html,
https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html#API_SendMessage_Errors,
https://docs.aws.amazon.com/lexv2/latest/APIReference/API_runtime_RecognizeText.html#API_runtime_RecognizeText_Errors,
https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-how-to-call-websocket-api-connections.html,
https://google.aip.dev/193 (HTTP/1.1+JSON representation), https://core.telegram.org/bots/api#making-requests.
"""

import json
from collections.abc import Mapping
from typing import Any, Final

from aiohttp import web

from dev.doubles.faults import WITH_CALL
from dev.faults.call import API, CONNECTIONS, DIALOGFLOW, LEX, TELEGRAM, WEBSOCKET, Call
from dev.faults.rule import Rule

THROTTLED: Final = {
    "dynamodb": (400, "ProvisionedThroughputExceededException"),
    "sqs": (400, "RequestThrottled"),
    "secretsmanager": (400, "ThrottlingException"),
    LEX: (429, "ThrottlingException"),
    DIALOGFLOW: (429, "RESOURCE_EXHAUSTED"),
    CONNECTIONS: (429, "LimitExceededException"),
    API: (429, "Too Many Requests"),
    WEBSOCKET: (429, "Too Many Requests"),
    TELEGRAM: (429, "Too Many Requests"),
}
FAILED: Final = {
    "dynamodb": (500, "InternalServerError"),
    "sqs": (500, "InternalFailure"),
    "secretsmanager": (500, "InternalServiceError"),
    LEX: (500, "InternalServerException"),
    DIALOGFLOW: (503, "UNAVAILABLE"),
    CONNECTIONS: (500, "InternalServerException"),
    API: (503, "Service Unavailable"),
    WEBSOCKET: (503, "Service Unavailable"),
    TELEGRAM: (502, "Bad Gateway"),
}
OTHER: Final = {"throttle": (400, "ThrottlingException"), "error": (500, "InternalFailure")}
SPACES: Final = {"dynamodb": "com.amazonaws.dynamodb.v20120810#", "sqs": "com.amazonaws.sqs#"}
CANCELLED: Final = "TransactionCanceledException"


def refusal(call: Call, rule: Rule) -> web.Response:
    """The answer to a call that is throttled or fails."""
    usual = (THROTTLED if rule.fault == "throttle" else FAILED).get(call.service, OTHER[rule.fault])
    status, code = rule.status or usual[0], rule.code or usual[1]
    if call.service == TELEGRAM:
        return _of_telegram(status, code, rule)
    if call.service == DIALOGFLOW:
        return _json(status, {"error": {"code": status, "message": code, "status": code}})
    if call.service in {API, WEBSOCKET}:
        return _json(status, {"message": code})
    if call.service in {LEX, CONNECTIONS}:
        return _json(status, {"message": code}, {"x-amzn-ErrorType": code})
    if rule.fault == "throttle" and call.items and not rule.code:
        return _cancelled(call)
    return _typed(status, code, call)


def in_own_words(rule: Rule) -> Mapping[str, str]:
    """The header that lets the double of a messenger refuse or fail as the messenger itself does."""
    usual: dict[str, Any] = {"status": 500}
    if rule.fault == "throttle":
        usual = {"status": 429, "retry_after": rule.retry_after_s}
    asked = {name: value for name, value in (("status", rule.status), ("code", rule.code)) if value}
    return {WITH_CALL: json.dumps({**usual, **asked})}


def _of_telegram(status: int, words: str, rule: Rule) -> web.Response:
    body: dict[str, Any] = {"ok": False, "error_code": status, "description": words}
    if rule.fault == "throttle":
        body["description"] = f"{words}: retry after {rule.retry_after_s}"
        body["parameters"] = {"retry_after": rule.retry_after_s}
    return _json(status, body)


def _cancelled(call: Call) -> web.Response:
    """A transaction with a write that was throttled; a client library does not repeat it by itself."""
    reasons = [{"Code": "None"} for _ in range(call.items)]
    reasons[0] = {"Code": "ThrottlingError", "Message": "Throughput exceeds the current capacity"}
    return _typed(400, CANCELLED, call, CancellationReasons=reasons)


def _typed(status: int, code: str, call: Call, **more: object) -> web.Response:
    return _json(status, {"__type": SPACES.get(call.service, "") + code, "message": code, **more})


def _json(status: int, body: Mapping[str, Any], headers: Mapping[str, str] | None = None) -> web.Response:
    return web.Response(
        status=status, body=json.dumps(body).encode(), content_type="application/json", headers=headers
    )
