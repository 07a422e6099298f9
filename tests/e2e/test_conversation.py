"""Conversations with the deployed stack."""

import asyncio
import re
import uuid

import pytest
from aiohttp import ClientSession

from cli.conversation import Memory
from cli.ticket import take_ticket
from cli.words import written
from tests.e2e.person import Person, Tab, a_person, a_tab, with_person, with_tab
from tests.local_platform import LocalPlatform

OPENING = "Book hotel room for a week starting from September 1."
CITY_QUESTION = "In which city would you like to book a room?"
NUMBER = re.compile(r"booking number is (PB-[A-Z0-9]+)")


def test_a_room_is_booked_word_for_word(platform: LocalPlatform) -> None:
    async def chat(person: Person) -> None:
        assert await person.say(OPENING) == CITY_QUESTION
        rooms = await person.say("London")
        assert [f"{number}. {room}" in rooms for number, room in enumerate(("Single", "Double", "Suite"), 1)]
        summary = await person.say("double")
        assert all(
            word in summary for word in ("September 1", "7 nights", "London", "double room", "Yes", "No")
        )
        assert NUMBER.search(await person.say("yes"))

    with_person(platform, chat)


def test_choices_can_be_picked(platform: LocalPlatform) -> None:
    async def chat(person: Person) -> None:
        await person.say(OPENING)
        await person.say("London")

        assert "double room" in await person.pick("Double")
        assert NUMBER.search(await person.pick("Yes"))

    with_person(platform, chat)


def test_everything_can_be_said_in_one_sentence(platform: LocalPlatform) -> None:
    async def chat(person: Person) -> None:
        summary = await person.say("Book a double room in London for a week starting from September 1")

        assert all(word in summary for word in ("September 1", "7 nights", "London", "double room"))
        assert NUMBER.search(await person.say("yes"))

    with_person(platform, chat)


def test_one_may_change_one_s_mind(platform: LocalPlatform) -> None:
    async def chat(person: Person) -> None:
        await person.say("Book a double room in London for a week starting from September 1")

        assert "Paris" in await person.say("no, Paris")
        summary = await person.say("make it two weeks")
        assert "Paris" in summary
        assert "14 nights" in summary
        assert "Paris, 14 nights" in await person.say("yes")

    with_person(platform, chat)


def test_a_booking_can_be_cancelled_half_way(platform: LocalPlatform) -> None:
    async def chat(person: Person) -> None:
        await person.say(OPENING)

        assert "booked nothing" in await person.say("cancel")
        assert await person.say(OPENING) == CITY_QUESTION

    with_person(platform, chat)


def test_after_a_question_in_between_the_booking_goes_on(platform: LocalPlatform) -> None:
    async def chat(person: Person) -> None:
        await person.say(OPENING)

        assert (await person.say("what can you do?")).startswith("I book hotel rooms")
        assert "1. Single" in await person.say("London")
        assert [written(line) for line in person.lines].count(CITY_QUESTION) == 2

    with_person(platform, chat)


def test_no_to_the_summary_books_nothing(platform: LocalPlatform) -> None:
    async def chat(person: Person) -> None:
        await person.say("Book a double room in London for a week starting from September 1")

        assert await person.say("no") == "All right, I have not booked anything."

    with_person(platform, chat)


def test_a_wrong_answer_is_asked_again(platform: LocalPlatform) -> None:
    async def chat(person: Person) -> None:
        await person.say(OPENING)

        assert "did not recognise that city" in await person.say("12345")
        assert "1. Single" in await person.say("London")

    with_person(platform, chat)


def test_what_is_not_understood_gets_the_fallback(platform: LocalPlatform) -> None:
    async def chat(person: Person) -> None:
        assert "did not understand" in await person.say("colourless green ideas sleep furiously")

    with_person(platform, chat)


def test_two_people_at_once_never_mix(platform: LocalPlatform) -> None:
    async def book(city: str, nights: str) -> tuple[str, str]:
        async with a_person(platform) as person:
            await person.say(f"Book hotel room for {nights} starting from September 1")
            await person.say(city)
            summary = await person.say("double")
            return summary, await person.say("yes")

    async def both() -> tuple[tuple[str, str], tuple[str, str]]:
        return await asyncio.gather(book("London", "3 nights"), book("Paris", "5 nights"))

    (london, london_booked), (paris, paris_booked) = asyncio.run(both())

    assert ("London" in london, "3 nights" in london, "Paris" in london) == (True, True, False)
    assert ("Paris" in paris, "5 nights" in paris, "London" in paris) == (True, True, False)
    assert NUMBER.findall(london_booked) != NUMBER.findall(paris_booked)


def test_every_tab_gets_every_line(platform: LocalPlatform) -> None:
    async def two_tabs() -> None:
        async with ClientSession() as session:
            visitor = (await take_ticket(session, site=platform.site)).visitor
        async with a_tab(platform, visitor) as one, a_tab(platform, visitor) as two:
            key = await one.say(OPENING)

            seen_one, seen_two = await one.next("lines"), await two.next("lines")

            assert seen_one == seen_two
            said, replied = seen_one["lines"]
            assert (said["seq"], said["who"], said["id"], said["text"]) == (1, "person", key, OPENING)
            assert (replied["seq"], replied["who"], replied["in_reply_to"]) == (2, "bot", key)

    asyncio.run(two_tabs())


def test_a_conversation_goes_on_after_a_cut_line(platform: LocalPlatform) -> None:
    async def two_times() -> None:
        memory = Memory()
        async with a_person(platform, memory) as before:
            await before.say(OPENING)
        async with ClientSession() as session:
            visitor = (await take_ticket(session, site=platform.site, visitor=memory.visitor)).visitor
        async with a_tab(platform, visitor) as elsewhere:
            await elsewhere.say("London")
            await elsewhere.next("lines")
        async with a_person(platform, memory) as after:
            assert "double room" in await after.say("double")
            assert [line.seq for line in after.lines] == list(range(3, 3 + len(after.lines)))
            assert after.lines[0].text == "London"

    asyncio.run(two_times())


def test_resume_gives_the_lines_after_the_one_it_names(platform: LocalPlatform) -> None:
    async def use(tab: Tab) -> None:
        await tab.say(OPENING)
        all_lines = (await tab.next("lines"))["lines"]

        await tab.send(type="resume", after=1)
        resumed = await tab.next("lines")

        assert resumed["lines"] == all_lines[1:]
        assert resumed["more"] is False

    with_tab(platform, use)


def test_a_message_sent_twice_is_answered_once(platform: LocalPlatform) -> None:
    async def use(tab: Tab) -> None:
        key = str(uuid.uuid4())
        await tab.say(OPENING, key)
        await tab.next("ack")
        await tab.next("lines")

        await tab.say(OPENING, key)
        assert (await tab.next("ack"))["id"] == key
        later = await tab.say("London")
        lines = await tab.next("lines")

        assert lines["lines"][0]["id"] == later
        assert lines["lines"][0]["seq"] == 3

    with_tab(platform, use)


@pytest.mark.parametrize("text", ["x" * 1024, "déjà vu 🏨 你好 " * 20])
def test_long_and_foreign_text_is_shown_as_it_was_said(platform: LocalPlatform, text: str) -> None:
    async def use(tab: Tab) -> None:
        await tab.say(text)
        said = (await tab.next("lines"))["lines"][0]

        assert said["text"] == text.strip()

    with_tab(platform, use)


def test_a_ping_is_answered(platform: LocalPlatform) -> None:
    async def use(tab: Tab) -> None:
        await tab.send(type="ping")

        assert await tab.next("pong") == {"type": "pong"}

    with_tab(platform, use)
