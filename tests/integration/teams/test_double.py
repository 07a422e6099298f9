"""The stand-in for Teams does as its documentation says, to our adapter and to Microsoft's own libraries."""

import asyncio
import json
from collections.abc import Iterator
from typing import Any

import pytest
from botbuilder.schema import Activity
from botframework.connector import ConnectorClient
from botframework.connector.auth import (
    ChannelValidation,
    JwtTokenValidation,
    MicrosoftAppCredentials,
    SimpleCredentialProvider,
)
from microsoft_teams.api import ActivityTypeAdapter
from msrest.exceptions import HttpOperationError
from urllib3 import PoolManager

from dev.teams.account import APP_ID, CLIENT_SECRET, TENANT_ID
from lambdas.channels.teams.build import teams_messenger
from lambdas.channels.teams.door import teams_inbound
from lambdas.channels.teams.inbound import TeamsInbound
from lambdas.channels.teams.outbound import TeamsMessenger
from lambdas.domain.errors import Ambiguous, Busy, ParleyError, Refused, Retryable, Unreachable
from lambdas.domain.ids import InstallationId
from lambdas.domain.outgoing import Call
from lambdas.domain.reply import Card, Carousel, Choice, Choices, File, Image, Part, Text, Typing
from lambdas.domain.turn import Address, Chose, Delivery, Left, Said, Turn, Unhandled, What, Where
from lambdas.kit.clock import SystemClock
from tests.integration.stand_in import StandIn
from tests.integration.teams.running import running
from tests.teams_activities import an_installation

HELLO = Call(
    method="SendToConversation", parameters={"type": "message", "textFormat": "plain", "text": "Hello"}
)
PARIS = Choice(label="Paris", value="city-paris")


@pytest.fixture(scope="module")
def _started() -> Iterator[StandIn]:
    with running() as there:
        yield there


@pytest.fixture
def teams(_started: StandIn) -> StandIn:
    _started.answers.clear()
    return _started


def door(teams: StandIn) -> TeamsInbound:
    http = PoolManager(cert_reqs="CERT_REQUIRED")
    return teams_inbound(an_installation(), http=http, clock=SystemClock(), endpoint=teams.url)


def messenger(teams: StandIn, *, secret: str = CLIENT_SECRET) -> TeamsMessenger:
    http = PoolManager(cert_reqs="CERT_REQUIRED")
    return teams_messenger(an_installation(), token=lambda: secret, http=http, endpoint=teams.url)


def heard(teams: StandIn, **deed: Any) -> list[Turn]:  # noqa: ANN401 (any deed)
    """The turns of what Ada does, each verified."""
    found: list[Turn] = []
    inbound = door(teams)
    for headers, body in teams.does(**deed)[1]:
        ActivityTypeAdapter.validate_python(json.loads(body))
        delivery = Delivery(installation=InstallationId("teams"), headers=headers, body=body)
        inbound.verify(delivery)
        found.extend(inbound.parse(delivery))
    return found


def here(teams: StandIn, **deed: object) -> Address:
    """Where Ada is spoken to."""
    [turn] = heard(teams, **{"text": "Hi", **deed})
    return turn.address


def say(teams: StandIn, address: Address, *parts: Part) -> None:
    out = messenger(teams)
    for message in out.messages(address, parts):
        for call in message.forms[0]:
            out.call(address, call)


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
    ("fault", "kind"),
    [
        ({"status": 429, "retry_after": 7}, Busy),
        ({"status": 412}, Retryable),
        ({"status": 413}, Refused),
        ({"status": 500}, Ambiguous),
        ({"status": 502}, Ambiguous),
        ({"status": 504}, Ambiguous),
        ({"status": 403, "code": "BotDisabledByAdmin"}, Unreachable),
        ({"status": 502, "after": True}, Ambiguous),
        ({"after": True}, Ambiguous),
    ],
)
def test_a_fault_asks_for_what_the_documentation_says(
    teams: StandIn, fault: dict[str, object], kind: type[ParleyError]
) -> None:
    address, out = here(teams, user="Cleo"), messenger(teams)
    out.call(address, HELLO)
    before = len(teams.shown(address.conversation))
    teams.post("_dev/faults", method="SendToConversation", **fault)

    with pytest.raises(kind) as raised:
        out.call(address, HELLO)

    assert type(raised.value) is kind
    assert len(teams.shown(address.conversation)) - before == (1 if fault.get("after") else 0)


