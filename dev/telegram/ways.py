"""Buttons that lead to an address, and what Telegram tells that address of who presses them.

Source: https://core.telegram.org/bots/api#loginurl,
https://core.telegram.org/widgets/login-legacy#receiving-authorization-data
"""

import hashlib
import hmac
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from dev.telegram.errors import bad

SIGNED, PLAIN = "login_url", "url"
# Of a LoginUrl object; we stand in for one bot, so that none can be named.
MEMBERS = {"url": str, "forward_text": str, "request_write_access": bool}
TOLD = ("id", "first_name", "last_name", "username", "photo_url")
THIS_MACHINE = "127.0.0.1"


def check_login(given: object, *, domain: str) -> None:
    """Raise ``ApiError`` where Telegram would not sign in at this ``LoginUrl``.

    domain: what BotFather was told by /setdomain. An address on this machine may do without TLS.
    """
    if not isinstance(given, dict) or not isinstance(given.get("url"), str):
        raise _wrong('field "login_url" must be a LoginUrl with an url')
    for name, value in given.items():
        if name not in MEMBERS or type(value) is not MEMBERS[name]:
            raise _wrong(f'field "{name}" of a LoginUrl is unknown or of another type')
    url = given["url"]
    try:
        host = urlsplit(url).hostname
    except ValueError:
        host = None
    here = url.startswith("http://") and host == THIS_MACHINE
    if not host or not (url.startswith("https://") or here):
        raise bad(f"inline keyboard button login URL '{url}' is invalid: Only HTTPS links are allowed")
    if host != domain:
        raise bad("BOT_DOMAIN_INVALID")


def address_of(button: Mapping[str, Any], user: Mapping[str, Any], *, token: str, tells: bool) -> str:
    """Where a button leads somebody; for one that signs in with who it is, if the person tells that."""
    if SIGNED not in button:
        return str(button[PLAIN])
    url = str(button[SIGNED]["url"])
    return _with(url, signed(user, token=token)) if tells else url


def signed(user: Mapping[str, Any], *, token: str) -> Mapping[str, str]:
    """Who somebody is, since when, and the proof of both by the bot's token."""
    told = {name: str(user[name]) for name in TOLD if name in user} | {"auth_date": str(int(time.time()))}
    checked = "\n".join(f"{name}={told[name]}" for name in sorted(told))
    key = hashlib.sha256(token.encode()).digest()
    return told | {"hash": hmac.new(key, checked.encode(), hashlib.sha256).hexdigest()}


def _with(url: str, told: Mapping[str, str]) -> str:
    parts = urlsplit(url)
    return parts._replace(query=urlencode([*parse_qsl(parts.query), *told.items()])).geturl()


def _wrong(why: str) -> Exception:
    return bad(f"can't parse inline keyboard button: {why}")
