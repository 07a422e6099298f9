"""The vault over KMS: what is asked of it, what a damaged token is, and how failures are told."""

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import BotoCoreError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lambdas.domain.account import Purpose, Secret
from lambdas.domain.errors import Refused, Retryable
from lambdas.identity.vault import KmsVault
from tests.aws import Aws
from tests.builders import ANN, BOB
from tests.line_to_aws import UNREACHABLE, answering, broken, listening

if TYPE_CHECKING:
    from types_boto3_kms import KMSClient

LONG = Secret("t" * 5000)


@pytest.fixture
def kms(aws: Aws) -> "KMSClient":  # noqa: ARG001 (the account it is in)
    once = Config(retries={"total_max_attempts": 1, "mode": "standard"})
    return boto3.client("kms", "us-east-1", aws_access_key_id="a", aws_secret_access_key="b", config=once)


@pytest.fixture
def vault(kms: "KMSClient") -> KmsVault:
    return a_vault(kms)


def a_vault(kms: "KMSClient") -> KmsVault:
    return KmsVault(key_arn=kms.create_key()["KeyMetadata"]["Arn"], client=kms)


@pytest.mark.parametrize(
    ("token", "asked"),
    [
        (Secret("t" * 4096), "Encrypt"),
        (Secret("t" * 4097), "GenerateDataKey"),
        (Secret("\N{EURO SIGN}" * 1366), "GenerateDataKey"),
    ],
)
def test_each_token_costs_one_call_that_names_owner_and_purpose(
    kms: "KMSClient", vault: KmsVault, token: Secret, asked: str
) -> None:
    with listening(kms) as calls:
        encrypted = vault.encrypt(token, owner=ANN, purpose=Purpose.REFRESH)
        vault.decrypt(encrypted, owner=ANN, purpose=Purpose.REFRESH)

    assert [name for name, _ in calls] == [asked, "Decrypt"]
    for _, given_ in calls:
        assert given_["EncryptionContext"] == {"owner": ANN, "purpose": "refresh"}
        assert given_["KeyId"].startswith("arn:aws:kms:")


def test_half_a_character_in_a_token_breaks_nothing(vault: KmsVault) -> None:
    encrypted = vault.encrypt(Secret("t\ud800"), owner=ANN, purpose=Purpose.ACCESS)

    assert vault.decrypt(encrypted, owner=ANN, purpose=Purpose.ACCESS) == Secret("t?")


def test_the_same_token_is_never_encrypted_alike(vault: KmsVault) -> None:
    for token in (Secret("t"), LONG):
        texts = {vault.encrypt(token, owner=ANN, purpose=Purpose.ACCESS) for _ in range(3)}
        assert len(texts) == 3


def test_what_another_key_encrypted_is_not_read(kms: "KMSClient", vault: KmsVault) -> None:
    other = a_vault(kms)

    for token in (Secret("t"), LONG):
        encrypted = other.encrypt(token, owner=ANN, purpose=Purpose.ACCESS)
        with answering(kms, 400, "IncorrectKeyException"), pytest.raises(Refused):
            vault.decrypt(encrypted, owner=ANN, purpose=Purpose.ACCESS)


@pytest.mark.parametrize("token", [Secret("t"), LONG], ids=["by KMS", "by a data key"])
def test_a_data_key_of_one_token_opens_no_other(vault: KmsVault, token: Secret) -> None:
    mine = vault.encrypt(LONG, owner=ANN, purpose=Purpose.ACCESS)
    theirs = vault.encrypt(LONG, owner=BOB, purpose=Purpose.ACCESS)
    short = vault.encrypt(token, owner=ANN, purpose=Purpose.ACCESS)
    swapped = ".".join([*mine.split(".")[:2], theirs.split(".")[2]])

    with pytest.raises(Refused) as refusal:
        vault.decrypt(swapped, owner=ANN, purpose=Purpose.ACCESS)

    assert refusal.value.code == "not_decrypted"
    assert vault.decrypt(short, owner=ANN, purpose=Purpose.ACCESS) == token


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.data())
def test_a_damaged_token_is_refused_and_breaks_nothing(vault: KmsVault, data: st.DataObject) -> None:
    token = data.draw(st.sampled_from([Secret("t"), LONG]))
    encrypted = vault.encrypt(token, owner=ANN, purpose=Purpose.ACCESS)
    place = data.draw(st.integers(min_value=0, max_value=len(encrypted) - 1))
    damaged = encrypted[:place] + data.draw(st.characters(codec="ascii")) + encrypted[place + 1 :]

    # Bits that base64 does not use may differ; then nothing was damaged. A key that moto does not find is a
    # failure of another kind there.
    with suppress(Refused, Retryable):
        assert vault.decrypt(damaged, owner=ANN, purpose=Purpose.ACCESS) == token


def steps(vault: KmsVault) -> list[Callable[[], object]]:
    return [
        lambda: vault.encrypt(Secret("t"), owner=ANN, purpose=Purpose.ACCESS),
        lambda: vault.encrypt(LONG, owner=ANN, purpose=Purpose.ACCESS),
        lambda: vault.decrypt("k1.AAAA", owner=ANN, purpose=Purpose.ACCESS),
        lambda: vault.decrypt("d1.AAAA.AAAA", owner=ANN, purpose=Purpose.ACCESS),
    ]


@pytest.mark.parametrize(
    "code", ["ThrottlingException", "KMSInternalException", "AccessDeniedException", "DisabledException"]
)
def test_what_may_be_different_later_is_tried_later(kms: "KMSClient", vault: KmsVault, code: str) -> None:
    for step in steps(vault):
        with answering(kms, 400, code), pytest.raises(Retryable, match=code):
            step()


@pytest.mark.parametrize("failure", UNREACHABLE)
def test_a_vault_that_cannot_be_reached_is_tried_later(
    kms: "KMSClient", vault: KmsVault, failure: BotoCoreError
) -> None:
    told = []
    for step in steps(vault):
        with broken(kms, failure), pytest.raises(Retryable) as raised:
            step()
        told.append(str(raised.value).partition(":")[0])

    assert told == ["encrypting a token failed"] * 2 + ["decrypting a token failed"] * 2


@pytest.mark.parametrize(
    "code", ["InvalidCiphertextException", "IncorrectKeyException", "ValidationException"]
)
def test_what_kms_cannot_read_is_refused(kms: "KMSClient", vault: KmsVault, code: str) -> None:
    with answering(kms, 400, code), pytest.raises(Refused) as refusal:
        vault.decrypt("k1.AAAA", owner=ANN, purpose=Purpose.ACCESS)

    assert refusal.value.code == "not_decrypted"
    assert str(refusal.value) == "damaged, or of another owner, purpose or key"


@pytest.mark.parametrize("text", ["", "x1.AAAA", "k1.A", "d1.AAAA"])
def test_what_is_in_no_form_of_ours_never_comes_to_kms(kms: "KMSClient", vault: KmsVault, text: str) -> None:
    with listening(kms) as calls, pytest.raises(Refused, match=r"^nothing that we encrypted$"):
        vault.decrypt(text, owner=ANN, purpose=Purpose.ACCESS)

    assert calls == []
