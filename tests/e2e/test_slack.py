"""What only Slack does: threads that go on without a mention, slash commands, a greeting for who looks in."""

import uuid

import pytest

from tests.e2e.on_messenger import OnMessenger
from tests.local_platform import LocalPlatform

OPENING = "Book hotel room for a week starting from September 1."
CITY_QUESTION = "In which city would you like to book a room?"
GREETING = "I can book a hotel room"


@pytest.fixture
def ada(platform: LocalPlatform) -> OnMessenger:
    return OnMessenger(platform, "slack")


@pytest.fixture
def channel() -> str:
    return f"Trips {uuid.uuid4().hex[:8]}"


def test_a_mention_begins_a_thread_that_goes_on_without_one(ada: OnMessenger, channel: str) -> None:
    ada.does(group=channel, text="lunch?", thread="1795000000.000001")
    ada.does(group=channel, text=OPENING)
    ada.hears(CITY_QUESTION)
    ada.does(group=channel, text="London")
    ada.hears("What kind of room")
    ada.does(group=channel, choose="Double")
    ada.hears("double room")

    posts = [call["parameters"] for call in ada.calls() if call["method"] == "chat.postMessage"]
    assert len({parameters["thread_ts"] for parameters in posts}) == 1
    assert len(posts) == 3
    assert any("✓ Double" in said for said in ada.everything())


def test_a_slash_command_goes_on_in_the_direct_messages(ada: OnMessenger, channel: str) -> None:
    ada.does(text=OPENING)
    ada.hears(CITY_QUESTION)
    there = ada.chat

    ada.does(group=channel, text="/travel London")

    ada.chat = there
    ada.hears("What kind of room")


def test_somebody_who_looks_in_again_is_not_greeted_again(ada: OnMessenger) -> None:
    ada.does(send="home")
    ada.hears(GREETING)
    ada.does(send="home")
    ada.does(text=OPENING)
    ada.hears(CITY_QUESTION)

    assert sum(GREETING in said for said in ada.everything()) == 1
