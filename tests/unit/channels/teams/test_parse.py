"""What activities of Teams become."""

import json
import logging
from collections.abc import Sequence
from typing import Any

import pytest

from lambdas.channels.teams.inbound import TeamsInbound
from lambdas.domain.errors import Refused
from lambdas.domain.turn import Chose, Content, Kind, Left, Said, Turn, Unhandled, What, Where
from tests.fakes.clock import SetClock
from tests.teams_activities import (
    ANN,
    BOT,
    CHANNEL,
    MENTION,
    PERSONAL,
    SERVICE,
    TENANT,
    THREAD,
    a_bare_activity,
    a_delivery,
    an_activity,
    an_installation,
    checked,
    in_a_channel,
    keys,
)

BOB = {"id": "29:bob", "name": "Bob"}
OTHER_BOT = {"id": "28:other", "name": "Other"}
A_FILE = {
    "contentType": "application/vnd.microsoft.teams.file.download.info",
    "contentUrl": "https://contoso.sharepoint.com/note.pdf",
    "name": "note.pdf",
    "content": {"downloadUrl": "https://download.link", "uniqueId": "1", "fileType": "pdf"},
}


def door() -> TeamsInbound:
    return TeamsInbound(installation=an_installation(), keys=keys(), clock=SetClock())


def turns(activity: dict[str, Any]) -> Sequence[Turn]:
    delivery = a_delivery(activity)
    door().verify(delivery)
    return door().parse(delivery)


def only(activity: dict[str, Any]) -> Turn:
    [turn] = turns(activity)
    return turn


def content(activity: dict[str, Any]) -> Content:
    return only(activity).content


def an_event(kind: str, **members: Any) -> dict[str, Any]:  # noqa: ANN401 (any JSON)
    return a_bare_activity(type=kind, **members)


def test_words_of_a_person_alone_with_the_bot() -> None:
    turn = only(an_activity("London"))

    assert (turn.kind, turn.content, turn.private, turn.speaker) == (
        Kind.WEBHOOK,
        Said(text="London"),
        True,
        "Ann",
    )
    assert (turn.address.conversation, turn.address.user, turn.address.via) == (
        PERSONAL,
        ANN["id"],
        SERVICE.rstrip("/"),
    )
    assert (turn.event, turn.locale, turn.where) == (f"{PERSONAL}/1766459970384", "en-US", Where.ANY)


def test_the_same_number_in_another_conversation_is_another_event() -> None:
    here, there = only(an_activity()), only(in_a_channel())

    assert here.event != there.event


def test_a_thread_of_a_channel_is_a_conversation_that_others_read() -> None:
    turn = only(in_a_channel())

    assert (turn.address.conversation, turn.private, turn.content) == (THREAD, False, Said(text="London"))


@pytest.mark.parametrize("kind", ["groupChat", "channel", None, "", "Personal", 7])
def test_a_place_that_we_do_not_know_may_have_readers(kind: object) -> None:
    place = {"id": "19:x@thread.v2", "tenantId": TENANT, "conversationType": kind}

    assert not only(
        a_bare_activity(text="<at>Parley</at> hi", conversation=place, entities=[MENTION])
    ).private


def test_what_is_not_said_to_the_bot_is_not_heard() -> None:
    nobody = in_a_channel("hello all", entities=[])
    somebody_else = in_a_channel(
        "<at>Bob</at> hello", entities=[{"type": "mention", "mentioned": BOB, "text": "<at>Bob</at>"}]
    )

    assert [*turns(nobody), *turns(somebody_else)] == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<at>Parley</at> London", "London"),
        ("London <at>Parley</at>", "London"),
        ("<at>Parley</at>&nbsp;London", "London"),
        ("<at>@Parley</at> London", "London"),
        ('<at id="0">Parley</at> London', "London"),
        ("<at>Parley</at> ask <at>Bob</at>", "ask Bob"),
        ("<at>Parley</at> <at>Parley</at> London", "London"),
        ("<at>Parley</at> a < b <at", "a < b <at"),
    ],
)
def test_the_bots_own_name_is_no_part_of_what_is_said(text: str, said: str) -> None:
    bob = {"type": "mention", "mentioned": BOB, "text": "<at>Bob</at>"}

    assert content(in_a_channel(text, entities=[MENTION, bob])) == Said(text=said)


def test_nothing_but_the_bots_name_is_empty() -> None:
    assert content(in_a_channel("<at>Parley</at> ")) == Unhandled(what=What.EMPTY)


@pytest.mark.parametrize("wrap", [dict, json.dumps])
def test_a_pressed_button_brings_its_value(wrap: Any) -> None:  # noqa: ANN401 (either form)
    pressed = an_activity("Paris", value=wrap({"choice": "city-paris"}), replyToId="1575667808184")

    assert content(pressed) == Chose(value="city-paris", text="Paris")


