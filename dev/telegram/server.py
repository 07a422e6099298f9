"""The stand-in as an aiohttp application: the Bot API of several bots, each with its own people and chats."""

from collections.abc import AsyncIterator, Sequence
from typing import Final

from aiohttp import ClientSession, web

from dev.doubles.accounts import tell
from dev.doubles.installed import Installed
from dev.telegram.account import Account
from dev.telegram.alike import Alike
from dev.telegram.api import Api
from dev.telegram.bot import Bot, bot_of
from dev.telegram.chats import Chats
from dev.telegram.control import Control
from dev.telegram.errors import ApiError
from dev.telegram.faults import Faults
from dev.telegram.play import People
from dev.telegram.webhook import Courier, Delays

LARGEST_BODY: Final = 50 * 1024 * 1024
ALONE: Final = (Installed(name="telegram", channel="telegram"),)


def stand_in(
    installed: Sequence[Installed] = ALONE,
    /,
    *,
    session: ClientSession,
    base: str = "",
    delays: Delays | None = None,
) -> web.Application:
    """Build the application; a call says by its token which bot it comes from, as with Telegram.

    Below a bot's installation are its people: what every double has below ``/NAME/_dev``, what Telegram has
    besides below ``/NAME/_dev/telegram``, and for the first of them below ``/_dev``, too.
    """
    del base
    app = web.Application(client_max_size=LARGEST_BODY)
    bots = {each.name: bot_of(each) for each in installed}
    tell(app, bots)
    apis: dict[str, Api] = {}
    for name, bot in bots.items():
        below = [f"/{name}/_dev/telegram", *([] if apis else ["/_dev"])]
        courier = Courier(session=session, delays=delays)
        apis[bot.token] = _add(bot, app, name=name, below=below, courier=courier)

    async def call(request: web.Request) -> web.StreamResponse:
        api = apis.get(request.match_info["token"])
        return _refused(401, "Unauthorized") if api is None else await api.serve(request)

    app.router.add_route("GET", "/bot{token}/{method}", call)
    app.router.add_route("POST", "/bot{token}/{method}", call)
    app.router.add_route("*", "/{tail:.*}", _nothing)
    return app


async def _nothing(_request: web.Request) -> web.StreamResponse:
    return _refused(404, "Not Found")


def _refused(code: int, description: str) -> web.Response:
    return web.json_response(ApiError(code, description).answer(), status=code)


def _add(bot: Bot, app: web.Application, *, name: str, below: Sequence[str], courier: Courier) -> Api:
    """Serve the people of a bot; gives what answers its calls."""
    chats, faults = Chats(), Faults()
    account = Account(bot=bot, courier=courier)
    people = People(chats=chats, courier=courier, bot=account.sender, token=bot.token)
    control = Control(people=people, account=account, chats=chats, courier=courier, faults=faults)
    for place in below:
        control.add_to(app, below=place)
    Alike(people=people, chats=chats, courier=courier, faults=faults).add_to(app, below=f"/{name}/_dev")

    async def until_the_end(_app: web.Application) -> AsyncIterator[None]:
        yield
        await courier.close()

    app.cleanup_ctx.append(until_the_end)
    return Api(account=account, chats=chats, faults=faults)
