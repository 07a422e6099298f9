"""``POST /api/tickets``: statuses and bodies."""

import json
from base64 import b64encode
from typing import Any

import pytest

from lambdas.connection.tickets import answer_ticket
from lambdas.domain.account import Secret, SiteIdentity
from lambdas.domain.errors import Retryable
from tests.fakes.clock import SetClock
from tests.fakes.door import MemoryDoorCounter
from tests.unit.connection.apps import PAGE, URL, an_app

TIMES = {"expires_in_s": 60, "idle_s": 600, "connection_s": 7_200}


def an_event(body: object, *, origin: str | None = PAGE, address: str = "192.0.2.1") -> dict[str, Any]:
    headers = {"Content-Type": "application/json"} | ({} if origin is None else {"Origin": origin})
    text = body if isinstance(body, str) else json.dumps(body)
    context = {"http": {"sourceIp": address}}
    return {
        "version": "2.0",
        "headers": headers,
        "requestContext": context,
        "body": text,
        "isBase64Encoded": False,
    }


def test_a_ticket_is_created_and_never_cached() -> None:
    answer = answer_ticket(an_event({"installation": "web", "locale": "en-US"}), app=an_app())

    body = json.loads(answer["body"])
    assert answer["statusCode"] == 201
    assert answer["headers"]["cache-control"] == "no-store"
    assert set(body) == {"conversation", "visitor", "ticket", "url", *TIMES}
    assert body["url"] == URL
    assert {name: body[name] for name in TIMES} == TIMES


def test_a_terminal_has_no_origin() -> None:
    assert answer_ticket(an_event({"installation": "web"}, origin=None), app=an_app())["statusCode"] == 201


def test_a_body_may_come_in_base64() -> None:
    event = an_event(b64encode(b'{"installation":"web"}').decode()) | {"isBase64Encoded": True}

    assert answer_ticket(event, app=an_app())["statusCode"] == 201


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ("", 400, "bad_field"),
        ("not json", 400, "bad_field"),
        ("[" * 5000, 400, "bad_field"),
        ("[]", 400, "bad_field"),
        ({}, 400, "bad_field"),
        ({"installation": 7}, 400, "bad_field"),
        ({"installation": "web", "locale": 7}, 400, "bad_field"),
        ({"installation": "web", "visitor": {}}, 400, "bad_field"),
        ({"installation": "web", "identity": "a.b.c"}, 400, "no_identity"),
        ({"installation": "web", "visitor": "x" * 9000}, 400, "bad_field"),
        ({"installation": "nowhere"}, 404, "unknown_installation"),
    ],
)
def test_what_gets_no_ticket_is_told_why(body: object, status: int, code: str) -> None:
    answer = answer_ticket(an_event(body), app=an_app())

    told = json.loads(answer["body"])
    assert (answer["statusCode"], told["code"]) == (status, code)
    assert told["message"]


def test_while_the_keys_of_who_vouches_cannot_be_read_the_page_is_told_to_come_again() -> None:
    class Unreachable:
        """An issuer whose keys nobody can read."""

        def verify(self, token: Secret) -> SiteIdentity:
            """See ``SiteIdentities``."""
            raise Retryable(f"keys not read for {token!r}")

    event = an_event({"installation": "web", "identity": "a.b.c"})

    answer = answer_ticket(event, app=an_app(identities={"web": Unreachable()}))

    assert answer["statusCode"] == 503
    assert json.loads(answer["body"]) == {
        "code": "unavailable",
        "message": "the identity cannot be verified just now",
    }


def test_another_page_gets_no_ticket() -> None:
    answer = answer_ticket(an_event({"installation": "web"}, origin="https://evil.example"), app=an_app())

    assert answer["statusCode"] == 403


def test_a_network_that_took_its_tickets_is_told_when_to_ask_again() -> None:
    clock = SetClock()
    app = an_app(clock=clock, tickets_per_network=1)
    event = an_event({"installation": "web"})
    assert answer_ticket(event, app=app)["statusCode"] == 201
    clock.pass_s(20)

    answer = answer_ticket(event, app=app)

    told = json.loads(answer["body"])
    assert (answer["statusCode"], told["code"]) == (429, "too_many")
    assert told["message"] == "too many tickets from this network; ask again in 40 s"
    assert answer["headers"]["retry-after"] == "40"
    assert answer["headers"]["cache-control"] == "no-store"


def test_another_network_takes_its_own_and_neighbours_of_a_64_share_theirs() -> None:
    app = an_app(tickets_per_network=1)
    addresses = ["192.0.2.1", "192.0.2.2", "2001:db8:0:1::1", "2001:db8:0:1::2", "2001:db8:0:2::1"]

    statuses = [
        answer_ticket(an_event({"installation": "web"}, address=address), app=app)["statusCode"]
        for address in addresses
    ]

    assert statuses == [201, 201, 201, 429, 201]


def test_a_body_that_cannot_be_read_takes_no_ticket() -> None:
    app = an_app(tickets_per_network=1)
    answer_ticket(an_event("not json"), app=app)

    assert answer_ticket(an_event({"installation": "web"}), app=app)["statusCode"] == 201


def test_while_tickets_cannot_be_counted_they_are_given_all_the_same() -> None:
    clock = SetClock()
    counter = MemoryDoorCounter(clock)
    counter.faults.fail("count", Retryable("table down"))
    app = an_app(clock=clock, counter=counter, tickets_per_network=1)

    assert answer_ticket(an_event({"installation": "web"}), app=app)["statusCode"] == 201


def test_a_request_that_tells_no_address_is_not_counted() -> None:
    app = an_app(tickets_per_network=1)
    event = an_event({"installation": "web"}) | {"requestContext": {}}

    assert [answer_ticket(event, app=app)["statusCode"] for _ in range(2)] == [201, 201]


@pytest.mark.parametrize(
    ("body", "origin", "message"),
    [
        ("not json", PAGE, "body is not JSON"),
        ("[]", PAGE, "body is not a JSON object"),
        ("x" * 8193, PAGE, "body over 8192 characters"),
        ({}, PAGE, "installation is missing"),
        ({"installation": "web", "visitor": {}}, PAGE, "visitor must be a string"),
        ({"installation": "web", "identity": "a.b.c"}, PAGE, "no identity is configured here"),
        ({"installation": "nowhere"}, PAGE, "unknown installation"),
        ({"installation": "web"}, "https://evil.example", "origin not allowed"),
    ],
)
def test_who_writes_a_page_reads_what_is_wrong(body: object, origin: str, message: str) -> None:
    answer = answer_ticket(an_event(body, origin=origin), app=an_app())

    assert json.loads(answer["body"])["message"] == message


def test_the_longest_body_is_read() -> None:
    body = json.dumps({"installation": "web"}).ljust(8192)

    assert answer_ticket(an_event(body), app=an_app())["statusCode"] == 201


def test_every_answer_is_json_that_no_cache_keeps() -> None:
    answers = [answer_ticket(an_event(body), app=an_app()) for body in ({"installation": "web"}, "not json")]

    wanted = {"content-type": "application/json", "cache-control": "no-store"}
    assert [answer["headers"] for answer in answers] == [wanted, wanted]
