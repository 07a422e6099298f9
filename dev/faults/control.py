"""`/_faults/…`: where tests and people ask for faults, and see what happened; see the package's own words."""

from aiohttp import web

from dev.faults.record import Record
from dev.faults.rule import Rules
from dev.faults.sockets import Sockets

LONGEST_WAIT_S = 60.0


class Control:
    """The way to the rules and to the record."""

    def __init__(self, *, rules: Rules, record: Record, sockets: Sockets) -> None:
        self._rules, self._record, self._sockets = rules, record, sockets

    def add_to(self, app: web.Application) -> None:
        """Serve below ``/_faults``."""
        app.router.add_post("/_faults/rules", self.add)
        app.router.add_get("/_faults/rules", self.show)
        app.router.add_delete("/_faults/rules", self.clear)
        app.router.add_delete("/_faults/rules/{number}", self.remove)
        app.router.add_get("/_faults/log", self.log)
        app.router.add_delete("/_faults/log", self.forget)
        app.router.add_get("/_faults/calls", self.calls)
        app.router.add_post("/_faults/cut", self.cut)

    async def add(self, request: web.Request) -> web.StreamResponse:
        """One rule; 400 says why it is none."""
        try:
            asked = await request.json()
            number = self._rules.add(asked)
        except (ValueError, TypeError, AttributeError) as wrong:
            return web.json_response({"error": str(wrong)}, status=400)
        return web.json_response({"id": number}, status=201)

    async def show(self, _request: web.Request) -> web.StreamResponse:
        """Every rule that stands."""
        return web.json_response({"rules": [{"id": number, **rule.shown} for number, rule in self._rules]})

    async def clear(self, _request: web.Request) -> web.StreamResponse:
        """No rule stands from now on."""
        self._rules.clear()
        return web.json_response({})

    async def remove(self, request: web.Request) -> web.StreamResponse:
        """One rule stands no more."""
        try:
            self._rules.remove(int(request.match_info["number"]))
        except (KeyError, ValueError):
            return web.json_response({"error": "there is no such rule"}, status=404)
        return web.json_response({})

    async def log(self, request: web.Request) -> web.StreamResponse:
        """What was done, after so many deeds (``?after=``), waiting for more (``&wait_s=``)."""
        try:
            after, wait_s = int(request.query.get("after", "0")), float(request.query.get("wait_s", "0"))
        except ValueError as wrong:
            return web.json_response({"error": str(wrong)}, status=400)
        return web.json_response(
            {"log": await self._record.deeds(after=after, wait_s=min(wait_s, LONGEST_WAIT_S))}
        )

    async def forget(self, _request: web.Request) -> web.StreamResponse:
        """Nothing was seen or done."""
        self._record.clear()
        return web.json_response({})

    async def calls(self, request: web.Request) -> web.StreamResponse:
        """The latest calls, of all or those with a text (``?contains=``)."""
        return web.json_response({"calls": self._record.calls(contains=request.query.get("contains", ""))})

    async def cut(self, _request: web.Request) -> web.StreamResponse:
        """Cut every WebSocket."""
        return web.json_response({"cut": self._sockets.cut()})
