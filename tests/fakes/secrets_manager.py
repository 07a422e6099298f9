"""Secrets Manager in memory, as far as `parley channel` asks it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from botocore.exceptions import ClientError

from tests.builders import NOW


class LostError(Exception):
    """The command was killed here."""


@dataclass(kw_only=True)
class MemorySecrets:
    """Secrets by their ARN. at: when they were written. fails: the next write, before or after it is done."""

    kept: dict[str, Mapping[str, str]] = field(default_factory=dict)
    at: datetime = NOW
    fails: str = ""

    def get_secret_value(self, **asked: str) -> dict[str, Any]:
        """See boto3; refuses what is not there."""
        arn = asked["SecretId"]
        if arn not in self.kept:
            told = {"Error": {"Code": "ResourceNotFoundException", "Message": "no such secret"}}
            raise ClientError(told, "GetSecretValue")  # type: ignore[arg-type]  # as much as is read
        return {"SecretString": json.dumps(self.kept[arn]), "CreatedDate": self.at}

    def put_secret_value(self, **given: str) -> None:
        """See boto3."""
        if self.fails == "before":
            raise LostError
        self.kept[given["SecretId"]] = json.loads(given["SecretString"])
        if self.fails == "after":
            raise LostError
