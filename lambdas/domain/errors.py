"""Failures, named for what the caller must do about them.

ParleyError
├── Refused            answer 4xx; never retry           (bad signature, malformed frame)
│   └── OverLimit      say when to come back; do not ask the engine
├── Retryable          let the queue try again           (timeout, throttle, 5xx)
│   ├── Ambiguous      count it: it may have been done   (no answer to a send)
│   ├── Busy           leave the other side alone for so long (429)
│   ├── Shut           wait until the person speaks again (a messenger's 24 hours are over)
│   ├── Overtaken      somebody else holds this turn or moved its conversation on
│   └── Down           spare the other side for a while  (timeout, 5xx)
│       └── Untouched  and ask another if there is one   (connection refused, 429)
└── Unreachable        drop the reply; forget the address (closed socket, blocked bot)
"""


class ParleyError(Exception):
    """Any failure that is ours to name; its message is a lower-case fact, safe to log."""


class Refused(ParleyError):
    """This input will never be accepted; ``code`` names the reason on the wire."""

    def __init__(self, message: str, *, code: str = "refused") -> None:
        super().__init__(message)
        self.code = code


class OverLimit(Refused):
    """A ceiling is reached; ``again_s`` is how many seconds to wait."""

    def __init__(self, message: str, *, again_s: int) -> None:
        super().__init__(message, code="over_limit")
        self.again_s = again_s


class Retryable(ParleyError):
    """This attempt failed and another may not.

    again_s: how long the other side asked us to wait, or None.
    """

    def __init__(self, message: str, *, again_s: float | None = None) -> None:
        super().__init__(message)
        self.again_s = again_s


class Ambiguous(Retryable):
    """Nobody can say whether it was done: no answer came, or a server's failure; a repeat may show twice."""


class Busy(Retryable):
    """The other side wants to be left alone for ``again_s``; by the whole installation, or in this chat."""

    again_s: float

    def __init__(self, message: str, *, again_s: float, whole: bool = False) -> None:
        super().__init__(message, again_s=again_s)
        self.whole = whole


class Shut(Retryable):
    """Nothing goes out to this person before he speaks again; then it does, first of all."""


class Overtaken(Retryable):
    """Another worker holds the turn, or the conversation moved on since it was read."""


class Down(Retryable):
    """The other side seems to be out of order; it may have done what it was asked all the same."""


class Untouched(Down):
    """The other side surely did nothing of what it was asked, so that another may be asked instead."""


class Unreachable(ParleyError):
    """This address will never work again."""
