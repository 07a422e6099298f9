"""The pages by HTTP: what a browser gets for what it sends."""

import json
import logging
import re
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest

from lambdas.domain.account import LoginState
from lambdas.domain.errors import Refused
from lambdas.domain.ids import UserId
from tests.builders import an_address
from tests.fakes.provider import HOSTED
from tests.unit.link.apps import (
    CHAT,
    LINK,
    MINE,
    PRESSED_HERE,
    call,
    cookie_of,
    go_on,
    sign_in,
)
from tests.unit.link.world import DOWN, KilledError, World, a_world


def test_a_sign_in_goes_all_the_way_from_the_link_to_the_code(world: World) -> None:
    link = world.offer()
    asked = call(world, f"GET {LINK}", link=link)
    gone = go_on(world, link, [cookie_of(asked)])
    query = world.provider.sign_in(str(gone["headers"]["location"]))  # type: ignore[index]

    back = call(world, "GET /link/callback", query=query, cookies=[cookie_of(gone)])

    assert (asked["statusCode"], gone["statusCode"], back["statusCode"]) == (200, 303, 200)
    assert cookie_of(asked) == cookie_of(gone)
    assert re.search(r">[0-9A-Z]{4}-[0-9A-Z]{4}<", back["body"])
    assert world.state(link) is LoginState.SIGNED_IN


def test_the_redirect_asks_the_provider_with_all_that_binds_the_answer_to_this_browser(world: World) -> None:
    response = go_on(world, world.offer())

    url = urlsplit(str(response["headers"]["location"]))  # type: ignore[index]
    asked = parse_qs(url.query)

    assert f"{url.scheme}://{url.netloc}" == HOSTED
    assert {len(asked[name][0]) for name in ("nonce", "code_challenge")} == {43}
    assert asked["scope"] == ["openid parley/bookings.read"]


@pytest.mark.attack("cookie set by a sibling")
def test_the_cookie_is_bound_to_this_very_host_and_kept_from_scripts(world: World) -> None:
    cookies = go_on(world, world.offer())["cookies"]

    assert isinstance(cookies, list)
    assert re.fullmatch(
        r"__Host-parley-login=[\w-]{43}; Max-Age=600; Path=/; Secure; HttpOnly; SameSite=Lax", cookies[0]
    )


@pytest.mark.attack("page in a frame")
@pytest.mark.parametrize(
    "route", [f"GET {LINK}", f"POST {LINK}", "GET /link/callback", "GET /link/signed-out"]
)
def test_every_page_is_kept_by_nobody_and_tells_nobody_where_it_was(world: World, route: str) -> None:
    headers = call(world, route, link=world.offer())["headers"]

    assert headers["cache-control"] == "no-store"
    assert headers["referrer-policy"] == ("strict-origin" if route == f"GET {LINK}" else "no-referrer")
    assert headers["x-content-type-options"] == "nosniff"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "form-action 'self' https://login.example;" in headers["content-security-policy"]
    assert "cross-origin-opener-policy" not in headers


def test_who_asks_is_told_from_the_row_in_the_language_of_the_chat(world: World) -> None:
    body = call(world, f"GET {LINK}", link=world.offer(), headers={"Accept-Language": "es"})["body"]

    for told in (
        "“<bdi>Ann</bdi>”",
        "Chat on the web, bot “travel”",
        "See your bookings",
        "login.example",
    ):
        assert told in body


def test_what_the_chat_may_do_is_told_in_its_language_else_in_the_first_that_there_is(world: World) -> None:
    link = world.offer()
    login = world.login(link)
    scopes = ("bookings.read", "bookings.write", "orders.read")
    world.logins.logins[login.id] = replace(login, locale="es-ES", scopes=scopes)

    body = call(world, f"GET {LINK}", link=link)["body"]

    for told in ("Ver sus reservas", "Change your bookings", "orders.read"):
        assert f"<li>{told}</li>" in body


def test_a_name_of_a_channel_is_cut_and_cleaned(world: World) -> None:
    link = world.offer()
    login = world.login(link)
    world.logins.logins[login.id] = replace(login, speaker="\x00\u202eA\n" + "A" * 70)

    body = call(world, f"GET {LINK}", link=link)["body"]

    assert f"<bdi>A {'A' * 62}</bdi>" in body


def test_a_page_of_no_login_is_in_the_browsers_language(world: World) -> None:
    body = call(world, "GET /link/signed-out", headers={"Accept-Language": "es-ES,es;q=0.9"})["body"]

    assert '<html lang="es">' in body


