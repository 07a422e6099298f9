"""Whose API is called."""

from lambdas.kit.endpoints import endpoint_of


def test_a_vendor_is_called_where_it_is() -> None:
    assert endpoint_of("slack", channel="slack", env={}) is None


def test_each_installation_has_a_stand_in_of_its_own_below_one_address() -> None:
    env = {"MESSENGERS_ENDPOINT": "http://localhost:1"}

    assert endpoint_of("shop", channel="slack", env=env) == "http://localhost:1/shop"
    assert endpoint_of("trips", channel="slack", env=env) == "http://localhost:1/trips"


def test_a_messenger_s_own_stand_in_comes_first_for_all_of_its_installations() -> None:
    env = {"MESSENGERS_ENDPOINT": "http://localhost:1", "SLACK_ENDPOINT": "http://localhost:2"}

    assert endpoint_of("shop", channel="slack", env=env) == "http://localhost:2"
    assert endpoint_of("trips", channel="slack", env=env) == "http://localhost:2"
    assert endpoint_of("teams", channel="teams", env=env) == "http://localhost:1/teams"
