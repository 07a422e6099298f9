"""Contract of ``Wire``: frames go down one open socket, or it is said why not."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import boto3
import pytest
from botocore.config import Config

from lambdas.channels.web.wire import ApiGatewayWire
from lambdas.domain.errors import Retryable, Unreachable
from lambdas.domain.ids import ConnectionId
from lambdas.domain.ports import Wire
from tests.fakes.wire import FakeWire
from tests.line_to_aws import UNREACHABLE, answering, broken, serving

if TYPE_CHECKING:
    from types_boto3_apigatewaymanagementapi import ApiGatewayManagementApiClient

OPEN = ConnectionId("L0SM9cOFvHcCIhw=")
CLOSED = ConnectionId("closed=")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A line to two sockets, one of them closed, and what came down the open one."""

    wire: Wire
    heard: Sequence[str]
    failing: Sequence[AbstractContextManager[None]]


@contextmanager
def fake() -> Iterator[Case]:
    wire = FakeWire()
    wire.closed.add(CLOSED)

    @contextmanager
    def failing() -> Iterator[None]:
        wire.faults.fail("post", Retryable("api down"))
        yield

    yield Case(wire=wire, heard=wire.frames[OPEN], failing=[failing()])


@contextmanager
def api_gateway() -> Iterator[Case]:
    client, heard = _client(), list[str]()

    def serve(method: str, path: str, body: bytes) -> tuple[int, Any]:
        assert method == "POST"
        if path != f"/v1/@connections/{OPEN}":
            return 410, {"__type": "GoneException"}
        heard.append(body.decode())
        return 200, {}

    with serving(client, serve):
        yield Case(
            wire=ApiGatewayWire(client=client),
            heard=heard,
            failing=[
                *(broken(client, failure) for failure in UNREACHABLE),
                answering(client, 429, "LimitExceededException"),
                answering(client, 500, "InternalServerError"),
                answering(client, 403, "ForbiddenException"),
            ],
        )


@cache
def _client() -> "ApiGatewayManagementApiClient":
    nobody = boto3.Session(aws_access_key_id="none", aws_secret_access_key="none", region_name="us-east-1")
    once = Config(retries={"total_max_attempts": 1, "mode": "standard"})
    return nobody.client("apigatewaymanagementapi", endpoint_url="https://ws.example/v1", config=once)


CASES: Final[Mapping[str, Callable[[], AbstractContextManager[Case]]]] = {
    "fake": fake,
    "api gateway": api_gateway,
}


@pytest.fixture(params=list(CASES))
def case(request: pytest.FixtureRequest) -> Iterator[Case]:
    with CASES[request.param]() as made:
        yield made


def test_frames_come_down_an_open_socket_in_order(case: Case) -> None:
    for frame in ('{"type":"typing"}', "Zürich 🏨"):
        case.wire.post(OPEN, frame)

    assert list(case.heard) == ['{"type":"typing"}', "Zürich 🏨"]


def test_a_closed_socket_is_unreachable(case: Case) -> None:
    with pytest.raises(Unreachable):
        case.wire.post(CLOSED, "hi")


def test_a_line_that_is_down_is_tried_again(case: Case) -> None:
    for failing in case.failing:
        with failing, pytest.raises(Retryable):
            case.wire.post(OPEN, "hi")
