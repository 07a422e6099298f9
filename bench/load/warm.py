"""The first turns of a platform, which start its workers; they are measured by nobody."""

from aiohttp import ClientSession

from bench.load.messenger import Messenger
from bench.load.person import people
from bench.load.platform import LocalPlatform
from bench.load.run import Run, in_time
from bench.load.words import bookings, canaries

PATIENCE_S = 60.0
TURNS = 4


async def warm_up(platform: LocalPlatform) -> None:
    """Book a room on the page, and greet the bot on Telegram."""
    run, city = Run(platform=platform), canaries()[0]
    async with people([city], platform=platform, diary=run.diary) as here, ClientSession() as session:
        for _, phrase in zip(range(TURNS), bookings(city), strict=False):
            await in_time(here[0].exchange(phrase), PATIENCE_S)
        messenger = Messenger(platform=platform, session=session, diary=run.diary)
        await in_time(messenger.meet("early", canary=city), PATIENCE_S)
