"""The local workspace and its app: no secrets, they open nothing but the double."""

from typing import Final

BOT_TOKEN: Final = "xoxb-100000000001-100000000002-LocalParleyDouble0000001"  # noqa: S105 — of the double alone
SIGNING_SECRET: Final = "00112233445566778899aabbccddeeff"  # noqa: S105 — the same
APP, TEAM, BOT_USER, BOT = "A0PARLEY001", "T0TRIPS0001", "U0PARLEY001", "B0PARLEY001"
COMMAND: Final = "/travel"
PEOPLE, DIRECTS, CHANNELS = "U{:010}", "D{:010}", "C{:010}"
"""How ids look."""

AUTHORIZED: Final = {
    "enterprise_id": None,
    "team_id": TEAM,
    "user_id": BOT_USER,
    "is_bot": True,
    "is_enterprise_install": False,
}
