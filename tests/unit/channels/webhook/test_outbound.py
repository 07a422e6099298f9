"""Lines go out to an operator's own service, and what becomes of those that it does not take."""

from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest
from botocore.exceptions import ClientError
from urllib3.exceptions import NewConnectionError, ReadTimeoutError

from lambdas.channels.webhook.build import webhook_messenger
from lambdas.domain.errors import Busy, ParleyError, Refused, Retryable, Unreachable
from lambdas.domain.outgoing import Call
from lambdas.domain.reply import Choice, Choices, Login, Part, Text, Typing
from lambdas.domain.turn import Address
from lambdas.kit.secret import NoTokenError
from tests.builders import a_reply, a_turn, an_address
from tests.delivering import delivering
from tests.fakes.channel import nobody
from tests.fakes.service import FakeService
from tests.webhook_calls import ID, REPLIES, URL, an_installation

HERE = replace(an_address("c-42", user="u-7", installation="webhook"), via="private")
THERE = an_address("c-43", user="u-7", installation="webhook")
HELLO = Call(method="reply", parameters={"parts": [{"kind": "text", "text": "Hello"}]})
WAY = "https://chat.example/link/abc"
LOGIN = Login(text="Who are you?", label="Sign in", url=WAY, expires=1_795_000_600)


def forms(*parts: Part, at: Address = HERE) -> list[list[list[dict[str, Any]]]]:
    """The parts of every form of every message."""
    return [
        [call.parameters["parts"] for form in message.forms for call in form]
        for message in FakeService().messenger().messages(at, parts)
        if not message.passing
    ]


def failing(service: FakeService) -> ParleyError:
    with pytest.raises(ParleyError) as failure:
        service.messenger().call(HERE, HELLO)
    return failure.value


def answered(status: int, **headers: str) -> ParleyError:
    service = FakeService()
    service.answers(status, **headers)
    return failing(service)


def test_a_line_is_one_call_with_its_parts_as_the_page_gets_them() -> None:
    choices = Choices(choices=(Choice(label="Double", value="double"),))

    (message,) = forms(Text(text="Which room?"), choices)

    assert message[0] == [
        {"kind": "text", "text": "Which room?"},
        {"kind": "choices", "choices": [{"label": "Double", "value": "double"}]},
    ]
    assert message[1] == [{"kind": "text", "text": "Which room?\n- Double"}]


def test_parts_that_say_nothing_are_left_out() -> None:
    (message,) = forms(Text(text=" "), Text(text="Hi"), Choices(choices=()))

    assert message[0] == [{"kind": "text", "text": "Hi"}]


def test_a_call_says_whom_it_is_for() -> None:
    service = FakeService()

    service.messenger().call(HERE, HELLO)

    (call,) = service.took
    assert call.url == URL
    assert call.said == {
        "type": "reply",
        "conversation": "c-42",
        "user": "u-7",
        "parts": [{"kind": "text", "text": "Hello"}],
    }


def test_a_way_to_sign_in_is_shown_to_one_person_alone() -> None:
    (alone,), (shared,) = forms(LOGIN), forms(LOGIN, at=THERE)

    assert alone[0][0]["url"] == WAY
    assert shared == [[{"kind": "text", "text": "Who are you?"}]] * 2


def test_typing_is_a_call_by_itself_on_which_nothing_depends() -> None:
    service = FakeService()
    messenger = service.messenger()
    (typing, words) = messenger.messages(HERE, (Text(text="Hello"), Typing()))

    messenger.call(HERE, typing.forms[0][0])
    messenger.call(HERE, messenger.typing(a_turn(address=HERE))[0])
    messenger.call(HERE, words.forms[0][0])

    assert (typing.passing, words.passing) == (True, False)
    assert [call.said["type"] for call in service.took] == ["typing", "typing", "reply"]
    assert [call.timeout.read_timeout for call in service.took] == [1, 1, 3]
    assert len({call.headers[ID] for call in service.took}) == 3


def test_a_call_that_is_made_again_has_the_id_that_it_had() -> None:
    service = FakeService()
    service.fails(ReadTimeoutError(None, "/", "Read timed out."))  # type: ignore[arg-type]  # no pool here
    out = delivering(service.messenger())

    with pytest.raises(Retryable):
        out.deliver(HERE, [a_reply(2, "one")], seen=nobody)
    out.deliver(HERE, [a_reply(2, "one"), a_reply(3, "one")], seen=nobody)

    numbers = [call.headers[ID] for call in service.calls]
    assert numbers[0] == numbers[1] != numbers[2]
    assert service.shown() == ["one", "one"]


