"""The stand-in for Messenger behaves as its documentation says, to our adapter."""

import hashlib
import hmac
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from urllib3 import PoolManager

from dev.meta.account import APP_SECRET, PAGE_TOKEN
from lambdas.domain.errors import Refused, Shut, Unreachable
from lambdas.domain.outgoing import Call
from lambdas.domain.reply import Card, Carousel, Choice, Login
from lambdas.domain.turn import Chose, Content, Said, Unhandled, What
from tests.builders import an_address
from tests.integration.meta.ada import HELLO, ada, chatting, messenger, show, turns
from tests.integration.meta.running import Meta

YES = Choice(label="Yes", value="yes!")


@pytest.fixture
def meta() -> Iterator[Meta]:
    with chatting("messenger") as there:
        yield there


def test_words_are_brought_as_meta_signs_them(meta: Meta) -> None:
    (turn,) = turns(meta, text="¿Dónde?")

    assert (turn.content, turn.address.user) == (Said(text="¿Dónde?"), "7000000000000001")


@pytest.mark.parametrize(
    ("kind", "heard"),
    [
        ("photo", Unhandled(what=What.PHOTO)),
        ("sticker", Unhandled(what=What.STICKER)),
        ("location", Unhandled(what=What.LOCATION, name="Pinned")),
        ("other", Unhandled(what=What.OTHER, name="A shared page")),
        ("start", Chose(value="Hello", text="/start")),
    ],
)
def test_what_is_sent_is_taken_for_what_it_is(meta: Meta, kind: str, heard: Content) -> None:
    assert [turn.content for turn in turns(meta, send=kind)] == [heard]


def test_what_is_pressed_below_a_card_comes_back_as_it_was_offered(meta: Meta) -> None:
    show(meta, ada(meta), Card(title="Sure?", subtitle="s", buttons=[YES]))

    assert [turn.content for turn in turns(meta, choose="Yes")] == [Chose(value="yes!", text="Yes")]


def test_people_see_what_was_sent(meta: Meta) -> None:
    address = ada(meta)

    show(meta, address, Carousel(cards=(Card(title="A", buttons=[YES]), Card(title="B", buttons=[YES]))))
    show(meta, address, Login(text="Sign in", label="Go", url="https://chat.example/l"))

    carousel, login = meta.shown(address.user)
    assert [card["title"] for card in carousel["cards"]] == ["A", "B"]
    assert login["buttons"] == [{"label": "Go", "url": "https://chat.example/l"}]


def test_who_is_not_there_has_left_or_wrote_too_long_ago_is_told_apart(meta: Meta) -> None:
    address = ada(meta)
    us = messenger(meta)

    with pytest.raises(Unreachable):
        us.call(an_address("9", user="9"), HELLO["messenger"])
    meta.post("_dev/window", user="Ada", open=False)
    with pytest.raises(Shut):
        us.call(address, HELLO["messenger"])
    meta.post("_dev/leave", chat=address.user)
    with pytest.raises(Unreachable):
        us.call(address, HELLO["messenger"])

    assert meta.shown(address.user) == []


@pytest.mark.parametrize(("secret", "status"), [(APP_SECRET, 200), ("0" * 32, 400)])
def test_a_call_may_prove_that_it_has_the_app_s_secret(meta: Meta, secret: str, status: int) -> None:
    address = ada(meta)
    proof = hmac.new(secret.encode(), PAGE_TOKEN.encode(), hashlib.sha256).hexdigest()
    shown = urlencode({"access_token": PAGE_TOKEN, "appsecret_proof": proof})
    message = {"recipient": {"id": address.user}, "messaging_type": "RESPONSE", "message": {"text": "Hello"}}

    answer = PoolManager().request("POST", f"{meta.url}/v25.0/me/messages?{shown}", json=message)

    assert answer.status == status


