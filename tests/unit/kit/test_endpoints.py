"""Whose API is called."""

from lambdas.kit.endpoints import endpoint_of


def test_a_vendor_is_called_where_it_is() -> None:
    assert endpoint_of("slack", {}) is None


def test_one_address_stands_in_for_every_messenger() -> None:
    assert endpoint_of("slack", {"MESSENGERS_ENDPOINT": "http://localhost:1"}) == "http://localhost:1/slack"


def test_a_messenger_s_own_stand_in_comes_first() -> None:
    env = {"MESSENGERS_ENDPOINT": "http://localhost:1", "SLACK_ENDPOINT": "http://localhost:2"}

    assert endpoint_of("slack", env) == "http://localhost:2"
    assert endpoint_of("teams", env) == "http://localhost:1/teams"
