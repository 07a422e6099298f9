"""How activities get to Teams, and what its answers ask us to do."""

import logging

import pytest
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError, ReadTimeoutError

from lambdas.domain.errors import Ambiguous, Busy, ParleyError, Refused, Retryable, Unreachable
from lambdas.domain.outgoing import Call
from lambdas.domain.turn import Address
from lambdas.kit.secret import NoTokenError
from tests.builders import a_turn
from tests.fakes.answer import Answer
from tests.fakes.connector import SECRET, TOKEN, FakeConnector
from tests.gallery.channels import place
from tests.teams_activities import APP, CHANNEL, PERSONAL, SERVICE, TENANT, THREAD

HELLO = Call(method="SendToConversation", parameters={"type": "message", "textFormat": "plain", "text": "Hi"})
HERE = place("teams", PERSONAL, via=SERVICE.rstrip("/"))


def failure(connector: FakeConnector, *, address: Address = HERE) -> ParleyError:
    with pytest.raises(ParleyError) as raised:
        connector.messenger().call(address, HELLO)
    return raised.value


def test_an_activity_goes_where_the_conversation_is() -> None:
    connector = FakeConnector()

    connector.messenger().call(place("teams", THREAD, via=SERVICE.rstrip("/")), HELLO)

    [sent] = connector.took
    assert sent.url == (
        f"{SERVICE}v3/conversations/19%3A0b7f32667e064dd9b25d7969801541f4%40thread.tacv2"
        "%3Bmessageid%3D1766459963017/activities"
    )
    assert sent.activity == {
        **HELLO.parameters,
        "from": {"id": f"28:{APP}"},
        "conversation": {"id": THREAD},
    }


def test_an_address_without_its_connector_is_reached_by_the_one_for_all_regions() -> None:
    connector = FakeConnector()

    connector.messenger().call(place("teams", PERSONAL), HELLO)

    assert connector.took[0].url.startswith("https://smba.trafficmanager.net/teams/v3/conversations/a%3A")


@pytest.mark.parametrize("via", ["https://evil.example", "http://smba.trafficmanager.net/amer", "x"])
def test_the_token_is_never_sent_anywhere_else(via: str) -> None:
    connector = FakeConnector()

    assert isinstance(failure(connector, address=place("teams", PERSONAL, via=via)), Unreachable)
    assert (connector.sent, connector.asked) == ([], [])


def test_the_token_is_asked_for_once_with_the_secret() -> None:
    connector = FakeConnector()
    messenger = connector.messenger()

    messenger.call(HERE, HELLO)
    messenger.call(HERE, HELLO)

    assert connector.asked == [
        (
            f"https://login.microsoftonline.com/{TENANT}/oauth2/v2.0/token",
            {
                "grant_type": ["client_credentials"],
                "client_id": [APP],
                "client_secret": [SECRET],
                "scope": ["https://api.botframework.com/.default"],
            },
        )
    ]
    assert [sent.token for sent in connector.took] == [TOKEN, TOKEN]


def test_a_bot_of_the_type_multi_tenant_asks_the_tenant_of_such_bots() -> None:
    connector = FakeConnector()

    connector.messenger(app_type="multi").call(HERE, HELLO)

    assert "/botframework.com/" in connector.asked[0][0]


@pytest.mark.parametrize("tenants", ["own", "any"])
def test_every_other_bot_asks_its_own_tenant_whoever_may_come(tenants: str) -> None:
    connector = FakeConnector()

    connector.messenger(tenants=tenants, app_type="single").call(HERE, HELLO)

    assert f"/{TENANT}/" in connector.asked[0][0]


def test_a_token_that_is_no_longer_taken_is_replaced_once() -> None:
    connector = FakeConnector()
    connector.answers(401)

    connector.messenger().call(HERE, HELLO)

    assert [sent.token for sent in connector.sent] == [TOKEN, f"{TOKEN}-2"]


def test_a_second_refusal_of_the_token_is_said_once_for_an_operator(caplog: pytest.LogCaptureFixture) -> None:
    connector = FakeConnector()
    connector.answers(401)
    connector.answers(401, "BotNotRegistered")

    with caplog.at_level(logging.ERROR):
        found = failure(connector)

    assert type(found) is Retryable
    assert len(connector.sent) == 2
    assert [record.message for record in caplog.records] == ["token refused by teams"]


