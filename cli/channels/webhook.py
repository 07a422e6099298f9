"""A service of one's own: where it calls us, what both sides sign with, and a reply that is sent there.

Source: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
"""

import re
import secrets
from base64 import b64encode
from collections.abc import Mapping, Sequence
from typing import Final

from cli.channels.port import Asked, Options, Report, title_of
from cli.channels.trying import send
from cli.installed import Installed
from cli.not_installed import NotInstalledError
from lambdas.channels.webhook.build import webhook_messenger
from lambdas.kit.standard_webhooks import PREFIX

NEW_BYTES: Final = 32
TO: Final = re.compile(r"([!-.0-~]{1,128})/([!-~]{1,128})")


class OwnService:
    """See ``Channel``; nobody has to be told by an API: the service's operator reads both secrets."""

    title = "your service"
    token = Asked(
        title="secret for replies",
        found="It is whsec_ and 24 to 64 random bytes in base64; without one, register makes it.",
        shape=re.compile(rf"{PREFIX}[A-Za-z0-9+/]{{32,88}}={{0,2}}"),
    )
    proof = None
    takes_proof = False

    def register(self, installed: Installed, options: Options) -> Report:
        """See ``Channel``; makes the secret for replies where there is none yet."""
        installed.secrets.newest_proof()
        before = installed.secrets.token()
        new = options.new_token or ("" if before else _made())
        if new and not self.token.shape.fullmatch(new):
            raise NotInstalledError(f"this is no secret. {self.token.found}")
        if new and new != before:
            installed.secrets.keep_token(new)
        made = () if options.new_token or before else (("secret for replies", "made, and kept"),)
        stored = (("secret for replies", "stored"),) if options.new_token else ()
        return Report(title=_title(installed), rows=(*made, *stored, *_rows(installed)))

    def inspect(self, installed: Installed) -> Report:
        """See ``Channel``."""
        ready = bool(installed.secrets.token())
        state = "set" if ready else "not set, so nothing is sent; register makes it"
        rows = (("secret for replies", state), *_rows(installed))
        return Report(
            title=_title(installed), rows=rows, ok=ready and bool(installed.secrets.proof().current)
        )

    def send_test(self, installed: Installed, *, to: str, text: str) -> Report:
        """See ``Channel``; to: a conversation and a user as the service names them, ``c-42/u-7``."""
        named = TO.fullmatch(to)
        if not named:
            raise NotInstalledError("write a conversation and a user of the service, such as c-42/u-7")
        conversation, user = named.groups()
        return send(installed, webhook_messenger, title=self.title, to=conversation, text=text, user=user)

    def manifest(self, installed: Installed) -> Mapping[str, str]:
        """See ``Channel``; there is no app to make."""
        del installed
        return {}


def _made() -> str:
    return PREFIX + b64encode(secrets.token_bytes(NEW_BYTES)).decode()


def _title(installed: Installed) -> str:
    return title_of(installed, account=installed.account["url"])


def _rows(installed: Installed) -> Sequence[tuple[str, str]]:
    """What the service's operator needs; the secrets themselves stay where they are."""
    return (
        ("calls us at", installed.webhook_url),
        ("replies go to", installed.account["url"]),
        ("signs with", f"“current” of the secret {installed.secrets.proof_arn}"),
        ("checks with", f"“token” of the secret {installed.secrets.token_arn}"),
    )
