"""The page with every messenger, and its way to their doubles."""

from pathlib import Path

import pytest

from tests.integration.front.running import Front, run


@pytest.mark.parametrize(
    ("path", "media_type"),
    [("/messengers", "text/html"), ("/messengers/page.mjs", "text/javascript")],
)
def test_the_page_is_served_with_headers_of_its_own(pages: Path, path: str, media_type: str) -> None:
    async def visit(there: Front) -> None:
        async with there.client.get(there.url + path) as answer:
            assert (answer.status, answer.content_type) == (200, media_type)
            assert "script-src 'self'" in answer.headers["Content-Security-Policy"]

    run(visit, pages=pages)


def test_who_one_is_stays_in_the_address(pages: Path) -> None:
    async def visit(there: Front) -> None:
        async with there.client.get(f"{there.url}/messengers?user=Ada%20L", allow_redirects=False) as answer:
            assert answer.headers["Location"] == "/messengers/?user=Ada+L"

    run(visit, pages=pages)


def test_every_messenger_that_is_installed_is_named(pages: Path) -> None:
    async def visit(there: Front) -> None:
        async with there.client.get(f"{there.url}/messengers/channels") as answer:
            channels = (await answer.json())["channels"]
        assert [(each["name"], each["channel"]) for each in channels] == [
            ("page", "web"),
            ("telegram", "telegram"),
            ("second", "slack"),
            ("slack", "slack"),
        ]
        assert [each.get("kinds") for each in channels] == [None, [], [], []]

    run(visit, pages=pages)


def test_a_double_is_operated_through_the_front(pages: Path) -> None:
    async def visit(there: Front) -> None:
        url = f"{there.url}/messengers/slack/_dev/chats/a%2Fb?after=1"
        async with there.client.post(url, json={"user": "Ada"}) as answer:
            assert await answer.json() == {"path": "/slack/_dev/chats/a%2Fb?after=1", "kinds": []}
        assert there.api.bodies == [b'{"user": "Ada"}']

    run(visit, pages=pages)


@pytest.mark.parametrize(
    ("path", "origin", "status"),
    [
        ("/messengers/slack/_dev/say", "https://elsewhere.example", 403),
        ("/messengers/nobody/_dev/say", "", 404),
    ],
)
def test_neither_another_site_nor_another_messenger_is_served(
    pages: Path, path: str, origin: str, status: int
) -> None:
    async def visit(there: Front) -> None:
        headers = {"Origin": origin} if origin else {}
        async with there.client.post(there.url + path, json={}, headers=headers) as answer:
            assert answer.status == status
        assert there.api.requests == []

    run(visit, pages=pages)


def test_news_comes_from_whoever_has_some(pages: Path) -> None:
    async def visit(there: Front) -> None:
        slack = {"chat": "D/1", "after": 3, "changes": 7}
        asked = {"telegram": {"chat": "quiet", "after": 0}, "slack": slack}
        async with there.client.post(f"{there.url}/messengers/news", json=asked) as answer:
            told = await answer.json()
        path = "/slack/_dev/chats/D%2F1?after=3&changes=7&wait_s=20"
        assert told == {"slack": {"path": path, "kinds": []}}

    run(visit, pages=pages)


@pytest.mark.parametrize("asked", [{}, {"nobody": {"chat": "D1", "after": 0}}])
def test_news_is_asked_of_messengers_that_are_there(pages: Path, asked: dict[str, object]) -> None:
    async def visit(there: Front) -> None:
        async with there.client.post(f"{there.url}/messengers/news", json=asked) as answer:
            assert answer.status == 400

    run(visit, pages=pages)


def test_a_chat_that_its_double_has_forgotten_is_told_as_gone(pages: Path) -> None:
    async def visit(there: Front) -> None:
        asked = {"telegram": {"chat": "quiet", "after": 0}, "slack": {"chat": "forgotten", "after": 3}}
        async with there.client.post(f"{there.url}/messengers/news", json=asked) as answer:
            assert await answer.json() == {"slack": {"gone": True}}

    run(visit, pages=pages)


def test_doubles_that_are_down_are_told_as_such(pages: Path) -> None:
    async def visit(there: Front) -> None:
        asked = {"slack": {"chat": "D1", "after": 0}}
        async with there.client.post(f"{there.url}/messengers/news", json=asked) as answer:
            assert await answer.json() == {"slack": {"silent": True}}
        async with there.client.get(f"{there.url}/messengers/channels") as answer:
            channels = {each["name"]: each for each in (await answer.json())["channels"]}
        assert channels["slack"] == {"name": "slack", "channel": "slack", "silent": True}
        assert channels["page"] == {"name": "page", "channel": "web"}
        async with there.client.post(f"{there.url}/messengers/slack/_dev/say", json=asked) as answer:
            assert answer.status == 502

    run(visit, pages=pages, api_up=False)
