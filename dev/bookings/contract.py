"""Holds requests and answers to docs/booking-service.yaml.

Source: https://spec.openapis.org/oas/v3.1.0 (its schemas are JSON Schema 2020-12)
"""

from collections.abc import Mapping
from typing import Any

import yaml
from jsonschema import Draft202012Validator

from dev.home import ROOT

PERSON = "Person-Authorization"
FILE = ROOT / "docs" / "booking-service.yaml"


class BrokenContractError(ValueError):
    """A request or an answer is not as the file has it; the message says where."""


class Contract:
    """The file, read."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self._components = document["components"]
        self._operations = document["paths"]["/bookings"]

    def check_order(self, order: object, *, key: str | None, person: str | None = None) -> None:
        """Refuse a request by its body and its headers; raises ``BrokenContractError``.

        key: ``Idempotency-Key``. person: ``Person-Authorization``, None where there is none.
        """
        self._check_parameters("post", {"Idempotency-Key": key, PERSON: person})
        content = self._operations["post"]["requestBody"]["content"]["application/json"]
        self._check(content["schema"], order, "body")

    def check_list(self, owner: str | None, *, person: str | None = None) -> None:
        """Refuse a request for somebody's bookings; raises ``BrokenContractError``."""
        self._check_parameters("get", {"owner": owner, PERSON: person})

    def check_answer(self, status: int, body: object, *, method: str = "post") -> None:
        """Refuse an answer; raises ``BrokenContractError``."""
        responses = self._operations[method]["responses"]
        answer = responses.get(str(status), responses["default"])
        self._check(answer["content"]["application/json"]["schema"], body, f"answer {status}")

    def _check_parameters(self, method: str, given: Mapping[str, str | None]) -> None:
        """Refuse what is given in headers or in the query, or missing there."""
        for one in self._operations[method]["parameters"]:
            parameter = self._components["parameters"]["Person"] if "$ref" in one else one
            value = given[parameter["name"]]
            if parameter["required"] or value is not None:
                self._check(parameter["schema"], value, parameter["name"])

    def _check(self, schema: Mapping[str, Any], value: object, what: str) -> None:
        whole = {**schema, "components": self._components}
        checked = Draft202012Validator(whole, format_checker=Draft202012Validator.FORMAT_CHECKER)
        for error in checked.iter_errors(value):
            place = "".join(f".{step}" for step in error.absolute_path)
            raise BrokenContractError(f"{what}{place}: {error.message}")


def read_contract() -> Contract:
    """The contract as it stands in docs."""
    return Contract(yaml.safe_load(FILE.read_text(encoding="utf-8")))
