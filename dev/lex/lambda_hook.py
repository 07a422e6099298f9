"""Calls a bot's code hook as Lex does: an invocation of its Lambda that is waited for.

Source: https://docs.aws.amazon.com/lambda/latest/dg/services-lex.html (424 when the function fails, 429 when
it is too busy).
"""

import json
import logging
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from botocore.exceptions import BotoCoreError, ClientError

from dev.lex.errors import DependencyFailedError, ThrottlingError

if TYPE_CHECKING:
    from types_boto3_lambda import LambdaClient

log = logging.getLogger(__name__)


class LambdaHook:
    """See ``Hook``; one function."""

    def __init__(self, *, function: str, client: "LambdaClient") -> None:
        self._function, self._client = function, client

    def __call__(self, event: Mapping[str, Any]) -> object:
        """See ``Hook``."""
        try:
            answer = self._client.invoke(FunctionName=self._function, Payload=json.dumps(event).encode())
            payload = answer["Payload"].read()
            failed = answer.get("FunctionError")
            content: object = json.loads(payload or b"null")
        except ClientError as error:
            raise _refused(error, function=self._function) from error
        except (BotoCoreError, ValueError) as error:
            raise DependencyFailedError(f"the function {self._function} gave no answer") from error
        if failed:
            log.warning("hook failed", extra={"function": self._function, "error": failed})
            raise DependencyFailedError(f"the function {self._function} failed: {failed}")
        return content


def _refused(error: ClientError, *, function: str) -> DependencyFailedError | ThrottlingError:
    code = error.response["Error"]["Code"]
    log.warning("hook not invoked", extra={"function": function, "error": code})
    if code == "TooManyRequestsException":
        return ThrottlingError(f"the function {function} is too busy")
    return DependencyFailedError(f"the function {function} could not be invoked: {code}")
