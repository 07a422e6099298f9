"""Meta's Graph API from the terminal: where an app's news go, and which accounts the app hears of.

Source: https://developers.facebook.com/docs/graph-api/reference/app/subscriptions
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlencode

from cli.channels.calls import Api
from cli.channels.port import NONE, Asked, MessengerError
from cli.installed import Installed
from cli.not_installed import NotInstalledError
from lambdas.kit.graph_api import GRAPH, VERSION
from lambdas.kit.meta_webhook import verify_token

APP_SECRET: Final = Asked(
    title="app secret",
    found="The app's dashboard shows it: App settings, Basic, App secret.",
    shape=re.compile(r"[0-9a-f]{32}"),
)
A_TOKEN: Final = re.compile(r"EAA[A-Za-z0-9]{10,1000}")
BAD_REQUEST: Final = 400
LONGEST_REASON: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscribed:
    """What an app is told of. fields: in the order of their names."""

    url: str
    fields: Sequence[str]

    def written(self) -> dict[str, str]:
        """The same in words."""
        return {"webhook": self.url or NONE, "told of": ", ".join(self.fields) or NONE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One account of Meta's and the app that hears of it. about: what the account is, such as ``page``."""

    title: str
    endpoint: str
    about: str
    account: str
    app: str
    token: str = field(repr=False)
    secret: str = field(repr=False)

    def told(self, path: str, fields: str = "") -> Mapping[str, Any]:
        """What the API tells of something; raises ``MessengerError``."""
        query = f"?{urlencode({'fields': fields})}" if fields else ""
        return self._called(
            f"{path}{query}", what=f"look at {path.rsplit('/', maxsplit=1)[-1]}", bearer=self.token
        )

    def change(self, path: str, body: Mapping[str, Any]) -> None:
        """Change something; raises ``MessengerError``."""
        self._called(path, what=f"change of {_last(path)}", bearer=self.token, body=body)

    def subscribed(self) -> Subscribed:
        """What the app is told of, and where; raises ``MessengerError``."""
        answer = self._called(f"{self.app}/subscriptions", what="look at subscriptions", bearer=self._app())
        for each in answer.get("data", ()):
            if each.get("object") == self.about:
                names = (
                    one.get("name", "") if isinstance(one, dict) else one for one in each.get("fields", ())
                )
                return Subscribed(url=str(each.get("callback_url", "")), fields=sorted(map(str, names)))
        return Subscribed(url="", fields=())

    def subscribe(self, *, url: str, name: str, fields: Sequence[str]) -> None:
        """Let the app's news go to a URL, which Meta asks first; raises ``MessengerError``."""
        form = {
            "object": self.about,
            "callback_url": url,
            "verify_token": verify_token(self.secret.encode(), name),
            "fields": ",".join(fields),
            "access_token": self._app(),
        }
        self._called(f"{self.app}/subscriptions", what="subscription", bearer="", form=form)

    def heard(self, fields: Sequence[str] = ()) -> Sequence[str] | None:
        """What of these the app hears of the account, all where Meta names none; None where it hears nothing.

        Raises ``MessengerError``.
        """
        for each in self.told(f"{self.account}/subscribed_apps").get("data", ()):
            if self.app == _app_of(each):
                return [field for field in fields if field in each.get("subscribed_fields", fields)]
        return None

    def join(self, fields: Sequence[str] = ()) -> None:
        """Let the app hear of the account; raises ``MessengerError``."""
        self.change(
            f"{self.account}/subscribed_apps", {"subscribed_fields": ",".join(fields)} if fields else {}
        )

    def _app(self) -> str:
        return f"{self.app}|{self.secret}"

    def _called(
        self,
        path: str,
        *,
        what: str,
        bearer: str,
        body: Mapping[str, Any] | None = None,
        form: Mapping[str, str] | None = None,
    ) -> Mapping[str, Any]:
        headers = {"Authorization": f"Bearer {bearer}"} if bearer else {}
        api = Api(title=self.title, endpoint=f"{self.endpoint}/{VERSION}", headers=headers)
        answer = api.call(path, what=what, body=body, form=form)
        error = answer.body.get("error")
        if answer.status >= BAD_REQUEST or error:
            why = error.get("message", "no reason given") if isinstance(error, dict) else answer.status
            raise MessengerError(f"{self.title} refuses the {what}: {str(why)[:LONGEST_REASON]}")
        return answer.body


def account_of(installed: Installed, *, title: str, about: str, account: str, token: str) -> Account:
    """The account of an installation; raises ``NotInstalledError`` where a secret is not set."""
    if not token:
        raise NotInstalledError(f"the token of {installed.name} is not set; give it with --token-from-stdin")
    secret = installed.secrets.proof().current
    if not secret:
        raise NotInstalledError(
            f"the app secret of {installed.name} is not set; give it with --secret-from-stdin"
        )
    return Account(
        title=title,
        endpoint=installed.endpoint or GRAPH,
        about=about,
        account=installed.account[account],
        app=installed.account["app_id"],
        token=token,
        secret=secret,
    )


def _app_of(told: Mapping[str, Any]) -> str:
    """The id of an app that hears of an account; WhatsApp puts it one deeper."""
    return str(told.get("id") or told.get("whatsapp_business_api_data", {}).get("id", ""))


def _last(path: str) -> str:
    return path.rpartition("/")[2]
