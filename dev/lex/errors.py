"""What the runtime refuses, with the status and the name that its clients know it by.

Source: https://docs.aws.amazon.com/lexv2/latest/APIReference/API_runtime_RecognizeText.html#API_runtime_RecognizeText_Errors
"""

from typing import ClassVar


class LexError(Exception):
    """A call that gets no answer; the message goes to the client."""

    status: ClassVar[int] = 500
    code: ClassVar[str] = "InternalServerException"


class ValidationError(LexError):
    """The request is wrong, and repeating it is of no use."""

    status, code = 400, "ValidationException"


class NotFoundError(LexError):
    """There is no such bot, alias, locale or session."""

    status, code = 404, "ResourceNotFoundException"


class ConflictError(LexError):
    """Another call is at work on this session."""

    status, code = 409, "ConflictException"


class DependencyFailedError(LexError):
    """The code hook failed, or answered what nobody can use."""

    status, code = 424, "DependencyFailedException"


class ThrottlingError(LexError):
    """The code hook is too busy."""

    status, code = 429, "ThrottlingException"
