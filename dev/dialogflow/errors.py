"""What the server refuses, with the statuses that clients know it by.

Source: https://cloud.google.com/apis/design/errors#error_model (codes, and the JSON of an error)
"""

from typing import ClassVar


class DialogflowError(Exception):
    """A call that gets no answer; the message goes to the client."""

    status: ClassVar[int] = 500
    code: ClassVar[str] = "INTERNAL"


class InvalidArgumentError(DialogflowError):
    """The request is wrong, and repeating it is of no use."""

    status, code = 400, "INVALID_ARGUMENT"


class NotFoundError(DialogflowError):
    """There is no such agent, context or method."""

    status, code = 404, "NOT_FOUND"
