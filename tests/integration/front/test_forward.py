"""HTTP calls through the front."""

from pathlib import Path

import pytest

from dev.front.upstream import Limits
from tests.integration.front.running import Api, Front, run


@pytest.mark.parametrize(
    "path", ["/api/tickets", "/link/callback?code=a&state=b", "/webhooks/web", "/api/a%2Fb?x=1&x=%C3%A4"]
)
def test_a_call_is_handed_on_as_it_came(pages: Path, path: str) -> None:
    async def call(there: Front) -> None:
        headers = {"Origin": "https://page.example", "X-Signature": "abc", "X-Forwarded-For": "192.0.2.1"}
        async with there.client.post(there.url + path, data=b"\x00body", headers=headers) as answer:
            given = (answer.status, (await answer.json())["path"], answer.headers.getall("Set-Cookie"))

        assert given == (201, "/http-stage" + path, ["one=1", "two=2"])
        heard = there.api.requests[0]
        assert (heard.method, there.api.bodies) == ("POST", [b"\x00body"])
        assert heard.headers["Origin"] == "https://page.example"
        assert heard.headers["X-Signature"] == "abc"
        assert heard.headers["X-Forwarded-For"] == "192.0.2.1, 127.0.0.1"

    run(call, pages=pages)


def test_a_path_cannot_leave_its_stage(pages: Path) -> None:
    async def call(there: Front) -> None:
        async with there.client.get(there.url + "/api/../../other-stage/x") as answer:
            assert answer.status == 404

        assert not there.api.requests

    run(call, pages=pages)


def test_an_api_that_is_down_is_a_502(pages: Path) -> None:
    async def call(there: Front) -> None:
        async with there.client.post(there.url + "/api/tickets") as answer:
            assert answer.status == 502
            assert (await answer.json())["code"] == "unavailable"

    run(call, pages=pages, api_up=False)


def test_an_api_that_is_too_slow_is_a_504(pages: Path) -> None:
    async def call(there: Front) -> None:
        async with there.client.post(there.url + "/api/tickets") as answer:
            assert answer.status == 504

    run(call, pages=pages, api=Api(slow_s=5), limits=Limits(answer_s=0.1))


def test_a_body_over_the_limit_is_a_413(pages: Path) -> None:
    async def call(there: Front) -> None:
        async with there.client.post(there.url + "/api/tickets", data=b"x" * 101) as answer:
            assert answer.status == 413
            assert (await answer.json())["code"] == "too_long"

    run(call, pages=pages, limits=Limits(body_bytes=100))
