"""Whatever people sign in by or say is looked for in all that a whole platform has written."""

import re
import secrets
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from lambdas.domain.account import Purpose
from tests.e2e.browser.chat import Chat
from tests.e2e.browser.company_page import code_after_company
from tests.e2e.browser.conftest import OpenChat, OpenPage
from tests.e2e.browser.invitations import known_by
from tests.e2e.browser.journal import Journal
from tests.e2e.browser.pool_page import A_CODE, sign_in_as
from tests.e2e.browser.signing_in import ASKED, HIDDEN, INVITED, answer, link, may_sign_in, opened
from tests.e2e.pool_visitor import client, the_vault
from tests.e2e.somebody import Somebody
from tests.e2e.traces import Trace, leaks, traces
from tests.local_platform import LocalPlatform

KEPT: Final = {("words", "row SessionsTable LINE")}
"""What may stand where, in all that the platform has written: exactly this is to be found."""

ON_THE_WAY: Final = {
    *((kind, "visited") for kind in ("link", "code of the provider", "state")),
    *((kind, "heard") for kind in ("link", "words")),
    ("words", "seen"),
}
"""The same for a browser, as a whole."""


@dataclass
class Secrets:
    """All that somebody signs in by, by kind and sign-in."""

    platform: LocalPlatform
    all: dict[str, str] = field(default_factory=dict)

    def note(self, sign_in: str, **found: str) -> None:
        """Keep some in mind."""
        self.all |= {f"{kind.replace('_', ' ')} ({sign_in})": secret for kind, secret in found.items()}

    def note_link(self, sign_in: str, url: str) -> None:
        """The secret of a link."""
        self.note(sign_in, link=urlsplit(url).path.rpartition("/")[2])

    def note_end(self, sign_in: str, page: Page) -> str:
        """What the browser has when it is back: its cookie, what it brought, and the code for the chat."""
        expect(page.locator("output")).to_have_text(A_CODE)
        brought, shown = parse_qs(urlsplit(page.url).query), page.locator("output").inner_text()
        (cookie,) = [each for each in page.context.cookies() if each["name"] == "__Host-parley-login"]
        self.note(sign_in, code=shown, cookie=cookie["value"], state=brought["state"][0])
        self.note(sign_in, code_of_the_provider=brought["code"][0])
        return shown

    def note_tokens(self, sign_in: str, url: str) -> None:
        """The tokens of whoever is signed in by a link now."""
        invitation, vault = known_by(self.platform, url), the_vault(self.platform)
        account = invitation.accounts.find(invitation.owner)
        assert account is not None
        access = vault.decrypt(account.access, owner=account.owner, purpose=Purpose.ACCESS)
        refresh = vault.decrypt(account.refresh, owner=account.owner, purpose=Purpose.REFRESH)
        self.note(sign_in, access_token=access.text, refresh_token=refresh.text)


def kinds(found: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """The same without the sign-in that each is of."""
    return {(name.partition(" (")[0], place) for name, place in found}


def a_new_person(platform: LocalPlatform) -> dict[str, str]:
    """Somebody of the pool whom no file tells of."""
    mark, pool = secrets.token_hex(6), platform.local["identity"]["user_pool_id"]
    person = {"email": f"lea-{mark}@example.org", "password": f"Lea-{mark[::-1]}-1"}
    users = client(platform, "cognito-idp")
    told = {"email": person["email"], "email_verified": "true", "name": "Lea"}
    attributes = [{"Name": name, "Value": value} for name, value in told.items()]
    by_email = {"UserPoolId": pool, "Username": person["email"]}
    users.admin_create_user(**by_email, UserAttributes=attributes, MessageAction="SUPPRESS")
    users.admin_set_user_password(**by_email, Password=person["password"], Permanent=True)
    return person


def beside_the_chat(chat: Chat, person: Mapping[str, str], found: Secrets, journal: Journal) -> None:
    """Sign in as a person of the pool, and out again."""
    answer(chat, ASKED, INVITED)
    before, page = chat.bubbles.count(), opened(chat)
    url = page.url
    found.note_link("pool", url)
    journal.look(page)
    page.get_by_role("button", name="Continue").click()
    sign_in_as(page, person)
    found.note_end("pool", page)
    expect(chat.bubbles).to_have_count(before + 3)
    found.note_tokens("pool", url)
    answer(chat, "sign out", re.compile("You are signed out"))
    journal.look(chat.page)


def on_another_device(chat: Chat, device: Page, found: Secrets) -> None:
    """Sign in with a company's account, after a wrong code."""
    answer(chat, "sign in", re.compile("Sign in here"))
    url = link(chat)
    found.note_link("company", url)
    device.goto(url)
    code_after_company(device, found.platform)
    code = found.note_end("company", device)
    found.note("mistyped", code="ZZZZ-9Z9Z")
    answer(chat, "zzzz 9z9z", re.compile("That is not the code."), shown=HIDDEN)
    answer(chat, code.lower().replace("-", " "), re.compile("You are signed in as Carla"), shown=HIDDEN)
    found.note_tokens("company", url)


def from_telegram(ada: Somebody, page: Page, person: Mapping[str, str], found: Secrets) -> None:
    """Sign in by a link that says nothing of who pressed it."""
    ada.says("sign in")
    url = str(ada.does(press="Sign in", tells=False)["url"])
    found.note_link("telegram", url)
    page.goto(url)
    page.get_by_role("button", name="Continue").click()
    sign_in_as(page, person)
    assert "signed in as Lea" in ada.says(found.note_end("telegram", page)).text
    found.note_tokens("telegram", url)


def test_nothing_that_people_sign_in_by_or_say_is_left_where_it_does_not_belong(
    a_chat: OpenChat, a_page: OpenPage, platform: LocalPlatform
) -> None:
    chat, device, browser = may_sign_in(a_chat(), platform), a_page(), a_page()
    journals = [Journal(site=platform.site, context=each.context) for each in (chat.page, device, browser)]
    person, found, ada = a_new_person(platform), Secrets(platform), Somebody(platform)
    words = f"marzipan{secrets.token_hex(6)}"
    chat.open()
    found.note("pool", password=person["password"], email=person["email"])
    found.note("said", words=words)

    answer(chat, words, re.compile("."))
    ada.says(words)
    beside_the_chat(chat, person, found, journals[0])
    on_another_device(chat, device, found)
    from_telegram(ada, browser, person, found)

    written = list(traces(platform))
    assert {trace.place.split()[0] for trace in written} == {"file", "log", "queue", "row"}
    assert kinds(leaks(written, found.all)) == KEPT
    assert kinds(leaks([trace for each in journals for trace in each.traces()], found.all)) == ON_THE_WAY


@pytest.mark.parametrize(
    "written",
    [
        "the code is ABCD-EFG7.",
        "abcd efg7",
        '{"code": "abcdefg7"}',
        b64encode(b"?code=ABCD-EFG7&state=").decode(),
        b64encode(b"code=ABCD-EFG7").decode(),
        urlsafe_b64encode(b"ABCD-EFG7").decode(),
    ],
)
def test_a_code_is_found_in_whichever_shape_it_was_written(written: str) -> None:
    found = leaks([Trace(place="log", text=written)], {"code": "ABCD-EFG7"})

    assert found == {("code", "log")}


def test_a_token_is_found_whoever_it_is_of() -> None:
    token = f"eyJ{'a' * 20}.eyJ{'b' * 20}.{'c' * 20}"

    assert leaks([Trace(place="log", text=f"Bearer {token}")], {}) == {("token", "log")}
