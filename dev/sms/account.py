"""The local accounts at Twilio: no secrets, they open nothing but the doubles."""

from dataclasses import dataclass, field
from typing import Final

from dev.doubles.accounts import another
from dev.doubles.installed import Installed

ACCOUNT_SID: Final = "AC" + "0" * 31 + "1"
AUTH_TOKEN: Final = "0123456789abcdef0123456789abcdef"  # noqa: S105 — of the double alone
NUMBER: Final = "+15550199999"
NUMBER_SID: Final = "PN" + "0" * 31 + "1"
SHORT_CODE_SID: Final = "SC" + "0" * 31 + "1"
SERVICE_SID: Final = "MG" + "0" * 31 + "1"
PEOPLE: Final = "+155501{:05}"
"""How people's numbers look."""

SERVICE: Final = "MG"


@dataclass(frozen=True, slots=True, kw_only=True)
class Twilio:
    """One account with one number, or short code, and one messaging service.

    number: with its country, or a short code's few digits. token: the account's auth token, see ``Account``.
    """

    sid: str = ACCOUNT_SID
    number: str = NUMBER
    number_sid: str = NUMBER_SID
    service_sid: str = SERVICE_SID
    token: str = field(default=AUTH_TOKEN, repr=False)

    @property
    def secret(self) -> str:
        """Twilio signs with what it is called with."""
        return self.token

    @property
    def is_short_code(self) -> bool:
        """Whether its number is a short code."""
        return not self.number.startswith("+")

    @property
    def resource(self) -> str:
        """Where the API has its number."""
        return "SMS/ShortCodes" if self.is_short_code else "IncomingPhoneNumbers"


LOCAL: Final = Twilio()


def twilio_of(installed: Installed) -> Twilio:
    """The account of an installation; two with one Account SID have one auth token, as at Twilio."""
    sid = installed.account.get("account_sid") or another(ACCOUNT_SID, seed=installed.seed)
    sender = installed.account.get("sender") or another(NUMBER, seed=installed.seed, digits=4)
    seed, is_service = "" if sid == ACCOUNT_SID else sid, sender.startswith(SERVICE)
    return Twilio(
        sid=sid,
        number=another(NUMBER, seed=sender, digits=4) if is_service else sender,
        number_sid=another(NUMBER_SID if sender.startswith(("+", SERVICE)) else SHORT_CODE_SID, seed=seed),
        service_sid=sender if is_service else another(SERVICE_SID, seed=seed),
        token=another(AUTH_TOKEN, seed=seed),
    )
