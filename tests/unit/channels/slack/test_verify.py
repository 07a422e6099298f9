"""Whether Slack sent a request, judged by Slack's own code."""

from dataclasses import replace

import pytest
from botocore.exceptions import ClientError
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk.signature import SignatureVerifier

from lambdas.channels.slack.inbound import LARGEST_BYTES, SlackInbound
from lambdas.channels.slack.verify import SIGNATURE, TIMESTAMP, check, signature
from lambdas.domain.errors import Refused, Retryable
from lambdas.kit.secret import NoKeyError
from tests.builders import NOW
from tests.fakes.clock import SetClock
from tests.slack_requests import SECRET, SENT_S, a_delivery, an_event, an_inbound, an_installation, signed

GENUINE = a_delivery(an_event({"type": "message"}))


@given(st.text().map(str.encode), st.integers(0, 10**11))
def test_a_signature_is_the_one_that_slack_s_own_code_makes(body: bytes, at: int) -> None:
    ours = signature(body, timestamp=str(at), key=SECRET.encode()).decode()

    assert ours == SignatureVerifier(SECRET).generate_signature(timestamp=str(at), body=body)


def test_a_body_that_is_no_text_can_be_signed_too() -> None:
    headers = {
        TIMESTAMP: str(SENT_S),
        SIGNATURE: signature(b"\xff", timestamp=str(SENT_S), key=b"k").decode(),
    }

    check(b"\xff", headers, keys=(b"k",), now=NOW)


@pytest.mark.parametrize("seconds", [-300, 0, 300])
def test_what_was_signed_within_five_minutes_is_let_in(seconds: int) -> None:
    an_inbound().verify(a_delivery(GENUINE.body, at=SENT_S + seconds))


@pytest.mark.parametrize("seconds", [-86_400, -301, 301, 86_400])
def test_what_was_signed_earlier_or_later_is_refused(seconds: int) -> None:
    with pytest.raises(Refused, match="too long ago") as refusal:
        an_inbound().verify(a_delivery(GENUINE.body, at=SENT_S + seconds))

    assert refusal.value.code == "forged"


def test_a_request_grows_too_old_on_its_way() -> None:
    late = SetClock()
    late.pass_s(301)
    inbound = an_inbound(clock=late)

    with pytest.raises(Refused, match="too long ago"):
        inbound.verify(GENUINE)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {SIGNATURE: ""},
        {SIGNATURE: "v0="},
        {SIGNATURE: GENUINE.headers[SIGNATURE].upper()},
        {SIGNATURE: GENUINE.headers[SIGNATURE].replace("v0", "v1")},
        {SIGNATURE: GENUINE.headers[SIGNATURE] + "," + GENUINE.headers[SIGNATURE]},
        {SIGNATURE: "ñ\udcff"},
        {TIMESTAMP: ""},
        {TIMESTAMP: "now"},
        {TIMESTAMP: f" {SENT_S}"},
        {TIMESTAMP: f"+{SENT_S}"},
        {TIMESTAMP: "٣" * 10},
        {TIMESTAMP: "9" * 5000},
        {TIMESTAMP: str(SENT_S + 1)},
    ],
)
def test_a_proof_that_is_not_slack_s_is_refused(headers: dict[str, str]) -> None:
    given = {**GENUINE.headers, **headers} if headers else {}

    with pytest.raises(Refused) as refusal:
        an_inbound().verify(replace(GENUINE, headers=given))

    assert refusal.value.code == "forged"


def test_the_secret_before_counts_while_it_is_replaced() -> None:
    an_inbound().verify(a_delivery(GENUINE.body, secret="new"))
    an_inbound().verify(a_delivery(GENUINE.body, secret=SECRET))


def test_a_request_that_is_too_large_is_refused_before_its_proof() -> None:
    large = b" " * (LARGEST_BYTES + 1)

    with pytest.raises(Refused) as refusal:
        an_inbound().verify(a_delivery(large))

    assert refusal.value.code == "too_large"
    an_inbound().verify(a_delivery(b" " * LARGEST_BYTES))


def test_nobody_is_let_in_while_no_secret_is_set(caplog: pytest.LogCaptureFixture) -> None:
    def no_keys() -> tuple[bytes, ...]:
        raise NoKeyError("no current key")

    inbound = SlackInbound(installation=an_installation(), keys=no_keys, clock=SetClock())

    with pytest.raises(Refused) as refusal:
        inbound.verify(replace(GENUINE, headers=signed(GENUINE.body, secret=" x ")))

    assert refusal.value.code == "forged"
    assert [record.levelname for record in caplog.records] == ["ERROR"]


def test_while_the_secret_cannot_be_read_slack_is_asked_to_come_again() -> None:
    def throttled() -> tuple[bytes, ...]:
        raise ClientError({"Error": {"Code": "ThrottlingException"}}, "GetSecretValue")

    inbound = SlackInbound(installation=an_installation(), keys=throttled, clock=SetClock())

    with pytest.raises(Retryable, match="ThrottlingException"):
        inbound.verify(GENUINE)
