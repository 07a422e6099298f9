"""What people say in Teams, and where, becomes turns."""

from typing import Any

import pytest

from lambdas.domain.errors import Refused
from lambdas.domain.turn import Chose, Kind, Said, Unhandled, What, Where
from tests.teams_activities import (
    ANN,
    MENTION,
    PERSONAL,
    SERVICE,
    TENANT,
    THREAD,
    a_bare_activity,
    a_delivery,
    an_activity,
    in_a_channel,
)
from tests.teams_turns import BOB, content, door, only, turns

OTHER_BOT = {"id": "28:other", "name": "Other"}
A_FILE = {
    "contentType": "application/vnd.microsoft.teams.file.download.info",
    "contentUrl": "https://contoso.sharepoint.com/note.pdf",
    "name": "note.pdf",
    "content": {"downloadUrl": "https://download.link", "uniqueId": "1", "fileType": "pdf"},
}


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


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('<quoted messageId="1766459970384"/> London', "London"),
        ('<quoted messageId="1"/>\n<quoted messageId="2"/>\nLondon', "London"),
        ('Paris<quoted messageId="1"/>London', "Paris London"),
        ("<quoted by Bob/> London", "<quoted by Bob/> London"),
    ],
)
def test_a_message_that_is_answered_to_is_no_part_of_what_is_said(text: str, said: str) -> None:
    assert content(an_activity(text)) == Said(text=said)


def test_nothing_but_a_message_that_is_answered_to_is_empty() -> None:
    assert content(an_activity('<quoted messageId="1"/>')) == Unhandled(what=What.EMPTY)


def test_nothing_but_the_bots_name_is_empty() -> None:
    assert content(in_a_channel("<at>Parley</at> ")) == Unhandled(what=What.EMPTY)


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