def test_a_button_is_pressed_where_its_client_does_not_know_the_buttons_of_teams() -> None:
    own = {"type": "messageBack", "displayText": "Paris", "text": "Paris", "value": {"choice": "city-paris"}}
    pressed = an_activity(None, value={"msteams": own}, replyToId="1575667808184")

    assert content(pressed) == Chose(value="city-paris", text="Paris")
    assert content(an_activity("Rome", value={"msteams": None})) == Said(text="Rome")


def test_a_button_is_the_bots_where_others_read_too() -> None:
    pressed = in_a_channel("Paris", entities=[], value={"choice": "city-paris"})

    assert content(pressed) == Chose(value="city-paris", text="Paris")


@pytest.mark.parametrize("value", [{"other": 1}, "words", "[", 5, "5", [], {}, "[" * 100_000])
def test_a_value_that_is_not_ours_says_nothing(value: object) -> None:
    assert content(a_bare_activity(text="London", value=value)) == Said(text="London")


def test_a_command_is_what_it_stands_for() -> None:
    assert content(an_activity("/help")) == Chose(value="Help", text="/help")
    assert content(in_a_channel("<at>Parley</at> /help")) == Chose(value="Help", text="/help")


@pytest.mark.parametrize(
    ("attachments", "what"),
    [
        ([A_FILE], Unhandled(what=What.FILE, name="note.pdf")),
        ([{"contentType": "image/*", "contentUrl": "https://x.example"}], Unhandled(what=What.PHOTO)),
        (
            [{"contentType": "image/png", "contentUrl": "https://x", "name": "a.png"}],
            Unhandled(what=What.PHOTO, name="a.png"),
        ),
        ([{"contentType": "video/mp4", "contentUrl": "https://x"}], Unhandled(what=What.VIDEO)),
        ([{"contentType": "audio/wav", "contentUrl": "https://x"}], Unhandled(what=What.AUDIO)),
        ([{"contentType": "text/html", "content": '<p><img src="x"></p>'}], Unhandled(what=What.PHOTO)),
        ([{"contentType": "text/html", "content": "<p></p>"}], Unhandled(what=What.EMPTY)),
        (
            [{"contentType": "application/vnd.microsoft.card.adaptive", "content": {}}],
            Unhandled(what=What.OTHER),
        ),
        ([{"contentType": "application/x-new", "name": "n"}], Unhandled(what=What.OTHER, name="n")),
        ([], Unhandled(what=What.EMPTY)),
        (None, Unhandled(what=What.EMPTY)),
    ],
)
def test_a_thing_is_named_and_never_met_with_silence(attachments: object, what: Unhandled) -> None:
    assert content(a_bare_activity(attachments=attachments)) == what


def test_what_is_written_beside_a_file_is_what_is_said() -> None:
    assert content(an_activity("Read this", attachments=[A_FILE])) == Said(text="Read this")


def test_words_that_are_too_long_are_said_to_be() -> None:
    assert content(an_activity("x" * 1025)) == Unhandled(what=What.TOO_LONG)


@pytest.mark.parametrize("sender", [OTHER_BOT, {**ANN, "role": "bot"}])
def test_another_bot_is_not_answered(sender: dict[str, str]) -> None:
    assert list(turns(a_bare_activity(text="hi") | {"from": sender})) == []


@pytest.mark.parametrize(
    ("members", "locale"),
    [
        ({"locale": "es-MX"}, "es-ES"),
        ({"locale": None, "entities": [{"type": "clientInfo", "locale": "es-ES"}]}, "es-ES"),
        ({"locale": None, "entities": None}, "en-US"),
        ({"locale": "fr-FR"}, "en-US"),
    ],
)
def test_the_person_is_answered_in_the_nearest_language(members: dict[str, Any], locale: str) -> None:
    assert only(a_bare_activity(text="hi", **members)).locale == locale


ADDED = {"membersAdded": [{"id": BOT["id"]}, {"id": ANN["id"]}]}


@pytest.mark.parametrize(
    "activity",
    [
        an_event("conversationUpdate", **ADDED),
        an_event("installationUpdate", action="add"),
    ],
)
def test_a_bot_that_was_added_says_hello_once(activity: dict[str, Any]) -> None:
    turn = only(checked(activity))

    assert (turn.content, turn.where) == (Chose(value="Hello", text="/start"), Where.NEW)


def test_a_bot_without_a_greeting_says_nothing_when_it_is_added() -> None:
    assert list(turns(an_event("conversationUpdate", **ADDED, locale="es-ES"))) == []


@pytest.mark.parametrize(
    "activity",
    [
        an_event("conversationUpdate", membersRemoved=[{"id": BOT["id"]}]),
        an_event("installationUpdate", action="remove"),
    ],
)
def test_a_bot_that_was_removed_reaches_nobody_there(activity: dict[str, Any]) -> None:
    assert only(checked(activity)).content == Left()


