"""``POST /api/tickets``: statuses and bodies."""

import json
from base64 import b64encode
from typing import Any

import pytest

from lambdas.connection.tickets import answer_ticket
from tests.unit.connection.apps import PAGE, URL, an_app


def an_event(body: object, *, origin: str | None = PAGE) -> dict[str, Any]:
    headers = {"Content-Type": "application/json"} | ({} if origin is None else {"Origin": origin})
    text = body if isinstance(body, str) else json.dumps(body)
    return {"version": "2.0", "headers": headers, "body": text, "isBase64Encoded": False}


def test_a_ticket_is_created_and_never_cached() -> None:
    answer = answer_ticket(an_event({"installation": "web", "locale": "en-US"}), app=an_app())

    body = json.loads(answer["body"])
    assert answer["statusCode"] == 201
    assert answer["headers"]["cache-control"] == "no-store"
    assert set(body) == {"conversation", "visitor", "ticket", "url", "expires_in_s"}
    assert body["url"] == URL
    assert body["expires_in_s"] == 60


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


def test_another_page_gets_no_ticket() -> None:
    answer = answer_ticket(an_event({"installation": "web"}, origin="https://evil.example"), app=an_app())

    assert answer["statusCode"] == 403
