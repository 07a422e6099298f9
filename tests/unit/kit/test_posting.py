"""One POST, and whether it ever left."""

from collections.abc import Mapping
from typing import cast

import pytest
from urllib3 import HTTPResponse, PoolManager, Timeout
from urllib3.exceptions import (
    ConnectTimeoutError,
    HTTPError,
    NewConnectionError,
    ProtocolError,
    ReadTimeoutError,
)

from lambdas.kit.posting import Answer, post

NOW = Timeout(connect=1, read=3)
URL = "https://api.example/secret"
HEADERS = {"Authorization": "Bearer secret"}


class NeverLeftError(Exception):
    """What a test names for a call that never left."""


class WhoKnowsError(Exception):
    """What a test names for a call that may be done."""


class Wire:
    """What stands for urllib3's pool: it keeps how it was asked, and answers or fails as told."""

    def __init__(self, answer: HTTPResponse | HTTPError) -> None:
        self._answer = answer
        self.asked: list[tuple[str, str, Mapping[str, object]]] = []

    def request(self, method: str, url: str, **asked: object) -> HTTPResponse:
        """See ``urllib3.PoolManager``."""
        self.asked.append((method, url, asked))
        if isinstance(self._answer, HTTPError):
            raise self._answer
        return self._answer


def posted(wire: Wire) -> Answer:
    return post(
        URL,
        b"words",
        http=cast("PoolManager", wire),
        headers=HEADERS,
        timeout=NOW,
        to="somebody",
        unsent=NeverLeftError,
        unknown=WhoKnowsError,
    )


@pytest.mark.parametrize("status", [200, 302, 429, 500])
def test_whatever_is_answered_is_handed_on_after_one_try_that_follows_nothing(status: int) -> None:
    wire = Wire(HTTPResponse(body=b"an answer", status=status, headers={"Retry-After": "3"}))

    answer = posted(wire)

    asked = {"body": b"words", "headers": HEADERS, "timeout": NOW, "retries": False, "redirect": False}
    assert wire.asked == [("POST", URL, asked)]
    assert (answer.status, answer.body, answer.headers["retry-after"]) == (status, b"an answer", "3")


def test_an_answer_shows_nothing_of_what_it_holds() -> None:
    assert "words" not in repr(Answer(status=200, body=b"words"))


@pytest.mark.parametrize("error", [ConnectTimeoutError(), NewConnectionError(None, "no")])  # type: ignore[arg-type]
def test_a_call_that_never_left_is_told_apart(error: HTTPError) -> None:
    with pytest.raises(NeverLeftError, match=f"^somebody not reached: {type(error).__name__}$"):
        posted(Wire(error))


@pytest.mark.parametrize("error", [ReadTimeoutError(None, "/secret", "slow"), ProtocolError("cut")])  # type: ignore[arg-type]
def test_a_call_whose_answer_got_lost_is_told_apart(error: HTTPError) -> None:
    with pytest.raises(WhoKnowsError, match=f"^no answer from somebody: {type(error).__name__}$"):
        posted(Wire(error))
