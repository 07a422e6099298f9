"""The line to an open socket: API Gateway's @connections.

Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-how-to-call-websocket-api-connections.html
"""

from typing import TYPE_CHECKING, Final

from botocore.exceptions import BotoCoreError, ClientError

from lambdas.domain.errors import Refused, Retryable, Unreachable
from lambdas.domain.ids import ConnectionId

if TYPE_CHECKING:
    from types_boto3_apigatewaymanagementapi import ApiGatewayManagementApiClient

GONE: Final = frozenset({"GoneException", "410"})
NEVER: Final = frozenset({"BadRequestException", "400", "PayloadTooLargeException", "413"})


class ApiGatewayWire:
    """Posts to sockets of one WebSocket API's stage."""

    def __init__(self, *, client: "ApiGatewayManagementApiClient") -> None:
        self._client = client

    def post(self, connection: ConnectionId, frame: str) -> None:
        """See ``Wire``; LimitExceeded (too many calls, or the client's buffer is full) is retryable."""
        try:
            self._client.post_to_connection(ConnectionId=connection, Data=frame.encode())
        except ClientError as error:
            code = error.response["Error"]["Code"]
            if code in GONE:
                raise Unreachable("socket is closed") from error
            if code in NEVER:
                raise Refused(f"post refused: {code}") from error
            raise Retryable(f"post failed: {code}") from error
        except BotoCoreError as error:
            raise Retryable(f"post failed: {type(error).__name__}") from error
