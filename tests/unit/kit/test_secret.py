"""Keys and tokens: read when they are needed, and again when they have grown old."""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

import pytest
from botocore.exceptions import EndpointConnectionError

from lambdas.kit.secret import (
    NoKeyError,
    NoTokenError,
    SecretKeys,
    SecretText,
    SecretToken,
    keys_of,
    token_of,
)

if TYPE_CHECKING:
    from types_boto3_secretsmanager import SecretsManagerClient

ARN = "arn:aws:secretsmanager:us-east-1:000000000000:secret:door"


class Vault:
    """Secrets Manager with one secret, and a watch beside it."""

    def __init__(self, **values: object) -> None:
        self.values: object = values
        self.reads: list[str] = []
        self.ticks = 1000.0

    def get_secret_value(self, *, SecretId: str) -> dict[str, str]:  # noqa: N803 (AWS's name)
        self.reads.append(SecretId)
        return {"SecretString": json.dumps(self.values)}

    def keys(self) -> SecretKeys:
        client = cast("SecretsManagerClient", self)
        return SecretKeys(arn=ARN, client=client, keep_s=300, ticks=lambda: self.ticks)

    def token(self) -> SecretToken:
        client = cast("SecretsManagerClient", self)
        return SecretToken(arn=ARN, client=client, keep_s=300, ticks=lambda: self.ticks)


def test_a_text_is_read_as_it_is_and_again_when_the_reading_has_aged() -> None:
    vault = Vault(key="first")
    text = SecretText(
        arn=ARN, client=cast("SecretsManagerClient", vault), keep_s=300, ticks=lambda: vault.ticks
    )

    first, again = text(), text()
    vault.values = {"key": "second"}
    vault.ticks += 300

    assert (first, again, text()) == ('{"key": "first"}', '{"key": "first"}', '{"key": "second"}')
    assert vault.reads == [ARN, ARN]


def test_nothing_is_read_before_it_is_needed() -> None:
    vault = Vault(current="new")

    vault.keys()

    assert vault.reads == []


def test_the_current_key_comes_first_and_the_previous_one_after_it() -> None:
    assert list(Vault(previous="old", current="new").keys()()) == [b"new", b"old"]


@pytest.mark.parametrize("values", [{"current": "new", "previous": ""}, {"current": "new"}])
def test_there_need_not_be_a_previous_key(values: dict[str, str]) -> None:
    assert list(Vault(**values).keys()()) == [b"new"]


def test_the_secret_is_read_once_while_it_is_fresh() -> None:
    vault = Vault(current="new")
    keys = vault.keys()
    keys()
    vault.ticks += 299.9
    keys()

    assert vault.reads == [ARN]


def test_a_new_key_is_seen_when_the_old_reading_has_aged() -> None:
    vault = Vault(current="old")
    keys = vault.keys()
    keys()
    vault.values = {"current": "new", "previous": "old"}
    vault.ticks += 300

    assert list(keys()) == [b"new", b"old"]


@pytest.mark.parametrize(
    "values", [{}, {"current": ""}, {"previous": "old"}, {"current": "", "previous": "old"}]
)
def test_without_a_current_key_nothing_is_signed_or_accepted(values: dict[str, str]) -> None:
    with pytest.raises(NoKeyError):
        Vault(**values).keys()()


def test_a_token_is_read_when_it_is_needed_and_once_while_it_is_fresh() -> None:
    vault = Vault(token=" t0ken\n")
    token = vault.token()
    before = list(vault.reads)
    first = token()
    vault.ticks += 299.9

    assert (before, first, token()) == ([], "t0ken", "t0ken")
    assert vault.reads == [ARN]


def test_a_new_token_is_seen_when_the_old_reading_has_aged() -> None:
    vault = Vault(token="old")
    token = vault.token()
    token()
    vault.values = {"token": "new"}
    vault.ticks += 300

    assert token() == "new"


def test_a_token_is_seen_as_soon_as_it_is_set() -> None:
    vault = Vault(token="")
    token = vault.token()
    with pytest.raises(NoTokenError):
        token()

    vault.values = {"token": "set"}

    assert token() == "set"


@pytest.mark.parametrize(
    "values", [{}, {"token": ""}, {"token": " "}, {"token": "two\nlines"}, {"token": 5}, [], "secret-text"]
)
def test_what_is_no_token_is_not_sent_and_not_told(values: object) -> None:
    vault = Vault()
    vault.values = values

    with pytest.raises(NoTokenError) as refusal:
        vault.token()()

    assert "secret-text" not in str(refusal.value)
    assert refusal.value.__cause__ is None


def test_what_is_missing_is_named_by_its_arn() -> None:
    with pytest.raises(NoKeyError, match=f"^no current key in {ARN}$"):
        Vault().keys()()
    with pytest.raises(NoTokenError, match=f'^{ARN} is no JSON object with a "token"$'):
        Vault().token()()
    with pytest.raises(NoTokenError, match=f"^no token in {ARN}$"):
        Vault(token="").token()()


def test_a_machine_that_has_only_just_started_reads_the_secret_all_the_same() -> None:
    vault = Vault(current="new")
    vault.ticks = 0.5

    assert list(vault.keys()()) == [b"new"]


class CannotCallError(Exception):
    """What a test names for a call that has no token."""


@pytest.mark.parametrize(
    ("failure", "told"),
    [
        (NoTokenError("no token in arn:1"), "no auth token is set"),
        (
            EndpointConnectionError(endpoint_url="https://v"),
            "reading the auth token failed: EndpointConnectionError",
        ),
    ],
)
def test_a_token_that_is_not_there_is_told_in_the_words_of_its_reader(failure: Exception, told: str) -> None:
    def missing() -> str:
        raise failure

    with pytest.raises(CannotCallError, match=f"^{told}$"):
        token_of(missing, failing=CannotCallError, name="auth token")


def test_a_token_is_called_one_where_its_reader_has_no_other_word() -> None:
    def missing() -> str:
        raise NoTokenError("no token in arn:1")

    with pytest.raises(CannotCallError, match=r"^no token is set$"):
        token_of(missing, failing=CannotCallError)


def test_a_token_that_is_there_is_handed_on() -> None:
    assert token_of(lambda: "tok", failing=CannotCallError) == "tok"


class ForgedError(Exception):
    """What a test names for a call that no key can prove."""


def test_keys_that_are_not_set_are_told_in_the_words_of_their_reader_and_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def unset() -> Sequence[bytes]:
        raise NoKeyError("no current key in arn:1")

    with pytest.raises(ForgedError, match=r"^no app secret is set$"):
        keys_of(unset, unread=CannotCallError, unset=ForgedError, name="app secret")

    (record,) = caplog.records
    told = (record.levelname, record.message, record.__dict__["secret"], record.__dict__["reason"])
    assert told == ("ERROR", "no key is set", "app secret", "no current key in arn:1")


def test_keys_that_cannot_be_read_are_no_keys_that_are_not_set() -> None:
    def unreadable() -> Sequence[bytes]:
        raise EndpointConnectionError(endpoint_url="https://v")

    with pytest.raises(CannotCallError, match=r"^reading the app secret failed: EndpointConnectionError$"):
        keys_of(unreadable, unread=CannotCallError, unset=ForgedError, name="app secret")


def test_keys_that_are_there_are_handed_on() -> None:
    assert keys_of(lambda: [b"k"], unread=CannotCallError, unset=ForgedError, name="key") == [b"k"]
