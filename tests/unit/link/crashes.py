"""One call of a world that goes wrong, in each of four ways."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from lambdas.domain.errors import Retryable
from tests.unit.link.world import DOWN, KilledError, World

WAYS = ["fails before", "answer is lost", "killed before", "killed after"]


@contextmanager
def going_wrong(world: World, call: str, way: str) -> Iterator[None]:
    """Let one call go wrong once; whatever reaches us of it is swallowed, as API Gateway would."""
    port, _, method = call.partition(".")
    faults = getattr(world, port).faults
    error = KilledError() if way.startswith("killed") else DOWN
    order = faults.fail if way.endswith("before") else faults.lose
    order(method, error)
    with suppress(KilledError, Retryable):
        yield
    assert not faults.pending(), f"{call} was never called"


def strays(world: World) -> set[str]:
    """Refresh tokens that are good, and kept nowhere."""
    kept = {world.refresh_token(account) for account, _ in world.accounts.waits.values()}
    kept |= {world.refresh_token(account) for account in world.accounts.linked.values()}
    return set(world.provider.refreshes) - kept
