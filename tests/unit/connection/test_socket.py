"""Connect, disconnect, resume."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from lambdas.connection.socket import connect, disconnect, resume
from lambdas.connection.wiring import ConnectionApp
from lambdas.domain.conversation import Claim, Progress
from lambdas.domain.errors import Refused, Retryable
from lambdas.domain.ids import InstallationId, UserId
from lambdas.domain.keys import conversation_key, web_conversation
from lambdas.domain.pass_claims import claims
from lambdas.domain.reply import Login
from lambdas.domain.turn import Address
from tests.builders import ANN, BOB, a_held, a_line, a_pass, a_reply, a_turn
from tests.fakes.clock import SetClock
from tests.fakes.connections import MemoryConnections
from tests.fakes.conversations import MemoryConversations
from tests.fakes.links import FakeLinks
from tests.fakes.transcript import MemoryTranscript
from tests.unit.connection.apps import an_app

WEB = InstallationId("web")
ANNS = Address(installation=WEB, conversation=web_conversation(WEB, ANN), user=UserId(ANN))
KEY = conversation_key(ANNS)


def an_event(event_type: str, body: object = None, *, authorizer: object = None) -> dict[str, Any]:
    holder = claims(a_pass(conversation=ANNS.conversation))
    context = {"eventType": event_type, "connectionId": "k1", "authorizer": authorizer or holder}
    return {"requestContext": context, "body": body if isinstance(body, str) else json.dumps(body)}


def answer(app: ConnectionApp, body: object, *, authorizer: object = None) -> dict[str, Any]:
    frame: dict[str, Any] = json.loads(resume(an_event("MESSAGE", body, authorizer=authorizer), app=app))
    return frame


def a_conversation(owner: Any = ANN) -> MemoryTranscript:  # noqa: ANN401 (an owner of either of the builders)
    """Two lines of Ann's."""
    conversations = MemoryConversations()
    held = a_held(a_turn(address=ANNS), owner=owner)
    assert conversations.claim(held, charge=None) == Claim(progress=Progress.OPEN, attempt=1)
    lines = (a_line(1, owner=owner), a_reply(2, owner=owner))
    conversations.commit(held, memory=conversations.recall(held), lines=lines, session=None)
    return MemoryTranscript(conversations)


def test_a_socket_is_remembered_with_its_owner_and_answers_its_protocol() -> None:
    connections = MemoryConnections()

    reply = connect(an_event("CONNECT"), app=an_app(connections=connections))

    assert reply["statusCode"] == 200
    assert reply["headers"] == {"Sec-WebSocket-Protocol": "parley.v1"}
    assert [(socket.connection, socket.owner) for socket in connections.of(KEY)] == [("k1", ANN)]


def test_a_socket_that_cannot_be_remembered_is_not_opened() -> None:
    connections = MemoryConnections()
    connections.faults.fail("add", Retryable("table down"))

    assert connect(an_event("CONNECT"), app=an_app(connections=connections)) == {"statusCode": 500}


def test_a_socket_is_listed_until_the_gateway_will_have_closed_it() -> None:
    clock = SetClock()
    connections = MemoryConnections(clock)
    connect(an_event("CONNECT"), app=an_app(connections=connections, clock=clock))

    clock.pass_s(2 * 60 * 60)

    assert connections.of(KEY) == ()


def test_a_closed_socket_is_forgotten() -> None:
    connections = MemoryConnections()
    app = an_app(connections=connections)
    connect(an_event("CONNECT"), app=app)

    reply = disconnect(an_event("DISCONNECT"), app=app)

    assert reply == {"statusCode": 200}
    assert connections.of(KEY) == ()


def test_a_closed_socket_that_cannot_be_forgotten_is_no_failure() -> None:
    connections = MemoryConnections()
    connections.faults.fail("remove", Retryable("table down"))

    assert disconnect(an_event("DISCONNECT"), app=an_app(connections=connections)) == {"statusCode": 200}


def test_resume_shows_the_lines_after_a_seq() -> None:
    frame = answer(an_app(transcript=a_conversation()), {"type": "resume", "after": 1})

    assert (frame["type"], frame["after"]) == ("lines", 1)
    assert [line["seq"] for line in frame["lines"]] == [2]
    assert frame["more"] is False
    assert "pruned_to" not in frame


