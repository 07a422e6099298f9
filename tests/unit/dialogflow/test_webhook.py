"""What a webhook may answer."""

import json

import pytest

from dev.dialogflow.webhook import INVALID_ARGUMENT, WebhookFailedError, read_response


def test_a_response_is_read_and_unknown_members_are_passed_over() -> None:
    body = json.dumps({"fulfillment_text": "Hello", "expectUserResponse": True}).encode()

    assert read_response(body) == {"fulfillmentText": "Hello"}


@pytest.mark.parametrize(
    "body",
    [b"<html>", b"[]", b'{"fulfillmentMessages": 1}', b'{"outputContexts": [{"name": 1}]}', b"a" * 65_537],
)
def test_a_response_that_dialogflow_cannot_read_is_a_failure(body: bytes) -> None:
    with pytest.raises(WebhookFailedError, match=r"^Webhook call failed\. Error: ") as failed:
        read_response(body)

    assert failed.value.code == INVALID_ARGUMENT
