"""The local account at Twilio: no secrets, they open nothing but the double."""

from typing import Final

ACCOUNT_SID: Final = "AC" + "0" * 31 + "1"
AUTH_TOKEN: Final = "0123456789abcdef0123456789abcdef"  # noqa: S105 — of the double alone
NUMBER: Final = "+15550199999"
NUMBER_SID: Final = "PN" + "0" * 31 + "1"
SERVICE_SID: Final = "MG" + "0" * 31 + "1"
PEOPLE: Final = "+155501{:05}"
"""How people's numbers look."""
