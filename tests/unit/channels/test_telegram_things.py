"""What people send on Telegram that is not words."""

from typing import Any

import pytest

from lambdas.domain.turn import Said, Unhandled, What
from tests.telegram_turns import heard, parsed
from tests.telegram_updates import (
    GROUP,
    PRIVATE,
    a_message,
    an_update,
)

PHOTO = [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]
FILE = {"file_id": "f", "file_unique_id": "u"}
PLACE = {"longitude": 1.5, "latitude": 2.5}
FRAMED = FILE | {"width": 1, "height": 1, "duration": 1}
STICKER = FILE | {"width": 1, "height": 1, "is_animated": False, "is_video": False, "type": "regular"}


def test_a_caption_is_what_is_said_with_a_picture() -> None:
    assert heard(an_update(a_message(None, photo=PHOTO, caption="This one"))) == Said(text="This one")


@pytest.mark.parametrize(
    ("members", "what"),
    [
        ({"photo": PHOTO}, What.PHOTO),
        ({"video": FRAMED}, What.VIDEO),
        ({"video_note": FILE | {"length": 1, "duration": 1}}, What.VIDEO),
        ({"animation": FRAMED, "document": FILE}, What.VIDEO),
        ({"voice": FILE | {"duration": 1}}, What.VOICE),
        ({"audio": FILE | {"duration": 1}}, What.AUDIO),
        ({"document": FILE}, What.FILE),
        ({"location": PLACE}, What.LOCATION),
        ({"contact": {"phone_number": "1", "first_name": "a"}}, What.CONTACT),
        ({"sticker": STICKER}, What.STICKER),
        ({"dice": {"value": 1, "emoji": "🎲"}}, What.OTHER),
    ],
)
@pytest.mark.parametrize("chat", [PRIVATE, GROUP])
def test_what_is_not_words_is_told_by_its_kind(
    members: dict[str, Any], what: What, chat: dict[str, Any]
) -> None:
    assert heard(an_update(a_message(None, chat=chat, **members))) == Unhandled(what=what)


@pytest.mark.parametrize(
    ("members", "thing"),
    [
        ({"document": FILE | {"file_name": " bill\n.pdf"}}, Unhandled(what=What.FILE, name="bill .pdf")),
        ({"audio": FILE | {"duration": 1, "file_name": "a.mp3"}}, Unhandled(what=What.AUDIO, name="a.mp3")),
        ({"video": FRAMED | {"file_name": "v" * 99}}, Unhandled(what=What.VIDEO, name="v" * 64)),
        (
            {"venue": {"location": PLACE, "title": "Sol", "address": "a"}, "location": PLACE},
            Unhandled(what=What.LOCATION, name="Sol"),
        ),
    ],
)
def test_what_has_a_name_is_told_with_it(members: dict[str, Any], thing: Unhandled) -> None:
    assert heard(an_update(a_message(None, **members))) == thing


def test_a_kind_that_nobody_knows_yet_is_told_to_be_something_else() -> None:
    unknown = {"update_id": 1, "message": a_message(None, hologram={"file_id": "f"})}

    assert heard(unknown) == Unhandled(what=What.OTHER)
    assert heard(an_update(a_message(None))) == Unhandled(what=What.OTHER)


def an_item(number: int, **members: Any) -> dict[str, Any]:  # noqa: ANN401 (any JSON)
    return an_update(a_message(None, photo=PHOTO, **members)) | {"update_id": number}


def test_pictures_of_an_album_that_say_nothing_are_one_thing_to_be_answered() -> None:
    album = [an_item(number, media_group_id="139") for number in (1, 2, 3)]

    (turns,) = {tuple((turn.event, turn.content) for turn in parsed(item)) for item in album}

    assert turns == (("album/139", Unhandled(what=What.PHOTO)),)


@pytest.mark.parametrize(
    "members",
    [{}, {"media_group_id": "139", "caption": "This one"}, {"media_group_id": "1/39"}],
    ids=["alone", "with words", "of no album's number"],
)
def test_a_picture_with_words_or_of_no_album_is_a_thing_of_its_own(members: dict[str, Any]) -> None:
    assert [turn.event for turn in parsed(an_item(7, **members))] == ["7"]
