"""Headers of a gateway's event."""

import pytest

from lambdas.kit.headers import headers_of


def test_a_header_is_found_however_the_caller_wrote_its_name() -> None:
    event = {"headers": {"Sec-WebSocket-Protocol": "parley.v1", "ORIGIN": "https://Chat.example"}}

    assert headers_of(event) == {"sec-websocket-protocol": "parley.v1", "origin": "https://Chat.example"}


@pytest.mark.parametrize("event", [{}, {"headers": None}, {"headers": {}}])
def test_an_event_without_headers_has_none(event: dict[str, object]) -> None:
    assert headers_of(event) == {}
