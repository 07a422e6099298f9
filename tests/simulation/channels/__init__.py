"""The messengers of simulated worlds; a new one adds a file here and a line to VENDORS."""

from collections.abc import Callable, Mapping
from typing import Final

from tests.simulation.channels.messenger import messenger
from tests.simulation.channels.slack import slack
from tests.simulation.channels.sms import sms
from tests.simulation.channels.teams import teams
from tests.simulation.channels.telegram import telegram
from tests.simulation.channels.webhook import webhook
from tests.simulation.channels.whatsapp import whatsapp
from tests.simulation.vendor import Vendor

VENDORS: Final[Mapping[str, Callable[[], Vendor]]] = {
    "telegram": telegram,
    "slack": slack,
    "teams": teams,
    "messenger": messenger,
    "whatsapp": whatsapp,
    "sms": sms,
    "webhook": webhook,
}
