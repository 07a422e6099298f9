"""Connects the messengers' doubles to a platform that has just started, by the code of `parley channel`."""

import json
import urllib.request
from collections.abc import Mapping
from typing import Any

from cli.channels.port import MessengerError
from cli.installed import Installed, locally
from cli.not_installed import NotInstalledError
from cli.registration import Brought, register

TELEGRAM = "telegram"
"""The one that is told by its API alone where it sends."""

ANSWERS_S = 10.0


class NotConnectedError(Exception):
    """A messenger does not send to the platform; the message is for the person at the terminal."""


def connect(local: Mapping[str, Any]) -> None:
    """Register every installation with its double; raises ``NotConnectedError``.

    local: what ``local.json`` says.
    """
    told = [_asked(f"{local[place]}/") for place in ("messengers_endpoint", "telegram_endpoint")]
    accounts = {name: account for each in told for name, account in each["installations"].items()}
    for installed in locally(local).messengers():
        if installed.name not in accounts:
            raise NotConnectedError(f"{installed.name} is not connected: it has no double")
        try:
            _join(installed, accounts[installed.name])
        except (NotInstalledError, MessengerError) as error:
            raise NotConnectedError(f"{installed.name} is not connected: {error}") from error


def _join(installed: Installed, account: Mapping[str, str]) -> None:
    """Let a double and the platform know each other.

    account: see ``Account``; what a messenger does not make itself is ours.
    """
    if installed.channel != TELEGRAM:
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
