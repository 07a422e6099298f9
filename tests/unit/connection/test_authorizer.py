"""The ``$connect`` authorizer: what opens a socket and what does not."""

from typing import Any

import pytest

from lambdas.connection.authorizer import authorize, offered_ticket
from lambdas.connection.wiring import ConnectionApp
from lambdas.domain.errors import Refused, Retryable
from lambdas.domain.pass_claims import claims, holder_of
from lambdas.flows.admit import Asked, issue
from tests.fakes.clock import SetClock
from tests.fakes.tickets import MemoryTickets
from tests.unit.connection.apps import PAGE, an_app

ARN = "arn:aws:execute-api:eu-west-1:123456789012:abc/v1/$connect"


def an_event(protocols: str, *, origin: str | None = PAGE) -> dict[str, Any]:
    headers = {"Sec-WebSocket-Protocol": protocols} | ({} if origin is None else {"Origin": origin})
    return {"type": "REQUEST", "methodArn": ARN, "headers": headers}


def a_ticket(app: ConnectionApp) -> str:
    return issue(Asked(installation="web"), door=app.door).ticket


def effect(answer: dict[str, Any]) -> str:
    (statement,) = answer["policyDocument"]["Statement"]
    assert statement["Resource"] == ARN
    return str(statement["Effect"])


def test_a_fresh_ticket_opens_a_socket_and_its_pass_reaches_every_route() -> None:
    app = an_app()

    answer = authorize(an_event(f"parley.v1, ticket.{a_ticket(app)}"), app=app)

    assert effect(answer) == "Allow"
    assert holder_of(answer["context"]).installation == "web"
    assert all(isinstance(value, str) for value in answer["context"].values())


def test_a_terminal_shows_no_origin() -> None:
    app = an_app()

    assert effect(authorize(an_event(f"ticket.{a_ticket(app)},parley.v1", origin=None), app=app)) == "Allow"


@pytest.mark.attack("another visitor's ticket")
def test_a_ticket_used_twice_opens_one_socket() -> None:
    app = an_app()
    event = an_event(f"parley.v1, ticket.{a_ticket(app)}")

    assert [effect(authorize(event, app=app)) for _ in range(2)] == ["Allow", "Deny"]


def test_a_ticket_that_has_expired_opens_nothing() -> None:
    clock = SetClock()
    app = an_app(clock=clock)
    ticket = a_ticket(app)
    clock.pass_s(60)

    assert effect(authorize(an_event(f"parley.v1, ticket.{ticket}"), app=app)) == "Deny"


@pytest.mark.parametrize(
    "form", ["", "parley.v1", "ticket.{0}", "parley.v2, ticket.{0}", "parley.v1, ticket.{0}, ticket.x"]
)
def test_other_subprotocols_open_nothing(form: str) -> None:
    app = an_app()

    assert effect(authorize(an_event(form.format(a_ticket(app))), app=app)) == "Deny"


@pytest.mark.parametrize("ticket", ["", "x", "a.b", "é.é", "." * 5000])
def test_rubbish_opens_nothing(ticket: str) -> None:
    assert effect(authorize(an_event(f"parley.v1, ticket.{ticket}"), app=an_app())) == "Deny"


def test_another_page_opens_nothing() -> None:
    app = an_app()

    answer = authorize(an_event(f"parley.v1, ticket.{a_ticket(app)}", origin="https://evil.example"), app=app)

    assert effect(answer) == "Deny"


def test_missing_headers_open_nothing() -> None:
    assert effect(authorize(an_event("") | {"headers": None}, app=an_app())) == "Deny"


def test_while_tickets_cannot_be_checked_the_handshake_fails_and_may_be_tried_again() -> None:
    tickets = MemoryTickets()
    tickets.faults.fail("spend", Retryable("table down"))
    app = an_app(tickets=tickets)

    with pytest.raises(Retryable):
        authorize(an_event(f"parley.v1, ticket.{a_ticket(app)}"), app=app)


def test_the_policy_lets_its_holder_open_this_socket_and_hands_the_pass_on() -> None:
    app = an_app()

    answer = authorize(an_event(f"parley.v1, ticket.{a_ticket(app)}"), app=app)

    holder = holder_of(answer["context"])
    statement = {"Action": "execute-api:Invoke", "Effect": "Allow", "Resource": ARN}
    assert answer == {
        "principalId": holder.owner,
        "policyDocument": {"Version": "2012-10-17", "Statement": [statement]},
        "context": claims(holder),
    }


def test_a_refusal_names_nobody_and_hands_nothing_on() -> None:
    answer = authorize(an_event("parley.v1"), app=an_app())

    statement = {"Action": "execute-api:Invoke", "Effect": "Deny", "Resource": ARN}
    assert answer == {
        "principalId": "nobody",
        "policyDocument": {"Version": "2012-10-17", "Statement": [statement]},
        "context": {},
    }


def test_protocols_without_one_ticket_are_a_bad_field() -> None:
    told = "^subprotocols must be parley.v1 and one ticket$"

    with pytest.raises(Refused, match=told) as refusal:
        offered_ticket("parley.v1")

    assert refusal.value.code == "bad_field"
