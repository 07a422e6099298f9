"""Webhook calls that the front remembers."""

import asyncio
import base64
from pathlib import Path

from dev.front.deliveries import LARGEST_BYTES, REMEMBERED
from tests.integration.front.running import Front, run


def test_a_webhook_call_is_handed_on_and_told_again_as_it_came(pages: Path) -> None:
    async def call(there: Front) -> None:
        url, headers = f"{there.url}/webhooks/slack?a=%20b", {"X-Slack-Signature": "v0=1"}
        async with there.client.post(url, data=b"\x00body", headers=headers) as answer:
            assert answer.status == 201
        async with there.client.get(f"{there.url}/_dev/deliveries") as answer:
            told = await answer.json()

        assert told["last"] == 1
        (kept,) = told["deliveries"]
        assert (kept["number"], kept["installation"], kept["method"], kept["status"]) == (
            1,
            "slack",
            "POST",
            201,
        )
        assert (kept["query"], kept["headers"]["x-slack-signature"]) == ("a=%20b", "v0=1")
        assert base64.b64decode(kept["body"]) == b"\x00body"

    run(call, pages=pages)


def test_only_webhook_calls_are_remembered(pages: Path) -> None:
    async def call(there: Front) -> None:
        async with there.client.post(f"{there.url}/api/tickets", data=b"secret") as answer:
            assert answer.status == 201
        async with there.client.get(f"{there.url}/_dev/deliveries") as answer:
            assert await answer.json() == {"deliveries": [], "last": 0}

    run(call, pages=pages)


def test_the_last_calls_are_remembered_and_the_largest_not_at_all(pages: Path) -> None:
    async def call(there: Front) -> None:
        bodies = [b"x" * (LARGEST_BYTES + 1), *(str(number).encode() for number in range(REMEMBERED + 3))]
        for body in bodies:
            async with there.client.post(f"{there.url}/webhooks/slack", data=body) as answer:
                assert answer.status == 201
        async with there.client.get(f"{there.url}/_dev/deliveries", params={"after": 5}) as answer:
            kept = (await answer.json())["deliveries"]

        assert [call["number"] for call in kept] == list(range(6, REMEMBERED + 4))
        assert base64.b64decode(kept[0]["body"]) == b"5"

    run(call, pages=pages)


def test_whoever_waits_is_told_of_the_next_call_at_once(pages: Path) -> None:
    async def call(there: Front) -> None:
        asked = there.client.get(f"{there.url}/_dev/deliveries", params={"wait_s": 30})
        waiting = asyncio.ensure_future(asked.__aenter__())
        async with there.client.post(f"{there.url}/webhooks/slack", data=b"hi") as answer:
            assert answer.status == 201

        async with await waiting as answer:
            assert (await answer.json())["last"] == 1

    run(call, pages=pages)


def test_what_is_no_number_is_refused(pages: Path) -> None:
    async def call(there: Front) -> None:
        async with there.client.get(f"{there.url}/_dev/deliveries", params={"after": "soon"}) as answer:
            assert answer.status == 400

    run(call, pages=pages)