def test_a_fresh_page_is_shown_everything() -> None:
    frame = answer(an_app(transcript=a_conversation()), {"type": "resume", "after": 0})

    assert [line["who"] for line in frame["lines"]] == ["person", "bot"]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("not json", "bad_frame"),
        ({"type": "resume"}, "bad_field"),
        ({"type": "resume", "after": "1"}, "bad_field"),
        ({"type": "resume", "after": True}, "bad_field"),
        ({"type": "resume", "after": -1}, "bad_field"),
        ({"type": "resume", "after": 1.5}, "bad_field"),
        ({"type": "resume", "after": 10**13}, "bad_field"),
        ({"type": "$disconnect"}, "unknown_type"),
        ({"type": "resume", "after": 0, "conversation": "somebody-else-s"}, "forbidden"),
    ],
)
def test_what_cannot_be_resumed_is_told_why(body: object, code: str) -> None:
    frame = answer(an_app(transcript=a_conversation()), body)

    assert (frame["type"], frame["code"]) == ("error", code)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ({"type": "resume", "after": -1}, "after must be a whole number from 0"),
        ({"type": "resume", "after": 10**12}, "after must be a whole number from 0"),
        ({"type": "message"}, "unknown type of frame"),
        ({"type": "resume", "after": 0, "conversation": "c2"}, "frame names another conversation"),
        ({"type": "resume", "after": 10**12 - 1}, "no line has such a number"),
    ],
)
def test_what_cannot_be_resumed_is_told_the_log(
    body: object, told: str, caplog: pytest.LogCaptureFixture
) -> None:
    answer(an_app(transcript=a_conversation()), body)

    assert [vars(record)["reason"] for record in caplog.records] == [told]


def test_a_frame_that_names_its_own_conversation_is_answered() -> None:
    body = {"type": "resume", "after": 0, "conversation": ANNS.conversation}

    assert answer(an_app(transcript=a_conversation()), body)["type"] == "lines"


def test_a_socket_is_remembered_with_where_and_whose_and_until_when() -> None:
    clock = SetClock()
    connections = MemoryConnections(clock)
    ends = clock.now() + timedelta(minutes=30)
    authorizer = claims(a_pass(conversation=ANNS.conversation, identity_expires=ends))

    connect(an_event("CONNECT", authorizer=authorizer), app=an_app(connections=connections, clock=clock))

    (socket,) = connections.of(KEY)
    assert socket.address == ANNS
    assert socket.since == clock.now()
    assert socket.expires == clock.now() + timedelta(hours=2)
    assert socket.identity_expires == ends


def test_an_invitation_is_shown_again_with_its_link_while_that_is_good() -> None:
    clock, conversations = SetClock(), MemoryConversations()
    held = a_held(a_turn(address=ANNS), owner=ANN)
    conversations.claim(held, charge=None)
    invitation = Login(text="Sign in.", nonce="7", expires=int(clock.now().timestamp()) + 600)
    lines = (a_line(1, parts=(invitation,)),)
    conversations.commit(held, memory=conversations.recall(held), lines=lines, session=None)
    app = replace(an_app(transcript=MemoryTranscript(conversations), clock=clock), links=FakeLinks())

    shown = answer(app, {"type": "resume", "after": 0})["lines"][0]["parts"]
    clock.pass_s(600)
    later = answer(app, {"type": "resume", "after": 0})["lines"][0]["parts"]

    assert [(part["kind"], part.get("url"), part.get("nonce")) for part in shown] == [
        ("login", "https://site.example/link/7", None)
    ]
    assert [part["kind"] for part in later] == ["text"]


def test_a_socket_without_a_pass_is_not_opened() -> None:
    event = an_event("CONNECT")
    del event["requestContext"]["authorizer"]

    with pytest.raises(Refused, match=r"^no pass$"):
        connect(event, app=an_app())


@pytest.mark.parametrize("body", [None, "", "\ud800"])
def test_a_resume_without_a_readable_body_is_a_bad_frame(body: str | None) -> None:
    event = an_event("MESSAGE") | {"body": body}

    assert json.loads(resume(event, app=an_app()))["code"] == "bad_frame"


@pytest.mark.attack("another visitor's conversation")
def test_lines_of_another_owner_are_never_shown() -> None:
    frame = answer(an_app(transcript=a_conversation(owner=BOB)), {"type": "resume", "after": 0})

    assert frame["code"] == "forbidden"


def test_after_the_identity_s_end_nothing_is_shown(caplog: pytest.LogCaptureFixture) -> None:
    ended = claims(a_pass(conversation=ANNS.conversation)) | {"identity_expires": "1"}

    frame = answer(an_app(transcript=a_conversation()), {"type": "resume", "after": 0}, authorizer=ended)

    assert frame["code"] == "expired"
    assert [vars(record)["reason"] for record in caplog.records] == ["identity expired"]


@pytest.mark.attack("another visitor's conversation")
def test_a_pass_for_another_conversation_shows_nothing() -> None:
    forged = claims(a_pass(conversation=ANNS.conversation)) | {"owner": BOB}

    frame = answer(an_app(transcript=a_conversation()), {"type": "resume", "after": 0}, authorizer=forged)

    assert frame["code"] == "forbidden"


def test_a_line_that_this_version_cannot_read_is_told_with_a_code_that_the_page_knows() -> None:
    transcript = a_conversation()
    transcript.faults.fail("after", Refused("unknown kind of part", code="bad_part"))

    frame = answer(an_app(transcript=transcript), {"type": "resume", "after": 0})

    assert (frame["code"], frame["retry"]) == ("unavailable", False)


def test_while_lines_cannot_be_read_the_page_asks_again() -> None:
    transcript = a_conversation()
    transcript.faults.fail("after", Retryable("table down"))

    frame = answer(an_app(transcript=transcript), {"type": "resume", "after": 0})

    assert (frame["code"], frame["retry"]) == ("unavailable", True)
