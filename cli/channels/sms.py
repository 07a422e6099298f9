"""Twilio: where a number's text messages go, and one that is sent by it.

Source: https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource,
https://www.twilio.com/docs/messaging/api/short-code-resource and
https://www.twilio.com/docs/messaging/api/service-resource
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from cli.channels.port import NONE, Asked, Options, Report, changes, title_of, whether_taken
from cli.channels.trying import send
from cli.channels.twilio_senders import FOUND, sender_of
from cli.installed import Installed
from cli.not_installed import NotInstalledError
from lambdas.channels.sms.build import sms_messenger
from lambdas.channels.sms.verify import OVERRIDES

AUTH_TOKEN: Final = Asked(
    title="auth token",
    found=FOUND,
    shape=re.compile(r"[0-9a-f]{32}"),
)
E164: Final = re.compile(r"\+[1-9][0-9]{6,14}")


class Sms:
    """See ``Channel``; the auth token is both what we call with and what Twilio signs with."""

    title = "Twilio"
    token = AUTH_TOKEN
    proof = AUTH_TOKEN
    takes_proof = False

    def register(self, installed: Installed, options: Options) -> Report:
        """See ``Channel``; sets the address of the number, short code or messaging service, and POST."""
        token = options.new_token or installed.secrets.token()
        sender = sender_of(installed, token=_checked(installed, token))
        before = sender.standing()
        if options.new_token:
            installed.secrets.keep_token(options.new_token)
        wanted = {"webhook": installed.webhook_url + OVERRIDES, "method": "POST"}
        if before != wanted:
            sender.send_to(wanted["webhook"])
        after = sender.standing()
        different = changes(_written(before), _written(after))
        told = whether_taken(different, goes_to=after["webhook"], ours=wanted["webhook"])
        stored = (("auth token", "stored"),) if options.new_token else ()
        return Report(
            title=title_of(installed, account=sender.name),
            changes=different,
            rows=(*told, *stored, *_proof(installed)),
            ok=after == wanted and bool(installed.secrets.proof().current),
        )

    def inspect(self, installed: Installed) -> Report:
        """See ``Channel``."""
        sender = sender_of(installed, token=_checked(installed, installed.secrets.token()))
        found = sender.standing()
        ours = found["webhook"].partition("#")[0] == installed.webhook_url and found["method"] == "POST"
        words = _written(found)
        words["webhook"] += " (ours)" if ours else " (not ours)"
        expected = () if ours else (("ours would be", installed.webhook_url + OVERRIDES),)
        signed = bool(installed.secrets.proof().current)
        return Report(
            title=title_of(installed, account=sender.name),
            rows=(*words.items(), *expected, *_proof(installed)),
            ok=ours and signed,
        )

    def send_test(self, installed: Installed, *, to: str, text: str) -> Report:
        """See ``Channel``; to: a number such as +15550100142."""
        if not E164.fullmatch(to):
            raise NotInstalledError("write the number with its country, such as +15550100142")
        sent = send(installed, sms_messenger, title=self.title, to=to, text=text)
        tells = ("whether it arrives", "Twilio's console tells: Monitor, Logs")
        return replace(sent, rows=(*sent.rows, tells))

    def manifest(self, installed: Installed) -> Mapping[str, str]:
        """See ``Channel``; there is no app to make."""
        del installed
        return {}


def _checked(installed: Installed, token: str) -> str:
    """The auth token; raises ``NotInstalledError`` where it is none."""
    if not token:
        raise NotInstalledError(
            f"the auth token of {installed.name} is not set; give it with --token-from-stdin"
        )
    if not AUTH_TOKEN.shape.fullmatch(token):
        raise NotInstalledError(f"this is no auth token. {AUTH_TOKEN.found}")
    return token


def _proof(installed: Installed) -> tuple[tuple[str, str], ...]:
    """Whether what Twilio signs with is known."""
    if installed.secrets.proof().current:
        return ()
    mend = "not set, so every message is refused; give the auth token with --secret-from-stdin too"
    return (("signing token", mend),)


def _written(standing: Mapping[str, str]) -> dict[str, str]:
    return {name: value or NONE for name, value in standing.items()}
