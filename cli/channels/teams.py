"""Microsoft Teams: the bot's secret and what it is worth, the connector's keys, a message, the app's package.

Where the bot is called is set in Azure alone, by its owner: no API that a bot's secret opens tells it.
Source: https://learn.microsoft.com/en-us/azure/bot-service/rest-api/bot-framework-rest-connector-authentication
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final
from urllib.parse import urlsplit

from cli.channels.calls import Api
from cli.channels.port import Asked, MessengerError, Options, Report, title_of
from cli.channels.teams_app import app_files
from cli.channels.trying import send
from cli.installed import Installed
from cli.not_installed import NotInstalledError
from lambdas.channels.teams.build import teams_messenger, tenant_of
from lambdas.channels.teams.connector_token import LOGIN, SCOPE

OK: Final = 200
TITLE: Final = "Microsoft"
OPENID: Final = "https://login.botframework.com"
METADATA: Final = "v1/.well-known/openidconfiguration"
A_CONVERSATION: Final = re.compile(r"[0-9a-z]{1,8}:[!-~]{1,400}")
A_REASON: Final = re.compile(r"AADSTS[0-9]{1,10}")
MENDS: Final[Mapping[str, str]] = {
    "AADSTS7000215": "the client secret is wrong; copy its value, not its id",
    "AADSTS7000222": "the client secret has run out; make another in Entra",
    "AADSTS700016": "there is no such app in the tenant; see app_id, tenant_id, app_type of the stage file",
    "AADSTS90002": "there is no such tenant; see tenant_id of the stage file",
}
"""Source: https://learn.microsoft.com/en-us/entra/identity-platform/reference-error-codes"""


class Teams:
    """See ``Channel``; Microsoft signs with keys that it publishes, so there is no proof to keep."""

    title = "Microsoft Teams"
    token = Asked(
        title="client secret",
        found="Entra shows its value once: App registrations, the app, Certificates & secrets",
    )
    proof = None
    takes_proof = False

    def register(self, installed: Installed, options: Options) -> Report:
        """See ``Channel``; a new secret is kept once Microsoft gives a token for it."""
        secret = options.new_token or _secret(installed)
        lasts = _worth(installed, secret)
        if options.new_token:
            installed.secrets.keep_token(options.new_token)
        stored = (("client secret", "stored"),) if options.new_token else ()
        return Report(title=_title(installed), rows=(*stored, ("token", lasts), *_to_be_set(installed)))

    def inspect(self, installed: Installed) -> Report:
        """See ``Channel``."""
        keys = _keys(installed)
        account = installed.account
        return Report(
            title=_title(installed),
            rows=(
                ("tenant", account["tenant_id"]),
                ("people of", "any tenant" if account.get("tenants") == "any" else "this tenant alone"),
                ("token", _worth(installed, _secret(installed))),
                ("signing keys", f"{keys} that may sign for Teams" if keys else "none may sign for Teams"),
                *_to_be_set(installed),
            ),
            ok=keys > 0,
        )

    def send_test(self, installed: Installed, *, to: str, text: str) -> Report:
        """See ``Channel``; to: the id of a conversation that the bot is in, as the log shows it."""
        if not A_CONVERSATION.fullmatch(to):
            raise NotInstalledError("name a conversation by its id, as the log shows it: a:… or 19:…")
        return send(installed, teams_messenger, title=self.title, to=to, text=text)

    def manifest(self, installed: Installed) -> Mapping[str, str | bytes]:
        """See ``Channel``; the zip is what Teams takes, the others are what is in it."""
        return app_files(installed)


def _title(installed: Installed) -> str:
    return title_of(installed, account=f"app {installed.account['app_id']}")


def _secret(installed: Installed) -> str:
    secret = installed.secrets.token()
    if not secret:
        raise NotInstalledError(
            f"the client secret of {installed.name} is not set; give it with --token-from-stdin"
        )
    return secret


def _worth(installed: Installed, secret: str) -> str:
    """What Microsoft gives for the secret; raises ``MessengerError``."""
    account = installed.account
    form = {
        "grant_type": "client_credentials",
        "client_id": account["app_id"],
        "client_secret": secret,
        "scope": SCOPE,
    }
    api = Api(title=TITLE, endpoint=installed.endpoint or LOGIN)
    answer = api.call(f"{tenant_of(account)}/oauth2/v2.0/token", what="for a token", form=form)
    if answer.status != OK or "access_token" not in answer.body:
        raise MessengerError(f"{TITLE} gives no token for the client secret: {_reason(answer.body)}")
    return f"given for {answer.body.get('expires_in')} s"


def _reason(body: Mapping[str, Any]) -> str:
    found = A_REASON.search(str(body.get("error_description", "")))
    if found is None:
        return str(body.get("error", "without a reason"))[:64]
    return MENDS.get(found[0], found[0])


def _keys(installed: Installed) -> int:
    """How many of the connector's keys may sign for Teams; raises ``MessengerError``."""
    endpoint = installed.endpoint or OPENID
    told = Api(title=TITLE, endpoint=endpoint).call(METADATA, what="for its metadata").body
    where = urlsplit(str(told.get("jwks_uri", "")))
    api = Api(title=TITLE, endpoint=f"{where.scheme}://{where.netloc}")
    listed = api.call(where.path.lstrip("/"), what="for its keys").body.get("keys", [])
    return sum("msteams" in key.get("endorsements", ()) for key in listed)


def _to_be_set(installed: Installed) -> Sequence[tuple[str, str]]:
    return (
        ("endpoint", installed.webhook_url),
        (
            "set it in Azure",
            "your Azure Bot, Configuration, Messaging endpoint; then Channels, Microsoft Teams",
        ),
    )
