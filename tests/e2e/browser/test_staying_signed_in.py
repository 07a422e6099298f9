"""What becomes of a sign-in that lasts: its tokens end, or are revoked; its chat page is loaded again."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from lambdas.domain.account import Account, Purpose
from lambdas.domain.account_record import ACCOUNT
from tests.e2e.browser.chat import Chat
from tests.e2e.browser.conftest import OpenChat
from tests.e2e.browser.invitations import Invitation, known_by
from tests.e2e.browser.signing_in import (
    ASKED,
    INVITED,
    answer,
    bookings,
    code_of,
    greeted,
    may_sign_in,
    opened,
)
from tests.e2e.pool_visitor import client, the_vault
from tests.local_platform import LocalPlatform


@dataclass(frozen=True, kw_only=True)
class SignedIn:
    """A chat where Ann is signed in."""

    chat: Chat
    invitation: Invitation

    def account(self) -> Account:
        """What the table holds of her."""
        account = self.invitation.accounts.find(self.invitation.owner)
        assert account is not None
        return account


@pytest.fixture
def ann(a_chat: OpenChat, platform: LocalPlatform) -> SignedIn:
    chat = may_sign_in(a_chat(), platform).open()
    answer(chat, ASKED, INVITED)
    before, page = chat.bubbles.count(), opened(chat)
    url = page.url
    code_of(page, platform)
    greeted(chat, before)
    return SignedIn(chat=chat, invitation=known_by(platform, url))


def let_the_access_token_end(platform: LocalPlatform, ann: SignedIn) -> None:
    client(platform, "dynamodb").update_item(
        TableName=platform.local["stacks"]["TokensTable"],
        Key={"owner": {"S": ann.invitation.owner}, "item": {"S": ACCOUNT}},
        UpdateExpression="SET access_ends_epoch_s = :then",
        ExpressionAttributeValues={":then": {"N": str(int(datetime.now(UTC).timestamp()) - 1)}},
    )


def revoke_at_the_pool(platform: LocalPlatform, ann: SignedIn) -> None:
    account = ann.account()
    refresh = the_vault(platform).decrypt(account.refresh, owner=account.owner, purpose=Purpose.REFRESH)
    client(platform, "cognito-idp").revoke_token(
        Token=refresh.text, ClientId=platform.local["identity"]["client_id"]
    )


def test_whose_access_token_has_ended_notices_nothing_of_it(ann: SignedIn, platform: LocalPlatform) -> None:
    let_the_access_token_end(platform, ann)
    before = ann.account()

    bookings(ann.chat)

    after = ann.account()
    assert after.version > before.version
    assert after.expires > datetime.now(UTC)
    assert after.access != before.access


def test_whom_the_pool_knows_no_more_is_asked_kindly_to_sign_in_again(
    ann: SignedIn, platform: LocalPlatform
) -> None:
    revoke_at_the_pool(platform, ann)
    let_the_access_token_end(platform, ann)

    answer(ann.chat, ASKED, INVITED)

    assert not ann.invitation.is_linked()


def test_a_chat_page_that_was_loaded_again_meanwhile_takes_the_code_by_hand(
    a_chat: OpenChat, platform: LocalPlatform
) -> None:
    chat = may_sign_in(a_chat(), platform).open()
    answer(chat, ASKED, INVITED)
    page = opened(chat)
    chat.page.reload()
    expect(chat.bubbles).to_have_count(2)
    code = code_of(page, platform)
    expect(page.locator("#handed")).to_be_visible()

    chat.say(code)

    greeted(chat, 2)
