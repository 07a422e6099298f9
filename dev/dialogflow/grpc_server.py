"""The gRPC wire: the services ``google.cloud.dialogflow.v2.Sessions`` and ``Contexts``.

Source: https://cloud.google.com/dialogflow/es/docs/reference/rpc/google.cloud.dialogflow.v2
"""

import logging
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import grpc
from google.cloud.dialogflow_v2 import (
    Context,
    CreateContextRequest,
    DeleteAllContextsRequest,
    DeleteContextRequest,
    DetectIntentRequest,
    DetectIntentResponse,
    GetContextRequest,
    ListContextsRequest,
    ListContextsResponse,
    UpdateContextRequest,
)
from google.protobuf.empty_pb2 import Empty

from dev.dialogflow.errors import DialogflowError
from dev.dialogflow.runtime import Given, Json, Runtime
from dev.dialogflow.wire import Kind, as_json, message

log = logging.getLogger(__name__)

_WORKERS = 16
_PACKAGE = "google.cloud.dialogflow.v2"
Method = tuple[Kind, Callable[[Given], Json], Kind | None]


class GrpcServer:
    """Serves one runtime on this machine alone; port 0 takes any free one."""

    def __init__(self, runtime: Runtime, *, port: int) -> None:
        self._server = grpc.server(ThreadPoolExecutor(max_workers=_WORKERS))
        self._server.add_generic_rpc_handlers(
            [
                grpc.method_handlers_generic_handler(
                    f"{_PACKAGE}.{service}", {name: _handler(*method) for name, method in methods.items()}
                )
                for service, methods in _services(runtime).items()
            ]
        )
        self._port = self._server.add_insecure_port(f"127.0.0.1:{port}")

    @property
    def address(self) -> str:
        """Where clients find it."""
        return f"127.0.0.1:{self._port}"

    def start(self) -> None:
        """Begin to answer."""
        self._server.start()

    def stop(self) -> None:
        """Answer no more."""
        self._server.stop(grace=None).wait()


def _services(runtime: Runtime) -> Mapping[str, Mapping[str, Method]]:
    return {
        "Sessions": {"DetectIntent": (DetectIntentRequest, runtime.detect_intent, DetectIntentResponse)},
        "Contexts": {
            "ListContexts": (ListContextsRequest, runtime.list_contexts, ListContextsResponse),
            "GetContext": (GetContextRequest, runtime.get_context, Context),
            "CreateContext": (CreateContextRequest, runtime.create_context, Context),
            "UpdateContext": (UpdateContextRequest, runtime.update_context, Context),
            "DeleteContext": (DeleteContextRequest, runtime.delete_context, None),
            "DeleteAllContexts": (DeleteAllContextsRequest, runtime.delete_all_contexts, None),
        },
    }


def _handler(takes: Kind, answer: Callable[[Given], Json], gives: Kind | None) -> Any:  # noqa: ANN401 (grpc has no types)
    def handle(request: Any, call: Any) -> Any:  # noqa: ANN401 (the same)
        try:
            given = answer(as_json(request))
            return message(given, gives) if gives else Empty()
        except DialogflowError as error:
            log.info("request refused", extra={"code": error.code})
            call.abort(grpc.StatusCode[error.code], str(error))
        except Exception:
            # The server outlives whatever one request does to it.
            log.exception("request failed")
            call.abort(grpc.StatusCode.INTERNAL, "Internal error encountered.")

    return grpc.unary_unary_rpc_method_handler(
        handle,
        request_deserializer=takes.pb().FromString,
        response_serializer=lambda written: written.SerializeToString(),
    )
