"""Settings from the environment."""

from dataclasses import dataclass

import pytest

from lambdas.kit.settings import MissingSettingError, read_settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    queue_url: str
    ticket_s: int


def test_variables_are_named_as_the_fields_in_capitals() -> None:
    env = {"QUEUE_URL": "https://queue.example", "TICKET_S": "60", "OTHER": "ignored"}

    assert read_settings(Settings, env) == Settings(queue_url="https://queue.example", ticket_s=60)


@pytest.mark.parametrize("missing", ["QUEUE_URL", "TICKET_S"])
def test_a_missing_variable_is_named(missing: str) -> None:
    env = {name: "1" for name in ("QUEUE_URL", "TICKET_S") if name != missing}

    with pytest.raises(MissingSettingError, match=missing):
        read_settings(Settings, env)


def test_a_number_that_is_none_is_an_error() -> None:
    with pytest.raises(ValueError, match="soon"):
        read_settings(Settings, {"QUEUE_URL": "", "TICKET_S": "soon"})
