"""A browser is back from the provider: what becomes of the row, the tokens and the chat."""

from dataclasses import replace

import pytest

from lambdas.domain.account import LoginState, Secret, Tokens, Why
from lambdas.domain.errors import Refused
from lambdas.domain.identity_ports import AuthorizationRequest
from lambdas.domain.login_link import login_state
from lambdas.domain.turn import Kind, Notice, Noticed
from lambdas.flows.link.begin import begin
from lambdas.flows.link.fail import fail
from lambdas.flows.link.finish import Return
from lambdas.flows.link.step import Shown, Step
from tests.accounts import ISSUER, an_account
from tests.builders import ANN
from tests.unit.link.world import DOWN, World


@pytest.mark.parametrize(("code", "error"), [("", "access_denied"), ("code-1", "access_denied"), ("", "")])
def test_a_person_who_was_not_let_in_ends_the_sign_in(world: World, code: str, error: str) -> None:
    link = world.offer()
    going = world.start(link)
    back = replace(world.back(going), code=Secret(code), error=error)

    shown = world.bring(back, going.browser)

    assert shown.step is Step.REFUSED
    assert world.state(link) is LoginState.ENDED
    assert world.provider.refreshes == {}
    assert world.told() == [("refused", 0)]


@pytest.mark.parametrize(("error", "logged"), [("invalid_scope", "invalid_scope"), ("s3cret", "another")])
def test_what_the_provider_said_is_logged_where_it_is_a_known_word(
    world: World, caplog: pytest.LogCaptureFixture, error: str, logged: str
) -> None:
    going = world.start(world.offer())

    world.bring(replace(world.back(going), error=error), going.browser)

    assert [record.error for record in caplog.records if hasattr(record, "error")] == [logged]


def test_a_sign_in_that_is_kept_although_the_answer_was_lost_shows_its_code_at_once(world: World) -> None:
    world.logins.faults.lose("sign_in", DOWN)

    shown = world.come_back(world.start(world.offer()))

    assert shown.step is Step.CODE
    assert world.provider.revoked == []


def test_a_sign_in_that_is_not_kept_is_undone_and_the_chat_is_told(world: World) -> None:
    link = world.offer()
    world.logins.faults.fail("sign_in", DOWN)

    shown = world.come_back(world.start(link))

    assert shown.step is Step.FAILED
    assert world.state(link) is LoginState.ENDED
    assert world.undone()
    assert world.told() == [("ran_out", 602), ("failed", 0)]


def test_what_a_late_write_left_waiting_is_deleted_with_the_sign_in(world: World) -> None:
    login = world.login(world.offer())
    world.accounts.waits[ANN, login.id] = (an_account(), login.expires)

    fail(login, Why.FAILED, desk=world.desk)

    assert world.accounts.waits == {}


@pytest.mark.parametrize("missing", ["identity", "refresh"])
def test_an_exchange_that_leaves_a_token_out_is_refused(
    world: World, caplog: pytest.LogCaptureFixture, missing: str
) -> None:
    link = world.offer()
    going = world.start(link)
    back = world.back(going)
    whole = world.provider.exchange

    def partly(code: Secret, *, verifier: Secret) -> Tokens:
        tokens = whole(code, verifier=verifier)
        return replace(tokens, identity=None) if missing == "identity" else replace(tokens, refresh=None)

    world.provider.exchange = partly  # type: ignore[method-assign]

    assert world.bring(back, going.browser).step is Step.FAILED
    assert world.state(link) is LoginState.ENDED
    assert world.undone() == (missing == "identity")
    assert [vars(record)["reason"] for record in caplog.records] == ["missing_token"]