def test_a_token_that_the_connector_no_longer_takes_is_replaced(teams: StandIn) -> None:
    address, out = here(teams), messenger(teams)
    teams.post("_dev/faults", method="SendToConversation", status=401)

    out.call(address, HELLO)

    assert [call["status"] for call in teams.calls(address.conversation)[-2:]] == [401, 201]


@pytest.mark.parametrize("deed", [{"user": "Dan"}, {"user": "Dan", "group": "Left"}])
def test_who_has_put_the_bot_out_is_unreachable(teams: StandIn, deed: dict[str, str]) -> None:
    address = here(teams, **deed)
    teams.post("_dev/leave", chat=address.conversation.partition(";")[0])

    with pytest.raises(Unreachable):
        messenger(teams).call(address, HELLO)


def test_a_wrong_secret_gets_no_token(teams: StandIn) -> None:
    with pytest.raises(Retryable):
        messenger(teams, secret="wrong").call(here(teams), HELLO)


@pytest.mark.parametrize(
    "activity",
    [
        {"type": "message"},
        {"type": "message", "text": "Hi", "textFormat": "html"},
        {"type": "message", "text": "Hi", "textFormat": ["plain"]},
        {"type": "message", "text": "Hi", "suggestedActions": {"actions": ["a"]}},
        {"type": "message", "text": "Hi", "buttons": []},
        {"type": "message", "text": "x" * 60_000},
        {
            "type": "message",
            "attachments": [{"contentType": "application/vnd.microsoft.card.adaptive", "content": {}}],
        },
        {
            "type": "message",
            "text": "Hi",
            "suggestedActions": {"actions": [{"type": "openUrl", "title": "a"}]},
        },
        {"type": "other"},
    ],
)
def test_what_teams_would_not_take_is_refused(teams: StandIn, activity: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        messenger(teams).call(here(teams), Call(method="SendToConversation", parameters=activity))


def test_an_answer_to_an_invoke_is_kept_with_its_delivery(teams: StandIn) -> None:
    teams.answers.append((500, "later"))

    said, brought = teams.does(text="Again")

    assert len(brought) == 2
    assert teams.get(f"_dev/deliveries/{said['deliveries'][0]}")["tries"] == [500, 200]


def test_microsofts_own_sdk_believes_the_stand_in(teams: StandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    metadata = f"{teams.url}/v1/.well-known/openidconfiguration"
    monkeypatch.setattr(ChannelValidation, "open_id_metadata_endpoint", metadata)
    [(headers, body)] = teams.does(text="Hi")[1]
    activity = Activity().deserialize(json.loads(body))
    credentials = SimpleCredentialProvider(APP_ID, CLIENT_SECRET)

    identity = asyncio.run(
        JwtTokenValidation.authenticate_request(activity, headers["authorization"], credentials)
    )

    assert identity.is_authenticated


class LocalCredentials(MicrosoftAppCredentials):  # type: ignore[misc]  # the library has no types
    """Microsoft's own credentials, whose token comes from the stand-in."""

    def __init__(self, teams: StandIn) -> None:
        super().__init__(APP_ID, CLIENT_SECRET)
        self._teams = teams

    def get_access_token(self, force_refresh: bool = False) -> str:  # noqa: FBT001, FBT002 (theirs)
        del force_refresh
        form = {
            "grant_type": "client_credentials",
            "client_id": APP_ID,
            "client_secret": CLIENT_SECRET,
            "scope": "https://api.botframework.com/.default",
        }
        url = f"{self._teams.url}/{TENANT_ID}/oauth2/v2.0/token"
        answer = PoolManager().request("POST", url, fields=form, encode_multipart=False)
        return str(json.loads(answer.data)["access_token"])


def test_microsofts_own_client_talks_with_the_stand_in(teams: StandIn) -> None:
    address = here(teams, user="Eve")
    client = ConnectorClient(LocalCredentials(teams), base_url=address.via)
    client.config.retry_policy.policy.total = 0

    sent = client.conversations.send_to_conversation(
        address.conversation, Activity(type="message", text="Hello", text_format="plain")
    )

    assert sent.id
    assert teams.shown(address.conversation)[-1]["text"] == "Hello"
    with pytest.raises(HttpOperationError) as refused:
        client.conversations.send_to_conversation("a:nowhere", Activity(type="message", text="Hello"))
    assert "ConversationNotFound" in refused.value.response.text


THUMBNAIL = "application/vnd.microsoft.card.thumbnail"
LINK = {"type": "openUrl", "title": "Site", "value": "https://a.example"}
SUBMIT = {"type": "AdaptiveCard", "version": "1.2", "actions": [{"type": "Action.Submit", "title": "Go"}]}


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
