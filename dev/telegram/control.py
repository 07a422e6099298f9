"""`/_dev/…`: where tests and `parley telegram` play people, look at what the bot did, and ask for faults."""

from aiohttp import web

from dev.doubles.control import LONGEST_WAIT_S, answered, object_of
from dev.telegram.account import Account
from dev.telegram.chats import Chats, NoSuchThingError
from dev.telegram.faults import Faults
from dev.telegram.play import People
from dev.telegram.webhook import Courier


class Control:
    """The way to the people and to the faults."""

    def __init__(
        self, *, people: People, account: Account, chats: Chats, courier: Courier, faults: Faults
    ) -> None:
        self._people, self._account, self._chats = people, account, chats
        self._courier, self._faults = courier, faults

    def add_to(self, app: web.Application, *, below: str) -> None:
        """Serve below a path."""
        app.router.add_post(f"{below}/say", answered(self.say))
        app.router.add_post(f"{below}/repeat", answered(self.repeat))
        app.router.add_post(f"{below}/leave", answered(self.leave))
        app.router.add_post(f"{below}/domain", answered(self.set_domain))
        app.router.add_post(f"{below}/faults", answered(self.add_fault))
        app.router.add_delete(f"{below}/faults", answered(self.clear_faults))
        app.router.add_get(f"{below}/chats", answered(self.chats))
        app.router.add_get(f"{below}/chats/{{chat}}", answered(self.chat))
        app.router.add_get(f"{below}/updates/{{update}}", answered(self.update))

    async def say(self, request: web.Request) -> object:
        """Somebody does something; see ``People.act``."""
        return self._people.act(await object_of(request))

    async def repeat(self, request: web.Request) -> object:
        """Bring ``{"update_id": …}`` once more."""
        self._people.repeat((await object_of(request)).get("update_id", 0))
        return {}

    async def leave(self, request: web.Request) -> object:
        """``{"chat_id": …, "left": true}``: the person blocks the bot, or the group puts it out."""
        asked = await object_of(request)
        self._people.leave(self._chats.known(asked.get("chat_id", 0)), left=bool(asked.get("left", True)))
        return {}

    async def set_domain(self, request: web.Request) -> object:
        """``{"domain": "chat.example"}``: somebody writes /setdomain to BotFather; empty takes it back."""
        self._account.domain = str((await object_of(request)).get("domain", ""))
        return {}

    async def add_fault(self, request: web.Request) -> object:
        """See ``Fault``."""
        self._faults.add(await object_of(request))
        return {}

    async def clear_faults(self, _request: web.Request) -> object:
        """See ``Faults``."""
        self._faults.clear()
        return {}

    async def chats(self, _request: web.Request) -> object:
        """Every chat."""
        return {"chats": [{**chat.shown, "left": chat.left} for chat in self._chats]}

    async def chat(self, request: web.Request) -> object:
        """What the bot did in a chat, after so many calls (``?after=``), waiting for more (``&wait_s=``)."""
        chat = self._chats.known(int(request.match_info["chat"]))
        wait_s = min(float(request.query.get("wait_s", "0")), LONGEST_WAIT_S)
        calls = await self._chats.calls(chat, after=int(request.query.get("after", "0")), wait_s=wait_s)
        return {"chat": chat.shown, "calls": calls}

    async def update(self, request: web.Request) -> object:
        """How an update fared on its way: the status of each try."""
        update = self._courier.updates.get(int(request.match_info["update"]))
        if update is None:
            raise NoSuchThingError(f"there is no update {request.match_info['update']}")
        return {"update": update.body, "taken": update.taken, "tries": update.tries}
