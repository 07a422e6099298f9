"""The accounts that the doubles know; they are no secrets, for they open nothing but the doubles."""

from dataclasses import dataclass, field
from typing import Final

from dev.doubles.accounts import another
from dev.doubles.installed import Installed

APP_ID: Final = "1234567890123456"
APP_SECRET: Final = "0123456789abcdef0123456789abcdef"  # noqa: S105 — of the doubles alone

PAGE_ID: Final = "101010101010101"
PAGE_NAME: Final = "Parley Travel"
PAGE_TOKEN: Final = "EAAlocalpage" + "0" * 32

PHONE_NUMBER_ID: Final = "202020202020202"
NUMBER: Final = "15550100100"
WABA_ID: Final = "303030303030303"
SYSTEM_TOKEN: Final = "EAAlocalsystem" + "0" * 32


@dataclass(frozen=True, slots=True, kw_only=True)
class App:
    """One app at Meta. secret: what it signs with."""

    id: str = APP_ID
    secret: str = field(default=APP_SECRET, repr=False)

    @property
    def token(self) -> str:
        """What the app itself calls with."""
        return f"{self.id}|{self.secret}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageAccount:
    """A page, and the app that hears of it; secret, token: see ``Account``."""

    app: App = App()
    id: str = PAGE_ID
    token: str = field(default=PAGE_TOKEN, repr=False)

    @property
    def secret(self) -> str:
        """Its app's."""
        return self.app.secret


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberAccount:
    """A number of a business at WhatsApp, and the app that hears of it; secret, token: see ``Account``."""

    app: App = App()
    id: str = PHONE_NUMBER_ID
    waba: str = WABA_ID
    shown: str = NUMBER
    token: str = field(default=SYSTEM_TOKEN, repr=False)

    @property
    def secret(self) -> str:
        """Its app's."""
        return self.app.secret


LOCAL_PAGE: Final = PageAccount()
LOCAL_NUMBER: Final = NumberAccount()


def page_of(installed: Installed) -> PageAccount:
    """The page of an installation."""
    page = installed.account.get("page_id") or another(PAGE_ID, seed=installed.seed)
    seed = "" if page == PAGE_ID else page
    return PageAccount(app=_app_of(installed), id=page, token=another(PAGE_TOKEN, seed=seed))


def number_of(installed: Installed) -> NumberAccount:
    """The number of an installation; how it is written for people nobody says."""
    number = installed.account.get("phone_number_id") or another(PHONE_NUMBER_ID, seed=installed.seed)
    seed = "" if number == PHONE_NUMBER_ID else number
    return NumberAccount(
        app=_app_of(installed),
        id=number,
        waba=installed.account.get("waba_id") or another(WABA_ID, seed=installed.seed),
        shown=another(NUMBER, seed=seed, digits=4),
        token=another(SYSTEM_TOKEN, seed=seed),
    )


def _app_of(installed: Installed) -> App:
    app = installed.account.get("app_id") or another(APP_ID, seed=installed.seed)
    return App(id=app, secret=another(APP_SECRET, seed="" if app == APP_ID else app))
