"""The stand-in for Teams, which knows our webhook."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from dev.teams.account import LOCAL, Bot
from dev.teams.double import teams_double
from tests.integration.stand_in import StandIn, standing_in


@contextmanager
def running(account: Bot = LOCAL) -> Iterator[StandIn]:
    """Run the stand-in in a thread of its own."""
    with standing_in("teams", partial(teams_double, account=account)) as teams:
        teams.post("_dev/webhook", url=teams.hook_url)
        yield teams
