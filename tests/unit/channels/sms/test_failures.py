"""What becomes of messages that Twilio does not take."""

import pytest
from botocore.exceptions import ClientError
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError, ProtocolError, ReadTimeoutError

from lambdas.domain.errors import Ambiguous, Busy, ParleyError, Refused, Retryable, Unreachable
from lambdas.domain.outgoing import Call
from lambdas.kit.secret import NoTokenError
from tests.builders import an_address
from tests.fakes.twilio import ENDPOINT, FakeTwilio
from tests.sms_messages import ACCOUNT, ANN, AUTH_TOKEN, NUMBER, SERVICE, an_installation

HERE = an_address(ANN, user=ANN, installation="sms")
HELLO = Call(method="Messages", parameters={"Body": "Hello"})


def failing(twilio: FakeTwilio) -> ParleyError:
    with pytest.raises(ParleyError) as failure:
        twilio.messenger().call(HERE, HELLO)
    return failure.value


def refused(status: int, code: int | None = None, **headers: str) -> ParleyError:
    twilio = FakeTwilio()
    twilio.answers(status, code, **headers)
    return failing(twilio)


def test_a_message_goes_to_the_person_from_our_number() -> None:
    twilio = FakeTwilio()

    twilio.messenger().call(HERE, HELLO)

    assert twilio.took == [{"Body": ["Hello"], "To": [ANN], "From": [NUMBER]}]
    assert twilio.urls == [f"{ENDPOINT}/2010-04-01/Accounts/{ACCOUNT}/Messages.json"]


def test_a_service_sends_by_its_id() -> None:
    twilio = FakeTwilio()

    twilio.messenger(an_installation(sender=SERVICE)).call(HERE, HELLO)

    assert twilio.took == [{"Body": ["Hello"], "To": [ANN], "MessagingServiceSid": [SERVICE]}]


def test_half_a_character_does_not_keep_a_message_from_being_sent() -> None:
    twilio = FakeTwilio()

    twilio.messenger().call(HERE, Call(method="Messages", parameters={"Body": "a\ud800b"}))

    assert twilio.bodies() == ["a?b"]


@pytest.mark.parametrize("code", [21211, 21408, 21610, 21612, 21614, 21635, 30003, 30005, 30006])
def test_somebody_who_opted_out_or_cannot_be_reached_is_unreachable(code: int) -> None:
    assert type(refused(400, code)) is Unreachable


@pytest.mark.parametrize(
    ("status", "code", "again_s", "whole"),
    [
        (400, 21611, 300, True),
        (400, 21730, 60, True),
        (400, 30001, 300, True),
        (400, 14107, 30, False),
        (429, 20429, 5, True),
        (429, 21611, 300, True),
        (429, 63038, 3600, True),
        (429, 99999, 5, True),
        (429, None, 5, True),
    ],
)
def test_where_twilio_has_enough_it_is_left_alone(
    status: int,
    code: int | None,
    again_s: float,
    whole: bool,  # noqa: FBT001 (a parameter of the test)
) -> None:
    failure = refused(status, code)

    assert isinstance(failure, Busy)
    assert (failure.again_s, failure.whole) == (again_s, whole)


@pytest.mark.parametrize(
    ("given", "again_s"), [("7", 7), ("0", 5), ("soon", 5), ("-1", 5), ("²", 5), ("9" * 400, 3600)]
)
def test_twilio_is_left_alone_for_as_long_as_it_asks(given: str, again_s: float) -> None:
    failure = refused(429, 20429, Retry_After=given)

    assert isinstance(failure, Busy)
    assert failure.again_s == again_s


@pytest.mark.parametrize(
    ("status", "code"), [(401, 20003), (404, 20404), (403, None), (400, 21606), (400, 21608)]
)
def test_what_an_operator_must_mend_loses_nothing_and_is_told_as_an_error(
    status: int, code: int | None, caplog: pytest.LogCaptureFixture
) -> None:
    failure = refused(status, code)

    assert type(failure) is Retryable
    assert [(record.levelname, record.message) for record in caplog.records] == [
        ("ERROR", "account refused by twilio")
    ]


@pytest.mark.parametrize(("status", "code"), [(400, 21617), (400, 21620), (400, None), (405, None), (418, 1)])
def test_a_message_that_will_never_be_taken_is_refused(status: int, code: int | None) -> None:
    assert type(refused(status, code)) is Refused


@pytest.mark.parametrize("status", [301, 302, 307])
def test_where_twilio_says_to_be_elsewhere_nothing_is_taken_for_sent(status: int) -> None:
    assert type(refused(status)) is Retryable


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_a_failure_of_twilio_s_servers_is_of_unknown_outcome(status: int) -> None:
    assert type(refused(status)) is Ambiguous


def test_a_message_that_failed_as_it_was_made_is_told_by_its_code() -> None:
    twilio = FakeTwilio()
    twilio.says(201, b'{"sid":"SM1","status":"failed","error_code":30005}')

    assert type(failing(twilio)) is Unreachable


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"null", b"\xff", b"[" * 100_000, b'{"code":"21610"}', b'{"code":[]}']
)
def test_an_answer_that_cannot_be_read_counts_by_its_status(body: bytes) -> None:
    twilio = FakeTwilio()
    twilio.says(400, body)
    twilio.says(201, body)

    assert type(failing(twilio)) is Refused
    twilio.messenger().call(HERE, HELLO)


@pytest.mark.parametrize(
    "error",
    [
        ReadTimeoutError(None, "/", "Read timed out."),  # type: ignore[arg-type]  # no pool here
        ProtocolError("Connection aborted."),
    ],
)
def test_a_send_whose_outcome_nobody_knows_is_told_so(error: Exception) -> None:
    twilio = FakeTwilio()
    twilio.fails(error)

    assert type(failing(twilio)) is Ambiguous


@pytest.mark.parametrize(
    "error",
    [
        ConnectTimeoutError(None, "Connection timed out."),
        NewConnectionError(None, "Name or service not known"),  # type: ignore[arg-type]  # no connection here
    ],
)
def test_a_send_that_never_left_may_be_made_again(error: Exception) -> None:
    twilio = FakeTwilio()
    twilio.fails(error)

    assert type(failing(twilio)) is Retryable


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (NoTokenError("no token"), "no auth token is set"),
        (
            ClientError({"Error": {"Code": "ThrottlingException"}}, "GetSecretValue"),
            "reading the auth token failed: ThrottlingException",
        ),
    ],
)
def test_nothing_is_lost_while_there_is_no_token(error: Exception, told: str) -> None:
    def unreadable() -> str:
        raise error

    twilio = FakeTwilio()

    with pytest.raises(Retryable, match=f"^{told}$"):
        twilio.messenger(token=unreadable).call(HERE, HELLO)
    assert twilio.calls == []


@pytest.mark.parametrize("status", [400, 401, 429, 500])
def test_no_failure_tells_the_token_a_number_or_twilio_s_words(
    status: int, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")

    told = str(refused(status, 99999)) + caplog.text

    assert not any(secret in told for secret in (AUTH_TOKEN, ANN, ACCOUNT, "Not to"))
