"""The line between a boto3 client and AWS, where a test listens, breaks it or answers itself."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from typing import Any
from urllib.parse import unquote, urlsplit

from botocore.awsrequest import AWSResponse
from botocore.client import BaseClient
from botocore.compat import HTTPHeaders
from botocore.exceptions import BotoCoreError, ConnectTimeoutError, EndpointConnectionError, ReadTimeoutError

UNREACHABLE: Sequence[BotoCoreError] = (
    ReadTimeoutError(endpoint_url="https://aws.example"),
    ConnectTimeoutError(endpoint_url="https://aws.example"),
    EndpointConnectionError(endpoint_url="https://aws.example"),
)


class Raw(BytesIO):
    """A body that is read as urllib3's are."""

    def stream(self, **_kwargs: object) -> Iterator[bytes]:
        """The whole of it."""
        yield self.read()


@contextmanager
def listening(client: BaseClient) -> Iterator[list[tuple[str, dict[str, Any]]]]:
    """Every call made inside, by operation, with its parameters."""
    calls: list[tuple[str, dict[str, Any]]] = []

    def note(params: dict[str, Any], model: Any, **_kwargs: object) -> None:  # noqa: ANN401 (botocore's)
        calls.append((model.name, params))

    event = f"before-parameter-build.{client.meta.service_model.service_name}"
    client.meta.events.register(event, note)
    try:
        yield calls
    finally:
        client.meta.events.unregister(event, note)


@contextmanager
def interrupted(client: BaseClient, operation: str, by: Callable[[], object]) -> Iterator[None]:
    """Right before the first call of an operation inside, something else happens."""
    event = f"before-parameter-build.{client.meta.service_model.service_name}.{operation}"

    def interrupt(**_kwargs: object) -> None:
        client.meta.events.unregister(event, interrupt)
        by()

    client.meta.events.register(event, interrupt)
    try:
        yield
    finally:
        client.meta.events.unregister(event, interrupt)


@contextmanager
def broken(client: BaseClient, failure: BotoCoreError) -> Iterator[None]:
    """Nothing sent inside gets through."""

    def fail(**_kwargs: object) -> None:
        raise failure

    with _before_send(client, fail):
        yield


@contextmanager
def answering(
    client: BaseClient,
    status: int,
    code: str,
    *,
    more: dict[str, Any] | None = None,
    times: int = 1_000,
    operation: str = "",
) -> Iterator[None]:
    """What is sent inside arrives, but ``times`` answers (of one operation, or all) are this failure."""
    left = times

    def answer(request: Any, **_kwargs: object) -> AWSResponse | None:  # noqa: ANN401 (botocore's)
        nonlocal left
        left -= 1
        if left < 0:
            return None
        body = {"__type": f"com.amazonaws#{code}", "message": "no", **(more or {})}
        return _response(request, status, body, code)

    with _before_send(client, answer, operation=operation):
        yield


@contextmanager
def serving(client: BaseClient, serve: Callable[[str, str, bytes], tuple[int, Any]]) -> Iterator[None]:
    """What is sent inside is served by a function of method, path and body; it gives a status and JSON."""

    def answer(request: Any, **_kwargs: object) -> AWSResponse:  # noqa: ANN401 (botocore's)
        status, body = serve(request.method, unquote(urlsplit(request.url).path), request.body or b"")
        return _response(request, status, body, body.get("__type", ""))

    # Not the first to be asked, so that the line can be broken over it.
    with _before_send(client, answer, first=False):
        yield


@contextmanager
def _before_send(
    client: BaseClient,
    handler: Any,  # noqa: ANN401 (botocore's)
    *,
    first: bool = True,
    operation: str = "",
) -> Iterator[None]:
    events = client.meta.events
    event = f"before-send.{client.meta.service_model.service_id.hyphenize()}"
    if operation:
        event += f".{operation}"
    register = events.register_first if first else events.register
    register(event, handler)
    try:
        yield
    finally:
        events.unregister(event, handler)


def _response(request: Any, status: int, body: dict[str, Any], code: str) -> AWSResponse:  # noqa: ANN401
    headers = HTTPHeaders()
    headers["content-type"] = "application/x-amz-json-1.0"
    if code:
        headers["x-amzn-errortype"] = code
    return AWSResponse(request.url, status, headers, Raw(json.dumps(body).encode()))
