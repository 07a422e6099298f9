"""The way to Lambda link, which alone may decrypt refresh tokens: invoked directly, and waited for.

Asked ``{"do":"sign_out","owner":…}`` (or ``refresh``, ``drop`` with ``login``, ``erase``) it answers
``{"done":true,"url":…}`` or ``{"refused":"<code>"}``.
Source: https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
"""

import json
from typing import TYPE_CHECKING, Any, Final

from lambdas.domain.account_ports import SignedOut
from lambdas.domain.errors import Refused, Retryable
from lambdas.domain.ids import OwnerId
from lambdas.kit.translation import failing_as

if TYPE_CHECKING:
    from types_boto3_lambda import LambdaClient

LONGEST_BYTES: Final = 16 * 1024


class LambdaLinkOffice:
    """Invokes the function by its name; its client's timeout says how long it is waited for."""

    def __init__(self, *, function: str, client: "LambdaClient") -> None:
        self._function, self._client = function, client

    def sign_out(self, owner: OwnerId) -> SignedOut:
        """See ``LinkOffice``."""
        answer = self._ask(do="sign_out", owner=owner)
        return SignedOut(done=answer.get("done") is True, url=str(answer.get("url", "")))

    def refresh(self, owner: OwnerId) -> None:
        """See ``LinkOffice``."""
        self._ask(do="refresh", owner=owner)

    def drop(self, owner: OwnerId, login: str) -> None:
        """See ``LinkOffice``."""
        self._ask(do="drop", owner=owner, login=login)

    def erase(self, owner: OwnerId) -> None:
        """See ``LinkOffice``."""
        self._ask(do="erase", owner=owner)

    def _ask(self, **question: str) -> dict[str, Any]:
        doing = f"asking link to {question['do']}"
        with failing_as(Retryable, doing=doing):
            answer = self._client.invoke(
                FunctionName=self._function,
                InvocationType="RequestResponse",
                Payload=json.dumps(question).encode(),
            )
            told = answer["Payload"].read(LONGEST_BYTES)
        if failure := answer.get("FunctionError"):
            raise Retryable(f"{doing} failed: {failure}")
        return _read(told, doing)


def _read(told: bytes, doing: str) -> dict[str, Any]:
    read: Any
    try:
        read = json.loads(told.decode())
    except (ValueError, RecursionError):
        read = None
    if not isinstance(read, dict):
        raise Retryable(f"{doing} failed: answer not understood")
    if "refused" in read:
        raise Refused(f"{doing} refused", code=str(read["refused"]))
    if "done" not in read:
        raise Retryable(f"{doing} failed: answer not understood")
    return read
