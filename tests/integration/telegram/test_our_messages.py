"""What our adapter sends is taken by the stand-in as documented, and what people press comes back to us."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

import pytest
from urllib3 import PoolManager

from dev.telegram.bot import LOCAL_TOKEN
from lambdas.channels.telegram.api import BotApi
from lambdas.channels.telegram.inbound import TelegramInbound
from lambdas.channels.telegram.login import TelegramLogin
from lambdas.channels.telegram.outbound import TelegramMessenger
from lambdas.domain.errors import Unreachable
from lambdas.domain.reply import (
    Audio,
    Card,
    Carousel,
    Choice,
    Choices,
    File,
    Image,
    Location,
    Login,
    Part,
    Text,
    Typing,
)
from lambdas.domain.turn import Chose, Content
from lambdas.flows.deliver import Delivering
from lambdas.kit.clock import SystemClock
from tests.builders import a_line, a_reply, an_address
from tests.delivering import delivering
from tests.fakes.channel import nobody
from tests.fakes.clock import SetClock
from tests.integration.telegram.background import SmallBot, in_background
from tests.telegram_updates import a_delivery, an_installation

ROOMS = Choices(choices=(Choice(label="Single", value="single"), Choice(label="The suite", value="s" * 65)))
PICTURE = "https://example.com/room.jpg"
LOGIN = Login(text="Who are you?", label="Sign in", url="http://127.0.0.1:8000/link/abc?x=1")
EVERY_PART: list[tuple[tuple[Part, ...], list[str]]] = [
    ((Text(text="2 < 3 & *so* on"), ROOMS), ["sendMessage"]),
    ((Text(text="long words " * 800),), ["sendMessage"] * 3),
    ((ROOMS,), ["sendMessage"]),
    ((Card(title="A <b>", subtitle="Two", buttons=ROOMS.choices),), ["sendMessage"]),
    ((Card(title="A <b>", subtitle="Two", image=PICTURE, buttons=ROOMS.choices),), ["sendPhoto"]),
    ((Card(title="T", subtitle="x" * 1024, image=PICTURE),), ["sendPhoto", "sendMessage"]),
    ((Image(url=PICTURE, alt="A room"), ROOMS), ["sendPhoto"]),
    ((Audio(url="https://example.com/a.mp3", name="Hello"),), ["sendAudio"]),
    ((File(url="https://example.com/a.pdf", name="Voucher"),), ["sendDocument"]),
    ((Audio(url="https://example.com/a.ogg", name="Hello"), ROOMS), ["sendVoice"]),
    ((Location(latitude=51.5, longitude=-0.12, name="Here"), ROOMS), ["sendVenue"]),
    ((Location(latitude=51.5, longitude=-0.12),), ["sendLocation"]),
    ((Carousel(cards=(Card(title="A"), Card(title="B", image=PICTURE))),), ["sendMessage", "sendPhoto"]),
    ((Text(text="a"), Typing(), Text(text="b")), ["sendMessage", "sendChatAction", "sendMessage"]),
    ((LOGIN,), ["sendMessage"]),
]
INVITING = a_line(1, parts=(LOGIN,))


@pytest.fixture
def bot() -> Iterator[SmallBot]:
    with in_background() as running:
        yield running


@pytest.fixture
def http() -> Iterator[PoolManager]:
    with PoolManager() as pool:
        yield pool


def an_outbound(bot: SmallBot, http: PoolManager) -> Delivering:
    api = BotApi(endpoint=bot.url, token=lambda: LOCAL_TOKEN, http=http)
    return delivering(TelegramMessenger(api=api))


def asked(bot: SmallBot, http: PoolManager, path: str, **given: Any) -> dict[str, Any]:  # noqa: ANN401 (JSON)
    """Post to the stand-in; gives its answer."""
    headers = {"Content-Type": "application/json"}
    answer: dict[str, Any] = json.loads(
        http.request("POST", f"{bot.url}/{path}", body=json.dumps(given), headers=headers).data
    )
    return answer


def ada_s_chat(bot: SmallBot, http: PoolManager) -> str:
    """The chat of somebody who has just written, so that the bot may answer there."""
    return str(asked(bot, http, "_dev/say", user="Ada", location=True)["chat_id"])


def calls_in(chat: str, bot: SmallBot, http: PoolManager) -> list[dict[str, Any]]:
    found = json.loads(http.request("GET", f"{bot.url}/_dev/chats/{chat}").data)
    calls: list[dict[str, Any]] = found["calls"]
    return calls


@pytest.mark.parametrize(("parts", "methods"), EVERY_PART)
def test_every_part_is_taken_as_documented_in_its_best_form(
    parts: tuple[Part, ...], methods: list[str], bot: SmallBot, http: PoolManager
) -> None:
    chat = ada_s_chat(bot, http)
    address = an_address(chat, user=chat, installation="telegram")

    an_outbound(bot, http).deliver(address, [a_line(1, parts=parts)], seen=nobody)

    assert [call["method"] for call in calls_in(chat, bot, http)] == methods


def test_a_pressed_button_comes_back_as_the_choice_it_showed(bot: SmallBot, http: PoolManager) -> None:
    asked(bot, http, f"bot{LOCAL_TOKEN}/setWebhook", url=f"{bot.hooks}/telegram")
    chat = ada_s_chat(bot, http)
    address = an_address(chat, user=chat, installation="telegram")
    an_outbound(bot, http).deliver(address, [a_line(1, parts=(Text(text="Which?"), ROOMS))], seen=nobody)

    pressed = [asked(bot, http, "_dev/say", user="Ada", press=label) for label in ("Single", "The suite")]

    assert [heard(bot, http, press["update_id"]) for press in pressed] == [
        Chose(value="single", text="Single"),
        Chose(value="The suite", text="The suite"),
    ]


def test_who_presses_a_login_button_is_told_to_the_page_by_telegram(bot: SmallBot, http: PoolManager) -> None:
    chat = ada_s_chat(bot, http)
    an_outbound(bot, http).deliver(
        an_address(chat, user=chat, installation="telegram"), [INVITING], seen=nobody
    )

    url = asked(bot, http, "_dev/say", user="Ada", press="Sign in")["url"]

    assert url.startswith(f"{LOGIN.url}&id={chat}&first_name=Ada&auth_date=")
    told = urlsplit(url).query.partition("&")[2]
    assert TelegramLogin(token=lambda: LOCAL_TOKEN, clock=SystemClock()).user(told) == chat


def test_who_does_not_want_to_be_told_gets_the_bare_link(bot: SmallBot, http: PoolManager) -> None:
    chat = ada_s_chat(bot, http)
    an_outbound(bot, http).deliver(
        an_address(chat, user=chat, installation="telegram"), [INVITING], seen=nobody
    )

    pressed = asked(bot, http, "_dev/say", user="Ada", press="Sign in", tells=False)

    assert pressed["url"] == LOGIN.url


@pytest.mark.parametrize(
    ("domain", "url"), [("", LOGIN.url), ("chat.example", "https://chat.example.net/link/a")]
)
def test_where_the_domain_is_another_the_person_still_gets_a_link(
    domain: str, url: str, bot: SmallBot, http: PoolManager
) -> None:
    asked(bot, http, "_dev/domain", domain=domain)
    chat = ada_s_chat(bot, http)
    line = a_line(1, parts=(replace(LOGIN, url=url),))
    an_outbound(bot, http).deliver(an_address(chat, user=chat, installation="telegram"), [line], seen=nobody)

    refused, taken = calls_in(chat, bot, http)

    assert refused["refused"]["description"] == "Bad Request: BOT_DOMAIN_INVALID"
    assert taken["message"]["reply_markup"]["inline_keyboard"] == [[{"text": "Sign in", "url": url}]]


def test_a_group_is_shown_no_link_to_sign_in(bot: SmallBot, http: PoolManager) -> None:
    chat = str(asked(bot, http, "_dev/say", user="Ada", group="Trip", text="hi")["chat_id"])

    an_outbound(bot, http).deliver(
        an_address(chat, user="7", installation="telegram"), [INVITING], seen=nobody
    )

    (call,) = calls_in(chat, bot, http)
    assert call["message"]["text"] == "Who are you?"
    assert "reply_markup" not in call["message"]


def test_somebody_who_blocked_the_bot_is_unreachable(bot: SmallBot, http: PoolManager) -> None:
    chat = ada_s_chat(bot, http)
    asked(bot, http, "_dev/leave", chat_id=int(chat))

    with pytest.raises(Unreachable):
        an_outbound(bot, http).deliver(
            an_address(chat, user=chat, installation="telegram"), [a_reply(1)], seen=nobody
        )


def heard(bot: SmallBot, http: PoolManager, update: int) -> Content:
    body = json.loads(http.request("GET", f"{bot.url}/_dev/updates/{update}").data)["update"]
    inbound = TelegramInbound(installation=an_installation(), keys=tuple, clock=SetClock())
    (turn,) = inbound.parse(a_delivery(body))
    return turn.content
