"""Tokens encrypted by KMS for one owner and one purpose, which stand in the encryption context.

``k1.<ciphertext>``; what is too long for KMS itself a data key encrypts by AES-256-GCM, which stands beside,
encrypted by KMS under the same context: ``d1.<data key's ciphertext>.<nonce and ciphertext>``.
Source: https://docs.aws.amazon.com/kms/latest/APIReference/API_Encrypt.html (4,096 bytes),
https://docs.aws.amazon.com/kms/latest/developerguide/encrypt_context.html
"""

import os
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from botocore.exceptions import ClientError
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from lambdas.domain.account import Purpose, Secret
from lambdas.domain.errors import Refused, Retryable
from lambdas.domain.ids import OwnerId
from lambdas.kit.translation import failing_as

if TYPE_CHECKING:
    from types_boto3_kms import KMSClient

BY_KMS_BYTES: Final = 4096
MOST_BYTES: Final = 16 * 1024
NONCE_BYTES: Final = 12
"""A fresh one is drawn for each token, and each token has a data key of its own."""

KEPT: Final = re.compile(r"(?:k1\.(?P<sealed>[\w=-]+)|d1\.(?P<key>[\w=-]+)\.(?P<body>[\w=-]+))", re.ASCII)
UNREADABLE: Final = frozenset({"InvalidCiphertextException", "IncorrectKeyException", "ValidationException"})


class KmsVault:
    """One key of KMS; what another key encrypted is not read."""

    def __init__(self, *, key_arn: str, client: "KMSClient") -> None:
        self._key_arn, self._client = key_arn, client

    def encrypt(self, token: Secret, *, owner: OwnerId, purpose: Purpose) -> str:
        """See ``Vault``; one call."""
        plain, context = token.text.encode("utf-8", "replace"), _context(owner, purpose)
        if not 0 < len(plain) <= MOST_BYTES:
            raise Refused("token empty or too long to keep", code="token_too_long")
        with failing_as(Retryable, doing="encrypting a token"):
            return (
                self._by_kms(plain, context) if len(plain) <= BY_KMS_BYTES else self._by_key(plain, context)
            )

    def decrypt(self, encrypted: str, *, owner: OwnerId, purpose: Purpose) -> Secret:
        """See ``Vault``; one call."""
        found, context = KEPT.fullmatch(encrypted), _context(owner, purpose)
        if found is None:
            raise Refused("nothing that we encrypted", code="not_decrypted")
        opened = self._open(_bytes(found["sealed"] or found["key"]), context)
        if found["key"] is None:
            return Secret(opened.decode())
        body = _bytes(found["body"])
        try:
            plain = AESGCM(opened).decrypt(body[:NONCE_BYTES], body[NONCE_BYTES:], _bound(context))
        except (InvalidTag, ValueError):
            raise Refused("damaged, or of another owner or purpose", code="not_decrypted") from None
        return Secret(plain.decode())

    def _by_kms(self, plain: bytes, context: Mapping[str, str]) -> str:
        answer = self._client.encrypt(KeyId=self._key_arn, Plaintext=plain, EncryptionContext=context)
        return f"k1.{_text(answer['CiphertextBlob'])}"

    def _by_key(self, plain: bytes, context: Mapping[str, str]) -> str:
        key = self._client.generate_data_key(
            KeyId=self._key_arn, KeySpec="AES_256", EncryptionContext=context
        )
        nonce = os.urandom(NONCE_BYTES)
        body = nonce + AESGCM(key["Plaintext"]).encrypt(nonce, plain, _bound(context))
        return f"d1.{_text(key['CiphertextBlob'])}.{_text(body)}"

    def _open(self, sealed: bytes, context: Mapping[str, str]) -> bytes:
        with failing_as(Retryable, doing="decrypting a token"):
            try:
                answer = self._client.decrypt(
                    KeyId=self._key_arn, CiphertextBlob=sealed, EncryptionContext=context
                )
            except ClientError as failure:
                if failure.response["Error"]["Code"] not in UNREADABLE:
                    raise
                refusal = "damaged, or of another owner, purpose or key"
                raise Refused(refusal, code="not_decrypted") from failure
        return answer["Plaintext"]


def _context(owner: OwnerId, purpose: Purpose) -> dict[str, str]:
    return {"owner": owner, "purpose": str(purpose)}


def _bound(context: Mapping[str, str]) -> bytes:
    return f"{context['purpose']}:{context['owner']}".encode()


def _text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode()


def _bytes(text: str) -> bytes:
    try:
        return urlsafe_b64decode(text)
    except ValueError:
        raise Refused("nothing that we encrypted", code="not_decrypted") from None
