"""What the platform answers to what no client should send."""

import asyncio

import pytest
from aiohttp import ClientSession

from cli.ticket import take_ticket
from tests.e2e.person import Tab, a_tab, with_tab
from tests.local_platform import LocalPlatform

KEY = "3f0c5d0e-6b1a-4c55-9d36-4f0f3b3c9a11"


async def lives(tab: Tab) -> None:
    """The socket answers, and nothing was kept of what went before."""
    await tab.send(type="ping")
    await tab.next("pong")
    await tab.send(type="resume", after=0)
    assert (await tab.next("lines"))["lines"] == []


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        ("not json", "bad_frame"),
        ("", "bad_frame"),
        ("[]", "bad_frame"),
        ("null", "bad_frame"),
        ('"message"', "bad_frame"),
        ("{}", "bad_frame"),
        ('{"type": 1}', "bad_frame"),
        ('{"type": null}', "bad_frame"),
        ("[" * 5000, "bad_frame"),
        ('{"type": "linked"}', "unknown_type"),
        ('{"type": "late_result"}', "unknown_type"),
        ('{"type": "signed_out"}', "unknown_type"),
        ('{"type": "send"}', "unknown_type"),
        ('{"type": "$default"}', "unknown_type"),
        ('{"type": "$connect"}', "unknown_type"),
        ('{"type": "$disconnect"}', "unknown_type"),
        ('{"type": "lines", "lines": []}', "unknown_type"),
        ('{"type": "message"}', "bad_field"),
        ('{"type": "message", "text": "hi"}', "bad_field"),
        ('{"type": "message", "id": "7", "text": "hi"}', "bad_field"),
        ('{"type": "message", "id": 7, "text": "hi"}', "bad_field"),
        (f'{{"type": "message", "id": "{KEY}"}}', "bad_field"),
        (f'{{"type": "message", "id": "{KEY}", "text": 7}}', "bad_field"),
        (f'{{"type": "message", "id": "{KEY}", "text": ["hi"]}}', "bad_field"),
        (f'{{"type": "choice", "id": "{KEY}", "text": "hi"}}', "bad_field"),
        ('{"type": "resume"}', "bad_field"),
        ('{"type": "resume", "after": "1"}', "bad_field"),
        ('{"type": "resume", "after": -1}', "bad_field"),
        ('{"type": "resume", "after": true}', "bad_field"),
        (f'{{"type": "message", "id": "{KEY}", "text": ""}}', "empty"),
        (f'{{"type": "message", "id": "{KEY}", "text": " \\n\\t\\u0000\\u0007 "}}', "empty"),
        (f'{{"type": "message", "id": "{KEY}", "text": "{"x" * 1025}"}}', "too_long"),
        (f'{{"type": "choice", "id": "{KEY}", "value": "{"x" * 1025}", "text": "x"}}', "too_long"),
    ],
)
def test_a_bad_frame_gets_an_error_and_the_socket_lives(
    platform: LocalPlatform, frame: str, code: str
) -> None:
    async def use(tab: Tab) -> None:
        await tab.socket.send_str(frame)

        error = await tab.next("error")

        assert error["code"] == code
        assert error["message"].endswith(".")
        assert error["retry"] is False
        assert KEY not in frame or error["id"] == KEY
        await lives(tab)

    with_tab(platform, use)


def test_control_characters_are_cleaned_away(platform: LocalPlatform) -> None:
    async def use(tab: Tab) -> None:
        await tab.say("hel\x00lo\x1b[2J\x07\nthere")

        said = (await tab.next("lines"))["lines"][0]

        assert said["text"] == "hello[2J\nthere"

    with_tab(platform, use)


def test_a_binary_frame_closes_with_1003(platform: LocalPlatform) -> None:
    async def use(tab: Tab) -> None:
        await tab.socket.send_bytes(b'{"type":"ping"}')

        assert await tab.close_code() == 1003

    with_tab(platform, use)


def test_a_frame_over_32_kb_closes_with_1009(platform: LocalPlatform) -> None:
    async def use(tab: Tab) -> None:
        await tab.say("x" * 32 * 1024)

        assert await tab.close_code() == 1009

    with_tab(platform, use)


@pytest.mark.parametrize("kind", ["message", "resume", "ping"])
def test_a_frame_for_another_person_s_conversation_is_refused(platform: LocalPlatform, kind: str) -> None:
    async def two_people() -> None:
        async with ClientSession() as session:
            stranger = await take_ticket(session, site=platform.site)
        async with a_tab(platform) as tab:
            await tab.send(type=kind, conversation=stranger.conversation, id=KEY, text="hi", after=0)

            assert (await tab.next("error"))["code"] == "forbidden"

    asyncio.run(two_people())
