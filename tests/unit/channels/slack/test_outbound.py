"""Calls of the Web API, where they go and what their failures ask for."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError, ProtocolError, ReadTimeoutError

from lambdas.channels.slack.failures import GONE, MAYBE_DONE, NOT_NOW, OURS_TO_MEND, TOO_FAST, failure_of
from lambdas.channels.slack.marks import marked
from lambdas.channels.slack.pressed import remembered
from lambdas.domain.errors import Ambiguous, Busy, ParleyError, Refused, Retryable, Unreachable
from lambdas.domain.outgoing import Call
from lambdas.domain.turn import Address, Chose, Said, Unhandled, What
from lambdas.kit.secret import NoTokenError
from tests.builders import a_turn
from tests.fakes.slack_api import TOKEN, FakeSlackApi
from tests.gallery.channels import place
from tests.slack_requests import BLOCKS, TS

ALONE = place("slack", "@U0ANN", user="U0ANN", via="D0ANN")
THREAD = place("slack", "C0TRIPS/1795000000.000100", user="U0ANN")
HELLO = Call(method="chat.postMessage", parameters={"text": "Hello"})
PRESS = remembered({"blocks": BLOCKS}, ts=TS)
PICKED = Chose(value="double", text="A double room")


@pytest.mark.parametrize(
    ("address", "where"),
    [
        (ALONE, {"channel": "D0ANN"}),
        (replace(ALONE, via=""), {"channel": "U0ANN"}),
        (place("slack", "@U0ANN/1.2", via="D0ANN"), {"channel": "D0ANN", "thread_ts": "1.2"}),
        (place("slack", "C0TRIPS"), {"channel": "C0TRIPS"}),
        (THREAD, {"channel": "C0TRIPS", "thread_ts": "1795000000.000100"}),
    ],
)
def test_a_reply_goes_where_the_conversation_is(address: Address, where: dict[str, str]) -> None:
    api = FakeSlackApi()

    api.messenger().call(address, HELLO)

    assert api.took[0].parameters == {**where, "text": "Hello"}


def test_threads_share_the_pace_of_their_channel() -> None:
    messenger = FakeSlackApi().messenger()

    one, other = messenger.limits(THREAD), messenger.limits(place("slack", "C0TRIPS"))

    assert list(one) == list(other)
    assert [(limit.scope, limit.interval_s) for limit in one] == [("chat/C0TRIPS", 1.0), ("", 0.2)]


def test_in_a_thread_people_see_in_their_language_that_an_answer_is_coming() -> None:
    messenger = FakeSlackApi().messenger()

    (call,) = messenger.typing(a_turn(address=THREAD, locale="es-ES"))

    assert call.parameters == {"status": "está escribiendo…"}
    assert not messenger.typing(a_turn(address=ALONE))


def test_a_sign_is_not_waited_for() -> None:
    api = FakeSlackApi()
    messenger = api.messenger()

    messenger.call(THREAD, HELLO)
    messenger.call(THREAD, messenger.typing(a_turn(address=THREAD))[0])

    assert [call.timeout.read_timeout for call in api.took] == [3, 1]
    assert api.took[1].parameters["channel_id"] == "C0TRIPS"


def test_a_pressed_button_leaves_what_was_pressed() -> None:
    api = FakeSlackApi()
    messenger = api.messenger()
    turn = a_turn(address=ALONE, content=PICKED, connection=PRESS)

    (call,) = messenger.typing(turn)
    messenger.call(ALONE, call)

    parameters = api.took[0].parameters
    assert (parameters["channel"], parameters["ts"]) == ("D0ANN", TS)
    assert [block["type"] for block in parameters["blocks"]] == ["rich_text", "context"]
    assert parameters["blocks"][-1]["elements"][0]["text"] == "✓ A double room"


def test_where_others_read_the_buttons_stay_and_the_person_is_named() -> None:
    turn = a_turn(address=THREAD, content=PICKED, connection=PRESS, private=False)

    update, _ = FakeSlackApi().messenger().typing(turn)

    assert [block["type"] for block in update.parameters["blocks"]] == ["rich_text", "actions", "context"]
    assert [each["text"] for each in update.parameters["blocks"][-1]["elements"]] == [
        "<@U0ANN>",
        "✓ A double room",
    ]


def test_a_way_to_sign_in_stays_when_another_button_is_pressed() -> None:
    way = {
        "type": "actions",
        "elements": [{"type": "button", "action_id": "parley-way-1", "url": "https://x"}],
    }
    press = remembered({"blocks": [way]}, ts=TS)
    assert press

    update = marked(press, label="x", person="U1", private=True)

    assert update["blocks"][0] == way


def test_a_message_that_is_full_is_left_as_it_is() -> None:
    press = remembered({"blocks": [{"type": "divider"}] * 50}, ts=TS)
    turn = a_turn(address=ALONE, content=PICKED, connection=press)

    assert not FakeSlackApi().messenger().typing(turn)


def test_a_message_whose_channel_nobody_knows_is_not_marked() -> None:
    turn = a_turn(address=replace(ALONE, via=""), content=PICKED, connection=PRESS)

    assert not FakeSlackApi().messenger().typing(turn)


def test_only_a_choice_marks_a_message() -> None:
    turn = a_turn(address=ALONE, content=Unhandled(what=What.TOO_LONG), connection=PRESS)

    assert not FakeSlackApi().messenger().typing(turn)
    assert not FakeSlackApi().messenger().typing(replace(turn, content=Said(text="x")))


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (lambda api: api.answers("ratelimited", status=429, retry_after="7"), Busy),
        (lambda api: api.says(503, b"<html>"), Ambiguous),
        (lambda api: api.says(200, b""), Ambiguous),
        (lambda api: api.says(200, b"[" * 100_000), Ambiguous),
        (lambda api: api.says(200, b'{"ok":"true"}'), Ambiguous),
        (lambda api: api.fails(ReadTimeoutError(None, "/", "slow")), Ambiguous),  # type: ignore[arg-type]
        (lambda api: api.fails(ProtocolError("cut")), Ambiguous),
        (lambda api: api.fails(ConnectTimeoutError("x")), Retryable),
        (lambda api: api.fails(NewConnectionError(None, "x")), Retryable),  # type: ignore[arg-type]
    ],
)
def test_what_comes_back_says_what_to_do(
    order: Callable[[FakeSlackApi], None], expected: type[ParleyError]
) -> None:
    api = FakeSlackApi()
    order(api)

    with pytest.raises(ParleyError) as failure:
        api.messenger().call(ALONE, HELLO)

    assert type(failure.value) is expected
    assert TOKEN not in str(failure.value)


@pytest.mark.parametrize(
    ("given", "again_s"),
    [("7", 7.0), ("", 30.0), ("0", 30.0), ("soon", 30.0), ("-1", 30.0), ("9" * 9, 3600.0)],
)
def test_slack_is_left_alone_for_as_long_as_it_asks(given: str, again_s: float) -> None:
    api = FakeSlackApi()
    api.answers("ratelimited", status=429, retry_after=given)

    with pytest.raises(Busy) as busy:
        api.messenger().call(ALONE, HELLO)

    assert (busy.value.again_s, busy.value.whole) == (again_s, True)


def test_a_channel_that_is_too_fast_rests_alone() -> None:
    failure = failure_of(200, "rate_limited")

    assert isinstance(failure, Busy)
    assert not failure.whole


@pytest.mark.parametrize(
    ("errors", "expected"),
    [
        (GONE, Unreachable),
        (TOO_FAST, Busy),
        (MAYBE_DONE, Ambiguous),
        (NOT_NOW | OURS_TO_MEND, Retryable),
        ({"invalid_blocks", "msg_blocks_too_long", "msg_too_long", "no_text", "never_heard_of"}, Refused),
    ],
)
def test_every_error_has_its_meaning(errors: frozenset[str], expected: type[ParleyError]) -> None:
    assert {type(failure_of(200, error)) for error in errors} == {expected}


def test_an_operator_hears_of_a_token_that_is_refused(caplog: pytest.LogCaptureFixture) -> None:
    failure_of(200, "account_inactive")
    failure_of(200, "is_archived")

    assert [(record.levelname, vars(record)["reason"]) for record in caplog.records] == [
        ("ERROR", "account_inactive")
    ]


def test_what_slack_says_is_not_repeated_where_it_is_no_name() -> None:
    assert str(failure_of(200, "Hello xoxb-1")) == "slack answered 200: unknown"


def test_nothing_is_called_without_a_token() -> None:
    def no_token() -> str:
        raise NoTokenError("empty")

    api = FakeSlackApi()

    with pytest.raises(Retryable, match="no token is set"):
        api.messenger(no_token).call(ALONE, HELLO)
    assert api.calls == []
