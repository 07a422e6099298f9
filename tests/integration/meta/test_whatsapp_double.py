"""The stand-in for WhatsApp behaves as its documentation says, to our adapter and to pywa."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from httpx import Client
from pywa.client import WhatsApp
from pywa.errors import MessageUndeliverable, ReEngagementMessage
from pywa.types.callback import Button
from urllib3 import PoolManager

from dev.meta.account import PHONE_NUMBER_ID, SYSTEM_TOKEN
from lambdas.domain.errors import Refused, Shut, Unreachable
from lambdas.domain.outgoing import Call
from lambdas.domain.reply import Card, Carousel, Choice, Login, Text
from lambdas.domain.turn import Chose, Content, Said, Unhandled, What
from tests.builders import an_address
from tests.integration.meta.ada import HELLO, ada, chatting, messenger, show, turns
from tests.integration.meta.running import Meta

YES = Choice(label="Yes", value="yes!")
ADA = "US.10000000000000000001"


@pytest.fixture
def meta() -> Iterator[Meta]:
    with chatting("whatsapp") as there:
        yield there


def test_words_are_brought_as_meta_signs_them(meta: Meta) -> None:
    (turn,) = turns(meta, text="¿Dónde?")

    assert (turn.content, turn.speaker) == (Said(text="¿Dónde?"), "Ada")
    assert (turn.address.user, turn.address.via) == (ADA, "16505550001")


def test_somebody_without_a_number_is_the_same_person_and_is_answered(meta: Meta) -> None:
    with_number = ada(meta)

    (turn,) = turns(meta, text="hi", number=False)

    assert turn.address == replace(with_number, via="")
    show(meta, turn.address, Text(text="Hello"))
    assert [shown["text"] for shown in meta.shown(ADA)] == ["Hello"]


@pytest.mark.parametrize(
    ("kind", "heard"),
    [
        ("photo", Unhandled(what=What.PHOTO)),
        ("voice", Unhandled(what=What.VOICE)),
        ("file", Unhandled(what=What.FILE, name="note.pdf")),
        ("contact", Unhandled(what=What.CONTACT, name="Bob B")),
        ("other", Unhandled(what=What.OTHER)),
        ("start", Chose(value="Hello", text="/start")),
    ],
)
def test_what_is_sent_is_taken_for_what_it_is(meta: Meta, kind: str, heard: Content) -> None:
    assert [turn.content for turn in turns(meta, send=kind)] == [heard]


def test_people_see_what_was_sent(meta: Meta) -> None:
    address = ada(meta)
    cards = [Card(title=title, image="https://pictures.example/a.jpg", buttons=[YES]) for title in "AB"]

    show(meta, address, Carousel(cards=cards))
    show(meta, address, Login(text="Sign in", label="Go", url="https://chat.example/l"))

    carousel, login = meta.shown(ADA)
    assert [card["text"] for card in carousel["cards"]] == ["A", "B"]
    assert login["buttons"] == [{"label": "Go", "url": "https://chat.example/l"}]


def test_a_message_that_came_is_shown_as_read(meta: Meta) -> None:
    (turn,) = turns(meta, text="hi")
    us = messenger(meta)

    for call in us.typing(turn):
        us.call(turn.address, call)

    (told,) = meta.get(f"_dev/chats/{ADA}")["calls"]
    assert (told["status"], told["shown"]["kind"]) == (200, "typing")


def test_what_became_of_a_message_is_told_and_makes_no_turn(meta: Meta) -> None:
    address = ada(meta)
    before = len(meta.brought)

    messenger(meta).call(address, HELLO["whatsapp"])

    meta.settled(2)
    meta.settled(3)
    assert [turn for delivery in meta.brought[before:] for turn in meta.inbound.parse(delivery)] == []


def test_a_shut_window_lets_nothing_but_the_template_through(meta: Meta) -> None:
    address = ada(meta)
    meta.post("_dev/window", user="Ada", open=False)

    with pytest.raises(Shut):
        messenger(meta, template="news/en_US").call(address, HELLO["whatsapp"])

    assert [shown["text"] for shown in meta.shown(ADA)] == ["[template news, en_US]"]


def test_who_is_not_there_or_has_left_is_out_of_reach(meta: Meta) -> None:
    address = ada(meta)
    us = messenger(meta)

    with pytest.raises(Unreachable):
        us.call(an_address("9", user="99999"), HELLO["whatsapp"])
    meta.post("_dev/leave", chat=ADA)
    with pytest.raises(Unreachable):
        us.call(address, HELLO["whatsapp"])


def asked(**members: Any) -> dict[str, Any]:  # noqa: ANN401 (any JSON)
    """A question with a button."""
    buttons = members.pop("buttons", [{"type": "reply", "reply": {"id": "1", "title": "Yes"}}])
    told = {"type": "button", "body": {"text": "Sure?"}, "action": {"buttons": buttons}, **members}
    return {"type": "interactive", "interactive": told}


HELP = {"command_name": "help", "command_description": "Ask"}


@pytest.mark.parametrize(
    "components",
    [
        {"colour": "red"},
        {"enable_welcome_message": "yes"},
        {"prompts": ["What can you do?"] * 5},
        {"prompts": ["x" * 81]},
        {"prompts": [""]},
        {"commands": [HELP, HELP]},
        {"commands": [{**HELP, "command_name": "/help"}]},
        {"commands": [{**HELP, "command_name": "h" * 33}]},
        {"commands": [{**HELP, "command_description": "x" * 257}]},
        {"commands": [{**HELP, "command_name": f"help_{number}"} for number in range(31)]},
    ],
)
def test_a_number_does_not_show_what_whatsapp_would_not(meta: Meta, components: dict[str, Any]) -> None:
    url = f"{meta.url}/v25.0/{PHONE_NUMBER_ID}/conversational_automation?access_token={SYSTEM_TOKEN}"

    answer = PoolManager().request("POST", url, json=components)

    assert (answer.status, answer.json()["error"]["code"]) == (400, 100)


@pytest.mark.parametrize(
    "message",
    [
        {"type": "text", "text": {"body": ""}},
        {"type": "text", "text": {"body": "x" * 4097}},
        {"type": "text", "text": {"body": "x", "colour": "red"}},
        {"type": "text", "text": {"body": "x"}, "colour": "red"},
        {"type": "image", "image": {"link": "nowhere"}},
        {"type": "hologram", "hologram": {}},
        {"type": ["text"], "text": {"body": "x"}},
        {"type": "location", "location": {"latitude": [1], "longitude": 2}},
        {"type": "location", "location": {"latitude": "north", "longitude": "2"}},
        {"type": "location", "location": {"latitude": "1", "longitude": "2", "name": 7}},
        {"type": "text", "text": {"body": "x"}, "recipient_type": "everybody"},
        {"type": "text", "text": {"body": "x", "preview_url": "no"}},
        asked(buttons=[{"type": "url", "reply": {"id": "1", "title": "Yes"}}]),
        asked(header={"type": "hologram", "image": {"link": "https://a.example/a.png"}}),
        {
            "type": "interactive",
            "interactive": {"type": "button", "body": {"text": "x"}, "action": {"buttons": []}},
        },
    ],
)
def test_what_the_cloud_api_would_refuse_is_refused(meta: Meta, message: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        messenger(meta).call(ada(meta), Call(method="messages", parameters=message))


@pytest.mark.parametrize("by", ["to", "recipient"])
def test_whom_a_message_is_for_is_told_by_all_that_names_them(meta: Meta, by: str) -> None:
    address = ada(meta)
    named = address.via if by == "to" else str(address.user)
    asked = {"messaging_product": "whatsapp", "type": "text", "text": {"body": "x"}, by: named}

    answer = meta.post(f"v25.0/{PHONE_NUMBER_ID}/messages", access_token=SYSTEM_TOKEN, **asked)

    number = {"wa_id": named} if by == "to" else {}
    assert answer["contacts"] == [{"input": named, **number, "user_id": address.user}]


@pytest.mark.parametrize(
    ("message", "title"),
    [
        (
            {
                "type": "interactive",
                "interactive": {
                    "type": "list",
                    "header": {"type": "text", "text": "Rooms"},
                    "body": {"text": "Which?"},
                    "action": {"button": "Choose", "sections": [{"rows": [{"id": "a", "title": "A"}]}]},
                },
            },
            "Rooms",
        ),
        (
            {
                "type": "template",
                "template": {"name": "hello", "language": {"code": "en", "policy": "deterministic"}},
            },
            None,
        ),
    ],
)
def test_what_the_bot_never_sends_but_others_do_is_shown(
    meta: Meta, message: dict[str, Any], title: str | None
) -> None:
    messenger(meta).call(ada(meta), Call(method="messages", parameters=message))

    assert meta.shown(ADA)[-1].get("title") == title


def test_a_number_may_be_written_as_people_write_it(meta: Meta) -> None:
    number = ada(meta).via
    asked = {"messaging_product": "whatsapp", "type": "text", "text": {"body": "x"}}
    written = f"+1 ({number[1:4]}) {number[4:7]}-{number[7:]}"

    answer = meta.post(f"v25.0/{PHONE_NUMBER_ID}/messages", access_token=SYSTEM_TOKEN, to=written, **asked)

    assert answer["contacts"][0]["wa_id"] == number


def test_pywa_can_chat_there_too(meta: Meta) -> None:
    address = ada(meta)
    yes = Button(title="Yes", callback_data="yes!")
    with Client(trust_env=False) as session:
        client = WhatsApp(phone_id=PHONE_NUMBER_ID, token=SYSTEM_TOKEN, session=session)
        session.base_url = f"{meta.url}/v25.0"
        client.send_message(to=address.via, text="By number")
        client.send_message(to=address.user, text="By id", buttons=[yes])
        with pytest.raises(MessageUndeliverable):
            client.send_message(to="16505559999", text="Nobody")
        meta.post("_dev/window", user="Ada", open=False)
        with pytest.raises(ReEngagementMessage):
            client.send_message(to=address.via, text="Too late")

    assert [shown["text"] for shown in meta.shown(ADA)] == ["By number", "By id"]
    assert [turn.content for turn in turns(meta, choose="Yes")] == [Chose(value="yes!", text="Yes")]
