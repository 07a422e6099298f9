"""The stand-in as an aiohttp application."""

from collections.abc import AsyncIterator

from aiohttp import ClientSession, DummyCookieJar, web

from dev.telegram.account import Account
from dev.telegram.alike import Alike
from dev.telegram.api import Api
from dev.telegram.chats import Chats
from dev.telegram.control import Control
from dev.telegram.faults import Faults
from dev.telegram.play import People
from dev.telegram.webhook import Courier, Delays

# No secret: it opens nothing but the stand-in.
LOCAL_TOKEN = "123456:local-parley-token"  # noqa: S105
LARGEST_BODY = 50 * 1024 * 1024


async def stand_in(*, token: str = LOCAL_TOKEN, delays: Delays | None = None) -> web.Application:
    """Build the application for one bot, whose token it is."""
    app = web.Application(client_max_size=LARGEST_BODY)
    session = ClientSession(cookie_jar=DummyCookieJar())
    courier = Courier(session=session, delays=delays)
    chats, faults = Chats(), Faults()
    account = Account(bot_id=int(token.partition(":")[0]), courier=courier)
    api = Api(token=token, account=account, chats=chats, faults=faults)
    people = People(chats=chats, courier=courier, bot=account.sender, token=token)
    app.router.add_route("GET", "/bot{token}/{method}", api.serve)
    app.router.add_route("POST", "/bot{token}/{method}", api.serve)
    Control(people=people, account=account, chats=chats, courier=courier, faults=faults).add_to(app)
    Alike(people=people, chats=chats, courier=courier, faults=faults).add_to(app)

    async def until_the_end(_app: web.Application) -> AsyncIterator[None]:
        yield
        await courier.close()
        await session.close()

    app.cleanup_ctx.append(until_the_end)
    return app
