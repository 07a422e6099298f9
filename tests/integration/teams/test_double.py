"""What people do and see at the stand-in for Teams, to our adapter."""

from typing import Any

import pytest

from lambdas.domain.outgoing import Call
from lambdas.domain.reply import Card, Carousel, Choice, Choices, File, Image, Part, Text, Typing
from lambdas.domain.turn import Address, Chose, Left, Said, Unhandled, What, Where
from tests.integration.stand_in import StandIn
from tests.integration.teams.ada import heard, here, messenger

PARIS = Choice(label="Paris", value="city-paris")


def say(teams: StandIn, address: Address, *parts: Part) -> None:
    out = messenger(teams)
    for message in out.messages(address, parts):
        for call in message.forms[0]:
            out.call(address, call)


THUMBNAIL = "application/vnd.microsoft.card.thumbnail"
LINK = {"type": "openUrl", "title": "Site", "value": "https://a.example"}
SUBMIT = {"type": "AdaptiveCard", "version": "1.2", "actions": [{"type": "Action.Submit", "title": "Go"}]}


def test_what_people_do_comes_proven(teams: StandIn) -> None:
    [alone], [there] = heard(teams, text="London"), heard(teams, text="London", group="Trips")

    assert (alone.content, alone.private, alone.speaker) == (Said(text="London"), True, "Ada")
    assert (there.content, there.private) == (Said(text="London"), False)
    assert alone.address.user == there.address.user
    assert alone.address.via == f"{teams.url}/amer"


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("photo", Unhandled(what=What.PHOTO)),
        ("file", Unhandled(what=What.FILE, name="note.pdf")),
        ("sticker", Unhandled(what=What.PHOTO)),
        ("other", Unhandled(what=What.OTHER)),
        ("removed", Left()),
    ],
)
def test_what_is_no_text_comes_as_what_it_is(teams: StandIn, kind: str, content: object) -> None:
    assert [turn.content for turn in heard(teams, send=kind)] == [content]


def test_that_the_bot_was_added_comes_twice(teams: StandIn) -> None:
    turns = heard(teams, send="added")

    assert [(turn.content, turn.where) for turn in turns] == [
        (Chose(value="Hello", text="/start"), Where.NEW)
    ] * 2


def test_a_reaction_is_nothing_said(teams: StandIn) -> None:
    assert heard(teams, send="reaction") == []


def test_what_was_not_said_to_the_bot_is_not_heard(teams: StandIn) -> None:
    assert heard(teams, text="Hello all", group="Trips", mention=False) == []


def test_a_thread_of_a_channel_is_gone_on_in_until_another_begins(teams: StandIn) -> None:
    first, again = here(teams, group="Trips", thread=""), here(teams, group="Trips", text="London")
    other = here(teams, group="Trips", thread="")
    thread = first.conversation.partition(";messageid=")[2]
    back = here(teams, group="Trips", thread=thread)

    here(teams, group="Trips", thread="")
    say(teams, first, Text(text="Where?"), Choices(choices=(PARIS,)))

    assert first.conversation == again.conversation == back.conversation != other.conversation
    channel = first.conversation.partition(";")[0]
    assert teams.calls(channel)[-1]["thread"] == thread
    [pressed] = heard(teams, group="Trips", choose="Paris")
    assert pressed.address.conversation == first.conversation


def test_a_card_s_button_brings_its_value_back(teams: StandIn) -> None:
    address = here(teams)

    say(teams, address, Text(text="Where?"), Choices(choices=(PARIS,)))

    assert [turn.content for turn in heard(teams, choose="Paris")] == [
        Chose(value="city-paris", text="Paris")
    ]


def test_a_suggested_action_says_what_it_shows(teams: StandIn) -> None:
    address = here(teams)

    say(teams, address, Text(text="Where?"), Choices(choices=(Choice(label="Rome", value="Rome"),)))

    assert [turn.content for turn in heard(teams, choose="Rome")] == [Said(text="Rome")]


def test_people_see_what_was_sent(teams: StandIn) -> None:
    address = here(teams, user="Bea")
    inn = Card(title="The *Inn*", subtitle="By the sea", image="https://x.example/a.jpg", buttons=(PARIS,))

    say(
        teams,
        address,
        Text(text="a*b <c>"),
        Typing(),
        inn,
        Carousel(cards=(inn, inn)),
        Image(url="https://x.example/a.jpg", alt="A map"),
        File(url="https://x.example/b.pdf", name="The bill"),
    )

    text, typing, card, carousel, image, file = teams.shown(address.conversation)
    assert (text["kind"], text["text"]) == ("text", "a*b <c>")
    assert typing["kind"] == "typing"
    assert (card["title"], card["text"], card["buttons"]) == ("The *Inn*", "By the sea", [{"label": "Paris"}])
    assert [each["title"] for each in carousel["cards"]] == ["The *Inn*"] * 2
    assert (image["kind"], image["text"]) == ("image", "A map")
    assert (file["text"], file["url"]) == ("The bill", "https://x.example/b.pdf")


@pytest.mark.parametrize(
    ("attachment", "shown"),
    [
        (
            {"contentType": "image/png", "contentUrl": "https://a.example/p.png", "name": "p.png"},
            {"kind": "image", "url": "https://a.example/p.png", "name": "p.png", "buttons": []},
        ),
        (
            {"contentType": "application/pdf", "contentUrl": "https://a.example/b.pdf"},
            {"kind": "file", "url": "https://a.example/b.pdf", "buttons": []},
        ),
        (
            {"contentType": THUMBNAIL, "content": {"title": "Sol", "buttons": [LINK]}},
            {"kind": "card", "title": "Sol", "buttons": [{"label": "Site", "url": "https://a.example"}]},
        ),
        (
            {"contentType": "application/vnd.microsoft.card.adaptive", "content": SUBMIT},
            {"kind": "card", "buttons": [{"label": "Go"}]},
        ),
    ],
)
def test_what_the_bot_never_sends_but_others_do_is_shown(
    teams: StandIn, attachment: dict[str, Any], shown: dict[str, Any]
) -> None:
    address = here(teams, user="Finn")
    activity = {
        "type": "message",
        "channelId": "msteams",
        "serviceUrl": address.via,
        "attachments": [attachment],
    }

    messenger(teams).call(address, Call(method="SendToConversation", parameters=activity))

    assert teams.shown(address.conversation)[-1] == {"text": "", **shown}
