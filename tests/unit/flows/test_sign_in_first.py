"""Intents that require an account: who is let in, who is asked to sign in, and what an attacker gets."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from lambdas.domain.account import AccountState, Purpose, Secret
from lambdas.domain.errors import Refused, Retryable
from lambdas.domain.ids import BotId, OwnerId
from lambdas.domain.intent import Action, Call, Errand, Outcome, Source
from lambdas.domain.reply import Login, Text
from lambdas.domain.signed_in import SignedIn
from lambdas.domain.wording import Texts
from lambdas.flows.fulfil import fulfil
from lambdas.flows.people import LinkedPeople
from lambdas.flows.sign_in_first import Door
from lambdas.kit.seal import HmacSeal
from tests.accounts import an_account
from tests.builders import ANN, BOB, NOW
from tests.calls import a_call
from tests.fakes.accounts import MemoryAccounts, MemoryLogins
from tests.fakes.clock import SetClock
from tests.fakes.link_office import MemoryLinkOffice
from tests.fakes.results import MemoryResults
from tests.fakes.vault import MemoryVault

CLAIMS = {"turn": "t1", "bot": "travel", "scope": "intent:*", "private": "yes"}
REQUIRED = {BotId("travel"): {"MyBookings": ("bookings.read",), "WhoAmI": ()}}
TOKEN = "ann's access token"
WORDS = {"sign_in": "Sign in to see your bookings."}


class Office:
    """Fulfilment with an intent that only tells for whom it acts, and people who are signed in or not."""

    def __init__(self, *, signing_in: bool = True, words: Mapping[str, str] = WORDS) -> None:
        self.clock = SetClock()
        self.accounts = MemoryAccounts(clock=self.clock)
        self.vault = MemoryVault()
        logins = MemoryLogins(clock=self.clock, accounts=self.accounts)
        self.office = MemoryLinkOffice(accounts=self.accounts, logins=logins)
        self.results = MemoryResults(clock=self.clock)
        self.seal = a_seal(self.clock)
        people = LinkedPeople(accounts=self.accounts, vault=self.vault, office=self.office, clock=self.clock)
        texts = Texts(by_bot={"travel": {"en-US": {"MyBookings": words}}})
        self.door = Door(texts=texts, people=people if signing_in else None, required=REQUIRED)
        self.errands: list[Errand] = []
        self.meanwhile: Callable[[Office], None] = lambda _office: None

    def sign_in(
        self,
        owner: OwnerId = ANN,
        *,
        scopes: Sequence[str] = ("bookings.read",),
        state: AccountState = AccountState.ACTIVE,
    ) -> None:
        access = self.vault.encrypt(Secret(TOKEN), owner=owner, purpose=Purpose.ACCESS)
        account = replace(an_account(owner=owner, access=access, state=state), scopes=tuple(scopes))
        self.accounts.linked[owner] = account

    def tell(self, call: Call, errand: Errand) -> Outcome:
        del call
        self.errands.append(errand)
        return Outcome(action=Action.CLOSE_FULFILLED, parts=(Text(text="Here they are."),))

    def use_token(self, call: Call, errand: Errand) -> Outcome:
        assert errand.person
        self.meanwhile(self)
        token = errand.person.access_token()
        return replace(self.tell(call, errand), parts=(Text(text=token),))

    def asked(self, call: Call | None = None, *, seal: HmacSeal | None = None, **claims: str) -> Outcome:
        expires = self.clock.now() + timedelta(seconds=60)
        given = {"owner": ANN, **CLAIMS, **claims}
        return fulfil(
            call or my_bookings(),
            envelope=(seal or self.seal).seal("envelope", given, expires=expires),
            seal=self.seal,
            results=self.results,
            intents={
                "MyBookings": self.tell,
                "BookHotel": self.tell,
                "WhoAmI": self.use_token,
                "Pay": self.use_token,
            },
            door=self.door,
        )


def a_seal(clock: SetClock, key: bytes = b"k" * 64) -> HmacSeal:
    return HmacSeal(keys=lambda: (key,), now=clock.now, refusal=Refused)


def my_bookings(source: Source = Source.FULFILMENT, *, locale: str = "en-US") -> Call:
    return a_call(intent="MyBookings", source=source, locale=locale, attributes={"kept": "as it was"})


def who_am_i() -> Call:
    return a_call(intent="WhoAmI", source=Source.FULFILMENT)


def invites(outcome: Outcome) -> bool:
    return outcome.action is Action.CLOSE_FAILED and isinstance(outcome.parts[0], Login)


@pytest.mark.parametrize("source", list(Source))
def test_who_is_not_signed_in_is_invited_in_the_words_of_the_intent(source: Source) -> None:
    office = Office()

    outcome = office.asked(my_bookings(source))

    assert outcome == Outcome(
        action=Action.CLOSE_FAILED,
        parts=(Login(text="Sign in to see your bookings."),),
        attributes={"kept": "as it was"},
    )
    assert office.errands == []


@pytest.mark.parametrize(
    ("locale", "words"), [("en-US", "Please sign in."), ("es-ES", "Inicie sesión"), ("de-DE", "sign in.")]
)
def test_an_intent_without_words_of_its_own_invites_in_the_platform_s(locale: str, words: str) -> None:
    (invitation,) = Office(words={}).asked(my_bookings(locale=locale)).parts

    assert isinstance(invitation, Login)
    assert words in invitation.text


@pytest.mark.attack("account that is signed out")
def test_whose_sign_out_is_not_finished_is_invited() -> None:
    office = Office()
    office.sign_in(state=AccountState.REVOKING)

    assert invites(office.asked())


def test_whose_account_lacks_a_scope_is_invited() -> None:
    office = Office()
    office.sign_in(scopes=("openid", "bookings.write"))

    assert invites(office.asked())
    assert office.errands == []


def test_whose_sign_in_has_ended_is_invited() -> None:
    office = Office()
    office.sign_in()
    office.clock.pass_s(30 * 86_400)

    assert invites(office.asked())


def test_an_invitation_is_no_result_so_the_same_words_work_after_the_sign_in() -> None:
    office = Office()
    office.asked()
    assert office.results.kept == {}

    office.sign_in()

    assert office.asked().action is Action.CLOSE_FULFILLED


def test_who_is_signed_in_is_known_to_the_code() -> None:
    office = Office()
    office.sign_in()

    office.asked()

    (errand,) = office.errands
    account = office.accounts.linked[ANN]
    assert errand.person
    assert (errand.owner, errand.person.owner, errand.acts_for) == (ANN, account.person(), account.person())
    assert (errand.person.name, errand.person.scopes) == ("Ann", frozenset({"bookings.read"}))


@pytest.mark.attack("link in a group")
@pytest.mark.parametrize("private", ["no", "", "true"])
def test_in_a_group_nobody_is_invited_and_nothing_is_told(private: str) -> None:
    office = Office()
    office.sign_in()

    (said,) = office.asked(private=private).parts

    assert isinstance(said, Text)
    assert "in private only" in said.text
    assert (office.errands, office.results.kept) == ([], {})


def test_in_a_group_others_intents_act_for_the_chat_s_owner() -> None:
    office = Office()
    office.sign_in()

    office.asked(a_call(source=Source.FULFILMENT), private="no")

    (errand,) = office.errands
    assert (errand.person, errand.acts_for) == (None, ANN)


def test_where_nobody_can_sign_in_this_is_said() -> None:
    (said,) = Office(signing_in=False).asked().parts

    assert isinstance(said, Text)
    assert "here nobody can" in said.text


def test_an_intent_that_requires_nothing_is_done_with_and_without_an_account() -> None:
    office = Office()
    office.asked(a_call(source=Source.FULFILMENT))
    office.sign_in()

    office.asked(a_call(source=Source.FULFILMENT), turn="t2")

    without, with_account = office.errands
    assert (without.person, without.acts_for) == (None, ANN)
    assert with_account.person
    assert with_account.acts_for == office.accounts.linked[ANN].person()


def test_an_account_that_is_not_required_is_read_only_to_act() -> None:
    office = Office()
    office.accounts.faults.fail("find", Retryable("throttled"))

    office.asked(a_call(source=Source.DIALOG))

    assert office.errands[0].person is None


def test_where_the_account_cannot_be_read_nothing_is_done() -> None:
    office = Office()
    office.accounts.faults.fail("find", Retryable("throttled"))

    with pytest.raises(Retryable):
        office.asked()

    assert office.errands == []


def test_the_access_token_is_opened_for_whoever_asks_for_it() -> None:
    office = Office()
    office.sign_in()

    outcome = office.asked(who_am_i())

    assert outcome.parts == (Text(text=TOKEN),)
    assert office.office.asked == []


@pytest.mark.parametrize(("left_s", "refreshed"), [(31, False), (30, True), (-5, True)])
def test_an_access_token_near_its_end_is_made_anew_first(left_s: int, *, refreshed: bool) -> None:
    office = Office()
    office.sign_in()
    account = office.accounts.linked[ANN]
    office.accounts.linked[ANN] = replace(account, expires=NOW + timedelta(seconds=left_s))

    office.asked(who_am_i())

    assert office.office.asked == ([("refresh", ANN)] if refreshed else [])


def test_the_new_access_token_is_the_one_that_is_used() -> None:
    office = Office()
    office.sign_in()
    office.accounts.linked[ANN] = replace(office.accounts.linked[ANN], expires=NOW)
    office.office.fresh = office.vault.encrypt(Secret("a new one"), owner=ANN, purpose=Purpose.ACCESS)

    assert office.asked(who_am_i()).parts == (Text(text="a new one"),)


def test_whose_sign_in_the_provider_ended_is_asked_to_sign_in_again() -> None:
    office = Office()
    office.sign_in()
    office.accounts.linked[ANN] = replace(office.accounts.linked[ANN], expires=NOW)
    office.office.faults.fail("refresh", Refused("ended", code="not_linked"))

    outcome = office.asked(who_am_i())

    assert invites(outcome)
    assert office.results.kept == {}


def test_whom_the_provider_lets_in_no_more_is_invited_though_nothing_needs_a_token() -> None:
    office = Office()
    office.sign_in()
    office.accounts.linked[ANN] = replace(office.accounts.linked[ANN], expires=NOW)
    office.office.faults.fail("refresh", Refused("ended", code="not_linked"))

    outcome = office.asked()

    assert invites(outcome)
    assert (office.errands, office.results.kept) == ([], {})


def test_a_refusal_for_another_reason_is_no_sign_out() -> None:
    office = Office()
    office.sign_in()
    office.accounts.linked[ANN] = replace(office.accounts.linked[ANN], expires=NOW)
    office.office.faults.fail("refresh", Refused("client unknown", code="refused_client"))

    with pytest.raises(Refused):
        office.asked(who_am_i())


def sign_out(office: Office) -> None:
    office.accounts.revoke(ANN)


def sign_in_as_another(office: Office) -> None:
    office.accounts.linked[ANN] = replace(office.accounts.linked[ANN], subject="s-eve")


def sign_in_anew(office: Office) -> None:
    office.accounts.linked[ANN] = replace(office.accounts.linked[ANN], version=0)


def forget(office: Office) -> None:
    del office.accounts.linked[ANN]


@pytest.mark.attack("sign-out during a running turn")
@pytest.mark.parametrize("change", [sign_out, sign_in_as_another, sign_in_anew, forget])
def test_attack_acting_on_after_a_sign_out_in_the_middle_of_a_turn(change: Callable[[Office], None]) -> None:
    office = Office()
    office.sign_in()
    office.meanwhile = change

    outcome = office.asked(who_am_i())

    assert invites(outcome)
    assert (office.errands, office.results.kept) == ([], {})


def test_who_signs_out_while_something_else_is_done_is_told_and_not_invited() -> None:
    office = Office()
    office.sign_in()
    office.meanwhile = sign_out

    (said,) = office.asked(a_call(intent="Pay", source=Source.FULFILMENT)).parts

    assert isinstance(said, Text)
    assert "not signed in any more" in said.text


@pytest.mark.attack("forged envelope")
def test_attack_a_forged_envelope_for_a_person_who_is_signed_in() -> None:
    office = Office()
    office.sign_in()

    with pytest.raises(Refused):
        office.asked(seal=a_seal(office.clock, key=b"x" * 64))

    assert (office.errands, office.results.kept) == ([], {})


@pytest.mark.attack("forged envelope")
def test_attack_an_envelope_of_another_owner_shows_nothing_of_hers() -> None:
    office = Office()
    office.sign_in()

    assert invites(office.asked(owner=BOB))


@pytest.mark.attack("row copied to another owner")
def test_attack_the_row_of_another_s_account_copied_does_not_open() -> None:
    office = Office()
    office.sign_in()
    office.accounts.linked[BOB] = replace(office.accounts.linked[ANN], owner=BOB)

    with pytest.raises(Refused) as refusal:
        office.asked(owner=BOB)

    assert refusal.value.code == "not_decrypted"
    assert (office.errands, office.results.kept) == ([], {})


def test_attack_a_copied_row_that_still_names_its_owner_is_refused() -> None:
    office = Office()
    office.sign_in()
    office.accounts.linked[BOB] = office.accounts.linked[ANN]

    with pytest.raises(Refused) as refusal:
        office.asked(owner=BOB)

    assert refusal.value.code == "forbidden"


@pytest.mark.attack("refresh token as an access token")
def test_attack_a_refresh_token_in_the_place_of_an_access_token_does_not_open() -> None:
    office = Office()
    office.sign_in()
    refresh = office.vault.encrypt(Secret("refresh"), owner=ANN, purpose=Purpose.REFRESH)
    office.accounts.linked[ANN] = replace(office.accounts.linked[ANN], access=refresh)

    with pytest.raises(Refused):
        office.asked(who_am_i())


def test_neither_token_nor_name_is_shown_or_logged(caplog: pytest.LogCaptureFixture) -> None:
    office = Office()
    office.sign_in()

    with caplog.at_level(logging.DEBUG):
        office.asked()

    (errand,) = office.errands
    seen = repr(errand) + repr(office.results.kept) + str([vars(record) for record in caplog.records])
    assert TOKEN not in seen
    assert "name='Ann'" not in seen


def test_code_that_was_told_of_a_person_reaches_no_refresh_token() -> None:
    assert not [name for name in SignedIn.__dataclass_fields__ if "refresh" in name]