@pytest.mark.parametrize(
    "message",
    [
        {},
        {"text": ""},
        {"text": "x" * 2001},
        {"text": "x", "buttons": []},
        {"text": "x", "quick_replies": [{"content_type": "text", "title": "t" * 21, "payload": "p"}]},
        {"text": "x", "quick_replies": [{"content_type": "text", "title": "t", "payload": "p"}] * 14},
        {"attachment": {"type": "image", "payload": {"url": "nowhere"}}},
        {"attachment": {"type": ["image"], "payload": {"url": "https://a.example/p"}}},
        {
            "attachment": {
                "type": "template",
                "payload": {"template_type": "generic", "elements": [{"title": "t"}]},
            }
        },
    ],
)
def test_what_the_send_api_would_refuse_is_refused(meta: Meta, message: dict[str, Any]) -> None:
    call = Call(method="messages", parameters={"messaging_type": "RESPONSE", "message": message})

    with pytest.raises(Refused):
        messenger(meta).call(ada(meta), call)


def test_what_people_may_be_asked_for_and_rung_at_is_shown(meta: Meta) -> None:
    address = ada(meta)
    asked = {"text": "Where?", "quick_replies": [{"content_type": "user_email"}]}
    button = {"type": "phone_number", "title": "Call us", "payload": "+15550100100"}
    template = {"template_type": "button", "text": "Hello", "buttons": [button]}

    for message in (asked, {"attachment": {"type": "template", "payload": template}}):
        parameters = {"messaging_type": "RESPONSE", "message": message}
        messenger(meta).call(address, Call(method="messages", parameters=parameters))

    assert [shown["buttons"] for shown in meta.shown(address.user)] == [
        [{"label": "(their address)"}],
        [{"label": "Call us", "url": "tel:+15550100100"}],
    ]


def test_what_a_page_shows_is_set_told_and_taken_off(meta: Meta) -> None:
    http, url = PoolManager(), f"{meta.url}/v25.0/me/messenger_profile?access_token={PAGE_TOKEN}"
    http.request("POST", url, json={"get_started": {"payload": "/start"}, "greeting": []})

    http.request("DELETE", url, json={"fields": ["greeting"]})

    told = http.request("GET", f"{url}&fields=get_started,greeting").json()
    assert told == {"data": [{"get_started": {"payload": "/start"}}]}


@pytest.mark.parametrize(
    "questions",
    [
        [{"question": "What can you do?", "payload": "/help"}] * 4,
        [{"locale": "default", "call_to_actions": [{"question": "What can you do?", "payload": "/help"}]}],
    ],
)
def test_a_page_asks_first_questions_by_language_or_without(meta: Meta, questions: list[Any]) -> None:
    url = f"{meta.url}/v25.0/me/messenger_profile?access_token={PAGE_TOKEN}"

    answer = PoolManager().request("POST", url, json={"ice_breakers": questions})

    assert answer.json() == {"result": "success"}


@pytest.mark.parametrize(
    "profile",
    [
        {"colour": "red"},
        {"ice_breakers": [{"question": "Q", "payload": "P"}] * 5},
        {"get_started": {}},
        {"get_started": {"payload": ""}},
        {"ice_breakers": []},
        {"ice_breakers": [{"locale": "es_ES", "call_to_actions": [{"question": "Q", "payload": "P"}]}]},
        {"ice_breakers": [{"locale": "default", "call_to_actions": [{"question": "Q", "payload": "P"}] * 5}]},
        {"ice_breakers": [{"locale": "default", "call_to_actions": [{"question": "Q"}]}]},
        {"commands": [{"locale": "default", "commands": []}]},
        {"commands": [{"locale": "default", "commands": [{"name": "/help", "description": "Ask"}]}]},
        {"commands": [{"locale": "default", "commands": [{"name": "h" * 33, "description": "Ask"}]}]},
        {"commands": [{"locale": "default", "commands": [{"name": "help", "description": "x" * 65}]}]},
    ],
)
def test_a_page_does_not_show_what_messenger_would_not(meta: Meta, profile: dict[str, Any]) -> None:
    url = f"{meta.url}/v25.0/me/messenger_profile?access_token={PAGE_TOKEN}"

    answer = PoolManager().request("POST", url, json=profile)

    assert (answer.status, answer.json()["error"]["code"]) == (400, 100)


def test_what_is_not_there_is_told_as_the_graph_api_tells_it(meta: Meta) -> None:
    answer = PoolManager().request("GET", f"{meta.url}/me")

    assert (answer.status, answer.json()["error"]["code"]) == (400, 100)
