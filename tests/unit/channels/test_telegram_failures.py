"""What Telegram's failures ask of us."""

from collections.abc import Sequence

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError
from urllib3.exceptions import (
    ConnectTimeoutError,
    NewConnectionError,
    ProtocolError,
    ReadTimeoutError,
)

from lambdas.channels.telegram.api import UNTOLD_WAIT_S
from lambdas.channels.telegram.outbound import TelegramMessenger
from lambdas.domain.conversation import Line
from lambdas.domain.errors import Ambiguous, Busy, ParleyError, Retryable, Unreachable
from lambdas.kit.secret import NoTokenError
from tests.builders import a_line, a_reply, an_address
from tests.delivering import delivering
from tests.fakes.bot_api import TOKEN, FakeBotApi
from tests.fakes.channel import nobody

HERE = an_address("42", user="42", installation="telegram")
LINES = (a_line(1, "hi"), a_reply(2, "one"), a_reply(3, "two"))


def failing(bots: FakeBotApi, lines: Sequence[Line] = LINES, *, token: str = TOKEN) -> ParleyError:
    with pytest.raises(ParleyError) as failure:
        delivering(TelegramMessenger(api=bots.api(lambda: token))).deliver(HERE, lines, seen=nobody)
    return failure.value


UNKNOWN = [
    ReadTimeoutError(None, "/bot123", "Read timed out."),  # type: ignore[arg-type]  # no pool here
    ProtocolError("Connection aborted."),
]
NEVER_SENT = [
    ConnectTimeoutError(None, "Connection timed out."),
    NewConnectionError(None, "Name or service not known"),  # type: ignore[arg-type]  # no connection here
]


def test_a_wait_that_telegram_asks_for_is_handed_on_with_what_went_out() -> None:
    bots = FakeBotApi()
    bots.says(200, b'{"ok":true}')
    bots.answers(429, "Too Many Requests: retry after 7", retry_after=7)

    failure = failing(bots)

    assert isinstance(failure, Busy)
    assert failure.again_s == 7


@pytest.mark.parametrize("asked", [None, "soon", 0, -3, float("inf"), float("nan")])
def test_a_wait_of_no_sensible_length_is_a_short_one(asked: object) -> None:
    bots = FakeBotApi()
    bots.answers(429, "Too Many Requests", retry_after=asked)

    failure = failing(bots)

    assert isinstance(failure, Busy)
    assert failure.again_s == UNTOLD_WAIT_S


@pytest.mark.parametrize(
    ("status", "description"),
    [
        (403, "Forbidden: bot was blocked by the user"),
        (403, "Forbidden: bot was kicked from the supergroup chat"),
        (403, "Forbidden: user is deactivated"),
        (400, "Bad Request: chat not found"),
    ],
)
def test_a_chat_that_is_closed_to_us_is_unreachable(status: int, description: str) -> None:
    bots = FakeBotApi()
    bots.answers(status, description)

    assert isinstance(failing(bots), Unreachable)


@pytest.mark.parametrize("status", [401, 404])
def test_a_wrong_token_loses_nothing_and_is_told_as_an_error(
    status: int, caplog: pytest.LogCaptureFixture
) -> None:
    bots = FakeBotApi()
    bots.answers(status, "Unauthorized")

    failure = failing(bots)

    assert isinstance(failure, Retryable)
    assert [record.message for record in caplog.records if record.levelname == "ERROR"] == [
        "token refused by telegram"
    ]


@pytest.mark.parametrize("token", ["", "nonsense", "123:abc def", "123:abc/../x", "https://example.com"])
def test_what_is_no_token_is_never_put_into_an_address(token: str) -> None:
    bots = FakeBotApi()

    failure = failing(bots, token=token)

    assert isinstance(failure, Retryable)
    assert bots.calls == []


def test_nothing_is_lost_while_no_token_is_set() -> None:
    def no_token() -> str:
        raise NoTokenError("no token")

    bots = FakeBotApi()

    with pytest.raises(Retryable, match="no token is set"):
        delivering(TelegramMessenger(api=bots.api(no_token))).deliver(HERE, LINES, seen=nobody)


@pytest.mark.parametrize(
    "error",
    [
        ClientError({"Error": {"Code": "ThrottlingException"}}, "GetSecretValue"),
        EndpointConnectionError(endpoint_url="https://secretsmanager.example"),
    ],
)
def test_nothing_is_lost_while_the_token_cannot_be_read(error: Exception) -> None:
    def unreadable() -> str:
        raise error

    with pytest.raises(Retryable, match="reading the token failed"):
        delivering(TelegramMessenger(api=FakeBotApi().api(unreadable))).deliver(HERE, LINES, seen=nobody)


@pytest.mark.parametrize("error", UNKNOWN)
def test_a_send_whose_outcome_nobody_knows_is_tried_again_and_counted(
    error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    bots = FakeBotApi()
    bots.fails(error)

    failure = failing(bots)

    assert isinstance(failure, Ambiguous)
    assert [record.message for record in caplog.records] == ["ambiguous_send"]


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (500, b'{"ok":false,"error_code":500,"description":"Internal Server Error"}'),
        (502, b"<html>"),
        (504, b""),
    ],
)
def test_a_failure_of_telegram_s_servers_is_of_unknown_outcome_too(
    status: int, body: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    bots = FakeBotApi()
    bots.says(status, body)

    assert isinstance(failing(bots), Retryable)
    assert [record.message for record in caplog.records] == ["ambiguous_send"]


@pytest.mark.parametrize("error", NEVER_SENT)
def test_a_send_that_never_left_is_tried_again_and_not_counted(
    error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    bots = FakeBotApi()
    bots.fails(error)

    assert isinstance(failing(bots), Retryable)
    assert caplog.records == []


@pytest.mark.parametrize("body", [b"", b"[]", b"null", b"\xff", b"[" * 100_000, b'{"ok":"yes"}'])
def test_an_answer_that_cannot_be_read_is_no_answer(body: bytes) -> None:
    bots = FakeBotApi()
    bots.says(418, body)

    assert isinstance(failing(bots), Retryable)


def test_a_group_that_became_a_supergroup_is_answered_where_it_is_now() -> None:
    bots = FakeBotApi()
    bots.answers(400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=-1005)

    delivering(TelegramMessenger(api=bots.api())).deliver(HERE, LINES[:2], seen=nobody)

    assert [(call.parameters["chat_id"], call.parameters["text"]) for call in bots.took] == [(-1005, "one")]


def test_no_secret_and_no_words_are_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    bots = FakeBotApi()
    bots.answers(400, 'Bad Request: can\'t parse entities: Unsupported start tag "one"')
    bots.fails(ReadTimeoutError(None, f"/bot{TOKEN}/sendMessage", "Read timed out."))  # type: ignore[arg-type]  # no pool here

    failing(bots)

    assert caplog.records
    logged = " ".join(str(vars(record)) for record in caplog.records)
    assert TOKEN not in logged + caplog.text
    assert '"one"' not in logged + caplog.text