def test_an_operator_reads_that_the_provider_s_tokens_are_of_two_people(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    world.verifier.access_of = "s-mallory"

    world.come_back(world.start(world.offer()))

    assert [vars(record)["reason"] for record in caplog.records] == ["wrong_subject"]


def test_a_token_that_is_too_long_to_keep_is_refused_and_revoked(world: World) -> None:
    link = world.offer()
    world.vault.faults.fail("encrypt", Refused("too long", code="token_too_long"))

    assert world.come_back(world.start(link)).step is Step.FAILED
    assert world.state(link) is LoginState.ENDED
    assert world.undone()
    assert world.told() == [("ran_out", 602), ("failed", 0)]


def test_a_browser_that_is_turned_back_when_its_link_has_run_out_is_shown_just_that(world: World) -> None:
    link = world.offer()
    going = world.start(link)
    back = replace(world.back(going), error="access_denied")
    world.clock.pass_s(600)

    shown = world.bring(back, going.browser)

    assert (shown.step, shown.login) == (Step.RAN_OUT, world.login(link))
    assert (world.state(link), world.told()) == (LoginState.STARTED, [])


def test_a_browser_that_makes_a_state_up_ends_no_sign_in_that_it_never_began(world: World) -> None:
    link = world.offer()
    browser = Secret("X" * 43)
    state = login_state(browser, world.login(link).id)

    shown = world.bring(Return(state=state, code=Secret(""), error="access_denied"), browser)

    assert shown.step is Step.ASK
    assert (world.state(link), world.told()) == (LoginState.OFFERED, [])


def test_a_return_to_a_sign_in_that_has_ended_tells_the_chat_nothing_more(world: World) -> None:
    going = world.start(world.offer())
    back = world.back(going)
    world.provider.faults.fail("exchange", DOWN)
    world.bring(back, going.browser)
    told = len(world.later.put_turns)

    shown = world.bring(back, going.browser)

    assert shown.step is Step.USED
    assert len(world.later.put_turns) == told
    assert world.told() == [("ran_out", 602), ("failed", 0)]


def test_a_sign_in_that_comes_too_late_is_shown_with_its_login_and_its_tokens_are_revoked(
    world: World,
) -> None:
    link = world.offer()
    world.logins.faults.fail("sign_in", Refused("over", code="expired"))

    shown = world.come_back(world.start(link))

    assert (shown.step, shown.login) == (Step.RAN_OUT, world.login(link))
    assert world.undone()


@pytest.mark.parametrize(
    ("at", "failure", "told"),
    [
        ("exchange", Refused("no such code", code="invalid_grant"), "code not exchanged: invalid_grant"),
        ("exchange", DOWN, "code not exchanged: down"),
        ("encrypt", Refused("too long", code="token_too_long"), "tokens not taken: token_too_long"),
        ("encrypt", DOWN, "tokens not taken: down"),
        ("sign_in", DOWN, "sign-in not kept: down"),
    ],
)
def test_an_operator_reads_why_a_sign_in_failed(
    world: World, caplog: pytest.LogCaptureFixture, at: str, failure: Exception, told: str
) -> None:
    for faults in (world.provider.faults, world.vault.faults, world.logins.faults):
        faults.fail(at, failure)

    world.come_back(world.start(world.offer()))

    errors = [record for record in caplog.records if record.levelname == "ERROR"]
    assert [f"{record.message}: {vars(record)['reason']}" for record in errors] == [told]


def test_the_chat_is_told_by_an_internal_turn_of_its_own_place_and_language(world: World) -> None:
    link = world.offer()
    world.logins.faults.fail("sign_in", DOWN)

    world.come_back(world.start(link))

    login = world.login(link)
    turn, _ = world.later.put_turns[-1]
    assert (turn.kind, turn.address, turn.locale) == (Kind.INTERNAL, login.address, login.locale)
    assert turn.at == world.clock.now()
    assert turn.content == Noticed(notice=Notice.LOGIN_ENDED, details={"login": login.id, "why": "failed"})


def test_the_account_that_waits_is_of_the_person_whom_the_provider_named(world: World) -> None:
    link = world.offer()

    world.come_back(world.start(link), subject="s-ann")

    account, _ = world.accounts.waits[ANN, world.login(link).id]
    assert (account.owner, account.issuer, account.subject) == (ANN, ISSUER, "s-ann")
    assert account.expires == world.access_of(account).expires


def test_a_browser_that_goes_on_once_it_is_back_is_shown_its_code_again(world: World) -> None:
    link = world.offer()
    going = world.start(link)
    back = world.come_back(going)

    again = begin(link, browser=going.browser, told="", desk=world.desk)

    assert again == Shown(step=Step.CODE, login=world.login(link), code=back.code)


def test_the_provider_s_page_is_asked_for_in_the_person_s_language(world: World) -> None:
    link = world.offer()
    asked: list[str] = []
    whole = world.provider.authorize_url

    def noting(request: AuthorizationRequest) -> str:
        asked.append(request.locale)
        return whole(request)

    world.provider.authorize_url = noting  # type: ignore[method-assign]  # looks on
    world.start(link)

    assert asked == [world.login(link).locale]
