"""`/bot<token>/<method>`: one call in, one answer out."""

import logging
from collections.abc import Awaitable, Callable, Mapping
from inspect import isawaitable
from typing import Any

from aiohttp import web

from dev.telegram.account import Account
from dev.telegram.chats import Chats
from dev.telegram.documented import METHODS
from dev.telegram.errors import ApiError
from dev.telegram.faults import AnswerLostError, Faults
from dev.telegram.parameters import checked, read_given, written
from dev.telegram.sending import Sending

log = logging.getLogger(__name__)

Operation = Callable[[Mapping[str, Any]], Awaitable[object] | object]


class Api:
    """The Bot API for one bot."""

    def __init__(self, *, account: Account, chats: Chats, faults: Faults) -> None:
        self._chats, self._faults = chats, faults
        sending = Sending(account=account, chats=chats)
        self._operations: Mapping[str, Operation] = {
            "getMe": account.get_me,
            "setWebhook": account.set_webhook,
            "getWebhookInfo": account.get_webhook_info,
            "deleteWebhook": account.delete_webhook,
            "setMyCommands": account.set_my_commands,
            "getMyCommands": account.get_my_commands,
            "sendMessage": sending.send_message,
            "sendPhoto": sending.send_photo,
            "sendDocument": sending.send_document,
            "sendAudio": sending.send_audio,
            "sendVoice": sending.send_voice,
            "sendVenue": sending.send_venue,
            "sendLocation": sending.send_location,
            "sendChatAction": sending.send_chat_action,
            "answerCallbackQuery": sending.answer_callback_query,
        }
        # Telegram does not mind how a method's name is written.
        self._names = {name.lower(): name for name in self._operations}

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Answer a call; the connection is cut where a fault says that the answer gets lost."""
        given: dict[str, Any] = {}
        method = self._names.get(request.match_info["method"].lower(), "")
        try:
            result = await self._call(method, request, given)
        except ApiError as error:
            await self._note_refusal(method, given, error)
            return web.json_response(error.answer(), status=error.code)
        except AnswerLostError:
            if request.transport:
                request.transport.abort()
            return web.Response()
        return web.json_response({"ok": True, "result": result})

    async def _call(self, method: str, request: web.Request, given: dict[str, Any]) -> object:
        if not method:
            raise ApiError(404, "Not Found: method not found")
        given.update(await read_given(request))
        fault = await self._faults.before(method, given)
        result = self._operations[method](checked(given, METHODS[method]))
        if isawaitable(result):
            result = await result
        if fault.lose:
            raise AnswerLostError
        return result

    async def _note_refusal(self, method: str, given: Mapping[str, Any], error: ApiError) -> None:
        """Keep what was refused with the chat that it was for."""
        log.info("call refused", extra={"method": method, "code": error.code})
        for chat in self._chats:
            if str(chat.id) == str(given.get("chat_id")):
                await self._chats.record(chat, method, refused=error.answer(), given=written(given))
