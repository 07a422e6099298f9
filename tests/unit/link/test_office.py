"""Orders of other Lambdas, and whom they are kept from."""

from typing import Any

import pytest

from lambdas.domain.account import LoginState
from lambdas.domain.errors import Retryable
from lambdas.link.office import carry_out, is_order
from tests.builders import ANN
from tests.unit.link.apps import an_event
from tests.unit.link.world import DOWN, World


def test_signing_out_tells_where_the_browser_signs_out_too(world: World) -> None:
    world.link_account()

    answer = carry_out({"do": "sign_out", "owner": ANN}, desk=world.desk)

    assert answer == {"done": True, "url": world.provider.sign_out_url()}
    assert world.accounts.linked == {}


def test_signing_out_while_the_provider_is_down_is_not_done(world: World) -> None:
    world.link_account()
    world.provider.faults.fail("revoke", DOWN)

    assert carry_out({"do": "sign_out", "owner": ANN}, desk=world.desk)["done"] is False


def test_refreshing_is_done_or_refused(world: World) -> None:
    world.link_account(fresh_s=10)

    assert carry_out({"do": "refresh", "owner": ANN}, desk=world.desk) == {"done": True}
    assert carry_out({"do": "refresh", "owner": "bob"}, desk=world.desk) == {"refused": "not_linked"}
    assert world.refreshed() == 1


def test_dropping_and_erasing_are_done(world: World) -> None:
    link = world.offer()
    world.come_back(world.start(link))

    dropped = carry_out({"do": "drop", "owner": ANN, "login": world.login(link).id}, desk=world.desk)
    state = world.state(link)
    erased = carry_out({"do": "erase", "owner": ANN}, desk=world.desk)

    assert (dropped, erased) == ({"done": True}, {"done": True})
    assert state is LoginState.ENDED
    assert world.logins.logins == {}


def test_what_may_pass_is_raised_so_that_it_is_asked_again(world: World) -> None:
    world.link_account()
    world.accounts.faults.fail("revoke", DOWN)

    with pytest.raises(Retryable):
        carry_out({"do": "sign_out", "owner": ANN}, desk=world.desk)


def test_an_unknown_order_is_no_order_of_ours(world: World) -> None:
    with pytest.raises(ValueError, match="no order of ours"):
        carry_out({"do": "link", "owner": ANN}, desk=world.desk)


ORDER = {"do": "sign_out", "owner": "ann"}
FORGED: list[dict[str, Any]] = [
    an_event("GET /link/{secret}", query="do=sign_out&owner=ann"),
    an_event("POST /link/{secret}", form=ORDER),
    an_event("GET /link/callback", headers=ORDER),
    an_event("GET /link/callback") | ORDER,
    {"body": '{"do":"sign_out","owner":"ann"}', "requestContext": {}},
    {**ORDER, "version": "2.0"},
    {**ORDER, "headers": {}},
    {"owner": "ann"},
    {},
]


@pytest.mark.attack("order by HTTP")
@pytest.mark.parametrize("event", FORGED)
def test_no_request_that_came_by_http_is_taken_for_an_order(event: dict[str, Any]) -> None:
    assert not is_order(event)


def test_an_invocation_of_ours_is_an_order() -> None:
    assert is_order(ORDER)
    assert is_order({**ORDER, "do": "drop", "login": "l1"})
