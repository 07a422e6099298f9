"""What a person sees when something behind the platform is down."""

import asyncio
import re
import time

from tests.e2e.faults import setting, stopped
from tests.e2e.person import Person, Tab, a_person, with_person, with_tab
from tests.local_platform import LocalPlatform, parley

OPENING = "Book hotel room for a week starting from September 1."
SILENCE_S = 30
QUOTED = re.compile(r"Our number for it is (\S+)\.")


def test_while_the_engine_is_down_an_apology_comes_in_time_and_the_conversation_goes_on_after(
    platform: LocalPlatform,
) -> None:
    async def use(tab: Tab) -> None:
        await tab.say(OPENING)
        await tab.next("lines")

        with stopped(platform, "lex"):
            began = time.monotonic()
            key = await tab.say("London")
            await tab.next("ack")
            said, apology = (await tab.next("lines", within_s=SILENCE_S))["lines"]

        assert time.monotonic() - began < SILENCE_S
        assert (said["id"], said["text"]) == (key, "London")
        assert apology["in_reply_to"] == key
        assert QUOTED.search(apology["parts"][0]["text"])
        await tab.say("London")
        assert "What kind of room" in str((await tab.next("lines"))["lines"][1])

    with_tab(platform, use)


def test_a_turn_that_was_given_up_is_answered_when_an_operator_brings_it_back(
    platform: LocalPlatform,
) -> None:
    async def use(tab: Tab) -> None:
        with stopped(platform, "lex"):
            key = await tab.say(OPENING)
            _, apology = (await tab.next("lines", within_s=SILENCE_S))["lines"]
        number = QUOTED.findall(apology["parts"][0]["text"])[0]

        done = await asyncio.to_thread(parley, "dead", "redrive", number, state=platform.state)

        assert done.stdout == f"{number}  queued again, and removed from the dead\n", done.stderr
        (answer,) = (await tab.next("lines"))["lines"]
        assert (answer["who"], answer["in_reply_to"]) == ("bot", key)
        assert "In which city" in str(answer)
        await tab.say("London")
        assert "What kind of room" in str((await tab.next("lines"))["lines"][1])

    with_tab(platform, use)


def test_a_message_that_cannot_be_queued_is_asked_for_again(platform: LocalPlatform) -> None:
    async def use(tab: Tab) -> None:
        key = await tab.say(OPENING)

        error = await tab.next("error")

        assert (error["code"], error["retry"], error["id"]) == ("unavailable", True, key)

    with setting(platform, "QUEUE_URL", "http://127.0.0.1:9/000000000000/none.fifo"):
        with_tab(platform, use)


def test_the_client_sends_again_what_could_not_be_queued(platform: LocalPlatform) -> None:
    async def chat(person: Person) -> None:
        with setting(platform, "QUEUE_URL", f"{platform.local['aws_endpoint']}/000000000000/none.fifo"):
            saying = asyncio.create_task(person.say(OPENING))
            await person.refused.wait()

        assert await saying == "In which city would you like to book a room?"

    with_person(platform, chat)


def test_a_person_stays_when_the_line_is_cut(platform: LocalPlatform) -> None:
    async def chat() -> None:
        async with a_person(platform) as person:
            await person.say(OPENING)
            await person.conversation.close()

            assert "1. Single" in await person.say("London")

    asyncio.run(chat())
