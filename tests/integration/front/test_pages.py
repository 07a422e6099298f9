"""The page's files, and to whom they are given."""

import asyncio
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.integration.front.running import Front, run


async def get(there: Front, path: str) -> bytes:
    """GET a path exactly as written, which a client library would tidy up."""
    at = urlsplit(there.url)
    reader, writer = await asyncio.open_connection(at.hostname, at.port)
    writer.write(f"GET {path} HTTP/1.1\r\nHost: {at.netloc}\r\nConnection: close\r\n\r\n".encode())
    answer = await reader.read()
    writer.close()
    await writer.wait_closed()
    return answer


@pytest.mark.parametrize(
    ("path", "media_type"),
    [("/", "text/html"), ("/index.html", "text/html"), ("/chat/page.js", "text/javascript")],
)
def test_the_page_is_served_with_its_headers(pages: Path, path: str, media_type: str) -> None:
    async def visit(there: Front) -> None:
        async with there.client.get(there.url + path) as answer:
            assert answer.status == 200
            assert answer.content_type == media_type
            assert answer.headers["Content-Security-Policy"] == "default-src 'self'"
            assert answer.headers["Cache-Control"] == "no-cache"

    run(visit, pages=pages)


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/chat/..%2f..%2fsecret.txt",
        "/chat/../../secret.txt",
        "//secret.txt",
        "/%2fetc/passwd",
        "/..%5csecret.txt",
        "/index.html%00.js",
        "/fetch_vendor.py",
        "/headers.json",
        "/.hidden.js",
        "/tests/page.test.js",
        "/chat",
        "/nothing.js",
    ],
)
def test_nothing_but_the_page_is_served(pages: Path, path: str) -> None:
    async def visit(there: Front) -> None:
        answer = await get(there, path)

        assert answer.split(b"\r\n")[0] in {b"HTTP/1.1 404 Not Found", b"HTTP/1.1 400 Bad Request"}

    run(visit, pages=pages)


def test_a_link_out_of_the_folder_is_not_followed(pages: Path) -> None:
    (pages / "out.txt").symlink_to(pages.parent / "secret.txt")

    async def visit(there: Front) -> None:
        async with there.client.get(there.url + "/out.txt") as answer:
            assert answer.status == 404

    run(visit, pages=pages)


@pytest.mark.parametrize("path", ["/", "/api/tickets", "/ws"])
def test_a_foreign_name_for_this_machine_is_refused(pages: Path, path: str) -> None:
    async def visit(there: Front) -> None:
        async with there.client.get(there.url + path, headers={"Host": "rebound.example"}) as answer:
            assert answer.status == 403

        assert not there.api.requests

    run(visit, pages=pages)


def test_localhost_is_led_to_the_site_s_own_address(pages: Path) -> None:
    async def visit(there: Front) -> None:
        port = urlsplit(there.url).port
        headers = {"Host": f"localhost:{port}"}
        async with there.client.get(
            there.url + "/chat/page.js?a=1", headers=headers, allow_redirects=False
        ) as answer:
            assert answer.status == 307
            assert answer.headers["Location"] == there.url + "/chat/page.js?a=1"

    run(visit, pages=pages)
