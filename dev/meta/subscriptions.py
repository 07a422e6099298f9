"""What an app and an account are told of, and the handshake before.

Source: https://developers.facebook.com/docs/graph-api/reference/app/subscriptions
"""

import secrets
from collections.abc import Mapping
from typing import Any, Final

from aiohttp import ClientError, ClientSession, ClientTimeout

from dev.doubles.calls import Answer
from dev.doubles.courier import Courier, Webhook
from dev.meta.account import App
from dev.meta.errors import Error, invalid, wrong_token
from dev.meta.profiles import check_profile

PATIENCE: Final = ClientTimeout(total=10)
OK: Final = 200
DONE: Final = {"success": True}


class Subscriptions:
    """An app's, of one object such as ``page``. profile: what the account shows of itself."""

    def __init__(self, *, courier: Courier, session: ClientSession, app: App, about: str) -> None:
        self._courier, self._session, self._about = courier, session, about
        self.app = app
        self._told: dict[str, Any] = {}
        self._fields: list[str] = []
        self._instead = {"phone_number": "", "whatsapp_business_account": ""}
        self.joined = False
        self.profile: dict[str, Any] = {}

    async def proven(self, given: Mapping[str, Any]) -> bool:
        """Whether what is at a URL gives a challenge back, as Meta wants it."""
        told = secrets.token_hex(8)
        asked = {
            "hub.mode": "subscribe",
            "hub.challenge": told,
            "hub.verify_token": str(given.get("verify_token")),
        }
        try:
            async with self._session.get(
                str(given.get("callback_url")), params=asked, timeout=PATIENCE
            ) as answer:
                return answer.status == OK and await answer.text() == told
        except (ClientError, ValueError, TimeoutError):
            return False

    def subscribe(self, given: Mapping[str, Any], *, proven: bool) -> Answer:
        """Tell an app's URL of an object; raises ``CallRefused``."""
        self._check_app(given)
        if given.get("object") != self._about:
            raise invalid(f"Param object must be {self._about}.")
        if not proven:
            raise Error(code=2200, message="Callback verification failed").refused()
        self._told = {name: str(given[name]) for name in ("object", "callback_url", "fields")}
        self._bring()
        return Answer(body=DONE)

    def instead(self, of: str, url: str) -> Answer:
        """Bring what comes to a number, or an account, elsewhere than to the app's URL; there again without.

        Source: https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/override/
        """
        self._instead[of] = url
        self._bring()
        return Answer(body=DONE)

    @property
    def configuration(self) -> Mapping[str, str]:
        """Where what comes to a number goes: the first of these that there is."""
        urls = {**self._instead, "application": self._told.get("callback_url", "")}
        return {name: url for name, url in urls.items() if url}

    def _bring(self) -> None:
        url = next(iter(self.configuration.values()), "")
        self._courier.bring_to(Webhook(url=url, secret=self.app.secret))

    def subscribed(self, given: Mapping[str, Any]) -> Answer:
        """What the app is told of; raises ``CallRefused``."""
        self._check_app(given)
        if not self._told:
            return Answer(body={"data": []})
        fields = [{"name": name, "version": "v25.0"} for name in self._told["fields"].split(",")]
        told = {**self._told, "active": True, "fields": fields}
        return Answer(body={"data": [told]})

    def join(self, given: Mapping[str, Any]) -> Answer:
        """Let the app hear of this account."""
        self.joined, self._fields = True, str(given.get("subscribed_fields", "")).split(",")
        return self.instead("whatsapp_business_account", str(given.get("override_callback_uri", "")))

    def who_joined(self) -> Answer:
        """The apps that hear of this account."""
        link = f"https://www.facebook.com/games/?app_id={self.app.id}"
        app = {"id": self.app.id, "name": "Parley", "link": link}
        url = self._instead["whatsapp_business_account"]
        instead = {"override_callback_uri": url} if url else {}
        of_a_page = {**app, "subscribed_fields": self._fields}
        told = of_a_page if self._about == "page" else {"whatsapp_business_api_data": app, **instead}
        return Answer(body={"data": [told] if self.joined else []})

    def profiled(self, method: str, given: Mapping[str, Any]) -> Answer:
        """Change what the account shows of itself, or tell of it; raises ``CallRefused``.

        Source: https://developers.facebook.com/documentation/business-messaging/messenger-platform/reference/messenger-profile-api
        """
        if method == "GET":
            wanted = str(given.get("fields", "")).split(",")
            known = {name: told for name, told in self.profile.items() if name in wanted}
            return Answer(body={"data": [known] if known else []})
        if method == "DELETE":
            self.profile = {name: told for name, told in self.profile.items() if name not in given["fields"]}
        else:
            check_profile(given)
            self.profile |= given
        return Answer(body={"result": "success"})

    def _check_app(self, given: Mapping[str, Any]) -> None:
        if given.get("access_token") != self.app.token:
            raise wrong_token()