@pytest.mark.parametrize(
    ("status", "code", "kind"),
    [
        (400, "Bad Argument", Refused),
        (400, "BadSyntax", Refused),
        (403, "ConversationBlockedByUser", Unreachable),
        (403, "BotNotInConversationRoster", Unreachable),
        (403, "BotDisabledByAdmin", Unreachable),
        (403, "ForbiddenOperationException", Unreachable),
        (403, "MessageWritesBlocked", Unreachable),
        (403, "", Unreachable),
        (403, "NotEnoughPermissions", Refused),
        (403, "InvalidBotApiHost", Refused),
        (404, "ConversationNotFound", Unreachable),
        (404, "BotNotInConversationRoster", Unreachable),
        (404, "ActivityNotFoundInConversation", Refused),
        (404, "", Refused),
        (412, "PreconditionFailed", Retryable),
        (413, "MessageSizeTooBig", Refused),
        (429, "Throttled", Busy),
        (500, "ServiceError", Ambiguous),
        (502, "ServiceError", Ambiguous),
        (503, "", Ambiguous),
        (504, "", Ambiguous),
        (302, "", Retryable),
        (405, "", Retryable),
    ],
)
def test_every_answer_asks_for_something(status: int, code: str, kind: type[ParleyError]) -> None:
    connector = FakeConnector()
    connector.answers(status, code)

    assert type(failure(connector)) is kind
    assert len(connector.sent) == 1


@pytest.mark.parametrize(
    ("asked", "again_s"), [("17", 17), ("0", 5), ("", 5), ("soon", 5), ("-1", 5), ("9" * 9, 5)]
)
def test_a_busy_connector_is_left_alone_for_so_long(asked: str, again_s: float) -> None:
    connector = FakeConnector()
    connector.answers(429, "Throttled", **({"Retry_After": asked} if asked else {}))

    busy = failure(connector)

    assert isinstance(busy, Busy)
    assert (busy.again_s, busy.whole) == (again_s, False)


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (ConnectTimeoutError(), Retryable),
        (NewConnectionError("teams", "refused"), Retryable),  # type: ignore[arg-type]
        (ReadTimeoutError("pool", "/v3", "timeout"), Ambiguous),  # type: ignore[arg-type]
    ],
)
def test_no_answer_is_ambiguous_unless_nothing_left(error: Exception, kind: type[ParleyError]) -> None:
    connector = FakeConnector()
    connector.fails(error)

    assert type(failure(connector)) is kind


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b"[]", b'{"error": "words with spaces"}', b'{"error": {"code": 7}}', b"\xff"]
)
def test_nothing_of_an_answer_is_told_but_a_code(body: bytes) -> None:
    connector = FakeConnector()
    connector.says(400, body)

    assert str(failure(connector)) == "teams answered 400"


@pytest.mark.parametrize(
    "answer",
    [
        Answer(status=400, data=b'{"error":"invalid_client"}'),
        Answer(status=401, data=b'{"error":"invalid_client"}'),
        Answer(status=200, data=b"{}"),
        Answer(status=200, data=b"[]"),
        Answer(status=200, data=b'{"access_token":7,"expires_in":1}'),
        Answer(status=200, data=b'{"access_token":"a b","expires_in":1}'),
        Answer(status=200, data=b'{"access_token":"a","expires_in":"long"}'),
        Answer(status=503),
        Answer(status=302),
        ReadTimeoutError("pool", "/token", "timeout"),  # type: ignore[arg-type]
    ],
)
def test_without_a_token_nothing_is_sent_and_all_may_be_tried_again(answer: Answer | Exception) -> None:
    connector = FakeConnector()
    connector.gives(answer)

    assert type(failure(connector)) is Retryable
    assert connector.sent == []


def test_a_secret_that_is_not_set_may_be_set_yet() -> None:
    def unset() -> str:
        raise NoTokenError("no token")

    with pytest.raises(Retryable):
        FakeConnector().messenger(secret=unset).call(HERE, HELLO)


def test_typing_is_not_worth_a_wait() -> None:
    connector = FakeConnector()
    messenger = connector.messenger()
    [typing] = messenger.typing(a_turn())

    messenger.call(HERE, typing)
    messenger.call(HERE, HELLO)

    hint, message = connector.took
    assert hint.activity["type"] == "typing"
    assert (hint.timeout.connect_timeout, hint.timeout.read_timeout) == (0.5, 1)
    assert (message.timeout.connect_timeout, message.timeout.read_timeout) == (1, 3)


def test_what_goes_out_keeps_to_teams_own_limits() -> None:
    chat, whole = FakeConnector().messenger().limits(place("teams", THREAD))

    assert chat.scope == f"chat/{CHANNEL}"
    for within_s, most in ((1, 7), (2, 8), (30, 60), (3600, 1800)):
        with_typing = 1
        assert chat.burst + with_typing + int(within_s / chat.interval_s) <= most
    assert (whole.scope, whole.burst + int(1 / whole.interval_s)) == ("", 50)


def test_with_a_stand_in_nothing_leaves_this_machine() -> None:
    connector = FakeConnector()
    messenger = connector.messenger(endpoint="http://127.0.0.1:9/teams")

    messenger.call(place("teams", PERSONAL, via="http://127.0.0.1:9/teams/amer"), HELLO)
    messenger.call(place("teams", PERSONAL), HELLO)
    with pytest.raises(Unreachable):
        messenger.call(HERE, HELLO)

    urls = [connector.asked[0][0], *(sent.url for sent in connector.sent)]
    assert [url.partition("/teams/")[0] for url in urls] == ["http://127.0.0.1:9"] * 3
