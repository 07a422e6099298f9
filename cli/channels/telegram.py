"""Telegram: where a bot's updates go, what it says of itself to people, and a message by it.

Source: https://core.telegram.org/bots/api#setwebhook, #setmycommands, #getme.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from cli.channels.bot_api import FOUND, TOKEN, BotApi
from cli.channels.described import DESCRIPTIONS
from cli.channels.port import (
    NONE,
    Asked,
    MessengerError,
    Options,
    Report,
    changes,
    missing,
    title_of,
    whether_taken,
)
from cli.channels.trying import send
from cli.installed import Installed
from cli.not_installed import NotInstalledError
from lambdas.channels.telegram.build import telegram_messenger
from lambdas.domain.installation import language

API: Final = "https://api.telegram.org"
UPDATES: Final = ("message", "edited_message", "callback_query", "my_chat_member")
TO: Final = re.compile(r"-?[1-9][0-9]{0,18}(/[1-9][0-9]{0,18})?")
LONGEST_DESCRIPTION: Final = 256
MOST_COMMANDS: Final = 100
ADDRESSED: Final = "privacy mode on: Telegram shows it only what is meant for it"
EVERYTHING: Final = "privacy mode off: it sees everything, and answers what is meant for it"
SET_DOMAIN: Final = (
    "send /setdomain to @BotFather, then the chat page's domain (nothing but BotFather can set or show it)"
)


class Telegram:
    """See ``Channel``; the proof is ours, and Telegram shows it with every update."""

    title = "Telegram"
    token = Asked(title="bot token", found=FOUND, shape=TOKEN)
    proof = None
    takes_proof = True

    def register(self, installed: Installed, options: Options) -> Report:
        """See ``Channel``; a new token is kept once Telegram takes it."""
        secret = installed.secrets.newest_proof()
        api = _api_of(installed, token=options.new_token or installed.secrets.token())
        before = _standing(api, installed)
        ours = _address(installed, before.bot)
        if options.new_token:
            installed.secrets.keep_token(options.new_token)
        api.call(
            "setWebhook",
            url=ours,
            secret_token=secret,
            allowed_updates=list(UPDATES),
            drop_pending_updates=options.drop_pending,
        )
        for code, commands in _menus(installed).items():
            api.call("setMyCommands", commands=commands, **_for(code))
        after = _standing(api, installed)
        different = changes(before.written(), after.written())
        told = whether_taken(different, goes_to=after.webhook, ours=ours, what="updates")
        stored = (("token", "stored"),) if options.new_token else ()
        sent = ("secret", "sent; Telegram shows it to us with every update")
        return Report(
            title=title_of(installed, account=after.bot),
            changes=different,
            rows=(*told, *stored, sent, *_domain(installed)),
            ok=after.webhook == ours,
        )

    def inspect(self, installed: Installed) -> Report:
        """See ``Channel``."""
        found = _standing(_api_of(installed, token=installed.secrets.token()), installed)
        address = _address(installed, found.bot)
        ours = found.webhook == address
        words = found.written()
        words["webhook"] += " (ours)" if ours else " (not ours)"
        # Where none are named Telegram brings these, and others.
        lacking = missing(found.updates, UPDATES) if found.updates else ()
        rows = [*words.items(), *(() if ours else (("ours would be", address),)), *lacking]
        rows.append(("groups", EVERYTHING if found.sees_all else ADDRESSED))
        rows.append(("deep link", f"https://t.me/{found.bot[1:]}?start=PAYLOAD"))
        rows.append(("last failure", _when(*found.last_error) if found.last_error else NONE))
        return Report(
            title=title_of(installed, account=found.bot),
            rows=(*rows, *_domain(installed)),
            ok=ours and not lacking,
        )

    def send_test(self, installed: Installed, *, to: str, text: str) -> Report:
        """See ``Channel``; to: the number of a chat that the bot is in, ``-1001234/17`` for a topic of it."""
        if not TO.fullmatch(to):
            raise NotInstalledError("name a chat by its number, such as 4711, or -1001234/17 for a topic")
        return send(installed, telegram_messenger, title=self.title, to=to, text=text)

    def manifest(self, installed: Installed) -> Mapping[str, str]:
        """See ``Channel``; a bot is made by @BotFather, without a file."""
        del installed
        return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Standing:
    """How a bot stands with Telegram; a secret is shown to nobody, not even to its owner.

    bot: its user name after an ``@``. commands: by language, the menu of all others under an empty one.
    sees_all: whether Telegram shows it all that anybody writes in a group.
    """

    bot: str
    webhook: str
    updates: Sequence[str]
    waiting: int
    last_error: tuple[int, str] | None
    commands: Mapping[str, Sequence[str]]
    sees_all: bool

    def written(self) -> dict[str, str]:
        """What may change, in words."""
        return {
            "webhook": self.webhook or NONE,
            "updates": ", ".join(self.updates) or "Telegram's choice",
            **{
                f"commands ({code})" if code else "commands": ", ".join(names) or NONE
                for code, names in self.commands.items()
            },
            "waiting updates": str(self.waiting),
        }


def _api_of(installed: Installed, *, token: str) -> BotApi:
    if not token:
        raise NotInstalledError(f"the token of {installed.name} is not set; give it with --token-from-stdin")
    try:
        return BotApi(endpoint=installed.endpoint or API, token=token)
    except ValueError as error:
        raise MessengerError(str(error)) from error


def _address(installed: Installed, bot: str) -> str:
    """Where updates go; the bot's name tells the adapter what in a group is meant for it."""
    return f"{installed.webhook_url}?bot={bot[1:]}"


def _menus(installed: Installed) -> Mapping[str, Sequence[Mapping[str, str]]]:
    """The commands that the bot declares, by language; the first locale's for every other language, too."""
    menus: dict[str, Sequence[Mapping[str, str]]] = {}
    for locale in installed.configured.locales:
        code, declared = language(locale), installed.configured.commands.get(locale, {})
        described = DESCRIPTIONS.get(code, {})
        menu = [
            {"command": name, "description": described.get(name, heard)[:LONGEST_DESCRIPTION]}
            for name, heard in declared.items()
        ]
        if menu:
            menus.setdefault("" if not menus else code, menu[:MOST_COMMANDS])
    return menus


def _for(code: str) -> Mapping[str, str]:
    return {"language_code": code} if code else {}


def _standing(api: BotApi, installed: Installed) -> _Standing:
    me, told = api.call("getMe"), api.call("getWebhookInfo")
    error = (told["last_error_date"], told["last_error_message"]) if "last_error_date" in told else None
    return _Standing(
        bot=f"@{me.get('username', '')}",
        webhook=told.get("url", ""),
        updates=_in_our_order(told),
        waiting=told.get("pending_update_count", 0),
        last_error=error,
        commands={
            code: [f"/{each['command']}" for each in api.call("getMyCommands", **_for(code))]
            for code in ("", *(each for each in _menus(installed) if each))
        },
        sees_all=me.get("can_read_all_group_messages") is True,
    )


def _in_our_order(told: Mapping[str, Any]) -> Sequence[str]:
    kinds = set(told.get("allowed_updates", ()))
    return [*(kind for kind in UPDATES if kind in kinds), *sorted(kinds - set(UPDATES))]


def _when(epoch_s: int, error: str) -> str:
    return f"{datetime.fromtimestamp(epoch_s, UTC):%Y-%m-%d %H:%M:%S} UTC: {error}"


def _domain(installed: Installed) -> Sequence[tuple[str, str]]:
    """Tell of the one thing that the Bot API neither sets nor shows."""
    return (("sign-in", SET_DOMAIN),) if installed.signs_in else ()