@pytest.mark.attack("preview robot")
def test_a_preview_robot_gets_the_page_and_nothing_is_written(world: World) -> None:
    link = world.offer()
    before = world.login(link)

    response = call(world, f"GET {LINK}", link=link, headers={"User-Agent": "TelegramBot (like TwitterBot)"})

    assert response["statusCode"] == 200
    assert world.login(link) == before


def test_declining_ends_the_link_and_tells_the_chat(world: World) -> None:
    link = world.offer()

    response = call(world, f"POST {LINK}", link=link, form={"answer": "decline"}, headers=PRESSED_HERE)

    assert "Nothing was linked" in response["body"]
    assert world.state(link) is LoginState.ENDED
    assert world.told() == [("declined", 0)]


@pytest.mark.attack("leaked link used by another")
def test_a_leaked_link_is_refused_to_another_browser(world: World) -> None:
    link = world.offer()
    go_on(world, link)

    asked, pressed = call(world, f"GET {LINK}", link=link, cookies=[MINE]), go_on(world, link, [MINE])

    assert (asked["statusCode"], pressed["statusCode"]) == (403, 403)
    assert "opened in another browser" in str(pressed["body"])
    assert "cookies" not in pressed


def test_the_provider_refuses_and_the_chat_is_told(world: World) -> None:
    link = world.offer()
    query, cookie = sign_in(world, link)

    response = call(
        world,
        "GET /link/callback",
        query={"error": "access_denied", "state": query["state"]},
        cookies=[cookie],
    )

    assert response["statusCode"] == 403
    assert "You were not signed in" in response["body"]
    assert world.state(link) is LoginState.ENDED
    assert world.told() == [("refused", 0)]


@pytest.mark.attack("code for a foreign window")
def test_the_code_is_handed_to_our_own_chat_page_and_to_no_other_origin(world: World) -> None:
    query, cookie = sign_in(world, world.offer())

    body = call(world, "GET /link/callback", query=query, cookies=[cookie])["body"]

    assert f'data-origin="{CHAT}"' in body
    assert "elsewhere.example" not in body


@pytest.mark.attack("code for a foreign window")
def test_the_code_of_a_messenger_is_handed_to_no_page(world: World) -> None:
    query, cookie = sign_in(world, world.offer(address=an_address(installation="telegram")))

    body = call(world, "GET /link/callback", query=query, cookies=[cookie])["body"]

    assert 'data-origin=""' in body


class Pressed:
    """Says that user u2 pressed."""

    def user(self, told: str) -> UserId:
        if told != "id=u2&hash=good":
            raise Refused("not signed", code="forged")
        return UserId("u2")


def test_what_telegram_signed_is_carried_to_the_answer_and_keeps_another_user_out() -> None:
    world = a_world(telegram=Pressed())
    link = world.offer(address=an_address(installation="telegram"))

    asked = call(world, f"GET {LINK}", link=link, query="id=u2&hash=good")
    pressed = go_on(world, link, signed="id=u2&hash=good")

    assert 'name="signed" value="id=u2&amp;hash=good"' in asked["body"]
    assert pressed["statusCode"] == 403
    assert "not for you" in str(pressed["body"])


def test_a_query_that_no_channel_signs_is_not_carried_on(world: World) -> None:
    assert 'name="signed"' not in call(world, f"GET {LINK}", link=world.offer(), query="hash=x")["body"]


def test_a_table_that_is_down_asks_for_patience(world: World) -> None:
    world.logins.faults.fail("find", DOWN)

    response = call(world, f"GET {LINK}", link=world.offer())

    assert response["statusCode"] == 503
    assert "Load this page again" in response["body"]


def test_whatever_else_fails_ends_in_a_page_with_a_number_and_no_trace(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    world.logins.faults.fail("find", KilledError("inside"))

    response = call(world, f"GET {LINK}", link=world.offer())

    assert response["statusCode"] == 500
    assert "<strong>7f3a</strong>" in response["body"]
    assert "inside" not in response["body"]
    assert [record.number for record in caplog.records if hasattr(record, "number")] == ["7f3a"]


def test_no_log_line_of_a_whole_sign_in_has_a_secret_in_it(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    link = world.offer()
    query, cookie = sign_in(world, link)
    body = call(world, "GET /link/callback", query=query, cookies=[cookie])["body"]
    code = re.search(r">([0-9A-Z]{4}-[0-9A-Z]{4})<", body)
    assert code

    logged = json.dumps(
        [{**vars(record), "args": str(record.args)} for record in caplog.records], default=str
    )

    tokens = [token.text for token, *_ in world.vault.kept.values()]
    secrets = [link, query["code"], query["state"], cookie.partition("=")[2], code[1], *tokens]
    assert len(tokens) == 2
    assert [secret for secret in secrets if secret in logged] == []
    assert "signed in" in logged
