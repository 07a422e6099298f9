"""A port as it is reached over a network that may fail."""

from collections.abc import Callable
from typing import Any

from lambdas.domain.errors import Retryable
from tests.simulation.faults import Kind
from tests.simulation.world import World


class Through:
    """Every method of ``port`` as a call of the world, named ``<name>.<method>``.

    down: whether the other side is out of order now.
    """

    def __init__(
        self, port: object, *, name: str, world: World, down: Callable[[], bool] = lambda: False
    ) -> None:
        self._port, self._name, self._world, self._down = port, name, world, down

    def __getattr__(self, method: str) -> Callable[..., Any]:
        """The method of the port, behind the call."""
        work = getattr(self._port, method)
        name = f"{self._name}.{method}"

        def called(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - whatever the port's method takes
            return self._world.call(name, lambda: self._work(name, work, args, kwargs))

        return called

    def _work(
        self, name: str, work: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> object:
        if self._down():
            self._world.note(name, Kind.REFUSED, self._world.process)
            raise Retryable(f"{name}: out of order")
        return work(*args, **kwargs)
