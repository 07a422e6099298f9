"""Updates of the stand-in for Telegram on their way to the webhook."""

import asyncio
import time

from aiohttp import ClientSession

from dev.telegram.webhook import Courier, Webhook
from dev.telegram.webhook import Update as Sent
from tests.integration.telegram.running import Hook, Telegram, run


def test_an_update_that_is_not_taken_comes_again_and_holds_back_its_chat_alone() -> None:
    async def body(telegram: Telegram) -> None:
        await telegram.register()

        first = await telegram.say(text="one")
        await telegram.say(text="two")
        updates = await telegram.hook.heard(5)

        assert [update["message"]["text"] for update in updates] == ["one"] * 4 + ["two"]
        assert len({update["update_id"] for update in updates[:4]}) == 1
        told = await telegram.look(f"updates/{first['update_id']}")
        assert (told["taken"], told["tries"]) == (True, [500, 401, 302, 200])
        assert (await telegram.call("getWebhookInfo"))["result"]["last_error_message"] == (
            "Wrong response from the webhook: 302 Found"
        )

    run(body, hook=Hook(statuses=[500, 401, 302, 200]))


def test_updates_wait_for_a_webhook_and_can_be_dropped() -> None:
    async def body(telegram: Telegram) -> None:
        await telegram.say(text="one")
        assert (await telegram.call("getWebhookInfo"))["result"]["pending_update_count"] == 1
        await telegram.register(drop_pending_updates=True)
        await telegram.say(text="two")
        await telegram.hook.heard(1)
        await telegram.call("deleteWebhook")
        await telegram.say(text="three")

        await telegram.register()
        heard = await telegram.hook.heard(2)

        assert [update["message"]["text"] for update in heard] == ["two", "three"]

    run(body)


def test_an_update_says_what_was_said_though_it_was_edited_on_its_way() -> None:
    async def body(telegram: Telegram) -> None:
        said = await telegram.say(text="Lodnon")
        await telegram.say(edit="London")
        assert (await telegram.look(f"updates/{said['update_id']}"))["tries"] == []

        await telegram.register()
        first, second = await telegram.hook.heard(2)

        assert (first["message"]["text"], second["edited_message"]["text"]) == ("Lodnon", "London")

    run(body)


def test_the_webhook_says_when_an_update_is_to_come_again() -> None:
    async def body(telegram: Telegram) -> None:
        await telegram.register()

        await telegram.say(text="hi")
        await telegram.hook.heard(2)

        assert telegram.hook.times[1] - telegram.hook.times[0] >= 1

    run(body, hook=Hook(statuses=[503, 200], answers={"Retry-After": "1"}))


def test_an_update_that_is_too_old_is_given_up() -> None:
    async def body() -> None:
        async with ClientSession() as session, asyncio.timeout(20):
            courier = Courier(session=session)
            courier.set_webhook(Webhook(url="http://127.0.0.1:9/"), drop_pending=False)
            update = Sent(id=1, chat=1, body={}, expires=time.monotonic() - 1)
            told = asyncio.Event()

            async def tell(_update: Sent) -> None:
                told.set()

            courier.tell_of_tries(tell)
            courier.send(update)
            await told.wait()

            assert (update.taken, update.tries, update.over) == (False, [], True)

    asyncio.run(body())


def test_a_redirect_is_a_failure() -> None:
    async def body(telegram: Telegram) -> None:
        await telegram.register()

        said = await telegram.say(text="hi")
        await telegram.hook.heard(3)

        assert set((await telegram.look(f"updates/{said['update_id']}"))["tries"]) == {307}

    run(body, hook=Hook(statuses=[307], answers={"Location": "/elsewhere"}))


def test_only_the_kinds_that_are_allowed_come() -> None:
    async def body(telegram: Telegram) -> None:
        await telegram.register(allowed_updates=["edited_message"])

        await telegram.say(text="hi")
        await telegram.say(edit="hello")
        (update,) = await telegram.hook.heard(1)

        assert "edited_message" in update

    run(body)


def test_an_update_can_be_brought_twice() -> None:
    async def body(telegram: Telegram) -> None:
        await telegram.register()
        said = await telegram.say(text="hi")

        assert await telegram.control("repeat", update_id=said["update_id"]) == 200
        first, second = await telegram.hook.heard(2)

        assert first == second
        assert await telegram.control("repeat", update_id=1) == 404

    run(body)
