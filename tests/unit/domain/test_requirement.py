"""Which intents require an account, as fulfilment and response read it."""

import json

from lambdas.domain.requirement import read_required


def test_every_bot_requires_what_its_own_intents_require() -> None:
    travel = {"requires": {"MyBookings": ["bookings.read"], "WhoAmI": []}, "locales": {}}

    read = read_required(json.dumps({"travel": travel, "plain": {"locales": {}}}))

    assert read == {"travel": {"MyBookings": ("bookings.read",), "WhoAmI": ()}, "plain": {}}