@pytest.mark.parametrize(
    "activity",
    [
        an_event("conversationUpdate", membersAdded=[{"id": BOB["id"]}]),
        an_event("conversationUpdate", membersRemoved=[{"id": BOB["id"]}]),
        an_event("conversationUpdate", channelData={"eventType": "teamRenamed", "tenant": {"id": TENANT}}),
        an_event("installationUpdate", action="add-upgrade"),
        an_event("installationUpdate", action="remove-upgrade"),
        an_event("messageReaction", reactionsAdded=[{"type": "like"}]),
        an_event("messageUpdate", text="edited"),
        an_event("messageDelete"),
        an_event("typing"),
        an_event("endOfConversation"),
        an_event("event", name="x"),
        an_event("invoke", name="task/fetch"),
        an_event("x-new" * 20),
    ],
)
def test_what_nobody_says_gives_no_turn(activity: dict[str, Any]) -> None:
    assert list(turns(activity)) == []


@pytest.mark.parametrize(
    ("activity", "kind"),
    [
        (an_event("typing"), "typing"),
        (an_event("invoke", name="task/fetch"), "invoke:task/fetch"),
        (an_event("installationUpdate", action="add-upgrade"), "installationUpdate:add-upgrade"),
        (
            an_event(
                "conversationUpdate", channelData={"eventType": "teamRenamed", "tenant": {"id": TENANT}}
            ),
            "conversationUpdate:teamRenamed",
        ),
        (an_event("event", name="words that somebody wrote"), "unknown"),
        (an_event("event", name=["x"]), "unknown"),
        (an_event("x" * 41), "unknown"),
        (a_bare_activity(**{"from": BOT}, text="hi"), "message:of_no_person"),
        (in_a_channel("London", entities=[]), "message:not_to_the_bot"),
        (an_event("conversationUpdate", **ADDED, locale="es-ES"), "conversationUpdate:no_greeting"),
    ],
)
def test_what_gives_no_turn_is_logged_by_its_kind(
    activity: dict[str, Any], kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        turns(activity)

    [record] = caplog.records
    assert (record.message, vars(record)["update"]) == ("update ignored", kind)


def test_a_button_that_executes_is_a_choice_and_is_told_so() -> None:
    action = {"type": "Action.Execute", "verb": "choose", "data": {"choice": "city-paris"}}
    invoked = an_event("invoke", name="adaptiveCard/action", value={"action": action})
    answer = json.loads(door().acknowledge(a_delivery(invoked)).body)

    assert content(invoked) == Chose(value="city-paris", text="city-paris")
    assert answer == {"statusCode": 200, "type": "application/vnd.microsoft.activity.message", "value": ""}


@pytest.mark.parametrize(
    "members",
    [
        {"name": "task/fetch"},
        {"name": "adaptiveCard/action"},
        {"name": "adaptiveCard/action", "value": {"action": []}},
        {"name": "adaptiveCard/action", "value": {"action": {"data": {"choice": 7}}}},
        {"name": "fileConsent/invoke", "value": {"action": "accept"}},
        {},
    ],
)
def test_what_nobody_answers_is_told_to_be_so(members: dict[str, Any]) -> None:
    delivery = a_delivery(an_event("invoke", **members))
    acknowledged = door().acknowledge(delivery)

    assert list(door().parse(delivery)) == []
    assert json.loads(acknowledged.body) == {
        "statusCode": 501,
        "type": "application/vnd.microsoft.error",
        "value": {"code": "NotImplemented", "message": "The bot has no answer to this."},
    }
    assert acknowledged.content_type.startswith("application/json")


def test_any_other_activity_is_taken_without_a_word() -> None:
    assert door().acknowledge(a_delivery(an_activity())).body == ""


def test_the_channel_stands_for_all_its_threads_where_the_bot_was_added() -> None:
    place = {"isGroup": True, "conversationType": "channel", "tenantId": TENANT, "id": CHANNEL}

    turn = only(an_event("conversationUpdate", **ADDED, conversation=place))

    assert (turn.address.conversation, turn.private) == (CHANNEL, False)


@pytest.mark.parametrize(
    "members",
    [
        {"type": None},
        {"type": 7},
        {"id": None},
        {"id": ""},
        {"id": "a b"},
        {"id": "x" * 401},
        {"from": None},
        {"from": {"id": 7}},
        {"from": []},
        {"conversation": None},
        {"conversation": {"conversationType": "personal", "id": None}},
        {"conversation": {"conversationType": "personal", "id": "\ud800"}},
        {"text": 7},
        {"text": ["a"]},
        {"attachments": {}},
        {"attachments": [7]},
        {"attachments": [{"contentType": 7}]},
        {"entities": 7},
        {"entities": [7]},
        {"locale": 7},
        {"value": {"choice": 7}},
        {"serviceUrl": 7},
        {"serviceUrl": "https://evil.example"},
    ],
)
def test_an_activity_that_is_malformed_is_refused(members: dict[str, Any]) -> None:
    with pytest.raises(Refused) as refused:
        door().parse(a_delivery(a_bare_activity(**members)))

    assert refused.value.code == "unreadable"
