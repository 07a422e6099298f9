"""Connects the messengers' doubles to a platform that has just started, by the code of `parley channel`."""

import json
import urllib.request
from collections.abc import Mapping, Sequence
from typing import Any

from cli.channels.port import MessengerError
from cli.installed import Installed, locally
from cli.not_installed import NotInstalledError
from cli.registration import Brought, register
from dev.telegram.server import LOCAL_TOKEN

TELEGRAM = "telegram"
ANSWERS_S = 10.0


class NotConnectedError(Exception):
    """A messenger does not send to the platform; the message is for the person at the terminal."""


def connect(local: Mapping[str, Any]) -> Sequence[str]:
    """Register one installation a messenger with its double; raises ``NotConnectedError``.

    local: what ``local.json`` says. Gives a line on each installation that is left alone: a double has one
    account, which sends to one address.
    """
    doubles = _asked(f"{local['messengers_endpoint']}/")["channels"]
    first: dict[str, str] = {}
    left = []
    for installed in locally(local).messengers():
        if (has := first.setdefault(installed.channel, installed.name)) != installed.name:
            left.append(
                f"{installed.name} is not connected: {has} has the one account of {installed.channel} here"
            )
            continue
        try:
            if installed.channel == TELEGRAM:
                register(installed, brought=Brought(token=LOCAL_TOKEN))
            else:
                _join(installed, doubles[installed.channel])
        except (NotInstalledError, MessengerError) as error:
            raise NotConnectedError(f"{installed.name} is not connected: {error}") from error
        except KeyError:
            raise NotConnectedError(f"{installed.name} is not connected: it has no double") from None
    return left


def _join(installed: Installed, account: Mapping[str, str]) -> None:
    """Let a double and the platform know each other.

    account: the constants of the double's account; what a messenger does not make itself is ours.
    """
    proof = account["secret"] or installed.secrets.proof().current
    _asked(f"{installed.endpoint}/_dev/webhook", {"url": installed.webhook_url, "secret": proof})
    register(installed, brought=Brought(token=account["token"], proof=account["secret"]))


def _asked(url: str, body: Mapping[str, str] | None = None) -> Mapping[str, Any]:
    """What a double answers; raises ``NotConnectedError``."""
    content = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data=content)  # noqa: S310 — http on this machine
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(request, timeout=ANSWERS_S) as answer:
            found: Mapping[str, Any] = json.load(answer)
    except OSError as error:
        raise NotConnectedError(f"no double answers {url}: {error}") from error
    return found
