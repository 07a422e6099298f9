"""The bot's account: who it is, its webhook and its commands.

Source: https://core.telegram.org/bots/api#getme, #setwebhook, #getwebhookinfo, #setmycommands.
"""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from dev.telegram.bot import Bot
from dev.telegram.documented import UPDATE_TYPES
from dev.telegram.errors import bad
from dev.telegram.ways import THIS_MACHINE as HERE
from dev.telegram.webhook import Courier, Webhook

PORTS = (None, 443, 80, 88, 8443)
THIS_MACHINE = ("127.0.0.1", "localhost", "::1")
SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
MOST_CONNECTIONS = 100
COMMAND = re.compile(r"[a-z0-9_]{1,32}")
COMMANDS, DESCRIPTION_CHARACTERS = 100, 256


class Account:
    """One bot. domain: what BotFather was told by /setdomain, the only one that its buttons sign in at."""

    def __init__(self, *, bot: Bot, courier: Courier) -> None:
        self.shown: Mapping[str, Any] = {
            "id": bot.id,
            "is_bot": True,
            "first_name": "Parley",
            "username": bot.user_name,
            "can_join_groups": True,
            "can_read_all_group_messages": True,
            "supports_inline_queries": False,
        }
        self._courier = courier
        self.domain = HERE
        self._commands: dict[tuple[str, str], list[dict[str, str]]] = {}

    @property
    def sender(self) -> Mapping[str, Any]:
        """The bot as the sender of a message."""
        return {name: self.shown[name] for name in ("id", "is_bot", "first_name", "username")}

    def get_me(self, _given: Mapping[str, Any]) -> object:
        """See ``getMe``."""
        return self.shown

    def set_webhook(self, given: Mapping[str, Any]) -> object:
        """See ``setWebhook``; an address on this machine may do without TLS and on any port."""
        if "certificate" in given or "ip_address" in given:
            raise bad("the stand-in takes no certificate and no ip_address")
        url = given["url"]
        _check_address(url)
        connections = given.get("max_connections", 40)
        if not 1 <= connections <= MOST_CONNECTIONS:
            raise bad("max_connections must be between 1 and 100")
        webhook = Webhook(
            url=url,
            secret=_secret(given),
            max_connections=connections,
            allowed_updates=self._allowed(given),
        )
        self._courier.set_webhook(webhook, drop_pending=given.get("drop_pending_updates", False))
        return True

    def _allowed(self, given: Mapping[str, Any]) -> list[str]:
        """The kinds of updates that are wanted; not named, the earlier ones stay."""
        kinds = given.get("allowed_updates", list(self._courier.webhook.allowed_updates))
        for kind in kinds:
            if not isinstance(kind, str) or kind not in UPDATE_TYPES:
                raise bad(f"can't parse allowed_updates: there is no update type {kind!r}")
        return list(kinds)

    def delete_webhook(self, given: Mapping[str, Any]) -> object:
        """See ``deleteWebhook``."""
        drop = given.get("drop_pending_updates", False)
        self._courier.set_webhook(Webhook(), drop_pending=drop)
        return True

    def get_webhook_info(self, _given: Mapping[str, Any]) -> object:
        """See ``getWebhookInfo``."""
        webhook, error = self._courier.webhook, self._courier.last_error
        told: dict[str, Any] = {
            "url": webhook.url,
            "has_custom_certificate": False,
            "pending_update_count": self._courier.pending,
        }
        if webhook.url:
            told |= {"max_connections": webhook.max_connections}
        if webhook.allowed_updates:
            told |= {"allowed_updates": list(webhook.allowed_updates)}
        if error:
            told |= {"last_error_date": error[0], "last_error_message": error[1]}
        return told

    def set_my_commands(self, given: Mapping[str, Any]) -> object:
        """See ``setMyCommands``."""
        if len(given["commands"]) > COMMANDS:
            raise bad("BOT_COMMANDS_TOO_MUCH")
        for command in given["commands"]:
            _check_command(command)
        self._commands[_audience(given)] = given["commands"]
        return True

    def get_my_commands(self, given: Mapping[str, Any]) -> object:
        """See ``getMyCommands``."""
        return self._commands.get(_audience(given), [])


def _check_address(url: str) -> None:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise bad("invalid webhook URL specified") from None
    if not url or parts.hostname in THIS_MACHINE:
        return
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise bad("invalid webhook URL specified")
    if parts.scheme != "https":
        raise bad("bad webhook: An HTTPS URL must be provided for webhook")
    if port not in PORTS:
        raise bad("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")


def _secret(given: Mapping[str, Any]) -> str:
    secret = given.get("secret_token")
    if secret is None:
        return ""
    if not SECRET.fullmatch(secret):
        long = len(secret) > 256  # noqa: PLR2004 — see SECRET
        raise bad("secret token is too long" if long else "secret token contains unallowed characters")
    return str(secret)


def _audience(given: Mapping[str, Any]) -> tuple[str, str]:
    return str(given.get("scope", {}).get("type", "default")), given.get("language_code", "")


def _check_command(command: object) -> None:
    if not isinstance(command, dict) or command.keys() - {"is_ephemeral"} != {"command", "description"}:
        raise bad("can't parse BotCommand: expected an Object with command and description")
    if not isinstance(command.get("is_ephemeral", False), bool):
        raise bad('can\'t parse BotCommand: field "is_ephemeral" must be of type Boolean')
    if not isinstance(command["command"], str) or not COMMAND.fullmatch(command["command"]):
        raise bad("BOT_COMMAND_INVALID")
    described = command["description"]
    if not isinstance(described, str) or not 1 <= len(described) <= DESCRIPTION_CHARACTERS:
        raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
