"""What only Meta's messengers do: many messages in one call, people without a number, a day that is over."""

import pytest

from tests.e2e.on_messenger import OnMessenger
from tests.local_platform import LocalPlatform

OPENING = "Book hotel room for a week starting from September 1."
CITY_QUESTION = "In which city would you like to book a room?"
ROOM_QUESTION = "What kind of room"


@pytest.fixture(params=["messenger", "whatsapp"])
def ada(request: pytest.FixtureRequest, platform: LocalPlatform) -> OnMessenger:
    return OnMessenger(platform, request.param)


def test_every_message_of_one_call_is_answered_once(ada: OnMessenger) -> None:
    ada.does(text="Hello")
    ada.hears("Hello")
    before = len(ada.everything())

    (number,) = ada.does(text="Hello", batch="3")["deliveries"]
    ada.ask("repeat", {"delivery": number})

    ada.does(text=OPENING)
    ada.hears(CITY_QUESTION)
    assert len(ada.everything()) == before + 4


def test_somebody_who_tells_no_number_is_the_same_person(platform: LocalPlatform) -> None:
    ada = OnMessenger(platform, "whatsapp")
    ada.does(text=OPENING)
    ada.hears(CITY_QUESTION)

    ada.does(text="London", number="")
    ada.hears(ROOM_QUESTION)

    sends = [call["parameters"] for call in ada.calls() if call["parameters"].get("type")]
    assert ["to" in each for each in sends] == [True, False]
    assert sends[-1]["recipient"] == ada.chat


def test_what_came_too_late_goes_out_before_the_answer_to_the_next_word(platform: LocalPlatform) -> None:
    ada = OnMessenger(platform, "whatsapp")
    ada.does(text="Hello")
    ada.hears("Hello")
    late = {"chat": ada.chat, "method": "messages", "status": 400, "code": 131047, "times": 2}
    ada.ask("faults", late)

    ada.does(text=OPENING)
    ada.calls(after=len(ada.calls()), wait_s=5)
    ada.does(text="London")
    ada.hears(ROOM_QUESTION)

    said = "\n".join(ada.everything())
    assert said.count(CITY_QUESTION) == said.count(ROOM_QUESTION) == 1
    assert said.index(CITY_QUESTION) < said.index(ROOM_QUESTION)
