"""Limits in place of a messenger's own: in a chat, and over all."""

from typing import Final

from lambdas.domain.outgoing import Limit

LOOSE: Final = (
    Limit(scope="chat", interval_s=0.2, burst=6),
    Limit(scope="", interval_s=0.03, burst=10),
)
FREE: Final = (Limit(scope="chat", interval_s=0.01, burst=99), Limit(scope="", interval_s=0.01, burst=99))
TIGHT: Final = (Limit(scope="chat", interval_s=3, burst=2), Limit(scope="", interval_s=0.5, burst=4))
