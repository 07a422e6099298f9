"""The same stack with its bots served by Dialogflow: one changed line, and the same conversations."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import grpc
import pytest
from google.cloud.dialogflow_v2 import SessionsClient
from google.cloud.dialogflow_v2.services.sessions.transports import SessionsGrpcTransport

from cli.words import written
from tests.e2e.person import Person, with_person
from tests.local_platform import LocalPlatform, running

NUMBER = re.compile(r"booking number is (PB-[A-Z0-9]+)")


@pytest.fixture(scope="module")
def platform(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalPlatform]:
    """A platform of its own, whose bots Dialogflow serves."""
    with running(tmp_path_factory.mktemp("dialogflow"), "--engine", "dialogflow") as started:
        yield started


def test_a_room_is_booked_step_by_step_with_a_change_of_mind(platform: LocalPlatform) -> None:
    day = datetime.now(UTC).date() + timedelta(days=40)

    async def chat(person: Person) -> None:
        assert await person.say(f"Book a hotel room for a week from {day.isoformat()}") == (
            "In which city would you like to book a room?"
        )
        rooms = await person.say("London")
        assert [f"{number}. {room}" in rooms for number, room in enumerate(("Single", "Double", "Suite"), 1)]
        summary = await person.pick("Double")
        assert all(word in summary for word in ("London", "7 nights", "double room", "Yes", "No"))
        assert "Paris" in await person.say("no, Paris")
        assert NUMBER.search(await person.say("yes"))

    with_person(platform, chat)


def test_what_is_not_understood_and_what_is_cancelled_are_answered_as_ever(platform: LocalPlatform) -> None:
    async def chat(person: Person) -> None:
        assert (await person.say("what is the meaning of life")).startswith("Sorry, I did not understand")
        await person.say("book a room")
        assert "I did not recognise that city" in await person.say("qwertz")
        assert "booked nothing" in await person.say("cancel")

    with_person(platform, chat)


def test_after_a_question_in_between_the_booking_goes_on(platform: LocalPlatform) -> None:
    question = "In which city would you like to book a room?"

    async def chat(person: Person) -> None:
        assert await person.say("Book a hotel room for a week from September 1") == question
        assert (await person.say("what can you do?")).startswith("I book hotel rooms")
        assert "1. Single" in await person.say("London")
        assert [written(line) for line in person.lines].count(question) == 2

    with_person(platform, chat)


def test_its_own_client_may_ask_the_agent_by_grpc(platform: LocalPlatform) -> None:
    query = {"text": {"text": "hello", "language_code": "en"}}
    session = "projects/parley-local/agent/sessions/somebody"

    with grpc.insecure_channel(platform.local["dialogflow_grpc"]) as channel:
        client = SessionsClient(transport=SessionsGrpcTransport(channel=channel))
        answer = client.detect_intent(request={"session": session, "query_input": query}, timeout=10)

    # Somebody without an envelope is greeted, but could book nothing.
    assert answer.query_result.intent.display_name == "Greet"
    assert answer.query_result.fulfillment_text.startswith("Hello!")
    assert answer.webhook_status.code == 0
