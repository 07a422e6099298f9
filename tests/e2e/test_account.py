"""An account on the deployed stack: asked for through the gateway, and what Lambda link does when invoked."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from lambdas.domain.account import Purpose, Secret
from lambdas.domain.errors import Refused
from tests.e2e.pool_visitor import Visitor, a_visitor
from tests.local_platform import LocalPlatform


@pytest.fixture
def visitor(platform: LocalPlatform) -> Iterator[Visitor]:
    with a_visitor(platform) as visitor:
        # Other tests sign the same person in.
        visitor.ask("DELETE", visitor.tokens.access)
        yield visitor
        visitor.ask("DELETE", visitor.tokens.access)


def test_whoever_shows_an_access_token_sees_the_own_account_and_signs_it_out(visitor: Visitor) -> None:
    visitor.link_to_a_chat()

    seen = visitor.ask("GET", visitor.tokens.access)
    ended = visitor.ask("DELETE", visitor.tokens.access)
    after = visitor.ask("GET", visitor.tokens.access)

    emails = [each["email"] for each in json.loads(seen.data)["accounts"]]
    assert (seen.status, emails) == (200, ["a•••@example.org"])
    assert (ended.status, json.loads(ended.data)) == (200, {"signed_out": 1, "done": True})
    assert json.loads(after.data) == {"accounts": []}


@pytest.mark.parametrize("method", ["GET", "DELETE"])
def test_whoever_shows_an_id_token_no_token_or_a_changed_one_is_refused(
    visitor: Visitor, method: str
) -> None:
    changed = Secret(visitor.tokens.access.text[:-6] + "AAAAAA")

    answers = [visitor.ask(method, token) for token in (visitor.tokens.identity, None, changed)]

    # An ID token is signed by the pool too, but has no scope.
    assert [answer.status for answer in answers] == [403, 401, 401]


def test_link_refreshes_tokens_that_are_about_to_end(visitor: Visitor) -> None:
    before = visitor.link_to_a_chat(fresh_for=timedelta(seconds=5))

    told = visitor.order("refresh", before.owner)

    after = visitor.accounts().find(before.owner)
    assert told == {"done": True}
    assert after is not None
    assert after.version == 2
    assert after.expires > datetime.now(UTC) + timedelta(minutes=1)
    access = visitor.vault().decrypt(after.access, owner=before.owner, purpose=Purpose.ACCESS)
    assert visitor.ask("GET", access).status == 200


def test_link_signs_out_so_that_the_pool_takes_the_token_no_more(visitor: Visitor) -> None:
    account = visitor.link_to_a_chat()
    assert visitor.tokens.refresh is not None

    told = visitor.order("sign_out", account.owner)

    assert told["done"] is True
    assert told["url"].endswith("%2Flink%2Fsigned-out")
    assert visitor.accounts().find(account.owner) is None
    with pytest.raises(Refused):
        visitor.provider.refresh(visitor.tokens.refresh)
