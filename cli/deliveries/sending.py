"""Sends a webhook call to the platform of this machine, as its messenger would."""

import urllib.error
import urllib.request
from typing import Final

from cli.deliveries.connector import by_the_double
from cli.deliveries.form import Captured
from cli.deliveries.run import Outcome
from cli.deliveries.signing import Signer
from cli.installed import Installations, Installed
from cli.not_installed import NotInstalledError
from lambdas.kit.clock import SystemClock

ANSWER_S: Final = 30.0
TEAMS: Final = "teams"


def send(call: Captured, *, installations: Installations, name: str | None = None) -> Outcome:
    """What the platform answers to a call, signed for the installation; which turns came of it, nobody tells.

    Raises ``NotInstalledError`` or ``NotSignableError``.
    """
    installed = _installed(installations, call.channel, name)
    signed = by_the_double(call, installed) if call.channel == TEAMS else _signed(call, installed)
    url = f"{installed.webhook_url}?{signed.query}" if signed.query else installed.webhook_url
    request = urllib.request.Request(  # noqa: S310 — http on this machine
        url,
        data=signed.body if signed.method != "GET" else None,
        headers=dict(signed.headers),
        method=signed.method,
    )
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(request, timeout=ANSWER_S) as answer:
            return Outcome(status=answer.status, reads=answer.read().decode(errors="replace"), turns=())
    except urllib.error.HTTPError as refusal:
        with refusal:
            return Outcome(status=refusal.code, reads="", turns=())
    except OSError:
        raise NotInstalledError(f"nothing answers at {installed.webhook_url}; start it: parley up") from None


def _signed(call: Captured, installed: Installed) -> Captured:
    signer = Signer(
        installation=installed.configured,
        key=installed.secrets.proof().current.encode(),
        url=installed.webhook_url,
        now=SystemClock().now(),
    )
    return signer.signed(call)


def _installed(installations: Installations, channel: str, name: str | None) -> Installed:
    for each in installations.messengers():
        if each.channel == channel and name in (None, each.name):
            return each
    raise NotInstalledError(f"no installation of {channel} runs here{f' as {name}' if name else ''}")
