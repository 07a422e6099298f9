"""The stand-in for Teams, which knows our webhook."""

from collections.abc import Iterator
from contextlib import contextmanager

from dev.teams.double import teams_double
from tests.integration.stand_in import StandIn, standing_in


@contextmanager
def running() -> Iterator[StandIn]:
    """Run the stand-in in a thread of its own."""
    with standing_in("teams", teams_double) as teams:
        teams.post("_dev/webhook", url=teams.hook_url)
        yield teams
