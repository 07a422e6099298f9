"""Slack: what a bot token is worth, where Slack must be told to send, a message, and the app's manifest.

Where an app's requests go is set on its own pages, by hand or by a manifest: no API that a bot token opens
sets or shows it. Source: https://docs.slack.dev/reference/methods/auth.test,
https://docs.slack.dev/authentication/installing-with-oauth (``X-OAuth-Scopes``),
https://docs.slack.dev/authentication/tokens, https://docs.slack.dev/authentication/using-token-rotation
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from cli.channels.calls import Api
from cli.channels.port import Asked, MessengerError, Options, Report, title_of
from cli.channels.slack_manifest import SCOPES, command_of, manifest_of
from cli.channels.trying import send
from cli.installed import Installed
from cli.not_installed import NotInstalledError
from lambdas.channels.slack.build import SLACK, slack_messenger

A_PLACE: Final = re.compile(r"[CDGUW][A-Z0-9]{1,31}(/[0-9]+\.[0-9]+)?", re.ASCII)
PEOPLE: Final = ("U", "W")
MENDS: Final = {
    "account_inactive": "the app is not installed in the workspace any more",
    "invalid_auth": "the bot token is wrong; copy it again",
    "not_authed": "there is no bot token",
    "token_expired": "the bot token has run out; make the app anew, without token rotation",
    "token_revoked": "the bot token was revoked; install the app anew and copy the new one",
}
"""Source: https://docs.slack.dev/reference/methods/auth.test#errors"""


class Slack:
    """See ``Channel``; the signing secret is Slack's, and an operator brings it."""

    title = "Slack"
    token = Asked(
        title="bot token",
        found=(
            "Slack shows it under OAuth & Permissions once the app is installed; it begins with xoxb-. (With "
            "xoxe.xoxb- it runs out after 12 hours: make the app anew, without token rotation.)"
        ),
        shape=re.compile(r"xoxb-[A-Za-z0-9-]{4,400}"),
    )
    proof = Asked(
        title="signing secret",
        found="Slack shows it under Basic Information, App Credentials, Signing Secret.",
        shape=re.compile(r"[0-9a-f]{32}"),
    )
    takes_proof = False

    def register(self, installed: Installed, options: Options) -> Report:
        """See ``Channel``; a new token is kept once Slack takes it, and what is set by hand is told."""
        token = options.new_token or installed.secrets.token()
        standing = _standing(installed, token)
        if options.new_token:
            installed.secrets.keep_token(options.new_token)
        stored = (("bot token", "stored"),) if options.new_token else ()
        return _report(installed, standing, (*stored, *_to_be_set(installed)))

    def inspect(self, installed: Installed) -> Report:
        """See ``Channel``."""
        return _report(installed, _standing(installed, installed.secrets.token()), _to_be_set(installed))

    def send_test(self, installed: Installed, *, to: str, text: str) -> Report:
        """See ``Channel``; to: a person's id (U…), a channel's (C…), or a thread as C…/1795000000.000100."""
        if not A_PLACE.fullmatch(to):
            raise NotInstalledError("name a person or a channel by its id, such as U0123ABC or C0123ABC")
        place = f"@{to}" if to.startswith(PEOPLE) else to
        return send(installed, slack_messenger, title=self.title, to=place, text=text, user=to)

    def manifest(self, installed: Installed) -> dict[str, str]:
        """See ``Channel``; for "Create an app from a manifest", or the app's own page App Manifest."""
        return {"slack-manifest.json": manifest_of(installed)}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Standing:
    """Whose token it is. missing: scopes that the app was not given; ``None`` where Slack does not tell."""

    workspace: str
    bot: str
    missing: Sequence[str] | None


def _standing(installed: Installed, token: str) -> _Standing:
    """What Slack tells of the token; raises ``NotInstalledError`` or ``MessengerError``."""
    headers = {"Authorization": f"Bearer {_checked(installed, token)}"}
    api = Api(title="Slack", endpoint=installed.endpoint or SLACK, headers=headers)
    answer = api.call("api/auth.test", what="auth.test", body={})
    if answer.body.get("ok") is not True:
        error = str(answer.body.get("error") or f"status {answer.status}")[:60]
        raise MessengerError(f"Slack refuses the bot token: {MENDS.get(error, error)}")
    given = answer.headers.get("x-oauth-scopes")
    held = {scope.strip() for scope in (given or "").split(",")}
    return _Standing(
        workspace=f"{answer.body.get('team')} ({answer.body.get('team_id')})",
        bot=f"@{answer.body.get('user')}",
        missing=None if given is None else [scope for scope in sorted(SCOPES) if scope not in held],
    )


def _report(installed: Installed, standing: _Standing, rows: Sequence[tuple[str, str]]) -> Report:
    signed = bool(installed.secrets.proof().current)
    secret = "set" if signed else "not set, so every request is refused; give it with --secret-from-stdin"
    return Report(
        title=title_of(installed, account=standing.bot),
        rows=(
            ("workspace", standing.workspace),
            ("signing secret", secret),
            ("scopes", _scopes(standing.missing)),
            *rows,
        ),
        ok=signed and not standing.missing,
    )


def _scopes(missing: Sequence[str] | None) -> str:
    if missing is None:
        return "not told by Slack"
    return f"missing: {', '.join(missing)}; add them and install the app anew" if missing else "all there"


def _to_be_set(installed: Installed) -> Sequence[tuple[str, str]]:
    """What only the app's own pages set and show."""
    return (
        ("request URL", installed.webhook_url),
        (
            "to be set in",
            f"Event Subscriptions, Interactivity & Shortcuts, Slash Commands ({command_of(installed)})",
        ),
        ("all at once", f"{installed.command('manifest')}, pasted into App Manifest"),
    )


def _checked(installed: Installed, token: str) -> str:
    if not token:
        raise NotInstalledError(
            f"the bot token of {installed.name} is not set; give it with --token-from-stdin"
        )
    if not Slack.token.shape.fullmatch(token):
        raise NotInstalledError(f"this is no bot token. {Slack.token.found}")
    return token
