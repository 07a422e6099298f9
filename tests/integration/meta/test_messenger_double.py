"""The stand-in for Messenger behaves as its documentation says, to our adapter."""

from collections.abc import Iterator
from typing import Any

import pytest
from urllib3 import PoolManager

from dev.meta.account import APP_SECRET, PAGE_ID, PAGE_TOKEN
from lambdas.channels.messenger.build import messenger_messenger
from lambdas.channels.messenger.inbound import MessengerInbound
from lambdas.channels.messenger.outbound import MessengerMessenger
from lambdas.domain.errors import ParleyError, Refused, Retryable, Shut, Unreachable
from lambdas.domain.outgoing import Call
from lambdas.domain.reply import Card, Carousel, Choice, Choices, Login, Part, Text
from lambdas.domain.turn import Address, Chose, Content, Said, Turn, Unhandled, What
from tests.builders import an_address
from tests.fakes.clock import SetClock
from tests.integration.meta.running import Meta, faults, running
from tests.meta_calls import a_page

PAGE = a_page(account={"app_id": "1", "page_id": PAGE_ID})
YES = Choice(label="Yes", value="yes!")
HELLO = Call(method="messages", parameters={"messaging_type": "RESPONSE", "message": {"text": "Hello"}})


def an_inbound() -> MessengerInbound:
    return MessengerInbound(installation=PAGE, keys=lambda: (APP_SECRET.encode(),), clock=SetClock())


@pytest.fixture
def meta() -> Iterator[Meta]:
    with running("messenger", an_inbound()) as there:
        there.knows_us()
        yield there


def messenger(meta: Meta, *, token: str = PAGE_TOKEN) -> MessengerMessenger:
    http = PoolManager(cert_reqs="CERT_REQUIRED")
    return messenger_messenger(PAGE, token=lambda: token, http=http, endpoint=meta.url)


def turns(meta: Meta, **deed: Any) -> list[Turn]:  # noqa: ANN401 (any deed)
    meta.says(**deed)
    return list(meta.inbound.parse(meta.brought[-1]))


def ada(meta: Meta) -> Address:
    number = meta.says(text="hi")["chat"]
    return an_address(number, user=number, installation="messenger")


def show(meta: Meta, address: Address, *parts: Part) -> None:
    us = messenger(meta)
    for message in us.messages(address, parts):
        for call in message.forms[0]:
            us.call(address, call)


def test_words_are_brought_as_meta_signs_them(meta: Meta) -> None:
    (turn,) = turns(meta, text="¿Dónde?")

    assert (turn.content, turn.address.user) == (Said(text="¿Dónde?"), "7000000000000001")


def test_a_batch_is_brought_newest_first_and_taken_in_order(meta: Meta) -> None:
    found = turns(meta, text="again", batch=3)

    assert [turn.content for turn in found] == [Said(text="again")] * 3
    assert len({turn.event for turn in found}) == 3


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


@pytest.mark.parametrize(
    "parts",
    [(Text(text="Sure?"), Choices(choices=[YES])), (Card(title="Sure?", subtitle="s", buttons=[YES]),)],
)
def test_what_is_pressed_comes_back_as_it_was_offered(meta: Meta, parts: tuple[Part, ...]) -> None:
    show(meta, ada(meta), *parts)

    assert [turn.content for turn in turns(meta, choose="Yes")] == [Chose(value="yes!", text="Yes")]


def test_people_see_what_was_sent(meta: Meta) -> None:
    address = ada(meta)

    show(meta, address, Carousel(cards=(Card(title="A", buttons=[YES]), Card(title="B", buttons=[YES]))))
    show(meta, address, Login(text="Sign in", label="Go", url="https://chat.example/l"))

    carousel, login = meta.shown(address.user)
    assert [card["title"] for card in carousel["cards"]] == ["A", "B"]
    assert login["buttons"] == [{"label": "Go", "url": "https://chat.example/l"}]


def test_a_delivery_that_is_not_taken_is_brought_again(meta: Meta) -> None:
    meta.statuses += [503, 503]

    said = meta.says(text="hi")

    told = meta.settled(said["deliveries"][0])
    assert told["tries"] == [503, 503, 200]


@faults(refused=100)
def test_what_goes_wrong_is_told_in_meta_s_way(
    meta: Meta, fault: dict[str, object], kind: type[ParleyError]
) -> None:
    address = ada(meta)
    meta.post("_dev/faults", method="messages", **fault)

    with pytest.raises(ParleyError) as failure:
        messenger(meta).call(address, HELLO)

    assert type(failure.value) is kind
    assert len(meta.shown(address.user)) == (1 if "after" in fault else 0)


def test_who_is_not_there_has_left_or_wrote_too_long_ago_is_told_apart(meta: Meta) -> None:
    address = ada(meta)
    us = messenger(meta)

    with pytest.raises(Unreachable):
        us.call(an_address("9", user="9"), HELLO)
    meta.post("_dev/window", user="Ada", open=False)
    with pytest.raises(Shut):
        us.call(address, HELLO)
    meta.post("_dev/leave", chat=address.user)
    with pytest.raises(Unreachable):
        us.call(address, HELLO)

    assert meta.shown(address.user) == []


def test_another_s_token_is_not_taken(meta: Meta) -> None:
    with pytest.raises(Retryable, match="error 190"):
        messenger(meta, token="another").call(ada(meta), HELLO)


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
