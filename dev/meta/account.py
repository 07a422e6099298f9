"""The accounts that the doubles know; they are no secrets, for they open nothing but the doubles."""

from typing import Final

APP_ID: Final = "1234567890123456"
APP_SECRET: Final = "0123456789abcdef0123456789abcdef"  # noqa: S105 — of the doubles alone

PAGE_ID: Final = "101010101010101"
PAGE_NAME: Final = "Parley Travel"
PAGE_TOKEN: Final = "EAAlocalpage" + "0" * 32

PHONE_NUMBER_ID: Final = "202020202020202"
NUMBER: Final = "15550100100"
WABA_ID: Final = "303030303030303"
SYSTEM_TOKEN: Final = "EAAlocalsystem" + "0" * 32
