"""Keys that somebody else publishes, and for how long they are believed."""

from collections.abc import Mapping

import pytest

from lambdas.kit.kept_keys import COOLDOWN_S, RETRY_S, KeptKeys
from lambdas.kit.limited_http import NoAnswerError

REFRESH_S, KEEP_S = 1000, 5000


class CannotReadError(Exception):
    """What a test names for keys that cannot be read."""


class NoSuchKeyError(Exception):
    """What a test names for a key that is not among them."""


class Publisher:
    """Whoever publishes the keys, a clock beside them."""

    def __init__(self, **keys: str) -> None:
        self.keys: Mapping[str, str] | Exception = keys
        self.asked = 0
        self.now = 0.0

    def read(self) -> Mapping[str, str]:
        self.asked += 1
        if isinstance(self.keys, Exception):
            raise self.keys
        return self.keys

    def kept(self) -> KeptKeys[str]:
        return KeptKeys(
            self.read,
            whose="issuer",
            refresh_s=REFRESH_S,
            keep_s=KEEP_S,
            unread=CannotReadError,
            unknown=NoSuchKeyError,
            ticks=lambda: self.now,
        )


def test_keys_are_read_once_while_they_are_fresh() -> None:
    publisher = Publisher(a="A", b="B")
    keys = publisher.kept()

    found = [keys("a"), keys("b"), keys("a")]

    assert (found, publisher.asked) == (["A", "B", "A"], 1)


def test_old_keys_are_read_anew() -> None:
    publisher = Publisher(a="A")
    keys = publisher.kept()
    keys("a")
    publisher.keys = {"a": "another"}
    publisher.now = REFRESH_S - 1
    before = keys("a")

    publisher.now = REFRESH_S

    assert (before, keys("a")) == ("A", "another")


def test_an_unknown_key_is_looked_for_once_a_minute() -> None:
    publisher = Publisher(a="A")
    keys = publisher.kept()
    for publisher.now in (0, 1, COOLDOWN_S - 1, COOLDOWN_S):
        with pytest.raises(NoSuchKeyError, match=r"^token signed with an unknown key$"):
            keys("b")

    assert publisher.asked == 2


@pytest.mark.parametrize("failure", [NoAnswerError("status 500"), ValueError("no JWK Set")])
def test_keys_that_cannot_be_read_are_asked_for_again_after_a_moment(failure: Exception) -> None:
    publisher = Publisher(a="A")
    keys, publisher.keys = publisher.kept(), failure
    for publisher.now in (0, RETRY_S - 1):
        with pytest.raises(CannotReadError, match=r"^keys of the issuer cannot be read$"):
            keys("a")
    asked, publisher.keys, publisher.now = publisher.asked, {"a": "A"}, RETRY_S

    assert (asked, keys("a")) == (1, "A")


def test_old_keys_are_believed_for_a_while_where_they_cannot_be_read_anew() -> None:
    publisher = Publisher(a="A")
    keys = publisher.kept()
    keys("a")
    publisher.keys = NoAnswerError("status 500")
    publisher.now = KEEP_S - 1
    believed = keys("a")

    publisher.now = KEEP_S + RETRY_S

    assert believed == "A"
    with pytest.raises(CannotReadError):
        keys("a")