def test_no_other_conversation_has_the_same_ids() -> None:
    service = FakeService()

    for address in (HERE, THERE):
        delivering(service.messenger()).deliver(address, [a_reply(2, "one")], seen=nobody)

    assert len({call.headers[ID] for call in service.took}) == 2


def test_half_a_character_does_not_keep_a_line_from_being_sent() -> None:
    service = FakeService()

    service.messenger().call(
        HERE, Call(method="reply", parameters={"parts": [{"kind": "text", "text": "a\ud800"}]})
    )

    assert service.shown() == ["a?"]


@pytest.mark.parametrize("status", [204, 302, 500])
def test_no_answer_is_read_and_every_line_is_let_go(status: int) -> None:
    service = FakeService()
    service.answers(status)

    with suppress(ParleyError):
        service.messenger().call(HERE, HELLO)

    assert [answer.closed for answer in service.answered] == [[True]]


def test_a_service_that_is_gone_is_unreachable() -> None:
    assert type(answered(410)) is Unreachable


@pytest.mark.parametrize(
    ("status", "given", "again_s"),
    [(429, "7", 7), (429, "", 5), (429, "0", 5), (429, "soon", 5), (429, "9" * 400, 3600), (503, "8", 8)],
)
def test_a_service_that_has_enough_is_left_alone(status: int, given: str, again_s: float) -> None:
    failure = answered(status, Retry_After=given)

    assert isinstance(failure, Busy)
    assert (failure.again_s, failure.whole) == (again_s, True)


@pytest.mark.parametrize("status", [400, 413, 415, 422])
def test_what_a_service_does_not_like_is_said_more_plainly(status: int) -> None:
    assert type(answered(status)) is Refused


@pytest.mark.parametrize("status", [301, 302, 307, 401, 403, 404, 405])
def test_what_an_operator_must_mend_loses_nothing_and_is_told_as_an_error(
    status: int, caplog: pytest.LogCaptureFixture
) -> None:
    assert type(answered(status, Location="https://elsewhere.example")) is Retryable
    assert [(record.levelname, record.message) for record in caplog.records] == [
        ("ERROR", "call refused by the service")
    ]


@pytest.mark.parametrize("status", [409, 500, 502, 503, 504])
def test_every_other_failure_is_tried_again(status: int, caplog: pytest.LogCaptureFixture) -> None:
    assert type(answered(status)) is Retryable
    assert caplog.records == []


@pytest.mark.parametrize("status", [200, 202, 204, 299])
def test_every_2xx_takes_a_call(status: int) -> None:
    service = FakeService()
    service.answers(status)

    service.messenger().call(HERE, HELLO)

    assert len(service.calls) == 1


@pytest.mark.parametrize(
    "error",
    [
        ReadTimeoutError(None, "/", "Read timed out."),  # type: ignore[arg-type]  # no pool here
        NewConnectionError(None, "Name or service not known"),  # type: ignore[arg-type]  # no connection here
    ],
)
def test_without_an_answer_it_is_tried_again_and_nothing_is_ambiguous(error: Exception) -> None:
    service = FakeService()
    service.fails(error)

    assert type(failing(service)) is Retryable


@pytest.mark.parametrize(
    ("secret", "told"),
    [
        (NoTokenError("no token"), "no secret for replies is set"),
        ("whsec_short", "the secret for replies is none"),
        (
            ClientError({"Error": {"Code": "ThrottlingException"}}, "GetSecretValue"),
            "reading the secret for replies failed: ThrottlingException",
        ),
    ],
)
def test_nothing_is_lost_while_there_is_no_secret(secret: Exception | str, told: str) -> None:
    def read() -> str:
        if isinstance(secret, Exception):
            raise secret
        return secret

    service = FakeService()

    with pytest.raises(Retryable, match=f"^{told}$") as failure:
        service.messenger(secret=read).call(HERE, HELLO)

    assert service.calls == []
    assert "short" not in str(failure.value.__cause__)


def test_no_failure_tells_the_secret(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")

    told = str([answered(status) for status in (400, 401, 410, 429, 500)]) + caplog.text

    assert REPLIES not in told


def test_what_stands_in_for_a_service_is_called_at_its_path() -> None:
    service = FakeService()
    messenger = webhook_messenger(
        an_installation(url="https://service.example/a/b"),
        token=lambda: REPLIES,
        http=service.http(),
        endpoint="http://localhost:9/webhook",
    )

    messenger.call(HERE, HELLO)

    assert [call.url for call in service.took] == ["http://localhost:9/webhook/a/b"]
