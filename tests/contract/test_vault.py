"""Contract of ``Vault``: what is encrypted opens for its owner and purpose alone."""

from collections.abc import Callable, Mapping
from typing import Final

import boto3
import pytest

from lambdas.domain.account import Purpose, Secret
from lambdas.domain.account_ports import Vault
from lambdas.domain.errors import Refused
from lambdas.identity.vault import KmsVault
from tests.aws import account_of
from tests.builders import ANN, BOB
from tests.fakes.vault import MemoryVault

SIZES: Final = (1, 4096, 4097, 16_384)


def in_memory(_request: pytest.FixtureRequest) -> Vault:
    return MemoryVault()


def in_kms(request: pytest.FixtureRequest) -> Vault:
    account_of(request)
    client = boto3.client("kms", "us-east-1", aws_access_key_id="none", aws_secret_access_key="none")
    return KmsVault(key_arn=client.create_key()["KeyMetadata"]["Arn"], client=client)


CASES: Final[Mapping[str, Callable[[pytest.FixtureRequest], Vault]]] = {"memory": in_memory, "kms": in_kms}


@pytest.fixture(params=list(CASES))
def vault(request: pytest.FixtureRequest) -> Vault:
    return CASES[request.param](request)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("purpose", Purpose)
def test_a_token_comes_back_for_its_owner_and_purpose(vault: Vault, size: int, purpose: Purpose) -> None:
    token = Secret("t" * size)

    encrypted = vault.encrypt(token, owner=ANN, purpose=purpose)

    assert encrypted.isascii()
    assert "t" * 20 not in encrypted
    assert vault.decrypt(encrypted, owner=ANN, purpose=purpose) == token


@pytest.mark.attack("row copied to another owner")
@pytest.mark.parametrize("size", SIZES)
def test_a_row_copied_to_another_owner_is_not_decrypted(vault: Vault, size: int) -> None:
    encrypted = vault.encrypt(Secret("t" * size), owner=ANN, purpose=Purpose.ACCESS)

    with pytest.raises(Refused) as refusal:
        vault.decrypt(encrypted, owner=BOB, purpose=Purpose.ACCESS)

    assert refusal.value.code == "not_decrypted"


@pytest.mark.attack("refresh token as an access token")
@pytest.mark.parametrize("size", SIZES)
def test_a_refresh_token_does_not_pass_for_an_access_token(vault: Vault, size: int) -> None:
    encrypted = vault.encrypt(Secret("t" * size), owner=ANN, purpose=Purpose.REFRESH)

    with pytest.raises(Refused) as refusal:
        vault.decrypt(encrypted, owner=ANN, purpose=Purpose.ACCESS)

    assert refusal.value.code == "not_decrypted"


@pytest.mark.parametrize("size", [0, 16_385])
def test_nothing_and_too_much_are_not_kept(vault: Vault, size: int) -> None:
    with pytest.raises(Refused) as refusal:
        vault.encrypt(Secret("t" * size), owner=ANN, purpose=Purpose.ACCESS)

    assert refusal.value.code == "token_too_long"
    assert str(refusal.value) == "token empty or too long to keep"


@pytest.mark.parametrize("text", ["", "k1.", "k1.AAAA", "d1.AAAA.AAAA", "k1.A", "x1.AAAA", "é", "k1.AAAA\n"])
def test_what_was_never_encrypted_is_not_decrypted(vault: Vault, text: str) -> None:
    with pytest.raises(Refused) as refusal:
        vault.decrypt(text, owner=ANN, purpose=Purpose.ACCESS)

    assert refusal.value.code == "not_decrypted"
