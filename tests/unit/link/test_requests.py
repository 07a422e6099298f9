"""What a request must be to be taken: its origin, its cookie, its size, its method."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lambdas.domain.account import LoginState
from lambdas.link.route import answer
from tests.unit.link.apps import (
    CHAT,
    COOKIE,
    LINK,
    MINE,
    PRESSED_HERE,
    an_app,
    an_event,
    call,
    cookie_of,
    go_on,
    sign_in,
)
from tests.unit.link.world import World, a_world

FOREIGN = [
    {"origin": "https://evil.example", "sec-fetch-site": "cross-site"},
    {"origin": "https://evil.example"},
    {"origin": "https://evil.example", "sec-fetch-site": "same-origin"},
    {"origin": CHAT, "sec-fetch-site": "cross-site"},
    {"origin": CHAT, "sec-fetch-site": "same-site"},
    {"origin": CHAT, "sec-fetch-site": "none"},
    {"origin": f"{CHAT}.evil.example", "sec-fetch-site": "same-origin"},
    {"origin": "http://chat.example", "sec-fetch-site": "same-origin"},
    {"origin": "null", "sec-fetch-site": "cross-site"},
    {"origin": "null"},
    {"sec-fetch-site": "same-origin"},
    {},
]


@pytest.mark.attack("preview robot")
@pytest.mark.parametrize(
    "headers", [{"Sec-Purpose": "prefetch;prerender"}, {"Purpose": "prefetch"}, {"X-Moz": "prefetch"}]
)
def test_a_browser_that_only_looks_ahead_gets_no_cookie_and_finishes_nothing(
    world: World, headers: dict[str, str]
) -> None:
    link = world.offer()
    looked = call(world, f"GET {LINK}", link=link, headers=headers)
    query, cookie = sign_in(world, link)

    back = call(world, "GET /link/callback", query=query, cookies=[cookie], headers=headers)

    assert "cookies" not in looked
    assert back["body"] == ""
    assert world.state(link) is LoginState.STARTED


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "PUT", "TRACE"])
@pytest.mark.parametrize("path", [LINK, "/link/callback"])
def test_another_method_does_nothing(world: World, method: str, path: str) -> None:
    link = world.offer()
    query, cookie = sign_in(world, link)

    response = call(world, f"{method} {path}", link=link, query=query, cookies=[cookie])

    assert response["statusCode"] == 405
    assert world.state(link) is LoginState.STARTED
    assert "cookies" not in response


@pytest.mark.attack("form of a foreign page")
@pytest.mark.parametrize("headers", FOREIGN)
@pytest.mark.parametrize("answer", ["continue", "decline"])
def test_a_form_of_a_foreign_origin_is_refused(world: World, headers: dict[str, str], answer: str) -> None:
    link = world.offer()

    response = call(
        world, f"POST {LINK}", link=link, form={"answer": answer}, headers=headers, cookies=[MINE]
    )

    assert response["statusCode"] == 400
    assert world.state(link) is LoginState.OFFERED
    assert "cookies" not in response


@pytest.mark.parametrize(
    "headers", [PRESSED_HERE, {"Origin": CHAT}, {"origin": "null", "Sec-Fetch-Site": "same-origin"}]
)
def test_a_form_of_our_own_page_is_taken_as_browsers_tell_it(world: World, headers: dict[str, str]) -> None:
    response = call(world, f"POST {LINK}", link=world.offer(), form={"answer": "continue"}, headers=headers)

    assert response["statusCode"] == 303


@pytest.mark.parametrize("form", [{}, {"answer": ""}, {"answer": "yes"}])
def test_a_form_without_one_of_the_two_answers_does_nothing(world: World, form: dict[str, str]) -> None:
    link = world.offer()

    response = call(world, f"POST {LINK}", link=link, form=form, headers=PRESSED_HERE)

    assert response["statusCode"] == 400
    assert world.state(link) is LoginState.OFFERED


@pytest.mark.attack("callback without its cookie")
@pytest.mark.parametrize(
    "cookies",
    [
        [],
        [f"{COOKIE}="],
        [f"{COOKIE}={'x' * 42}"],
        [f"{COOKIE}={'x' * 42};"],
        [f"Parley-login={'M' * 43}"],
        [MINE],
        [MINE, f"{COOKIE}={'N' * 43}"],
    ],
)
def test_a_return_without_its_cookie_is_refused(world: World, cookies: list[str]) -> None:
    link = world.offer()
    query, _ = sign_in(world, link)

    response = call(world, "GET /link/callback", query=query, cookies=cookies)

    assert response["statusCode"] == 400
    assert "Let this site keep cookies, and stay in the same browser" in response["body"]
    assert world.state(link) is LoginState.STARTED


def test_cookies_that_the_gateway_has_not_parted_are_found(world: World) -> None:
    query, cookie = sign_in(world, world.offer())
    event = an_event("GET /link/callback", query=query, headers={"Cookie": f"a=b; {cookie}; c=d"})
    del event["cookies"]

    assert answer(event, app=an_app(world))["statusCode"] == 200


def test_a_header_counts_for_nothing_where_the_gateway_has_parted_the_cookies(world: World) -> None:
    query, cookie = sign_in(world, world.offer())

    response = call(world, "GET /link/callback", query=query, headers={"Cookie": cookie})

    assert response["statusCode"] == 400


@pytest.mark.attack("cookie set by a sibling")
def test_two_cookies_of_ours_are_none_even_where_one_is_right(world: World) -> None:
    query, cookie = sign_in(world, world.offer())

    response = call(world, "GET /link/callback", query=query, cookies=[cookie, MINE])

    assert response["statusCode"] == 400


@pytest.mark.attack("cookie set by a sibling")
@pytest.mark.parametrize("held", ["", "x", "x" * 44, "é" * 43])
def test_a_cookie_that_is_not_of_our_making_is_replaced(world: World, held: str) -> None:
    response = go_on(world, world.offer(), [f"{COOKIE}={held}"])

    assert re.fullmatch(rf"{COOKIE}=[A-Za-z0-9_-]{{43}}", cookie_of(response))
    assert cookie_of(response) != f"{COOKIE}={held}"


def test_a_cookie_among_others_is_found(world: World) -> None:
    query, cookie = sign_in(world, world.offer())

    response = call(world, "GET /link/callback", query=query, cookies=["a=b", f" {cookie}", "c"])

    assert response["statusCode"] == 200


@pytest.mark.parametrize("doubled", ["code", "state"])
def test_a_parameter_that_is_given_twice_is_not_taken(world: World, doubled: str) -> None:
    link = world.offer()
    query, cookie = sign_in(world, link)
    text = "&".join([*(f"{name}={value}" for name, value in query.items()), f"{doubled}=another"])

    response = call(world, "GET /link/callback", query=text, cookies=[cookie])

    assert response["statusCode"] in {400, 403}
    assert world.accounts.waits == {}


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"rawQueryString": "x" * 4097}, 413),
        ({"rawQueryString": "&".join(f"a{n}=1" for n in range(33))}, 413),
        ({"body": "x" * 8193}, 413),
        ({"body": "!", "isBase64Encoded": True}, 400),
        ({"body": "/w==", "isBase64Encoded": True}, 400),
    ],
)
def test_what_is_too_large_or_unreadable_is_refused_before_anything_else(
    world: World, changed: dict[str, object], status: int
) -> None:
    link = world.offer()
    event = an_event(f"POST {LINK}", link=link, form={"answer": "continue"}, headers=PRESSED_HERE) | changed

    assert answer(event, app=an_app(world))["statusCode"] == status
    assert world.state(link) is LoginState.OFFERED


def test_an_unknown_route_is_nowhere(world: World) -> None:
    assert call(world, "GET /link")["statusCode"] == 404


@given(st.dictionaries(st.sampled_from(["code", "state", "error", "answer", "signed"]), st.text(max_size=50)))
def test_any_query_and_any_form_get_an_answer(fields: dict[str, str]) -> None:
    world = a_world()
    link = world.offer()

    for route in ("GET /link/callback", f"POST {LINK}", f"GET {LINK}"):
        response = call(
            world, route, link=link, query=fields, form=fields, cookies=[MINE], headers=PRESSED_HERE
        )

        assert response["statusCode"] in {200, 303, 400, 403, 410}
    assert world.accounts.linked == {}
