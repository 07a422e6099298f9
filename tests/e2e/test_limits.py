"""The terminal's client on a platform whose limits for WebSockets are short."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest
from aiohttp import ClientSession

from cli import conversation as client
from cli.ticket import Ticket, take_ticket
from dev.processes import commands
from tests.e2e.person import Person, with_person
from tests.local_platform import HASTY_CONNECTION_S, HASTY_IDLE_S, LocalPlatform

CITY_QUESTION = "In which city would you like to book a room?"


def test_the_limits_of_a_run_are_kept_by_its_front_and_told_with_each_ticket(
    hasty_platform: LocalPlatform,
) -> None:
    async def ticket() -> Ticket:
        async with ClientSession() as session:
            return await take_ticket(session, site=hasty_platform.site)

    told = asyncio.run(ticket())

    assert (told.idle_s, told.connection_s) == (HASTY_IDLE_S, HASTY_CONNECTION_S)
    [front] = commands(hasty_platform.group("front"))
    assert f"--idle-s {HASTY_IDLE_S} --connection-s {HASTY_CONNECTION_S}" in front


def test_a_terminal_outlives_socket_after_socket_and_nobody_notices(hasty_platform: LocalPlatform) -> None:
    async def chat(person: Person) -> None:
        over = asyncio.get_running_loop().time() + 2 * HASTY_CONNECTION_S
        count = 0
        while asyncio.get_running_loop().time() < over:
            assert await person.say("Book hotel room for a week starting from September 1.") == CITY_QUESTION
            assert "booked nothing" in await person.say("cancel")
            count += 4
            # Silence, longer than a socket would stand without pings.
            await asyncio.sleep(HASTY_IDLE_S + 0.2)
        assert person.troubles == []
        assert [line.seq for line in person.lines] == list(range(1, count + 1))

    with_person(hasty_platform, chat)


def test_a_terminal_that_does_not_know_the_limits_is_cut_and_loses_nothing(
    hasty_platform: LocalPlatform, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def usual(*given: Any, **named: Any) -> Ticket:  # noqa: ANN401 — the client's own
        return replace(await take_ticket(*given, **named), idle_s=600, connection_s=7_200)

    async def chat(person: Person) -> None:
        await person.troubled.wait()
        assert await person.say("Book hotel room for a week starting from September 1.") == CITY_QUESTION
        assert [line.seq for line in person.lines] == [1, 2]

    monkeypatch.setattr(client, "take_ticket", usual)

    with_person(hasty_platform, chat)
