"""Holds requests and answers to docs/booking-service.yaml.

Source: https://spec.openapis.org/oas/v3.1.0 (its schemas are JSON Schema 2020-12)
"""

from collections.abc import Mapping
from typing import Any

import yaml
from jsonschema import Draft202012Validator

from dev.home import ROOT

FILE = ROOT / "docs" / "booking-service.yaml"


class BrokenContractError(ValueError):
    """A request or an answer is not as the file has it; the message says where."""


class Contract:
    """The file, read."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self._components = document["components"]
        self._operation = document["paths"]["/bookings"]["post"]

    def check_order(self, order: object, *, key: str | None) -> None:
        """Refuse a request by its body and its ``Idempotency-Key``; raises ``BrokenContractError``."""
        (parameter,) = self._operation["parameters"]
        self._check(parameter["schema"], key, "Idempotency-Key")
        content = self._operation["requestBody"]["content"]["application/json"]
        self._check(content["schema"], order, "body")

    def check_answer(self, status: int, body: object) -> None:
        """Refuse an answer; raises ``BrokenContractError``."""
        responses = self._operation["responses"]
        answer = responses.get(str(status), responses["default"])
        self._check(answer["content"]["application/json"]["schema"], body, f"answer {status}")

    def _check(self, schema: Mapping[str, Any], value: object, what: str) -> None:
        whole = {**schema, "components": self._components}
        checked = Draft202012Validator(whole, format_checker=Draft202012Validator.FORMAT_CHECKER)
        for error in checked.iter_errors(value):
            place = "".join(f".{step}" for step in error.absolute_path)
            raise BrokenContractError(f"{what}{place}: {error.message}")


def read_contract() -> Contract:
    """The contract as it stands in docs."""
    return Contract(yaml.safe_load(FILE.read_text(encoding="utf-8")))
